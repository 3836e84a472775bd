"""At the beginning of an absence everything changes hands, and whoever has it now is told once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.absences.models import Handed
from bot.features.absences.owned import AllOwned
from bot.features.absences.timing import subject_of
from bot.features.platforms.availability import stand_in
from bot.features.platforms.models import Absence, Platform, PlatformMode
from bot.features.platforms.owning import Matter
from bot.features.platforms.service import (
    available,
    calendar_of,
    person_name,
    require_member,
)

TELL = "absences.tell"
TO_TEAM = "#"
"""Before a platform's key: whom a message is for, where it is no person."""


def begin(session: Session, owned: AllOwned, absence_id: int, now: datetime) -> None:
    """Hand over what the person owns, once. What nobody covers stays, and its team is asked."""
    absence = session.get(Absence, absence_id, with_for_update=True)
    if absence is None or absence.begun_at is not None or absence.starts_at > now:
        return
    absence.begun_at = now
    session.flush()
    if absence.ends_at > now:
        rows = [
            _hand_over(session, owned, absence, matter, now)
            for matter in owned.of(session, absence.user_id, now)
            if _is_active(session, matter.platform)
        ]
        _have_told(session, absence, rows, now)
    cards.touch(session, subject_of(absence.id))


def _is_active(session: Session, platform_key: str) -> bool:
    """Whether it is a platform whose members Perron speaks to."""
    platform = session.get_one(Platform, platform_key)
    return platform.active and platform.mode == PlatformMode.ACTIVE


def _hand_over(
    session: Session, owned: AllOwned, absence: Absence, matter: Matter, now: datetime
) -> Handed:
    row = Handed(
        absence_id=absence.id,
        user_id=absence.user_id,
        kind=matter.kind,
        ref=matter.ref,
        platform_key=matter.platform,
        client_key=matter.client,
        words=matter.words,
        link=matter.link,
        covered_by=_give(session, owned, absence, matter, now),
        at=now,
    )
    session.add(row)
    session.flush()
    return row


def _give(
    session: Session, owned: AllOwned, absence: Absence, matter: Matter, now: datetime
) -> str | None:
    """Who has it from now on; None where nobody covers."""
    platform = session.get_one(Platform, matter.platform)
    cover = stand_in(session, absence.user_id, now, platform)
    if cover is not None and owned.give(session, matter.kind, matter.ref, cover, now):
        return cover
    return None


def hand_on(session: Session, owned: AllOwned, absence: Absence, now: datetime) -> None:
    """Another cover was named meanwhile: what the first one still has goes to the new one."""
    rows = handed_in(session, absence.id)
    standing = owned.standing(session, rows, now)
    moved = []
    for row in rows:
        matter = standing.get((row.kind, row.ref))
        if matter is None or matter.owner not in (row.covered_by, absence.user_id):
            continue
        cover = _give(session, owned, absence, matter, now)
        if cover is not None:
            row.covered_by = cover
            moved.append(row)
    session.flush()
    _have_told(session, absence, moved, now)
    cards.touch(session, subject_of(absence.id))


def handed_in(session: Session, absence_id: int) -> list[Handed]:
    """What changed hands at the beginning of an absence, in a fixed order."""
    return list(
        session.scalars(
            select(Handed)
            .where(Handed.absence_id == absence_id)
            .order_by(Handed.client_key, Handed.at, Handed.id)
        )
    )


def _have_told(session: Session, absence: Absence, rows: Iterable[Handed], now: datetime) -> None:
    """One message for each who covers, and one for each team that is asked: in their hours."""
    for key, cover in sorted({(r.platform_key, r.covered_by) for r in rows}, key=str):
        platform = session.get_one(Platform, key)
        if cover is None:
            to, when = f"{TO_TEAM}{key}", calendar_of(platform).next_open(now)
        else:
            found = available(session, cover, now, platform=platform)
            to, when = cover, now if found.free else found.until or now
        if when <= now:
            tell(session, f"{absence.id}:{to}")
        else:
            schedule.at(session, TELL, f"{absence.id}:{to}", when)


def tell(session: Session, subject: str) -> None:
    """Show the handover (``12:U0LENA``) or the question to the team (``12:#super-mario``)."""
    absence_id, _, to = subject.partition(":")
    if session.get(Absence, int(absence_id)) is None:
        return
    about = subject_of(int(absence_id))
    if to.startswith(TO_TEAM):
        platform = session.get_one(Platform, to.removeprefix(TO_TEAM))
        cards.show(session, "absence.asks", about, Audience.TEAM, platform.team_channel)
    else:
        cards.show(session, "absence.handover", about, Audience.MEMBER, to)


def take(session: Session, owned: AllOwned, handed_id: str, user_id: str, now: datetime) -> None:
    """Somebody of the team takes what nobody covers. Kindly where it is too late."""
    row = _row(session, handed_id)
    require_member(session, user_id, row.platform_key)
    matter = owned.standing(session, [row], now).get((row.kind, row.ref))
    if matter is None:
        raise Kindly(mark("This is no longer open. Nothing was changed."))
    if matter.owner == user_id:
        return
    if matter.owner not in (None, row.user_id):
        raise Kindly(
            mark("{name} has it already. Nothing was changed."),
            name=person_name(session, matter.owner),
        )
    owned.give(session, row.kind, row.ref, user_id, now)
    redraw(session, row)


def take_back(
    session: Session, owned: AllOwned, handed_id: str, user_id: str, now: datetime
) -> None:
    """Take a matter back that one's absence has put into other hands; twice is harmless."""
    row = _row(session, handed_id)
    if row.user_id != user_id:
        raise Kindly(
            mark("Only {name} can take this back."), name=person_name(session, row.user_id)
        )
    matter = owned.standing(session, [row], now).get((row.kind, row.ref))
    if matter is None:
        raise Kindly(mark("This is no longer open. There is nothing to take back."))
    if matter.owner != user_id:
        owned.give(session, row.kind, row.ref, user_id, now)
        redraw(session, row)


def _row(session: Session, handed_id: str) -> Handed:
    row = session.get(Handed, handed_id, with_for_update=True)
    if row is None:
        raise Kindly(mark("This is too long ago. You find the matter in App Home."))
    return row


def redraw(session: Session, row: Handed) -> None:
    """Every card that has a line about this matter is drawn anew."""
    for absence_id in {row.absence_id, row.told_in or row.absence_id}:
        cards.touch(session, subject_of(absence_id))
