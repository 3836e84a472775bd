"""What platforms forget: people themselves, and whatever is theirs alone."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.forgetting import Counts, Forgetting, added, own, strike
from bot.features.platforms.models import (
    Absence,
    BusySpan,
    Client,
    Contact,
    Declared,
    Member,
    MemberTalent,
    Person,
    Platform,
    Responsibility,
    Rota,
    RotaWeek,
    WorkingHours,
)


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """Rows of the people go; where others' rows name them, the name goes."""
    theirs = own(
        session,
        forgetting,
        Contact.user_id,
        Member.user_id,
        MemberTalent.user_id,
        Absence.user_id,
        BusySpan.user_id,
        WorkingHours.user_id,
        RotaWeek.user_id,
        Responsibility.user_id,
        Person.user_id,
    )
    for rota in session.scalars(select(Rota)):
        rota.members = [user for user in rota.members if user not in forgetting.people]
    struck = strike(session, forgetting, Absence, Client, Platform, Declared)
    return added([theirs, struck])


def contacts_of(session: Session, client_key: str) -> set[str]:
    """User ids of the client's people who are listed as guests."""
    return set(session.scalars(select(Contact.user_id).where(Contact.client_key == client_key)))


def clients_listing(session: Session, user_id: str) -> set[str]:
    """Keys of the clients that list this person."""
    return set(session.scalars(select(Contact.client_key).where(Contact.user_id == user_id)))


def names_of(session: Session, people: set[str], known: set[str]) -> frozenset[str]:
    """Their names and those ``known``, apart from what is (in) the name of somebody who stays."""
    theirs, others = set(known), list[str]()
    for user, name in session.execute(select(Person.user_id, Person.name)):
        if user in people:
            theirs.add(name.strip())
        else:
            others.append(name)
    words = {word for name in others for word in (name, *name.split())}
    return frozenset(name for name in theirs if len(name) > 1 and name not in words)
