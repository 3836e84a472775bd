"""What a client is written, as a first draft in their language: every sentence a person's to edit.

Takes what a person has chosen for the client's eyes, and nothing of the team's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.dates import Moment, in_words
from bot.core.i18n import Translator


@dataclass(frozen=True)
class Chosen:
    """What a person has chosen for the client to read. ``due`` is told in ``zone``."""

    what: str
    due: datetime
    zone: str
    what_not: str = ""
    owner: str = ""
    """The name of who answers for it."""
    conditions: tuple[str, ...] = ()
    reason: str = ""
    alternatives: tuple[str, ...] = ()
    before: datetime | None = None
    """The date that held before."""
    instead: str = ""
    """What was agreed on instead."""


def yes(chosen: Chosen, t: Translator) -> str:
    """What, what not, by when, on which conditions, and who answers for it."""
    lines = [
        t.to_client("Yes, we promise you: {what}.", what=_bare(chosen.what)),
        t.to_client("By {day}.", day=_day(chosen.due, chosen, t)),
    ]
    if chosen.what_not:
        lines.append(t.to_client("What it will not be: {what}.", what=_bare(chosen.what_not)))
    if chosen.conditions:
        lines.append(t.to_client("For this we rely on the following:") + _list(chosen.conditions))
    if chosen.owner:
        lines.append(t.to_client("{name} answers for it.", name=chosen.owner))
    return "\n".join(lines)


def no(chosen: Chosen, t: Translator) -> str:
    """The reason as far as it may be told, and what can be offered instead."""
    lines = [
        t.to_client(
            "We have thought it over, and an honest answer is a no: {what} by {day} is "
            "more than we can promise you.",
            what=_bare(chosen.what),
            day=_day(chosen.due, chosen, t),
        )
    ]
    if chosen.reason:
        lines.append(t.to_client("The reason: {reason}", reason=chosen.reason.strip()))
    if chosen.alternatives:
        offer = t.to_client("What we can offer you instead:")
        lines.append(offer + _list(chosen.alternatives))
        lines.append(t.to_client("Does one of these help you?"))
    return "\n".join(lines)


def in_danger(chosen: Chosen, t: Translator) -> str:
    """An early word about a promise that may not hold, with what could be done instead."""
    lines = [
        t.to_client(
            "We promised you {what} by {day}. It may get tight, and we tell you early, so that "
            "there is time to decide.",
            what=_bare(chosen.what),
            day=_day(chosen.due, chosen, t),
        )
    ]
    if chosen.alternatives:
        lines.append(t.to_client("What we can offer you instead:") + _list(chosen.alternatives))
    lines.append(t.to_client("When can we talk about it?"))
    return "\n".join(lines)


def kept(chosen: Chosen, t: Translator) -> str:
    """What was promised is done."""
    done = t.to_client("What we promised you is done: {what}.", what=_bare(chosen.what))
    return "\n".join([done, t.to_client("Is anything missing? Then please tell us.")])


def new_date(chosen: Chosen, t: Translator) -> str:
    """The date that was agreed on, and the one before."""
    lines = [
        t.to_client(
            "As agreed with you: {what} comes by {day}.",
            what=_bare(chosen.what),
            day=_day(chosen.due, chosen, t),
        )
    ]
    if chosen.before is not None:
        day = _day(chosen.before, chosen, t)
        lines.append(t.to_client("The date that we had promised you before was {day}.", day=day))
    return "\n".join(lines)


def agreed_anew(chosen: Chosen, t: Translator) -> str:
    """What was agreed on instead of what was promised."""
    promised = t.to_client(
        "We had promised you {what} by {day}.",
        what=_bare(chosen.what),
        day=_day(chosen.due, chosen, t),
    )
    instead = t.to_client("Agreed with you instead: {words}", words=chosen.instead.strip())
    return "\n".join([promised, instead])


def _bare(words: str) -> str:
    """Words that go on in a sentence of ours."""
    return " ".join(words.split()).rstrip(".")


def _day(at: datetime, chosen: Chosen, t: Translator) -> str:
    return in_words(Moment(at), at, chosen.zone, t.language)


def _list(entries: Sequence[str]) -> str:
    return "".join(f"\n• {' '.join(entry.split())}" for entry in entries)
