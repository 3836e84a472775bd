"""What a person owns, whatever feature it belongs to: one list for absences, home and digests."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Card
from bot.features.platforms.models import Member


@dataclass(frozen=True)
class Matter:
    """Something that somebody has in hand. For the team's eyes: never shown to a client."""

    kind: str
    """Of whom: the name of its `Owns`."""
    ref: str
    """Which one, opaque: what `Owns.give` and the buttons of its kind take."""
    owner: str | None
    platform: str
    client: str
    """The client's key."""
    words: str
    """One line, in the words it was raised with."""
    link: str | None
    ours: bool
    """Whether it waits for the owner; else for the client or somebody else."""
    since: datetime
    """Since when that is so."""
    due: datetime | None = None
    """The next date that was promised or set, if there is one."""
    givable: bool = True
    """Whether somebody else could have it: a vote stays with its voter."""
    answered: bool = False
    """Whether its owner has said something since it is their turn: nobody waits for an answer."""


class Owns(Protocol):
    """What a feature brings for the list. Functions of state: no calls to the outside."""

    kind: str

    def matters(
        self, session: Session, now: datetime, *, owners: Collection[str]
    ) -> Iterable[Matter]:
        """The open matters of these people, in no particular order."""

    def of_platform(self, session: Session, now: datetime, platform: str) -> Iterable[Matter]:
        """The open matters of a platform, also those that nobody has."""

    def give(self, session: Session, ref: str, to: str, now: datetime) -> bool:
        """Put it into somebody else's hands, as an absence does; false where it is over by now.

        Nobody is told here: who gives much at once tells it in one message.
        """


def matters_of(owns: Iterable[Owns], session: Session, now: datetime, user_id: str) -> list[Matter]:
    """Everything that somebody has in hand: what is due first, then what waits longest."""
    found = (m for one in owns for m in one.matters(session, now, owners=[user_id]))
    return in_order(found)


def in_order(matters: Iterable[Matter]) -> list[Matter]:
    """By due date, those without one last; then by how long they have been waiting."""
    return sorted(matters, key=lambda m: (m.due is None, m.due or m.since, m.since, m.ref))


def redraw_all_homes(session: Session) -> None:
    """Platforms, people or clients are set up anew: every home that was opened is drawn anew."""
    for subject in session.scalars(select(Card.subject).where(Card.kind == cards.HOME)).all():
        cards.touch(session, subject, kind=cards.HOME)


def redraw_homes(session: Session, platform_key: str) -> None:
    """The platform at a glance has changed: the homes that its members opened are drawn anew."""
    people = select(Member.user_id).where(Member.platform_key == platform_key, Member.active)
    homes = select(Card.subject).where(Card.kind == cards.HOME, Card.place.in_(people))
    for subject in session.scalars(homes).all():
        cards.touch(session, subject, kind=cards.HOME)
