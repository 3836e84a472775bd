"""Asking for a reminder: who may remind whom, and where. Never where a client reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.dates import Moment, Repetition
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.models import Platform
from bot.features.platforms.service import (
    Side,
    client_of_channel,
    member_of,
    person_name,
    platform_of_team_channel,
    platforms_of,
    require_member,
    side_of,
    zone_of,
)
from bot.features.reminders.models import Kind, Reminder
from bot.features.reminders.timing import following, plan, redraw_home

LONGEST = 2000
"""Characters of what is to be told."""
CLIENT_READS = mark(
    "{client} reads that channel, and a reminder is the team's own words. "
    "Choose your team channel or a person."
)
NO_TEAM_CHANNEL = mark(
    "Perron reminds in team channels alone, as it cannot tell who reads elsewhere. "
    "Choose your team channel or a person."
)
NO_COLLEAGUE = mark(
    "You and {name} are on no platform together. Choose somebody of yours, or your team channel."
)


@dataclass(frozen=True)
class Wish:
    """What somebody asks for. ``what`` is mrkdwn; with neither person nor channel for themselves.

    ``link`` is the message it is about, ``request_id`` what it ends with.
    """

    maker: str
    when: Moment | Repetition
    what: str
    person: str | None = None
    channel: str | None = None
    link: str | None = None
    request_id: str | None = None


def make(session: Session, wish: Wish, now: datetime) -> Reminder:
    """Keep a reminder. Kindly where it may not be, with what to do instead."""
    what = wish.what.strip()
    if not what:
        raise Kindly(mark("Say what the reminder is about: a few words will do."))
    if len(what) > LONGEST:
        raise Kindly(mark("A reminder has up to {n} characters. Please say it shorter."), n=LONGEST)
    platform = where(session, wish.maker, wish.person, wish.channel)
    person = None if wish.channel else wish.person or wish.maker
    reminder = Reminder(
        kind=Kind.ASKED,
        maker=wish.maker,
        person=person,
        place=wish.channel or person or "",
        platform_key=platform.key,
        what=what,
        link=wish.link,
        request_id=wish.request_id,
        zone=zone_of(session, wish.maker, platform),
        made_at=now,
    )
    session.add(reminder)
    _set(session, reminder, wish.when, now)
    redraw_home(session, reminder)
    return reminder


def _set(session: Session, reminder: Reminder, when: Moment | Repetition, now: datetime) -> None:
    if isinstance(when, Moment):
        reminder.next_at, reminder.other_at = when.at, when.other
    else:
        reminder.repeats, reminder.zone = when.stored, when.zone
        reminder.next_at = following(session, reminder, now)
    if reminder.next_at is None:
        raise Kindly(mark("There is no such day to come. Write another time."))
    plan(session, reminder, now)


def where(session: Session, maker: str, person: str | None, channel: str | None) -> Platform:
    """The platform that who asks and who is told have in common; Kindly where there is none."""
    if channel is not None:
        return _of_channel(session, maker, channel)
    return _in_common(session, maker, person or maker)


def _of_channel(session: Session, maker: str, channel: str) -> Platform:
    platform = platform_of_team_channel(session, channel)
    client = client_of_channel(session, channel)
    if client is not None:
        if member_of(session, maker, client.platform_key) is None:
            raise Kindly(NO_TEAM_CHANNEL)
        raise Kindly(CLIENT_READS, client=client.name)
    if platform is None:
        raise Kindly(NO_TEAM_CHANNEL)
    require_member(session, maker, platform.key)
    return platform


def _in_common(session: Session, maker: str, person: str) -> Platform:
    theirs = platforms_of(session, maker)
    for platform in theirs:
        if member_of(session, person, platform.key) is not None:
            return platform
    if not theirs or side_of(session, team_id=None, user_id=maker) is not Side.MEMBER:
        raise Kindly(mark("Perron's commands are for members of a platform."))
    raise Kindly(NO_COLLEAGUE, name=person_name(session, person))
