"""A platform's month, per client: figures of matters, never of persons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience
from bot.core.dates.values import instant
from bot.features.digests import pictures, planning
from bot.features.digests.bars import Bars, Row
from bot.features.digests.rhythm import DAY, MONTHLY, month_of
from bot.features.platforms.calendar import BusinessHours, zone
from bot.features.platforms.models import Client, Platform, PlatformMode
from bot.features.platforms.service import calendar_of, clients, members
from bot.features.platforms.targets import shared_hours
from bot.features.requests.models import (
    ClosedBy,
    Message,
    Outcome,
    OutcomeKind,
    Request,
    RequestState,
    Whose,
)
from bot.features.requests.turns import TurnAt, turns_of_all

KIND = "digest.month"
MONTHS = 6
"""Months that the picture shows."""
FEWEST = 5
"""Of fewer people who work on a client no response times are shown: they would be somebody's."""
HANDS = (OutcomeKind.TAKEN, OutcomeKind.GIVEN_TO, OutcomeKind.ANSWERED)


@dataclass(frozen=True)
class Answers:
    """How long first answers took, in business time: half of them, and nine in ten."""

    median: timedelta
    most: timedelta


@dataclass(frozen=True)
class ClientMonth:
    """A client's month. ``ours`` and ``theirs``: the business time that waiting took on each side.

    ``answers`` is None where response times are switched off, or would point at persons.
    """

    client: str
    came: int
    done: int
    ours: timedelta
    theirs: timedelta
    answers: Answers | None


@dataclass(frozen=True)
class Month:
    """A platform's month, which begins with ``first``, by client."""

    platform: str
    first: date
    clients: Sequence[ClientMonth]
    response_times: bool
    """Whether the agency wants them at all."""


def first_business_day(session: Session, platform_key: str, now: datetime) -> None:
    """Want the card of the month that is over, and see to the next."""
    platform = session.get(Platform, platform_key)
    if platform is None or not platform.active:
        return
    hours = calendar_of(platform)
    planning.next_time(session, planning.MONTH, platform.key, MONTHLY, hours, now)
    due = planning.to_make_up(MONTHLY, hours, now)
    if due is None or platform.mode != PlatformMode.ACTIVE:
        return
    first = month_of(month_of(due.day) - DAY)
    if month(session, platform, first).clients:
        subject = f"{platform.key}|{first.isoformat()}"
        pictures.want(session, KIND, subject)
        cards.show(
            session, KIND, subject, Audience.TEAM, platform.team_channel, delay=pictures.WAITS
        )


def month(session: Session, platform: Platform, first: date) -> Month:
    """The month that begins with ``first``, of the clients with whom anything was going on."""
    found = [_of_client(session, platform, one, first) for one in clients(session, platform.key)]
    going_on = [one for one in found if one is not None]
    return Month(platform.name, first, going_on, platform.response_times)


def span_of(platform: Platform, first: date) -> tuple[datetime, datetime]:
    """A month's first instant, and the first after it, in the platform's zone."""
    here = zone(platform.timezone)
    return instant(first, time(), here), instant(month_of(first + 31 * DAY), time(), here)


def _of_client(
    session: Session, platform: Platform, client: Client, first: date
) -> ClientMonth | None:
    start, end = span_of(platform, first)
    requests = _going_on(session, client, start, end)
    if not requests:
        return None
    hours = shared_hours(platform, client)
    waits = {Whose.TEAM: timedelta(), Whose.CLIENT: timedelta(), Whose.NOBODY: timedelta()}
    for turns in turns_of_all(session, requests).values():
        _add_up(turns, hours, start, end, waits)
    answers = None
    if platform.response_times:
        hands = _hands(session, platform, [one.id for one in requests], start, end)
        answers = _answers(requests, hours, start, end) if len(hands) >= FEWEST else None
    return ClientMonth(
        client=client.name,
        came=sum(start <= one.created_at < end for one in requests),
        done=sum(
            _is_done(one) and start <= one.closed_at < end for one in requests if one.closed_at
        ),
        ours=waits[Whose.TEAM],
        theirs=waits[Whose.CLIENT],
        answers=answers,
    )


def _going_on(session: Session, client: Client, start: datetime, end: datetime) -> list[Request]:
    """What was open at some time between the two."""
    return list(
        session.scalars(
            select(Request).where(
                Request.client_key == client.key,
                Request.state != RequestState.NOT_A_REQUEST,
                or_(Request.closed_by.is_(None), Request.closed_by != ClosedBy.WITHDRAWN),
                Request.created_at < end,
                or_(Request.closed_at.is_(None), Request.closed_at >= start),
            )
        )
    )


def _is_done(request: Request) -> bool:
    return request.state == RequestState.CLOSED


def _add_up(
    turns: Sequence[TurnAt],
    hours: BusinessHours,
    start: datetime,
    end: datetime,
    waits: dict[Whose, timedelta],
) -> None:
    """Add the business time of each turn that lies between ``start`` and ``end``."""
    ends = [turn.since for turn in turns[1:]] + [end]
    for turn, until in zip(turns, ends, strict=True):
        begun, over = max(turn.since, start), min(until, end)
        if turn.whose != Whose.NOBODY and begun < over:
            waits[turn.whose] += hours.between(begun, over)


def _hands(
    session: Session, platform: Platform, ids: Collection[str], start: datetime, end: datetime
) -> set[str]:
    """The members who answered, or had it, in that month: to be counted, never to be named."""
    ours = {member.user_id for member in members(session, platform.key)}
    had = session.scalars(
        select(Outcome.person).where(
            Outcome.request_id.in_(ids),
            Outcome.kind.in_(HANDS),
            Outcome.at >= start,
            Outcome.at < end,
        )
    )
    wrote = session.scalars(
        select(Message.author).where(
            Message.request_id.in_(ids),
            Message.from_client.is_(False),
            Message.at >= start,
            Message.at < end,
        )
    )
    return {person for person in (*had, *wrote) if person in ours}


def _answers(
    requests: Sequence[Request], hours: BusinessHours, start: datetime, end: datetime
) -> Answers | None:
    took = sorted(
        hours.between(one.created_at, one.answered_at)
        for one in requests
        if one.answered_at is not None and start <= one.answered_at < end
    )
    return Answers(ranked(took, 0.5), ranked(took, 0.9)) if took else None


def ranked(in_order: Sequence[timedelta], share: float) -> timedelta:
    """The smallest value that at least ``share`` of all do not exceed (nearest rank)."""
    at = -int(-share * len(in_order) // 1)
    return in_order[max(0, at - 1)]


def bars(session: Session, platform: Platform, first: date) -> Bars:
    """What came in and what was done, by client, over the months up to ``first``."""
    months = [first]
    while len(months) < MONTHS:
        months.insert(0, month_of(months[0] - DAY))
    rows = []
    for client in clients(session, platform.key):
        start, end = span_of(platform, months[0])[0], span_of(platform, first)[1]
        requests = _going_on(session, client, start, end)
        here = calendar_of(platform)
        came = [month_of(here.local_date(one.created_at)) for one in requests]
        done = [
            month_of(here.local_date(one.closed_at))
            for one in requests
            if one.closed_at is not None and _is_done(one)
        ]
        if requests:
            pairs = [(came.count(begin), done.count(begin)) for begin in months]
            rows.append(Row(client.name, pairs))
    return Bars(months, rows)
