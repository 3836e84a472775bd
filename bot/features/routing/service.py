"""Finding somebody for a request: one person at a time, privately, then everybody once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience
from bot.features.accuracy import service as accuracy
from bot.features.platforms.models import Client, ClientStatus, Platform, PlatformMode
from bot.features.platforms.service import calendar_of
from bot.features.platforms.targets import THIRD, part_of, shared_hours, targets_of
from bot.features.requests import learning
from bot.features.requests.finding import locked
from bot.features.requests.models import OutcomeKind, Request, RequestState
from bot.features.requests.reading import was_called
from bot.features.requests.showing import changed, look_for_somebody, tell
from bot.features.routing.gather import weigh
from bot.features.routing.models import Answer, Suggested
from bot.features.routing.score import Scored, Suggestion

SILENCES = 2
"""After this many the team is asked."""
DECLINED = (Answer.PASSED, Answer.NOT_MINE)
CLOCKS_DIFFER = timedelta(minutes=1)
"""Slack's clock, by which a request was opened, may be so far ahead of ours."""


def route(session: Session, request_id: str, now: datetime) -> None:
    """Ask the best suited person who was not asked yet; where there is none, everybody."""
    request = locked(session, request_id)
    client = session.get_one(Client, request.client_key)
    platform = session.get_one(Platform, request.platform_key)
    if request.state != RequestState.OPEN or client.status != ClientStatus.ACTIVE:
        return
    earlier = asked_since_opened(session, request)
    if any(one.answer == Answer.ASKED for one in earlier):
        return
    asked = {one.person for one in earlier} | _not_theirs(session, request)
    result = weigh(session, request, asked, now)
    request.topic = result.topic or request.topic
    if not earlier:
        _predict(session, request, result, now)
    if platform.mode == PlatformMode.OBSERVE:
        return
    hours = calendar_of(platform)
    if not hours.is_open(now):
        schedule.at(session, "requests.route", request.id, hours.next_open(now))
    elif result.choice is None or _silences(earlier) >= SILENCES:
        _ask_everybody(session, request, again=bool(earlier), now=now)
    else:
        _ask(session, request, result.choice, now)
    changed(session, request)


def _predict(session: Session, request: Request, result: Suggestion, now: datetime) -> None:
    """Write down whom it is thought to be for, before anybody has it: for the published figures."""
    first = [] if result.choice is None else [result.choice]
    people = [one.person_id for one in (*first, *result.ranked)]
    accuracy.predicted(session, request, people, now, guessed=result.choice is not None)


def _not_theirs(session: Session, request: Request) -> set[str]:
    """Who said that it is not theirs, also before it was opened again."""
    said = Suggested.answer == Answer.NOT_MINE
    return set(
        session.scalars(select(Suggested.person).where(Suggested.request_id == request.id, said))
    )


def _silences(earlier: Sequence[Suggested]) -> int:
    return sum(one.answer == Answer.SILENT for one in earlier)


def _ask(session: Session, request: Request, choice: Scored, now: datetime) -> None:
    suggested = Suggested(
        request_id=request.id,
        person=choice.person_id,
        reasons=[asdict(reason) for reason in choice.reasons],
        alike=list(choice.alike),
        at=max(now, request.opened_at),
    )
    session.add(suggested)
    session.flush()
    subject, to = subject_of(suggested), choice.person_id
    cards.show(session, "routing.suggestion", subject, Audience.MEMBER, to)
    due = _silent_at(session, request, now)
    schedule.at(session, "routing.silence", str(suggested.id), due)


def _silent_at(session: Session, request: Request, asked: datetime) -> datetime:
    """When a silence counts as a pass: a third of the time in which it should be taken."""
    client = session.get_one(Client, request.client_key)
    hours = shared_hours(session.get_one(Platform, request.platform_key), client)
    return hours.add(asked, part_of(targets_of(client).taken, THIRD))


def subject_of(suggested: Suggested) -> str:
    """The subject of the direct message: a new one each time somebody is asked."""
    return f"{suggested.request_id}:{suggested.id}"


def _ask_everybody(session: Session, request: Request, *, again: bool, now: datetime) -> None:
    """The team card asks; where people were asked before, a line of its own says so, once."""
    if request.asks_everybody:
        return
    request.asks_everybody = True
    if again:
        call(session, request, now)


def call(session: Session, request: Request, now: datetime) -> None:
    """Ask the team in its channel, once since the request was opened."""
    request.asks_everybody = True
    if not was_called(session, request):
        tell(session, "request.call", request, now, to=None)
        changed(session, request)


def asked_since_opened(session: Session, request: Request) -> list[Suggested]:
    """Who was asked since the request was opened (again), in order."""
    return list(
        session.scalars(
            select(Suggested)
            .where(Suggested.request_id == request.id, Suggested.at >= request.opened_at)
            .order_by(Suggested.id)
            .with_for_update()
        )
    )


def suggestion_for(session: Session, request_id: str, person: str) -> Suggested | None:
    """The newest suggestion of a request to somebody."""
    return session.scalars(
        select(Suggested)
        .where(Suggested.request_id == request_id, Suggested.person == person)
        .order_by(Suggested.id.desc())
        .limit(1)
    ).first()


def pass_on(
    session: Session, request_id: str, person: str, now: datetime, *, mine: bool = True
) -> None:
    """Decline without reproach: shown to nobody, and the next one is asked.

    It teaches nothing. Where it is not ``mine``, they are not asked for this request again.
    """
    request = session.get(Request, request_id, with_for_update=True)
    suggested = suggestion_for(session, request_id, person)
    if request is None or suggested is None or suggested.answer in DECLINED:
        return
    was_silent = suggested.answer == Answer.SILENT
    suggested.answer = Answer.PASSED if mine else Answer.NOT_MINE
    schedule.cancel(session, "routing.silence", str(suggested.id))
    learning.note(session, request_id, OutcomeKind.PASSED, now, person)
    cards.touch(session, subject_of(suggested))
    if not was_silent:
        look_for_somebody(session, request)


def silent(session: Session, suggested_id: str, now: datetime) -> None:
    """A third of the time without a word: the next one is asked."""
    suggested = session.get(Suggested, int(suggested_id), with_for_update=True)
    if suggested is None or suggested.answer != Answer.ASKED:
        return
    request = locked(session, suggested.request_id)
    still_waits = request.state == RequestState.OPEN
    due = _silent_at(session, request, suggested.at)
    if still_waits and now + CLOCKS_DIFFER < due:
        schedule.at(session, "routing.silence", suggested_id, due)
        return
    suggested.answer = Answer.SILENT if still_waits else Answer.MOOT
    if still_waits:
        look_for_somebody(session, request)


def replan(session: Session, request: Request, now: datetime) -> None:
    """Hours or targets have changed: what is due for a request that waits is moved."""
    if request.state != RequestState.OPEN:
        return
    for one in asked_since_opened(session, request):
        if one.answer == Answer.ASKED:
            due = _silent_at(session, request, one.at)
            schedule.at(session, "routing.silence", str(one.id), due)
    if session.get(schedule.Due, ("requests.route", request.id)) is not None:
        hours = calendar_of(session.get_one(Platform, request.platform_key))
        schedule.at(session, "requests.route", request.id, hours.next_open(now))
