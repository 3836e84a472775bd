"""The box of a blind vote.

While a ballot runs, a vote is found by its voter's HMAC, so that it can be changed and counts
once. Its secret lies in the same database: until closing, whoever holds that could work out who
voted what. At closing the votes are written anew with random keys, in an order that tells
nothing, apart from their reasons and conditions; the secret is destroyed, and the job `SCRUB`
has what was deleted leave the files, too (`bot.core.scrubbing`).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Row, Select, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from bot.core import jobs
from bot.features.ballots.models import Asked, Choice, Condition, Secret, Vote, Word, WordKind

SCRUB = "ballots.scrub"


@dataclass(frozen=True)
class Paper:
    """What somebody has voted. ``words`` belong to the condition `Condition.OTHER`."""

    choice: Choice
    conditions: tuple[Condition, ...] = ()
    words: str = ""
    certainty: int | None = None
    why: str = ""


def new_box(session: Session, ballot_id: str) -> None:
    """An empty box with a new secret; what was in it is destroyed."""
    empty(session, ballot_id)
    session.add(Secret(ballot_id=ballot_id, secret=secrets.token_bytes(32)))
    session.flush()


def secret_of(session: Session, ballot_id: str) -> bytes | None:
    """The secret, which this transaction shares with other voters; None once it is destroyed.

    Whoever closes or restarts the ballot waits for those who hold it.
    """
    return session.execute(_secret(), {"ballot": ballot_id}).scalar_one_or_none()


@cache
def _secret() -> Select[bytes]:
    """Made once, as `_vote` is: hundreds vote at the same time, and making it costs the most."""
    found = select(Secret.secret).where(Secret.ballot_id == bindparam("ballot"))
    return found.with_for_update(read=True)


def hold(session: Session, ballot_id: str) -> None:
    """Wait for those who vote right now, and keep others from it until the commit."""
    held = select(Secret.ballot_id).where(Secret.ballot_id == ballot_id).with_for_update()
    session.execute(held).first()


def _key(secret: bytes, what: str, whose: str) -> str:
    return hmac.new(secret, f"{what}\0{whose}".encode(), hashlib.sha256).hexdigest()


def identity_of(secret: bytes, press: str) -> str:
    """Under which name a press is remembered: it tells neither who pressed nor what."""
    return f"vote:{_key(secret, 'press', press)}"


def read(session: Session, ballot_id: str, secret: bytes, user_id: str) -> Paper | None:
    """Somebody's own vote."""
    return _found(session, ballot_id, _key(secret, "voter", user_id))


VoteRow = Row[Choice, list[str], str | None, int | None, str | None]


def _found(session: Session, ballot_id: str, key: str) -> Paper | None:
    row = session.execute(_vote(), {"ballot": ballot_id, "key": key}).one_or_none()
    return _paper(row) if row is not None else None


@cache
def _vote() -> Select[Choice, list[str], str | None, int | None, str | None]:
    return _content().where(Vote.key == bindparam("key"))


@cache
def _content() -> Select[Choice, list[str], str | None, int | None, str | None]:
    columns = select(Vote.choice, Vote.conditions, Vote.words, Vote.certainty, Vote.why)
    return columns.where(Vote.ballot_id == bindparam("ballot"))


def put(
    session: Session,
    ballot_id: str,
    secret: bytes,
    user_id: str,
    change: Callable[[Paper | None], Paper],
) -> None:
    """Put a vote in, in place of the voter's earlier one, which ``change`` is given."""
    key = _key(secret, "voter", user_id)
    before = _found(session, ballot_id, key)
    paper = change(before)
    written = {
        "ballot_id": ballot_id,
        "key": key,
        "choice": paper.choice,
        "conditions": [str(one) for one in paper.conditions],
        "words": paper.words or None,
        "certainty": paper.certainty,
        "why": paper.why or None,
    }
    if before is None:
        session.execute(insert(Vote), written)
    else:
        session.execute(update(Vote), [written])  # by its primary key


def papers(session: Session, ballot_id: str) -> list[Paper]:
    """Every vote in the box, shuffled."""
    shuffled = [_paper(row) for row in session.execute(_content(), {"ballot": ballot_id})]
    secrets.SystemRandom().shuffle(shuffled)
    return shuffled


def _paper(row: VoteRow) -> Paper:
    return Paper(
        choice=Choice(row.choice),
        conditions=tuple(Condition(one) for one in row.conditions),
        words=row.words or "",
        certainty=row.certainty,
        why=row.why or "",
    )


def empty(session: Session, ballot_id: str) -> None:
    """Destroy votes, secret, and who has voted."""
    session.execute(delete(Vote).where(Vote.ballot_id == ballot_id))
    session.execute(delete(Secret).where(Secret.ballot_id == ballot_id))
    session.execute(update(Asked).where(Asked.ballot_id == ballot_id).values(voted=False))
    jobs.enqueue(session, SCRUB, {}, lane=SCRUB)


def keep(session: Session, ballot_id: str, choices: Iterable[Choice]) -> None:
    """Keep what was voted, in an order that tells nothing."""
    given = list(choices)
    for key, choice in zip(_new_keys(len(given)), given, strict=True):
        session.add(Vote(ballot_id=ballot_id, key=key, choice=choice, conditions=[]))
    session.flush()


Said = tuple[WordKind, str, str, int]
"""Kind, code, words, and how many said it."""


def note(session: Session, ballot_id: str, words: Sequence[Said]) -> None:
    """Keep words without names, found again in an order that tells nothing."""
    for new, (kind, code, text, count) in zip(_new_keys(len(words)), words, strict=True):
        row = Word(ballot_id=ballot_id, key=new, kind=kind, code=code, words=text, count=count)
        session.add(row)
    session.flush()


def _new_keys(count: int) -> list[str]:
    """Random keys in their order: rows that are written so lie in the file in that order, too."""
    return sorted(secrets.token_hex(32) for _ in range(count))
