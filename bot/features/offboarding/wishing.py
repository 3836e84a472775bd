"""A client would like to end the work together: they say so, and a member carries on from there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.offboarding.cards import WISH as CARD
from bot.features.offboarding.kinds import WishState
from bot.features.offboarding.models import Case, EndingWish
from bot.features.offboarding.noting import WISH, Act
from bot.features.platforms.models import Client, ClientStatus, Platform, PlatformMode
from bot.features.platforms.people import Side, side_of
from bot.features.platforms.service import client_of_channel, person_name, require_member
from bot.features.record import service as record


def wish(session: Session, client_key: str, channel: str, by: str, now: datetime) -> EndingWish:
    """A client's person would like to end the work together: the team is told, nothing else is.

    Once more while it is open, or while a case is live, changes nothing and gives the last one.
    Kindly, in words for a client, where it is not this client's channel or it is over anyway; and
    for one of ours, who has pressed the button on the client's card.
    """
    require_not_ours(session, by)
    client = session.get(Client, client_key, with_for_update=True)
    here = client_of_channel(session, channel)
    if client is None or here is None or here.key != client_key:
        raise Kindly(mark("This is not possible from here any more. A message to us will do."))
    if client.status != ClientStatus.ACTIVE:
        raise Kindly(mark("This is not possible from here any more. A message to us will do."))
    earlier = standing(session, client_key)
    if earlier is not None:
        return earlier
    row = EndingWish(
        client_key=client.key,
        platform_key=client.platform_key,
        channel=channel,
        by=by,
        at=now,
        live=client.key,
    )
    session.add(row)
    session.flush()
    _note(session, row, Act.WISHED, by, now)
    platform = session.get_one(Platform, row.platform_key)
    if platform.mode == PlatformMode.ACTIVE:
        cards.show(session, CARD, row.id, Audience.TEAM, platform.team_channel)
    return row


def require_not_ours(session: Session, by: str) -> None:
    """Kindly for one of ours: a wish is told to the team as the client's."""
    if side_of(session, team_id=None, user_id=by) in (Side.MEMBER, Side.COLLEAGUE):
        raise Kindly(mark("This is for the client. From our side, `/perron offboard` begins it."))


def standing(session: Session, client_key: str) -> EndingWish | None:
    """The wish that is open, or from which a live case has come."""
    live = select(Case.wish_id).where(Case.live == client_key, Case.wish_id.is_not(None))
    return session.scalars(
        select(EndingWish).where(
            (EndingWish.live == client_key) | EndingWish.id.in_(live.scalar_subquery())
        )
    ).first()


def drop_wish(session: Session, wish_id: str, by: str, now: datetime, *, version: int) -> None:
    """A member has talked with the client: nothing ends. The client is shown nothing."""
    row = session.get(EndingWish, wish_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise Kindly(mark("This offboarding no longer exists."))
    require_member(session, by, row.platform_key)
    if row.state != WishState.OPEN or row.version != version:
        raise Kindly(
            mark("{who} was faster: this has been answered already."),
            who=person_name(session, row.answered_by) if row.answered_by else "Perron",
        )
    _answer(session, row, WishState.DROPPED, by, now)
    _note(session, row, Act.WISH_DROPPED, by, now)
    cards.touch(session, row.id, kind=CARD)


def carry_on(session: Session, client_key: str, by: str, now: datetime) -> EndingWish | None:
    """A member asks to start: the wish that is open is answered with it."""
    row = session.scalars(
        select(EndingWish).where(EndingWish.live == client_key).with_for_update()
    ).first()
    if row is not None:
        _answer(session, row, WishState.CARRIED_ON, by, now)
    return row


def _answer(session: Session, row: EndingWish, state: WishState, by: str, now: datetime) -> None:
    row.state, row.answered_by, row.answered_at, row.live = state, by, now, None
    row.version += 1
    session.flush()


def _note(session: Session, row: EndingWish, act: Act, who: str, now: datetime) -> None:
    record.write(
        session,
        record.About(WISH, row.id),
        platform_key=row.platform_key,
        client_key=row.client_key,
        who=who,
        what=act,
        after={"state": str(row.state)},
        now=now,
    )


def channel_renamed(session: Session, old_id: str, new_id: str) -> None:
    """A channel's id was replaced: what was wished there follows."""
    session.execute(
        update(EndingWish)
        .where(EndingWish.channel == old_id)
        .values(channel=new_id)
        .execution_options(synchronize_session="fetch")
    )
