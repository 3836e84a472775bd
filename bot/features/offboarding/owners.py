"""Who has a step: found by talent, not by role, and whoever is away is covered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.offboarding.models import Case
from bot.features.platforms.availability import is_gone, stand_in
from bot.features.platforms.models import (
    Client,
    MemberTalent,
    Platform,
    Responsibility,
    Talent,
)
from bot.features.platforms.service import available, members
from bot.features.routing.gather import weigh_text
from bot.features.routing.values import LEARNS

FAIR = 3
"""So many steps weigh as much as a level of a talent: an ending is everybody's, not one's."""


def suggest(
    session: Session,
    client: Client,
    talents: Collection[str],
    text: str,
    has: Mapping[str, int],
    now: datetime,
    people: Collection[str] | None = None,
) -> str | None:
    """Whose step it could be; None where nobody has any of these talents, nor what ``text`` says.

    First who is responsible for one of them with this client; then, talent by talent, by level
    and by whether they like it; who only wants to learn it is left in peace. ``has``: how many
    steps of the case each person has already. ``people``: `people_of` the platform, where known.
    """
    platform = session.get_one(Platform, client.platform_key)
    if people is None:
        people = people_of(session, platform)
    known = [key for key in talents if _is_known(session, key)]
    for talent in known:
        named = session.get(Responsibility, (client.key, talent))
        if named is not None and named.user_id in people:
            return named.user_id
    for talent in known or _meant(session, text, platform, now):
        found = _best(session, talent, people, has)
        if found is not None:
            return found
    return None


def people_of(session: Session, platform: Platform) -> list[str]:
    """The platform's members who are still there."""
    people = [member.user_id for member in members(session, platform.key)]
    return [person for person in people if not is_gone(session, person, platform)]


def _is_known(session: Session, talent: str) -> bool:
    row = session.get(Talent, talent)
    return row is not None and row.active


def _meant(session: Session, text: str, platform: Platform, now: datetime) -> list[str]:
    """The talent that the words point to, as with requests."""
    topic = weigh_text(session, text, platform, now).topic
    return [topic] if topic is not None else []


def _best(
    session: Session, talent: str, people: Collection[str], has: Mapping[str, int]
) -> str | None:
    rows = session.scalars(
        select(MemberTalent).where(
            MemberTalent.talent_key == talent,
            MemberTalent.user_id.in_(people),
            MemberTalent.level > LEARNS,
        )
    ).all()
    ranked = sorted(rows, key=lambda row: (-_worth(row, has), row.user_id))
    return ranked[0].user_id if ranked else None


def _worth(row: MemberTalent, has: Mapping[str, int]) -> float:
    return row.level + (1 if row.likes else 0) - has.get(row.user_id, 0) / FAIR


def or_asker(session: Session, found: str | None, case: Case) -> str | None:
    """Where nobody has the talent, whoever asked for the end, or confirmed it, keeps it in mind.

    They can give it to somebody with a click; None where both have left.
    """
    platform = session.get_one(Platform, case.platform_key)
    asked = [case.asked_by, *([case.confirmed_by] if case.confirmed_by is not None else [])]
    here = (one for one in asked if not is_gone(session, one, platform))
    return found or next(here, None)


def there(session: Session, person: str, platform: Platform, now: datetime) -> str | None:
    """The person, or who covers them while they are away; None: gone, or nobody covers."""
    if is_gone(session, person, platform):
        return None
    if not available(session, person, now, platform=platform).is_away:
        return person
    return stand_in(session, person, now, platform)
