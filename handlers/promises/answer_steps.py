"""The answer to a client, step by step: choose, draft, see who reads it, send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.errors import Kindly
from bot.features.channels.models import Channel
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import person_name
from bot.features.promises import answering, reading
from bot.features.promises.answering import Letter, Terms
from bot.features.promises.models import ClientAnswer
from bot.features.promises.models import Readers as Counted
from bot.features.promises.showing import count_readers
from bot.features.promises.values import Verdict
from handlers.promises import letters, windows
from handlers.promises.letters import Chosen
from handlers.slack import readers
from handlers.slack.presses import Press, translator
from handlers.slack.steps import so_far
from handlers.slack.submissions import Submission, WrongField

COUNTED_FOR = timedelta(days=1)
"""How long a count of readers is told (wall clock); each draft has them counted anew."""


def open_choice(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """*Answer the client*: what goes in."""
    answer = answering.wanted(session, press.value, press.user_id)
    channels = answering.places(session, answer)
    for channel in channels:
        count_readers(session, channel)
    subject = forms.remember(session, {"ballot": answer.ballot}, now)
    shown = reading.answer_for_team(session, answer, now)
    named = [(channel, f"#{_name(session, channel)}") for channel in channels]
    owner = answer.owner or press.user_id
    return windows.choose(shown, owner, named, subject, translator(session, press))


def _name(session: Session, channel: str) -> str:
    row = session.get(Channel, channel)
    return row.name if row is not None and row.name else channel


def draft(session: Session, form: Submission, now: datetime) -> Mapping[str, Any]:
    """The answer as the template has it, with what was chosen."""
    content = so_far(session, form)
    answer = answering.wanted(session, content["ballot"], form.user_id)
    channels = answering.places(session, answer)
    content["channel"] = form.text("channel") or (channels[0] if channels else "")
    if answer.verdict == Verdict.YES:
        content |= _terms(session, answer, form)
    text = _text(session, answer, form)
    subject = forms.remember(session, content, now)
    can_be_posted = answering.can_be_posted(session, content["channel"])
    t = readers.person(session, form.user_id)
    return windows.draft(windows.DRAFT, text, can_be_posted, subject, t)


def _terms(session: Session, answer: ClientAnswer, form: Submission) -> dict[str, str]:
    owner = form.text("owner") or form.user_id
    try:
        answering.check_owner(session, answer, owner)
    except Kindly as problem:
        raise WrongField("owner", problem.msgid, **problem.params) from problem
    return {"what": form.text("what"), "what_not": form.text("what_not"), "owner": owner}


def _text(session: Session, answer: ClientAnswer, form: Submission) -> str:
    client = session.get_one(Client, answer.client_key)
    zone = session.get_one(Platform, answer.platform_key).timezone
    t = readers.client(client)
    if answer.verdict == Verdict.YES:
        chosen = Chosen(
            what=form.text("what"),
            due=answer.due,
            zone=zone,
            what_not=form.text("what_not").strip(),
            owner=person_name(session, form.text("owner") or form.user_id),
            conditions=_ticked(answer.conditions, form.chosen("conditions")),
        )
        return letters.yes(chosen, t)
    chosen = Chosen(
        what=answer.what,
        due=answer.due,
        zone=zone,
        reason=form.text("reason").strip(),
        alternatives=_ticked(answer.alternatives, form.chosen("alternatives")),
    )
    return letters.no(chosen, t)


def _ticked(entries: Sequence[str], numbers: Sequence[str]) -> tuple[str, ...]:
    return tuple(entries[int(n)] for n in numbers if n.isdecimal() and int(n) < len(entries))


def preview(session: Session, form: Submission, now: datetime) -> Mapping[str, Any]:
    """Who will read the answer, and how it will stand there."""
    content = so_far(session, form)
    answer = answering.wanted(session, content["ballot"], form.user_id)
    return preview_of(session, form, now, content, windows.PREVIEW, answer.client_key)


def preview_of(
    session: Session,
    form: Submission,
    now: datetime,
    content: dict[str, Any],
    callback_id: str,
    client_key: str,
) -> Mapping[str, Any]:
    """The window that names who will read what was drafted; WrongField where it is too long."""
    try:
        text = answering.fitting(form.text("text"))
    except Kindly as problem:
        raise WrongField("text", problem.msgid, **problem.params) from problem
    content |= {"text": text, "how": form.text("how") or windows.BY_HAND}
    subject = forms.remember(session, content, now)
    client = session.get_one(Client, client_key)
    who_reads = windows.Readers(client.name, content["channel"], _people(session, content))
    name, t = person_name(session, form.user_id), readers.person(session, form.user_id)
    return windows.preview(
        callback_id, content["text"], who_reads, name, content["how"], subject, t
    )


def _people(session: Session, content: Mapping[str, Any]) -> int | None:
    counted = session.get(Counted, content["channel"])
    if counted is None or datetime.now(UTC) - counted.counted_at > COUNTED_FOR:
        return None
    return counted.people


def send(session: Session, form: Submission, now: datetime) -> None:
    """Post the answer, or have it copied."""
    content = so_far(session, form)
    terms = None
    if "owner" in content:
        terms = Terms(content["what"], content["what_not"], content["owner"])
    answering.give(session, content["ballot"], form.user_id, letter_of(content), terms, now)


def letter_of(content: Mapping[str, Any]) -> Letter:
    """What was drafted, where, and who posts it."""
    by_hand = content["how"] == windows.BY_HAND
    return Letter(content["channel"], content["text"], by_hand)
