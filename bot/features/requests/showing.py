"""What becomes visible of a request, and to whom: each card and reaction is wanted here."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards, jobs, schedule
from bot.core.cards import Audience, Card
from bot.features.platforms.models import Platform, PlatformMode
from bot.features.platforms.owning import redraw_homes
from bot.features.platforms.service import calendar_of
from bot.features.requests.models import Request

CARD_AFTER = timedelta(minutes=15)
"""The client's card comes this long after the request, if nobody has taken it before."""
ROUTED_FIRST = 0.3
"""Wall seconds the team's card waits, so that it can say what the request is about."""


LOOK = "clocks.look"
"""What is due by whose turn it is, computed anew each time: one row a request."""


SIMILAR = "similar.look"
"""What was asked before and was alike is looked for, for whoever has a request now."""


def home_of(user_id: str) -> str:
    """The subject of a person's App Home."""
    return f"home:{user_id}"


def occasion(request_id: str, at: datetime) -> str:
    """The subject of a message that is posted anew on each occasion."""
    return f"{request_id}:{int(at.timestamp())}"


def changed(session: Session, request: Request) -> None:
    """Something of the request has changed: every card about it is drawn anew."""
    request.version += 1
    session.flush()
    occasions = Card.subject.startswith(f"{request.id}:")
    subjects = select(Card.subject).where((Card.subject == request.id) | occasions).distinct()
    for subject in session.scalars(subjects).all():
        cards.touch(session, subject)
    redraw_homes(session, request.platform_key)


def platform_if_active(session: Session, request: Request) -> Platform | None:
    """The request's platform; None while it only observes, for nothing is posted then."""
    platform = session.get_one(Platform, request.platform_key)
    return platform if platform.mode == PlatformMode.ACTIVE else None


def look_for_somebody(session: Session, request: Request) -> None:
    """Have the request routed."""
    jobs.enqueue(session, "requests.route", {"subject": request.id}, lane=f"request:{request.id}")


def look_for_similar(session: Session, request: Request) -> None:
    """Have earlier questions looked for that may answer this one."""
    if platform_if_active(session, request) is not None:
        jobs.enqueue(session, SIMILAR, {"subject": request.id}, lane=f"request:{request.id}")


def notice(session: Session, request: Request, ts: str, *, on: bool = True) -> None:
    """Put the quiet sign on a message of the client, or take it back."""
    if platform_if_active(session, request) is not None:
        jobs.enqueue(
            session,
            "requests.notice",
            {"channel": request.channel, "ts": ts, "on": on},
            lane=f"message:{request.channel}:{ts}",
        )


def show_team_card(session: Session, request: Request, *, delay: float = 0.0) -> None:
    """Show the card in the team channel."""
    platform = platform_if_active(session, request)
    if platform is not None:
        place = platform.team_channel
        cards.show(session, "request.team", request.id, Audience.TEAM, place, delay=delay)


def tell(session: Session, kind: str, request: Request, at: datetime, to: str | None) -> None:
    """Post something about the request, on this occasion: to one member, or to the team."""
    platform = platform_if_active(session, request)
    if platform is not None:
        audience = Audience.MEMBER if to else Audience.TEAM
        place = to or platform.team_channel
        cards.show(session, kind, occasion(request.id, at), audience, place)


def client_card_comes(session: Session, request: Request, at: datetime) -> None:
    """See to it that the client's card comes if nobody has taken the request by then.

    Within business hours a quarter of an hour of them has to pass. At night it does not wait for
    the morning: then it says when somebody will be back.
    """
    platform = platform_if_active(session, request)
    if platform is not None:
        hours = calendar_of(platform)
        due = hours.add(at, CARD_AFTER) if hours.is_open(at) else at + CARD_AFTER
        schedule.at(session, "requests.client_card", request.id, due)


def show_client_card(session: Session, request: Request, at: datetime) -> None:
    """Show the client's card in the thread, unless the platform only observes."""
    schedule.cancel(session, "requests.client_card", request.id)
    if platform_if_active(session, request) is None:
        return
    cards.show(
        session,
        "request.client",
        request.id,
        Audience.CLIENT,
        request.channel,
        channel=request.channel,
        thread_ts=request.thread_ts,
    )
    redraw_with_the_hours(session, request, at)


def look_at_the_clock(session: Session, request: Request, at: datetime) -> None:
    """Whose turn it is, or in whose hands, has changed: what is due is computed anew."""
    if platform_if_active(session, request) is not None:
        schedule.at(session, LOOK, request.id, at)


def replan(session: Session, request: Request, now: datetime) -> None:
    """The platform's hours have changed: what is due by them is moved."""
    if session.get(schedule.Due, ("requests.client_card", request.id)) is not None:
        client_card_comes(session, request, request.opened_at)
    if session.get(schedule.Due, ("requests.redraw", request.id)) is not None:
        redraw_with_the_hours(session, request, now)


def redraw_with_the_hours(session: Session, request: Request, at: datetime) -> None:
    """While the client waits, the card says at night when somebody is back, and by day no more."""
    if request.is_open and request.client_waits:
        hours = calendar_of(session.get_one(Platform, request.platform_key))
        schedule.at(session, "requests.redraw", request.id, hours.next_change(at))


def nothing_is_due(session: Session, request: Request) -> None:
    """What the clock would have brought to an open request comes no more."""
    for kind in ("requests.client_card", "requests.redraw", "requests.quiet", LOOK):
        schedule.cancel(session, kind, request.id)
