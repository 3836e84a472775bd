"""What the team reads in the morning: matters, not people; and nothing where there is nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience
from bot.features.digests import planning
from bot.features.digests.rhythm import DAILY
from bot.features.platforms.availability import back_at, stand_in
from bot.features.platforms.calendar import BusinessHours
from bot.features.platforms.models import Absence, Client, Platform, PlatformMode
from bot.features.platforms.owning import Matter, Owns, in_order
from bot.features.platforms.service import calendar_of, members, person_name
from bot.features.platforms.targets import shared_hours, targets_of
from bot.features.requests.gist import gist

KIND = "digest.team"
AHEAD = timedelta(days=7)
"""How far promises look."""
WORDS = 80
"""Characters of a matter's words."""
AT_LEAST = timedelta(hours=1)
"""So long after its time it still comes, even where business hours are over by then."""


@dataclass(frozen=True)
class Entry:
    """A matter. ``owner`` is a name, and None for what nobody has and for what is overdue."""

    client: str
    words: str
    link: str | None
    since: datetime
    due: datetime | None
    owner: str | None


@dataclass(frozen=True)
class AwayToday:
    """Somebody who is away at some time of today: until when, who covers. Never why."""

    name: str
    starts: datetime | None
    """None: they are away already."""
    back: datetime
    cover: str | None


@dataclass(frozen=True)
class TeamDay:
    """A team's day. Each matter is in one list at most."""

    today: Sequence[Entry]
    overdue: Sequence[Entry]
    promises: Sequence[Entry]
    away: Sequence[AwayToday]
    nobodys: Sequence[Entry]

    @property
    def is_empty(self) -> bool:
        return not (self.today or self.overdue or self.promises or self.away or self.nobodys)


def morning(session: Session, owns: Sequence[Owns], platform_key: str, now: datetime) -> None:
    """Want this morning's card where there is something to say, and see to the next morning."""
    platform = session.get(Platform, platform_key)
    if platform is None or not platform.active:
        return
    hours = calendar_of(platform)
    planning.next_time(session, planning.TEAM, platform.key, DAILY, hours, now)
    if platform.mode != PlatformMode.ACTIVE or not is_in_time(hours, now):
        return
    if not day_of(session, owns, platform, now).is_empty:
        subject = f"{platform.key}|{hours.local_date(now).isoformat()}"
        cards.show(session, KIND, subject, Audience.TEAM, platform.team_channel)


def is_in_time(hours: BusinessHours, now: datetime) -> bool:
    """Whether this day's digest may come at ``now``: yesterday's never does."""
    last = DAILY.last_until(hours, now)
    if last is None or last.day != hours.local_date(now):
        return False
    return now < max(hours.spans(last.day)[-1][1], last.at + AT_LEAST)


def still_wanted(platform: Platform, day: date, now: datetime) -> bool:
    """Whether a card that could not be posted so far is still of today."""
    return calendar_of(platform).local_date(now) == day


def day_of(session: Session, owns: Iterable[Owns], platform: Platform, now: datetime) -> TeamDay:
    """How the platform's day looks at ``now``."""
    sorting = _Sorting(session, platform, now)
    for matter in in_order(m for one in owns for m in one.of_platform(session, now, platform.key)):
        sorting.put(matter)
    return TeamDay(
        today=sorting.today,
        overdue=sorting.overdue,
        promises=sorting.promises,
        away=_away(session, platform, now),
        nobodys=sorting.nobodys,
    )


class _Sorting:
    """Puts each matter where a tired reader looks for it."""

    def __init__(self, session: Session, platform: Platform, now: datetime) -> None:
        self._session, self._platform, self._now = session, platform, now
        self._hours = calendar_of(platform)
        self.today: list[Entry] = []
        self.overdue: list[Entry] = []
        self.promises: list[Entry] = []
        self.nobodys: list[Entry] = []

    def put(self, matter: Matter) -> None:
        """What has no client's name on it is somebody's own, and nothing for the team."""
        client = self._session.get(Client, matter.client)
        if client is None:
            return
        where = self._where(matter, client)
        if where is None:
            return
        named = matter.owner is not None and where is not self.overdue
        where.append(
            Entry(
                client=client.name,
                words=gist(matter.words, WORDS),
                link=matter.link,
                since=matter.since,
                due=matter.due,
                owner=person_name(self._session, matter.owner or "") if named else None,
            )
        )

    def _where(self, matter: Matter, client: Client) -> list[Entry] | None:
        if matter.due is not None:
            return self._by_date(matter, matter.due)
        if matter.owner is None:
            return self.nobodys if matter.ours else None
        if matter.ours and not matter.answered and self._has_waited_too_long(matter, client):
            return self.overdue
        return None

    def _by_date(self, matter: Matter, due: datetime) -> list[Entry] | None:
        day, today = self._hours.local_date(due), self._hours.local_date(self._now)
        if day < today:
            return self.overdue
        if day == today:
            return self.today
        if matter.owner is None and matter.ours:
            return self.nobodys
        return self.promises if due <= self._now + AHEAD else None

    def _has_waited_too_long(self, matter: Matter, client: Client) -> bool:
        waited = shared_hours(self._platform, client).between(matter.since, self._now)
        return waited > targets_of(client).answer


def _away(session: Session, platform: Platform, now: datetime) -> list[AwayToday]:
    hours = calendar_of(platform)
    today = hours.spans(hours.local_date(now))
    end = max((stop for _, stop in today), default=now)
    rows = session.scalars(
        select(Absence)
        .where(
            Absence.user_id.in_([member.user_id for member in members(session, platform.key)]),
            Absence.starts_at < max(end, now),
            Absence.ends_at > now,
            Absence.over_at.is_(None),
        )
        .order_by(Absence.starts_at, Absence.id)
    )
    first = {row.user_id: row for row in reversed(rows.all())}
    found = [_away_today(session, platform, absence, now) for absence in first.values()]
    return sorted(found, key=lambda one: (one.starts is not None, one.name))


def _away_today(session: Session, platform: Platform, absence: Absence, now: datetime) -> AwayToday:
    at = max(now, absence.starts_at)
    cover = stand_in(session, absence.user_id, at, platform)
    return AwayToday(
        name=person_name(session, absence.user_id),
        starts=absence.starts_at if absence.starts_at > now else None,
        back=back_at(session, absence.user_id, at, platform),
        cover=person_name(session, cover) if cover is not None else None,
    )
