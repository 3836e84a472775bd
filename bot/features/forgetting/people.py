"""Who belongs to a client, and who stays because they are with us or with somebody else, too."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bot.features.blocks.forgetting import answered_for, answered_of
from bot.features.offboarding.models import EndingWish
from bot.features.platforms.forgetting import clients_listing, contacts_of
from bot.features.platforms.models import Client, ClientStatus, Member, Person, Platform
from bot.features.platforms.people import installation
from bot.features.requests.forgetting import clients_of, people_of


def of_client(session: Session, key: str) -> set[str]:
    """User ids: who wrote there, who is listed as a guest, and their colleagues in Slack."""
    wished = session.scalars(select(EndingWish.by).where(EndingWish.client_key == key))
    people = people_of(session, key) | contacts_of(session, key) | set(wished)
    people |= answered_of(session, key)
    return people | _colleagues(session, people)


def _colleagues(session: Session, people: set[str]) -> set[str]:
    """Whom Perron knows from the same workspaces, which are not ours."""
    ours = installation(session)
    homes = set(session.scalars(select(Person.team_id).where(Person.user_id.in_(people))))
    homes -= {ours.team_id if ours is not None else ""}
    return set(session.scalars(select(Person.user_id).where(Person.team_id.in_(homes))))


def is_active_member(session: Session, user: str) -> bool:
    """Whether they are on one of our platforms."""
    mine = select(Member.user_id).join(Platform, Platform.key == Member.platform_key)
    return session.execute(mine.where(Member.user_id == user, Member.active)).first() is not None


def is_with_another(session: Session, user: str, key: str) -> bool:
    """Whether they are also with a client that we still work for."""
    others = (clients_of(session, user) | clients_listing(session, user)) - {key}
    return bool(_served(session, others))


def with_whom(session: Session, user: str) -> set[str]:
    """Keys of the clients that we work for and that list them as a contact."""
    return _served(session, clients_listing(session, user))


def _served(session: Session, keys: set[str]) -> set[str]:
    served = Client.status != ClientStatus.DELIVERY_BLOCK
    return set(session.scalars(select(Client.key).where(Client.key.in_(keys), served)))


def is_known(session: Session, user: str) -> bool:
    """Whether anything is kept about them."""
    known = session.scalar(select(exists().where(Person.user_id == user)))
    theirs = clients_of(session, user) | clients_listing(session, user)
    return bool(known) or bool(theirs | answered_for(session, user))
