"""What somebody typed after ``/perron remind``: who, when and what, as far as it is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.core.dates import Moment, Repetition, Unclear, split_off, when
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.service import (
    hours_of,
    members,
    person_name,
    platforms_of,
    zone_of,
)
from bot.features.reminders.making import where
from bot.features.reminders.timing import habits

ME = re.compile(r"(?:please\s+|bitte\s+)?(?:me|mich|mir)\b[\s,:]*", re.IGNORECASE)
PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>[\s,:]*")
CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^>]*)?>[\s,:]*")
NAMED = re.compile(r"@([^\s,:]+)[\s,:]*")
TEAM = re.compile(
    r"(?:the\s+|our\s+|das\s+|unser\s+)?(?:team|us|uns|everybody|everyone)\b[\s,:]*", re.IGNORECASE
)
LINK = re.compile(r"^(?:to|that|dass|daran)[\s,:]+", re.IGNORECASE)
UNKNOWN_CHANNEL = re.compile(r"#([^\s,:]+)")
EVERY = {
    "day": ("DAILY", 1, None),
    "business_day": ("DAILY", 1, 0),
    "week": ("WEEKLY", 1, None),
    "two_weeks": ("WEEKLY", 2, None),
    "month": ("MONTHLY", 1, None),
    "last_business_day": ("MONTHLY", 1, -1),
    "year": ("YEARLY", 1, None),
}
"""What the window offers, as how often, every how many, and which business day."""


@dataclass(frozen=True)
class Typed:
    """What was understood. ``when`` is None where no time was, and ``unclear`` says why.

    ``phrase`` is the time as it was typed, ``what`` what is left.
    """

    person: str | None
    channel: str | None
    what: str
    phrase: str = ""
    when: Moment | Repetition | None = None
    unclear: Unclear | None = None


@dataclass(frozen=True)
class Reader:
    """Who types, and in which language; their zone and hours are those of their platform."""

    user_id: str
    language: str


def understand(session: Session, reader: Reader, text: str, now: datetime) -> Typed:
    """Who, when and what. Kindly where nobody is called so."""
    typed = _who(session, reader, text.strip())
    if not typed.what:
        return typed
    try:
        phrase, what = _split(session, reader, typed.what, now)
        found = read(session, reader, phrase, now)
    except Unclear as unclear:
        return replace(typed, unclear=unclear)
    return replace(typed, phrase=phrase, what=what, when=found)


def _who(session: Session, reader: Reader, text: str) -> Typed:
    if found := ME.match(text):
        return Typed(None, None, _after(found))
    if found := PERSON.match(text):
        return Typed(_other(reader, found[1]), None, _after(found))
    if found := CHANNEL.match(text):
        return Typed(None, found[1], _after(found))
    if found := TEAM.match(text):
        platform = where(session, reader.user_id, None, None)
        return Typed(None, platform.team_channel, _after(found))
    if found := NAMED.match(text):
        person = _called(session, reader.user_id, found[1])
        return Typed(_other(reader, person), None, _after(found))
    if found := UNKNOWN_CHANNEL.match(text):
        problem = mark(
            "I don't know the channel “{name}”. "
            "Choose it from the list that appears when you type #."
        )
        raise Kindly(problem, name=found[1])
    return Typed(None, None, text)


def _after(who: re.Match[str]) -> str:
    """What follows, without the word that links it: *me to call Anke*, *mich daran, …*."""
    return LINK.sub("", who.string[who.end() :])


def _other(reader: Reader, person: str) -> str | None:
    """Somebody else; None where it is the reader."""
    return None if person == reader.user_id else person


def _called(session: Session, asker: str, name: str) -> str:
    """Somebody of the asker's platforms, by their name or its beginning."""
    people = {
        member.user_id
        for platform in platforms_of(session, asker)
        for member in members(session, platform.key)
    }
    typed = name.casefold()
    found = [
        one for one in sorted(people) if person_name(session, one).casefold().startswith(typed)
    ]
    if len(found) != 1:
        raise Kindly(
            mark(
                "I don't know whom you mean by “{name}”. Choose a person from the list "
                "that appears when you type @."
            ),
            name=name,
        )
    return found[0]


def read(session: Session, reader: Reader, text: str, now: datetime) -> Moment | Repetition:
    """A time as the reader means it, in their zone; `Unclear` otherwise."""
    platform = where(session, reader.user_id, None, None)
    hours = habits(hours_of(session, reader.user_id, platform), now)
    return when(text, now, zone_of(session, reader.user_id, platform), reader.language, hours=hours)


def _split(session: Session, reader: Reader, text: str, now: datetime) -> tuple[str, str]:
    platform = where(session, reader.user_id, None, None)
    hours = habits(hours_of(session, reader.user_id, platform), now)
    return split_off(
        text, now, zone_of(session, reader.user_id, platform), reader.language, hours=hours
    )


def repeated(moment: Moment, how_often: str, zone: str) -> Repetition:
    """A time that was chosen to come again: the window's ``EVERY``, from that day on."""
    every, interval, business_day = EVERY[how_often]
    local = moment.at.astimezone(ZoneInfo(zone))
    day = local.date()
    weekly, by_day = every == "WEEKLY", every in ("MONTHLY", "YEARLY") and business_day is None
    return Repetition(
        zone=zone,
        at=local.time().replace(tzinfo=None),
        first=day,
        every=every,  # type: ignore[arg-type]
        interval=interval,
        weekdays=(day.weekday(),) if weekly else (),
        month_day=day.day if by_day else None,
        business_day=business_day,
    )
