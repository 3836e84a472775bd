"""A word to the client about a promise: drafted, previewed, sent. Never posted by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.i18n import Translator
from bot.features.platforms.models import Client, Platform
from bot.features.promises import answering, living, telling
from bot.features.promises.models import ChangeKind, Promise
from bot.features.promises.reading import dates_before, history_of
from bot.features.promises.showing import count_readers
from handlers.promises import letters, windows
from handlers.promises.answer_steps import letter_of, preview_of
from handlers.promises.letters import Chosen
from handlers.slack import readers
from handlers.slack.presses import Press, translator
from handlers.slack.steps import so_far
from handlers.slack.submissions import Submission

Template = Callable[[Chosen, Translator], str]
TEMPLATES: Mapping[ChangeKind, Template] = {
    ChangeKind.KEPT: letters.kept,
    ChangeKind.NEW_DATE: letters.new_date,
    ChangeKind.NOT_KEPT: letters.agreed_anew,
}


def open_danger(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """*In danger*: the team sees it, and a word to the client is drafted at once."""
    promise = living.in_danger(session, press.value, press.user_id, now)
    return _draft(session, press, now, promise, letters.in_danger, {})


def open_news(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """*Write to the client*, once a promise is kept, moved, or something else was agreed on."""
    promise, step = telling.news_of(session, press.value, press.user_id)
    return _draft(session, press, now, promise, TEMPLATES[step.kind], {"news": True})


def _draft(
    session: Session,
    press: Press,
    now: datetime,
    promise: Promise,
    template: Template,
    more: Mapping[str, Any],
) -> Mapping[str, Any]:
    count_readers(session, promise.channel)
    content = {"promise": promise.id, "channel": promise.channel, **more}
    subject = forms.remember(session, content, now)
    can_be_posted = answering.can_be_posted(session, promise.channel)
    client = readers.client(session.get_one(Client, promise.client_key))
    text = template(_chosen(session, promise), client)
    t = translator(session, press)
    return windows.draft(windows.WORD_DRAFT, text, can_be_posted, subject, t)


def _chosen(session: Session, promise: Promise) -> Chosen:
    """Of a promise what its client knows, and what could be offered instead."""
    before = dates_before(history_of(session, promise.id))
    return Chosen(
        what=promise.what,
        due=promise.due,
        zone=session.get_one(Platform, promise.platform_key).timezone,
        alternatives=tuple(promise.alternatives),
        before=before[-1] if before else None,
        instead=promise.instead or "",
    )


def preview(session: Session, form: Submission, now: datetime) -> Mapping[str, Any]:
    """Who will read the word, and how it will stand there."""
    content = so_far(session, form)
    look = living.for_member if content.get("news") else living.open_for_member
    promise = look(session, content["promise"], form.user_id)
    return preview_of(session, form, now, content, windows.WORD_PREVIEW, promise.client_key)


def send(session: Session, form: Submission, now: datetime) -> None:
    """Post the word, or have it copied."""
    content = so_far(session, form)
    letter = letter_of(content)
    tell = telling.tell_news if content.get("news") else telling.tell_client
    tell(session, content["promise"], form.user_id, letter.text, now, by_hand=letter.by_hand)
