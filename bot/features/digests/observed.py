"""The week of a platform that observes: what was noticed, for the team to show around."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience
from bot.core.dates import Hours
from bot.features.digests import pictures, planning
from bot.features.digests.bars import Bars, Row
from bot.features.digests.promised import promises
from bot.features.digests.rhythm import DAY, FRIDAYS, WEEK
from bot.features.platforms.calendar import BusinessHours
from bot.features.platforms.models import Client, Platform, PlatformMode, Talent
from bot.features.platforms.service import calendar_of, members
from bot.features.requests.gist import gist
from bot.features.requests.models import ClosedBy, Message, Request, RequestState
from bot.features.requests.reading import client_messages, link_to, words_of

KIND = "observe.week"
WORDS = 90
"""Characters of a question's words."""


@dataclass(frozen=True)
class Question:
    """A question that was noticed."""

    client: str
    words: str
    link: str


@dataclass(frozen=True)
class Topic:
    """Questions that would have gone to one talent; ``talent`` None: to whoever looks first."""

    talent: dict[str, str] | None
    questions: Sequence[Question]


@dataclass(frozen=True)
class Dated:
    """A date that a member named to a client."""

    client: str
    at: datetime
    words: str
    link: str


@dataclass(frozen=True)
class ObservedWeek:
    """What was noticed in a week; answers are measured in business time."""

    questions: int
    unanswered: Sequence[Question]
    median_answer: timedelta | None
    longest_answer: timedelta | None
    topics: Sequence[Topic]
    promised: Sequence[Dated]


def friday(session: Session, platform_key: str, now: datetime) -> None:
    """Want the report of an observed week, and see to the next one."""
    platform = session.get(Platform, platform_key)
    if platform is None or not platform.active:
        return
    hours = calendar_of(platform)
    planning.next_time(session, planning.OBSERVED, platform.key, FRIDAYS, hours, now)
    due = planning.to_make_up(FRIDAYS, hours, now)
    if due is None or platform.mode != PlatformMode.OBSERVE:
        return
    subject = f"{platform.key}|{due.at.isoformat()}"
    if bars(session, platform, due.at).rows:
        pictures.want(session, KIND, subject)
    cards.show(session, KIND, subject, Audience.TEAM, platform.team_channel, delay=pictures.WAITS)


def week_of(session: Session, platform: Platform, until: datetime) -> ObservedWeek:
    """The seven days before ``until``."""
    rows = _noticed(session, platform, until)
    hours = calendar_of(platform)
    took = sorted(
        hours.between(request.created_at, request.answered_at)
        for request in rows
        if request.answered_at is not None
    )
    return ObservedWeek(
        questions=len(rows),
        unanswered=[_question(session, one) for one in rows if one.answered_at is None],
        median_answer=took[len(took) // 2] if took else None,
        longest_answer=max(took, default=None),
        topics=_topics(session, rows),
        promised=_promised(session, platform, until),
    )


def bars(session: Session, platform: Platform, until: datetime) -> Bars:
    """Questions, and how many of them were answered, by client and day of that week."""
    hours, rows = calendar_of(platform), _noticed(session, platform, until)
    days = [hours.local_date(until) - n * DAY for n in range(6, -1, -1)]
    asked = {hours.local_date(one.created_at) for one in rows}
    columns = [day for day in days if hours.is_business_day(day) or day in asked]
    names = sorted({_client(session, one.client_key) for one in rows})
    found = []
    for name in names:
        theirs = [one for one in rows if _client(session, one.client_key) == name]
        on = Counter(hours.local_date(one.created_at) for one in theirs)
        answered = Counter(
            hours.local_date(one.created_at) for one in theirs if one.answered_at is not None
        )
        found.append(Row(name, [(on[day], answered[day]) for day in columns]))
    return Bars(columns, found)


def _noticed(session: Session, platform: Platform, until: datetime) -> Sequence[Request]:
    return session.scalars(
        select(Request)
        .where(
            Request.platform_key == platform.key,
            Request.created_at > until - WEEK,
            Request.created_at <= until,
            Request.state != RequestState.NOT_A_REQUEST,
            or_(Request.closed_by.is_(None), Request.closed_by != ClosedBy.WITHDRAWN),
        )
        .order_by(Request.created_at, Request.id)
    ).all()


def _question(session: Session, request: Request) -> Question:
    words = words_of(request, client_messages(session, request.id))
    return Question(
        client=_client(session, request.client_key),
        words=" ".join(gist(words, WORDS).split()),
        link=link_to(session, request.channel, request.thread_ts),
    )


def _client(session: Session, key: str) -> str:
    return session.get_one(Client, key).name


def _topics(session: Session, rows: Sequence[Request]) -> list[Topic]:
    """By talent, the most frequent first; what is not clear comes last."""
    by_talent: dict[str | None, list[Request]] = {}
    for request in rows:
        known = request.topic if request.topic and session.get(Talent, request.topic) else None
        by_talent.setdefault(known, []).append(request)
    keys = sorted(by_talent, key=lambda key: (key is None, -len(by_talent[key]), key or ""))
    return [
        Topic(
            talent=dict(session.get_one(Talent, key).names) if key is not None else None,
            questions=[_question(session, one) for one in by_talent[key]],
        )
        for key in keys
    ]


def _promised(session: Session, platform: Platform, until: datetime) -> list[Dated]:
    """Dates in what members wrote to clients, in order of the dates."""
    ours = {member.user_id for member in members(session, platform.key)}
    hours = _working(calendar_of(platform))
    rows = session.execute(
        select(Message, Client.name, Client.language)
        .join(Request, Request.id == Message.request_id)
        .join(Client, Client.key == Request.client_key)
        .where(
            Request.platform_key == platform.key,
            Request.state != RequestState.NOT_A_REQUEST,
            Message.at > until - WEEK,
            Message.at <= until,
            Message.author.in_(ours),
            Message.deleted.is_(False),
            Message.text.is_not(None),
        )
        .order_by(Message.at, Message.ts)
    )
    found = [
        Dated(client, one.at, one.words, link_to(session, message.channel, message.ts))
        for message, client, language in rows
        for one in promises(message.text or "", message.at, platform.timezone, language, hours)
    ]
    return sorted(found, key=lambda one: one.at)


def _working(hours: BusinessHours) -> Hours:
    return Hours(opens=time(9), closes=time(18), is_business_day=hours.is_business_day)
