"""The life of a promise: made, held to or moved, kept or not. Who may is checked every time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.service import (
    member_of,
    person_name,
    require_active,
    require_member,
)
from bot.features.promises import asking, lessons
from bot.features.promises.models import ChangeKind, Promise, PromiseChange, PromiseState
from bot.features.promises.showing import changed, date_moved, show_team_card
from bot.features.requests.showing import home_of

WORDS = 500
"""Characters of what was promised, and of what was agreed instead."""


def make(session: Session, promise: Promise, by: str, now: datetime) -> Promise:
    """A new promise: on the client's card, on the team's, in its ticket."""
    require_active(session, promise.client_key)
    promise.state, promise.made_at = PromiseState.OPEN, now
    promise.what = one_line(promise.what)
    session.add(promise)
    session.flush()
    _note(session, promise, ChangeKind.MADE, by, now)
    asking.plan(session, promise, now, is_new=True)
    date_moved(session, promise)
    show_team_card(session, promise)
    cards.touch(session, home_of(promise.owner))
    changed(session, promise)
    return promise


def one_line(words: str) -> str:
    """Words as a card holds them."""
    return " ".join(words.split())[:WORDS]


def _note(session: Session, promise: Promise, kind: ChangeKind, by: str, now: datetime) -> None:
    session.add(PromiseChange(promise_id=promise.id, kind=kind, by=by, at=now, due=promise.due))
    session.flush()


def for_member(session: Session, promise_id: str, user_id: str) -> Promise:
    """The promise, held, for a member of its platform; anybody else is told so."""
    promise = session.get(Promise, promise_id, with_for_update=True)
    if promise is None:
        raise Kindly(mark("This promise no longer exists."))
    require_member(session, user_id, promise.platform_key)
    return promise


def open_for_member(session: Session, promise_id: str, user_id: str) -> Promise:
    """The same, while it is open and its client is served: after that it stays as it is."""
    promise = for_member(session, promise_id, user_id)
    require_active(session, promise.client_key)
    if promise.state != PromiseState.OPEN:
        raise Kindly(mark("This promise is over already. Nothing was changed."))
    return promise


def holds(session: Session, promise_id: str, by: str, now: datetime) -> None:
    """It holds, as far as somebody can tell today."""
    promise = open_for_member(session, promise_id, by)
    promise.danger_at = None
    _note(session, promise, ChangeKind.HOLDS, by, now)
    changed(session, promise)


def in_danger(session: Session, promise_id: str, by: str, now: datetime) -> Promise:
    """It may not hold. Saying it twice is saying it once."""
    promise = open_for_member(session, promise_id, by)
    if promise.danger_at is None:
        promise.danger_at = now
        _note(session, promise, ChangeKind.IN_DANGER, by, now)
        changed(session, promise)
    return promise


def new_date(
    session: Session, promise_id: str, by: str, due: datetime, now: datetime, *, agreed: bool
) -> None:
    """Another date, which the client has agreed to. The old one stays visible."""
    promise = open_for_member(session, promise_id, by)
    if not agreed:
        raise Kindly(
            mark("Please talk with the client first: a new date is one that both agree on.")
        )
    if due <= now:
        raise Kindly(mark("This date has passed. Please choose one that is still to come."))
    if due == promise.due:
        raise Kindly(mark("This is the date that holds already."))
    promise.due, promise.danger_at = due, None
    _note(session, promise, ChangeKind.NEW_DATE, by, now)
    asking.plan(session, promise, now)
    date_moved(session, promise)
    changed(session, promise)


def kept(session: Session, promise_id: str, by: str, now: datetime) -> None:
    """Done as promised. Once more changes nothing."""
    promise = for_member(session, promise_id, by)
    if promise.state == PromiseState.KEPT:
        return
    promise = open_for_member(session, promise_id, by)
    _ends(session, promise, PromiseState.KEPT, ChangeKind.KEPT, by, now)


def not_kept(session: Session, promise_id: str, by: str, instead: str, now: datetime) -> None:
    """It was not kept; ``instead`` is what was agreed with the client, as they read it."""
    promise = open_for_member(session, promise_id, by)
    if not instead.strip():
        raise Kindly(mark("Please write what was agreed instead: the client reads this sentence."))
    promise.instead = one_line(instead)
    _ends(session, promise, PromiseState.NOT_KEPT, ChangeKind.NOT_KEPT, by, now)


def _ends(
    session: Session,
    promise: Promise,
    state: PromiseState,
    kind: ChangeKind,
    by: str,
    now: datetime,
) -> None:
    promise.state, promise.ended_at, promise.danger_at = state, now, None
    _note(session, promise, kind, by, now)
    asking.plan(session, promise, now)
    lessons.want(session, promise, now)
    changed(session, promise)


def open_again(session: Session, promise_id: str, by: str, now: datetime) -> None:
    """It was called over by mistake."""
    promise = for_member(session, promise_id, by)
    if promise.state == PromiseState.OPEN:
        return
    require_active(session, promise.client_key)
    promise.state, promise.ended_at, promise.instead = PromiseState.OPEN, None, None
    lessons.not_yet(session, promise)
    _note(session, promise, ChangeKind.OPEN_AGAIN, by, now)
    asking.plan(session, promise, now, is_new=True)
    changed(session, promise)


def hand_to(session: Session, promise_id: str, by: str, to: str, now: datetime) -> None:
    """A member puts an open promise into other hands. Kindly where these are no member's."""
    promise = open_for_member(session, promise_id, by)
    if member_of(session, to, promise.platform_key) is None:
        raise Kindly(
            mark("{name} is not a member of this platform. Choose somebody who is."),
            name=person_name(session, to),
        )
    give(session, promise, to, by, now)


def give(session: Session, promise: Promise, to: str, by: str, now: datetime) -> bool:
    """Put it into other hands; false where it is over, or theirs already, or they are no member."""
    if promise.state != PromiseState.OPEN or promise.owner == to:
        return False
    if member_of(session, to, promise.platform_key) is None:
        return False
    cards.touch(session, home_of(promise.owner))
    promise.owner = to
    _note(session, promise, ChangeKind.GIVEN, by, now)
    asking.plan(session, promise, now, is_new=True)
    changed(session, promise)
    return True
