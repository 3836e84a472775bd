"""Windows in several steps: each lies over the one before, and its *Back* leads there again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.core.inbox import first_time
from handlers.slack import readers
from handlers.slack.feature import Context
from handlers.slack.submissions import Submission, answer_to, submission_of

Step = Callable[[Session, Submission, datetime], Mapping[str, Any]]
"""Draws the next window. Changes nothing, but may remember what was filled in so far."""
Perhaps = Callable[[Session, Submission, datetime], Mapping[str, Any] | None]
"""Draws the next window; or carries out what was wanted, where nothing has to be asked any more."""
Last = Callable[[Session, Submission, datetime], None]


def on_step(app: App, ctx: Context, callback_id: str, step: Perhaps) -> None:
    """Lay the window that ``step`` draws over the one that was submitted, which ends without one.

    One can go back and submit the same window again: it has no identity of its own.
    """

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        submission, now = submission_of(body), ctx.clock.now()
        try:
            view = ctx.db.write(lambda s: step(s, submission, now))
        except Kindly as problem:
            ack(**answer_to(body["view"], submission, problem, _reader(ctx, submission)))
        else:
            if view is None:
                ack()
            else:
                ack(response_action="push", view=dict(view))

    app.view(callback_id)(listener)


def on_last_step(app: App, ctx: Context, callback_id: str, rule: Last) -> None:
    """Carry out ``rule`` once for the last window, and close all of them."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        submission, now = submission_of(body), ctx.clock.now()

        def work(session: Session) -> None:
            if first_time(session, f"view:{submission.view_id}", now):
                rule(session, submission, now)

        try:
            ctx.db.write(work)
        except Kindly as problem:
            ack(**answer_to(body["view"], submission, problem, _reader(ctx, submission)))
        else:
            ack(response_action="clear")

    app.view(callback_id)(listener)


def _reader(ctx: Context, submission: Submission) -> Translator:
    return ctx.db.read(lambda s: readers.person(s, submission.user_id))


def so_far(session: Session, submission: Submission) -> dict[str, Any]:
    """What was filled in before; Kindly where the window has been open for too long."""
    content = forms.recall(session, submission.subject)
    if content is None:
        raise Kindly(mark("This window is too old. Please open it again."))
    return dict(content)
