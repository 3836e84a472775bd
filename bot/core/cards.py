"""Cards: messages that show the state of something and are always drawn from it.

Nobody edits a message by hand. Domain code says that a subject has changed (`touch`), and the
worker draws the current state and posts or updates the message: a version wanted, a version
shown. A hundred changes in two seconds become one update. The worker's side of it is in
`bot.core.claims`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Float,
    Index,
    Integer,
    Row,
    Select,
    String,
    Text,
    Update,
    and_,
    bindparam,
    case,
    func,
    select,
    update,
)
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.core.db import PATIENCE, Base, waits_since, wall

HOME = "home"
"""The kind of a person's App Home: published, not posted."""
LEASE = 60.0
QUIET = 0.4
"""An update waits for this many seconds without further change …"""
LONGEST = 2.0
"""… but no longer than this."""
REPOSTS = 1
"""How often a message that somebody deleted is posted once more."""
WAY = 25 * 60.0
"""Seconds for which a press's response URL is relied on; Slack takes it for 30 min, 5 times."""


class Audience(StrEnum):
    """Who may read a message. Unknown places count as outside."""

    TEAM = "team"
    MEMBER = "member"
    CLIENT = "client"
    PERSON = "person"
    """One person, whoever they are: an answer to what they did, told to nobody else."""


class Card(Base):
    """A message of ours, wanted or posted. Times are wall-clock epoch seconds."""

    __tablename__ = "card"
    __table_args__ = (
        Index("ix_card_subject", "subject"),
        Index("ix_card_due", "dirty", "due_at"),
        Index("ix_card_place", "place"),
        Index("uq_card", "kind", "subject", "place", unique=True),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(120))
    audience: Mapped[Audience] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(40))
    """A channel's id, or for a message to one person their user id."""
    channel: Mapped[str | None] = mapped_column(String(40), index=True)
    thread_ts: Mapped[str | None] = mapped_column(String(40))
    ts: Mapped[str | None] = mapped_column(String(40), index=True)
    wanted: Mapped[int] = mapped_column(Integer, default=1)
    shown: Mapped[int] = mapped_column(Integer, default=0)
    dirty: Mapped[bool] = mapped_column(default=True)
    changed_at: Mapped[float] = mapped_column(Float)
    due_at: Mapped[float] = mapped_column(Float)
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[float] = mapped_column(Float, default=0.0)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    sending_since: Mapped[float | None] = mapped_column(Float)
    """Set (in domain time) before a post leaves: a message may exist that we do not know of yet."""
    reposts: Mapped[int] = mapped_column(Integer, default=0)
    given_up: Mapped[bool] = mapped_column(default=False)
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str | None] = mapped_column(Text)
    way: Mapped[str | None] = mapped_column(Text)
    """A press's response URL, by which the message is updated apart from the limit of updates."""
    way_until: Mapped[float | None] = mapped_column(Float)


@dataclass(frozen=True)
class Claimed:
    """A card in a worker's hands: what to draw, and where it is or goes."""

    id: str
    kind: str
    subject: str
    audience: Audience
    place: str
    channel: str | None
    thread_ts: str | None
    ts: str | None
    wanted: int
    tries: int
    lease: str
    sending_since: float | None
    reposts: int
    fingerprint: str | None
    way: str | None = None


def show(
    session: Session,
    kind: str,
    subject: str,
    audience: Audience,
    place: str,
    *,
    channel: str | None = None,
    thread_ts: str | None = None,
    delay: float = 0.0,
) -> None:
    """Want a card of ``kind`` about ``subject`` at ``place``; one that exists is drawn anew.

    ``place`` is a channel, or a person.
    """
    existing = session.execute(
        select(Card.id).where(Card.kind == kind, Card.subject == subject, Card.place == place)
    ).scalar_one_or_none()
    if existing is not None:
        _try_again(session, Card.id == existing)
        touch(session, subject, kind=kind)
        return
    now = wall()
    due_at = now + delay if delay else waits_since(session)
    session.add(
        Card(
            id=secrets.token_hex(12),
            kind=kind,
            subject=subject,
            audience=audience,
            place=place,
            channel=channel,
            thread_ts=thread_ts,
            changed_at=now,
            due_at=due_at,
        )
    )
    session.flush()


def touch(session: Session, subject: str, *, kind: str | None = None, behind: bool = False) -> None:
    """Say that ``subject`` has changed: every card about it is drawn anew soon.

    ``behind``: there are so many of them that they take turns with what has just come in, as a
    backlog does; not those that have a way of their own (`lend`).
    """
    whose = {"subject": subject} if kind is None else {"subject": subject, "kind": kind}
    now, waited = wall(), waits_since(session)
    behind_all = min(waited, now - PATIENCE - 1.0) if behind else waited
    changed = [
        _touched(card, now, waited if (card.way_until or 0.0) > now else behind_all)
        for card in session.execute(_about(of_kind=kind is not None), whose)
    ]
    if changed:
        session.execute(update(Card), changed)  # each by its id


Touchable = Row[str, int, str | None, bool, float, float, int, float | None]


@cache
def _about(*, of_kind: bool) -> Select[str, int, str | None, bool, float, float, int, float | None]:
    """What `touch` has to know, held. Made once: hundreds may press in a few seconds."""
    columns = select(
        Card.id,
        Card.wanted,
        Card.ts,
        Card.dirty,
        Card.changed_at,
        Card.due_at,
        Card.tries,
        Card.way_until,
    )
    found = columns.where(Card.subject == bindparam("subject"), Card.given_up.is_(False))
    if of_kind:
        found = found.where(Card.kind == bindparam("kind"))
    return found.with_for_update()


def _touched(card: Touchable, now: float, since: float) -> dict[str, object]:
    """The card's new values; ``since``: how long the change has been waited for."""
    new: dict[str, object] = {"id": card.id, "wanted": card.wanted + 1}
    if card.ts is None and card.dirty:
        return new  # not posted yet: it will show the newest state when it is
    changed_at = card.changed_at if card.dirty else now
    tries = card.tries if card.dirty else 0
    is_late = since < now - PATIENCE
    soon = since if is_late else now + QUIET
    due_at = min(soon, changed_at + LONGEST)
    if card.dirty:  # else when it was due is past, and says nothing
        due_at = max(card.due_at, due_at)
    if not is_late and due_at < now - PATIENCE:
        due_at = now  # it waits in a backlog, and somebody has just touched it
    return new | {"dirty": True, "changed_at": changed_at, "tries": tries, "due_at": due_at}


def lend(session: Session, kind: str, channel: str, ts: str, way: str) -> bool:
    """Have the card that was pressed there updated by ``way``, the press's response URL.

    Updates are limited altogether, response URLs are not: who has pressed sees at once what came
    of it, though hundreds press. It is used for one update; without it the card waits for its
    turn, as ever. False where no such card stands there.
    """
    now = wall()
    pressed = {"the_kind": kind, "the_channel": channel, "the_ts": ts}
    lent = {"a_way": way, "until": now + WAY, "now": now}
    done = session.execute(_lending(), pressed | lent)
    assert isinstance(done, CursorResult)
    return done.rowcount == 1


@cache
def _lending() -> Update:
    where = (
        Card.ts == bindparam("the_ts"),
        Card.channel == bindparam("the_channel"),
        Card.kind == bindparam("the_kind"),
    )
    now: BindParameter[float] = bindparam("now", type_=Float)
    return (
        update(Card)
        .where(*where)
        .values(
            way=bindparam("a_way"),
            way_until=bindparam("until"),
            due_at=case((Card.dirty, now), else_=Card.due_at),
        )
        .execution_options(synchronize_session=False)
    )


def waits_for_quiet(session: Session) -> bool:
    """Whether a card waits only because there may be more changes."""
    found = select(Card.id).where(_only_waits(), Card.due_at > wall()).limit(1)
    return session.execute(found).first() is not None


def hurry(session: Session) -> None:
    """Draw at once what only waits for more changes: nobody makes any while a clock is moved."""
    now = wall()
    waiting = select(Card).where(_only_waits(), Card.due_at > now).with_for_update()
    for card in session.scalars(waiting).all():
        card.due_at = now


def _only_waits() -> ColumnElement[bool]:
    return and_(Card.dirty, Card.given_up.is_(False), Card.tries == 0, Card.ts.is_not(None))


def revive(session: Session, place: str) -> None:
    """What was given up at ``place`` is tried again: the reason has gone."""
    _try_again(session, Card.place == place)


def _try_again(session: Session, which: ColumnElement[bool]) -> None:
    """What was given up is tried again, apart from messages that somebody deleted twice."""
    session.execute(
        update(Card)
        .where(which, Card.given_up, Card.reposts <= REPOSTS)
        .values(given_up=False, dirty=True, due_at=wall(), tries=0)
    )


def pending(session: Session) -> int:
    """How many cards do not show their newest state yet."""
    return session.execute(
        select(func.count()).select_from(Card).where(Card.dirty, Card.given_up.is_(False))
    ).scalar_one()
