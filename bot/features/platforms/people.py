"""Who somebody is: on our side, on a client's, a bot, or not known yet."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from bot.features.platforms.models import Contact, Installation, Member, Person, Platform
from bot.ports import Identity, UserInfo


class Side(StrEnum):
    """Where somebody stands. ``UNKNOWN`` counts as a client until the person was looked up."""

    MEMBER = "member"
    CLIENT = "client"
    BOT = "bot"
    COLLEAGUE = "colleague"
    UNKNOWN = "unknown"


def installation(session: Session) -> Installation | None:
    """Our own workspace and bot; None before the first start."""
    return session.get(Installation, 1)


def remember_installation(session: Session, identity: Identity) -> None:
    """Note who we are, as the chat told at start."""
    session.merge(
        Installation(
            id=1,
            team_id=identity.team_id,
            bot_user_id=identity.bot_user_id,
            bot_id=identity.bot_id,
            url=identity.url,
            team=identity.team[:200] or None,
        )
    )
    session.flush()


def side_of(session: Session, *, team_id: str | None, user_id: str, is_bot: bool = False) -> Side:
    """Where ``user_id`` stands; ``team_id`` is None where the payload did not say it.

    A client is who comes from another workspace, is a guest, or is listed as a contact; who was
    declared as a member needs no look-up before that is believed.
    """
    ours = installation(session)
    person = person_of(session, user_id, team_id)
    if is_bot or (person is not None and person.is_bot):
        return Side.BOT
    if ours is not None and user_id == ours.bot_user_id:
        return Side.BOT
    home = team_id or (person.team_id if person is not None else None)
    if ours is not None and home is not None and home != ours.team_id:
        return Side.CLIENT
    if (person is not None and person.is_guest) or _is_contact(session, user_id):
        return Side.CLIENT
    if ours is None:
        return Side.UNKNOWN
    if _is_member(session, user_id):
        return Side.MEMBER
    return Side.UNKNOWN if person is None else Side.COLLEAGUE


def _is_contact(session: Session, user_id: str) -> bool:
    return session.execute(_contact(), {"user": user_id}).first() is not None


@cache
def _contact() -> Select[str]:
    """Made once, as those below are: it is asked of everything that comes in or goes out, and
    making a statement costs more than carrying it out."""
    return select(Contact.user_id).where(Contact.user_id == bindparam("user")).limit(1)


def _is_member(session: Session, user_id: str) -> bool:
    return session.execute(_member(), {"user": user_id}).first() is not None


@cache
def _member() -> Select[str]:
    return (
        select(Member.user_id)
        .join(Platform, Platform.key == Member.platform_key)
        .where(Member.user_id == bindparam("user"), Member.active, Platform.active)
        .limit(1)
    )


def member_of(session: Session, user_id: str, platform_key: str) -> Member | None:
    """The person's active place on the platform, if they have one."""
    member = session.get(Member, (platform_key, user_id))
    return member if member is not None and member.active else None


def members(session: Session, platform_key: str) -> list[Member]:
    """Everybody active on the platform, in a fixed order."""
    return list(
        session.scalars(
            select(Member)
            .where(Member.platform_key == platform_key, Member.active)
            .order_by(Member.user_id)
        )
    )


def learn_person(session: Session, info: UserInfo, at: datetime) -> Person:
    """Note what the chat knows about somebody, as of ``at``."""
    identity = (info.team_id, info.id)
    person = session.get(Person, identity)
    if person is None:
        insert = pg_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
        row = {"team_id": info.team_id, "user_id": info.id, "name": info.name, "checked_at": at}
        flags = {"is_guest": info.is_guest, "is_bot": info.is_bot, "deleted": info.deleted}
        session.execute(insert(Person).values(row | flags).on_conflict_do_nothing())
        person = session.get_one(Person, identity)
    person.name = info.name
    person.locale = info.locale or person.locale
    person.timezone = info.timezone or person.timezone
    person.is_guest, person.is_bot, person.deleted = info.is_guest, info.is_bot, info.deleted
    person.says_away, person.says_away_until = info.says_away, info.says_away_until
    person.checked_at = at
    session.flush()
    return person


def person_of(session: Session, user_id: str, team_id: str | None = None) -> Person | None:
    """What is known about somebody, most recently checked first where the team is not given."""
    if team_id is not None:
        return session.get(Person, (team_id, user_id))
    return session.scalars(_persons(), {"user": user_id}).first()


@cache
def _persons() -> Select[Person]:
    who = select(Person).where(Person.user_id == bindparam("user"))
    return who.order_by(Person.checked_at.desc(), Person.team_id).limit(1)


def person_name(session: Session, user_id: str) -> str:
    """The person's name; a mention, which Slack resolves for each reader, where unknown."""
    person = person_of(session, user_id)
    return person.name if person is not None and person.name else f"<@{user_id}>"


def locale_of(session: Session, user_id: str) -> str | None:
    """The person's Slack locale (``de-DE``), if it is known."""
    person = person_of(session, user_id)
    return person.locale if person is not None else None
