"""What every window of the set-up does when it is saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.declaration.editing import AtField, NotAllowed
from handlers.slack import readers
from handlers.slack.submissions import Submission, WrongField


def content_of(session: Session, form: Submission) -> Mapping[str, Any]:
    """What the window was about; Kindly where it stood open for too long."""
    content = forms.recall(session, form.subject)
    if content is None:
        raise Kindly(mark("This window is too old. Please open it again."))
    return content


@contextmanager
def at_its_input(session: Session, form: Submission) -> Iterator[None]:
    """A problem goes to the input it belongs to, and what is allowed into the reader's language."""
    try:
        yield
    except AtField as problem:
        params = problem.params
        if isinstance(problem, NotAllowed):
            t = readers.person(session, form.user_id)
            params = {"allowed": t(problem.wrong.msgid, **problem.wrong.params)}
        block = problem.field if problem.field in form.values else next(iter(form.values))
        raise WrongField(block, problem.msgid, **params) from problem
