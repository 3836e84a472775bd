"""``/perron oncall``: whose weeks they are, and how one hands one's own on."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.core import cards, dates
from bot.core.cards import Audience, Claimed
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.core.worker import Drawing
from bot.features.platforms import oncall
from bot.features.platforms.models import Platform
from bot.features.platforms.service import (
    members,
    person_name,
    platform_here,
)
from handlers.clocks import rota_views
from handlers.slack import readers
from handlers.slack.feature import Asker, Command

MENTION = re.compile(r"\s*<@([UW][A-Z0-9]+)(?:\|[^>]*)?>\s*$|\s+@(\S.*)$")
WEEK = "clocks.week"


def answer(session: Session, asker: Asker, rest: str, now: datetime) -> Drawing:
    """Show the weeks; with a day, take that week over or, with a person, hand it on."""
    platform = platform_here(session, asker.user_id, asker.channel)
    if rest:
        day, to = _read(session, platform, asker, rest, now)
        week = oncall.swap(session, platform, day, asker.user_id, to, now)
        subject = f"{platform.key}|{week.monday}"
        cards.touch(session, subject, kind=WEEK)
        if to != asker.user_id:
            cards.show(session, WEEK, subject, Audience.MEMBER, to)
    return rota_views.weeks(platform, oncall.weeks(session, platform, now), asker.t)


def _read(
    session: Session, platform: Platform, asker: Asker, typed: str, now: datetime
) -> tuple[date, str]:
    """A day, and whose its week becomes: the asker's where nobody is named.

    A date may be one of this week that is over; its week is not.
    """
    found = MENTION.search(typed)
    day = typed[: found.start()] if found else typed
    to = asker.user_id if found is None else found[1] or _called(session, platform, found[2])
    today = _today(platform, now)
    since = oncall.monday_of(today) if day[:1].isdigit() else today
    base = datetime.combine(since, time(0), ZoneInfo(platform.timezone)).astimezone(UTC)
    meant = dates.moment(day, base, platform.timezone, asker.t.language)
    return meant.at.astimezone(ZoneInfo(platform.timezone)).date(), to


def _today(platform: Platform, now: datetime) -> date:
    return now.astimezone(ZoneInfo(platform.timezone)).date()


def _called(session: Session, platform: Platform, name: str) -> str:
    """The one member whose name begins like it."""
    wanted = name.strip().casefold()
    found = [
        member.user_id
        for member in members(session, platform.key)
        if person_name(session, member.user_id).casefold().startswith(wanted)
    ]
    if len(found) != 1:
        raise Kindly(mark("Who is {name}? Please mention the person with an @."), name=name)
    return found[0]


def draw_week(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    """The direct message to whom a week was handed."""
    key, _, monday = card.subject.partition("|")
    platform = session.get(Platform, key)
    if platform is None:
        return None
    week = date.fromisoformat(monday)
    is_theirs = oncall.planned(session, platform, week) == card.place
    return rota_views.yours(platform, week, is_theirs, readers.person(session, card.place))


COMMANDS = (
    Command(
        "oncall",
        mark("oncall <day> <@person>"),
        mark("who is on call, this week and next; with a day and a person, hand your week on"),
        answer,
        writes=True,
    ),
)
