"""What members do with a request by pressing something. Who may is checked here, every time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.models import Platform
from bot.features.platforms.service import (
    available,
    member_of,
    person_name,
    require_active,
    require_member,
)
from bot.features.requests import learning
from bot.features.requests.lifecycle import assign, close, goes_quiet, over, reopen
from bot.features.requests.models import (
    ClosedBy,
    OutcomeKind,
    ProjectInSpe,
    Request,
    RequestState,
    Whose,
)
from bot.features.requests.reading import client_messages, hands_of
from bot.features.requests.showing import (
    changed,
    look_at_the_clock,
    notice,
    show_client_card,
    tell,
)
from bot.features.requests.turns import turn_to

WHEN = 200
"""Characters of the word on when that are kept."""


def for_member(session: Session, request_id: str, user_id: str) -> Request:
    """The request, held, for a member of its platform; anybody else is told so."""
    request = session.get(Request, request_id, with_for_update=True)
    if request is None:
        raise Kindly(mark("This request no longer exists."))
    require_member(session, user_id, request.platform_key)
    return request


def open_for_member(session: Session, request_id: str, user_id: str) -> Request:
    """The same, where it is still open."""
    request = for_member(session, request_id, user_id)
    if not request.is_open:
        raise Kindly(mark("This request is no longer open. Nothing was changed."))
    return request


def to_be_changed(session: Session, request_id: str, user_id: str) -> Request:
    """The same, where something new may be made of it."""
    request = open_for_member(session, request_id, user_id)
    require_active(session, request.client_key)
    return request


def take(session: Session, request_id: str, user_id: str, now: datetime) -> None:
    """Take an open request. One that somebody else has stays with them."""
    request = open_for_member(session, request_id, user_id)
    if request.assignee == user_id:
        return
    if request.assignee is not None:
        raise Kindly(
            mark("{name} has taken this already. You can take it over from the team card."),
            name=person_name(session, request.assignee),
        )
    require_active(session, request.client_key)
    assign(session, request, user_id, now)
    changed(session, request)


def hand_to(
    session: Session, request_id: str, by: str, to: str, now: datetime, *, seen: str | None = None
) -> None:
    """Give a request to somebody of the platform, or take it over oneself.

    ``seen``: in whose hands it was on the card that was pressed (`hands_of`); who presses a moment
    after somebody else is told, and nothing is changed.
    """
    request = open_for_member(session, request_id, by)
    if request.assignee == to:
        return
    if request.assignee is not None and seen is not None and seen != hands_of(request):
        raise Kindly(
            mark("{name} took this a moment ago. Nothing was changed; please look again."),
            name=person_name(session, request.assignee),
        )
    require_active(session, request.client_key)
    if to != by:
        _can_be_given(session, request, to, now)
        learning.note(session, request.id, OutcomeKind.GIVEN_TO, now, to)
    if request.assignee is not None:
        learning.note(session, request.id, OutcomeKind.GIVEN_AWAY, now, request.assignee)
    assign(session, request, to, now)
    if to != by:
        tell(session, "request.given", request, now, to=to)
    changed(session, request)


def _can_be_given(session: Session, request: Request, to: str, now: datetime) -> None:
    platform = session.get_one(Platform, request.platform_key)
    name = person_name(session, to)
    if member_of(session, to, platform.key) is None:
        raise Kindly(
            mark("{name} is not a member of this platform. Choose somebody who is."), name=name
        )
    if available(session, to, now, platform=platform).is_away:
        raise Kindly(mark("{name} is away. Choose somebody who is there."), name=name)


def waiting_for_client(session: Session, request_id: str, user_id: str, now: datetime) -> None:
    """*Waiting for you*: it is the client's turn. Who says so of what nobody has, has it."""
    request = open_for_member(session, request_id, user_id)
    require_active(session, request.client_key)
    if request.assignee is None:
        assign(session, request, user_id, now)
    _turns(session, request, Whose.CLIENT, now)


def our_turn(session: Session, request_id: str, user_id: str, now: datetime) -> None:
    """It is the team's turn after all; what rested goes on."""
    request = open_for_member(session, request_id, user_id)
    require_active(session, request.client_key)
    if request.state == RequestState.RESTING:
        reopen(session, request, now, by=user_id)
    _turns(session, request, Whose.TEAM, now)


def _turns(session: Session, request: Request, whose: Whose, now: datetime) -> None:
    if turn_to(session, request, whose, now):
        look_at_the_clock(session, request, now)
        goes_quiet(session, request, now)
    changed(session, request)


def done_by_member(session: Session, request_id: str, user_id: str, now: datetime) -> None:
    """A member closes a request."""
    request = for_member(session, request_id, user_id)
    close(session, request, ClosedBy.TEAM, now)


def reopen_by_member(session: Session, request_id: str, user_id: str, now: datetime) -> None:
    """A member opens a request again, also one that was not one or was kept for later."""
    request = for_member(session, request_id, user_id)
    if request.is_open and request.state != RequestState.RESTING:
        return
    require_active(session, request.client_key)
    if request.state == RequestState.NOT_A_REQUEST:
        learning.note(session, request.id, OutcomeKind.IS_A_REQUEST, now, user_id)
        for message in client_messages(session, request.id)[:1]:
            notice(session, request, message.ts)
    reopen(session, request, now, by=user_id)
    changed(session, request)


def not_a_request(session: Session, request_id: str, user_id: str, now: datetime) -> None:
    """The team says that this was none; the same words of this client are left in peace."""
    request = for_member(session, request_id, user_id)
    if request.state == RequestState.NOT_A_REQUEST:
        return
    open_for_member(session, request_id, user_id)
    request.state = RequestState.NOT_A_REQUEST
    learning.note(session, request.id, OutcomeKind.NOT_A_REQUEST, now, user_id)
    over(session, request, now)
    for message in client_messages(session, request.id):
        notice(session, request, message.ts, on=False)
    changed(session, request)


def later(session: Session, request_id: str, user_id: str, when: str, now: datetime) -> None:
    """Keep it as a project in spe of this client; ``when`` is a word on when."""
    request = open_for_member(session, request_id, user_id)
    require_active(session, request.client_key)
    if not when.strip():
        raise Kindly(mark("Please say when, in a word: for example “after the summer”."))
    request.state = RequestState.LATER
    session.add(
        ProjectInSpe(
            request_id=request.id,
            client_key=request.client_key,
            when=" ".join(when.split())[:WHEN],
            kept_by=user_id,
            at=now,
        )
    )
    learning.note(session, request.id, OutcomeKind.LATER, now, user_id)
    over(session, request, now)
    show_client_card(session, request, now)
    changed(session, request)
