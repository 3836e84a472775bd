"""Two members together lift a block for a stated time and reason; then it is back by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.blocks import giving_back
from bot.features.blocks.cards import BACK, LIFT
from bot.features.blocks.models import BlockLift, LiftState
from bot.features.blocks.standing import is_blocked
from bot.features.platforms.blocking import block, serve
from bot.features.platforms.models import Client, Platform, PlatformMode
from bot.features.platforms.owning import redraw_homes
from bot.features.platforms.service import person_name, require_member
from bot.features.record import service as record
from bot.features.webhook import service as webhook
from bot.features.webhook.service import Event

END = "blocks.end"
"""The due row of a lift's end; its subject is the lift's id."""
LONGEST = timedelta(days=92)
WHY = 1000
"""Characters."""
ABOUT = "block lift"


class Act(StrEnum):
    """What an entry says that somebody did. Codes: they are stored for good."""

    ASKED = "block lift asked"
    DROPPED = "block lift dropped"
    LIFTED = "block lifted"
    BACK = "block back"


@dataclass(frozen=True)
class Wanted:
    """What is asked: until when, and why; internal. ``gives_back``: ids of access that is
    inactive and shall be active again with it."""

    client_key: str
    until: datetime
    why: str
    gives_back: Sequence[str] = ()


def ask(session: Session, wanted: Wanted, by: str, now: datetime) -> BlockLift:
    """A member asks to lift a block; a second one has to confirm.

    Kindly: no member, no block, asked or lifted already, no reason, a time that is over or more
    than three months away; access whose grace period is over.
    """
    client = session.get(Client, wanted.client_key, with_for_update=True)
    if client is None:
        raise Kindly(mark("There is no such client any more."))
    require_member(session, by, client.platform_key)
    _nothing_live(session, client)
    if not is_blocked(client):
        raise Kindly(mark("{client} has no delivery block."), client=client.name)
    why = " ".join(wanted.why.split())[:WHY]
    if not why:
        raise Kindly(mark("Please say why, so that a second member can decide."))
    _require_sensible(wanted.until, now)
    giving_back.require_possible(session, client.key, wanted.gives_back, now)
    lift = BlockLift(
        client_key=client.key,
        platform_key=client.platform_key,
        live=client.key,
        state=LiftState.ASKED,
        until=wanted.until,
        why=why,
        gives_back=list(wanted.gives_back),
        asked_by=by,
        asked_at=now,
    )
    session.add(lift)
    session.flush()
    schedule.at(session, END, lift.id, lift.until)
    _note(session, lift, Act.ASKED, by, now)
    _show(session, LIFT, lift)
    return lift


def _nothing_live(session: Session, client: Client) -> None:
    live = session.scalars(select(BlockLift).where(BlockLift.live == client.key)).first()
    if live is None:
        return
    if live.state == LiftState.LIFTED:
        raise Kindly(mark("{client}'s delivery block is lifted already."), client=client.name)
    raise Kindly(
        mark("{who} has asked for this already: a second member has to confirm it."),
        who=person_name(session, live.asked_by),
    )


def _require_sensible(until: datetime, now: datetime) -> None:
    if until <= now:
        raise Kindly(mark("This time is over already. Until when shall it be lifted?"))
    if until - now > LONGEST:
        raise Kindly(mark("A block can be lifted for three months at most."))


def confirm(session: Session, lift_id: str, by: str, now: datetime, *, version: int) -> BlockLift:
    """A second member confirms: the client is served until that time, and has back what was
    asked for with it."""
    giving_back.hold_case(session, lift_id)
    lift, client = _held(session, lift_id, by)
    if lift.state != LiftState.ASKED:
        raise _is_over(session, lift)
    _seen(lift, version)
    if by == lift.asked_by:
        raise Kindly(mark("You have asked for this yourself: a second member has to confirm it."))
    if lift.until <= now:
        raise Kindly(mark("The time that was asked for is over. Please ask anew."))
    before = str(client.status)
    lift.state, lift.confirmed_by, lift.lifted_at = LiftState.LIFTED, by, now
    serve(session, client)
    schedule.at(session, END, lift.id, lift.until)
    _changed(session, lift)
    _note(session, lift, Act.LIFTED, by, now, before, str(client.status))
    _tell(session, lift, str(client.status), now)
    giving_back.give_back(session, lift, by, now)
    return lift


def drop(session: Session, lift_id: str, by: str, now: datetime, *, version: int) -> None:
    """Any member takes the question back."""
    lift, _ = _held(session, lift_id, by)
    if lift.state != LiftState.ASKED:
        raise _is_over(session, lift)
    _seen(lift, version)
    _drop(session, lift, by, now)


def _drop(session: Session, lift: BlockLift, by: str | None, now: datetime) -> None:
    lift.state, lift.live, lift.ended_by, lift.ended_at = LiftState.DROPPED, None, by, now
    schedule.cancel(session, END, lift.id)
    _changed(session, lift)
    _note(session, lift, Act.DROPPED, by or record.PERRON, now)


def block_again(session: Session, lift_id: str, by: str, now: datetime, *, version: int) -> None:
    """Any member brings the block back early."""
    lift, client = _held(session, lift_id, by)
    if lift.state != LiftState.LIFTED:
        raise _is_over(session, lift)
    _seen(lift, version)
    _back(session, lift, client, by, now)


def time_over(session: Session, lift_id: str, now: datetime) -> None:
    """The due row `END` came: the block is back, or nobody has confirmed. Safe to repeat."""
    lift = _hold(session, lift_id)
    if lift is None or lift.live is None:
        return
    if lift.until > now:
        schedule.at(session, END, lift.id, lift.until)
    elif lift.state == LiftState.ASKED:
        _drop(session, lift, None, now)
    else:
        client = session.get_one(Client, lift.client_key, with_for_update=True)
        _back(session, lift, client, None, now)


def _back(session: Session, lift: BlockLift, client: Client, by: str | None, now: datetime) -> None:
    before = str(client.status)
    lift.state, lift.live, lift.ended_by, lift.ended_at = LiftState.OVER, None, by, now
    schedule.cancel(session, END, lift.id)
    block(session, client, now)
    _changed(session, lift)
    _note(session, lift, Act.BACK, by or record.PERRON, now, before, str(client.status))
    _tell(session, lift, str(client.status), now)
    _show(session, BACK, lift)


def follow(session: Session, lift: BlockLift, platform_key: str) -> None:
    """Its client has gone to another platform: it stands before that one's members now."""
    old = lift.platform_key
    lift.platform_key = platform_key
    _changed(session, lift)
    redraw_homes(session, old)
    _show(session, LIFT, lift)


def plan(session: Session, _now: datetime) -> None:
    """See to the end of every lift, again and again: none of them may be forgotten."""
    for lift in session.scalars(select(BlockLift).where(BlockLift.live.is_not(None))).all():
        schedule.at(session, END, lift.id, lift.until)


def _held(session: Session, lift_id: str, by: str) -> tuple[BlockLift, Client]:
    lift = _hold(session, lift_id)
    if lift is None:
        raise Kindly(mark("This is over by now."))
    client = session.get_one(Client, lift.client_key, with_for_update=True)
    require_member(session, by, client.platform_key)
    return lift, client


def _hold(session: Session, lift_id: str) -> BlockLift | None:
    session.flush()
    return session.get(BlockLift, lift_id, with_for_update=True, populate_existing=True)


def _seen(lift: BlockLift, version: int) -> None:
    if lift.version != version:
        raise Kindly(mark("Somebody has changed this meanwhile. Please look again."))


def _is_over(session: Session, lift: BlockLift) -> Kindly:
    if lift.state == LiftState.LIFTED and lift.confirmed_by is not None:
        who = person_name(session, lift.confirmed_by)
        return Kindly(mark("{who} has confirmed already: the block is lifted."), who=who)
    if lift.state == LiftState.OVER:
        return Kindly(mark("The block is back already."))
    if lift.state == LiftState.DROPPED:
        return Kindly(mark("This was taken back, or its time is over. Nothing was changed."))
    return Kindly(mark("The block was not lifted: a second member has to confirm it first."))


def _changed(session: Session, lift: BlockLift) -> None:
    lift.version += 1
    session.flush()
    cards.touch(session, lift.id, kind=LIFT)
    redraw_homes(session, lift.platform_key)


def _show(session: Session, kind: str, lift: BlockLift) -> None:
    platform = session.get_one(Platform, lift.platform_key)
    if platform.mode == PlatformMode.ACTIVE:
        cards.show(session, kind, lift.id, Audience.TEAM, platform.team_channel)


def _note(
    session: Session,
    lift: BlockLift,
    act: Act,
    who: str,
    now: datetime,
    before: str | None = None,
    after: str | None = None,
) -> None:
    """An entry; one that changes the client's status says so as endings do."""
    record.write(
        session,
        record.About(ABOUT, lift.id),
        platform_key=lift.platform_key,
        client_key=lift.client_key,
        who=who,
        what=act,
        before={"status": before} if before is not None else None,
        after={
            **({"status": after} if after is not None else {}),
            "lift": str(lift.state),
            "until": lift.until,
            "why": lift.why,
        },
        now=now,
    )


def _tell(session: Session, lift: BlockLift, status: str, now: datetime) -> None:
    """The agency's own software hears the client's status, and until when it is lifted."""
    data = {"status": status}
    if lift.state == LiftState.LIFTED:
        data["until"] = lift.until.isoformat()
    webhook.announce(session, Event.CLIENT_STATUS, client_key=lift.client_key, data=data, now=now)
