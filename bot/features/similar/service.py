"""Up to three earlier questions that were alike and were answered, for whoever has one now.

Found when somebody takes a question, shown in a direct message to them alone: members serve all
clients of their platform, and a client never reads it. Nothing of a question is copied: what is
forgotten, deleted or no request any more is gone from these messages, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience, Card
from bot.core.forgetting import Counts, Forgetting
from bot.features.platforms.models import Platform, PlatformMode
from bot.features.platforms.service import members
from bot.features.requests.essence import essence
from bot.features.requests.models import Message, Request, RequestState
from bot.features.requests.reading import client_messages, words_of
from bot.features.routing.alike import Earlier, read
from bot.features.routing.memory import learned
from bot.features.routing.scoring import Message as Question
from bot.features.similar.models import Alike

CARD = "similar.found"
MOST = 3
LIKENESS = 0.35
"""Cosine of words, or what stands for it in meaning, from which on reading it is worth it."""
ANSWERED = 1.0
"""What a question tells for who answered or closed it, see `Past.gains`."""
GONE = (RequestState.NOT_A_REQUEST,)


def find(session: Session, request_id: str) -> list[str]:
    """Ids of up to three questions like this one, the nearest first. Writes nothing."""
    request = _in_hand(session, request_id)
    return _alike(session, request) if request is not None else []


def tell(session: Session, request_id: str, found: Sequence[str]) -> None:
    """Show who has it what was found, if anything was."""
    request = _in_hand(session, request_id)
    if request is None or request.assignee is None:
        return
    session.execute(delete(Alike).where(Alike.request_id == request.id))
    session.add_all(Alike(request_id=request.id, earlier_id=one) for one in found)
    session.flush()
    if found:
        subject = f"{request.id}:{request.assignee}"
        cards.show(session, CARD, subject, Audience.MEMBER, request.assignee)


def _in_hand(session: Session, request_id: str) -> Request | None:
    """The request, if somebody has it, and may be written to."""
    request = session.get(Request, request_id)
    if request is None or request.assignee is None or not request.is_open:
        return None
    platform = session.get_one(Platform, request.platform_key)
    return request if platform.mode == PlatformMode.ACTIVE else None


def _alike(session: Session, request: Request) -> list[str]:
    """Ids of the nearest questions that were answered and can still be read."""
    text = essence(words_of(request, client_messages(session, request.id)))
    if not text:
        return []
    asked = Question(request.id, text, request.created_at, request.client_key)
    people = [member.user_id for member in members(session, request.platform_key)]
    index = learned(session, request.platform_key)
    near = [
        one.key
        for one in index.score(asked, people).neighbours
        if one.key != request.id
        and one.likeness >= LIKENESS
        and max(one.gains.values(), default=0.0) >= ANSWERED
    ]
    return [key for key in near if _read(session, key) is not None][:MOST]


def _read(session: Session, request_id: str) -> Earlier | None:
    request = session.get(Request, request_id)
    return read(session, request) if request is not None and request.state not in GONE else None


def earlier(session: Session, request_id: str) -> list[Earlier]:
    """What was found and can still be read, the nearest first."""
    rows = session.scalars(
        select(Alike.earlier_id).where(Alike.request_id == request_id).order_by(Alike.id)
    )
    return [one for key in rows if (one := _read(session, key)) is not None]


def _silent(session: Session) -> Sequence[str]:
    """Ids of questions that were found for others, and of which no word is left."""
    said = select(Message.request_id).where(
        Message.from_client, Message.deleted.is_(False), func.coalesce(Message.text, "") != ""
    )
    return session.scalars(
        select(Alike.earlier_id)
        .join(Request, Request.id == Alike.earlier_id)
        .where(
            or_(Request.words.is_(None), Request.words == ""),
            Request.id.not_in(said.where(Message.request_id.is_not(None))),
        )
        .distinct()
    ).all()


def let_go(session: Session) -> int:
    """Take out of the messages what cannot be read any more; how much that was."""
    gone = _silent(session)
    told = session.scalars(
        select(Alike.request_id).where(Alike.earlier_id.in_(gone)).distinct()
    ).all()
    count = len(
        session.execute(delete(Alike).where(Alike.earlier_id.in_(gone)).returning(Alike.id)).all()
    )
    for request_id in told:
        theirs = select(Card.subject).where(
            Card.kind == CARD, Card.subject.startswith(f"{request_id}:")
        )
        for subject in session.scalars(theirs).all():
            cards.touch(session, subject, kind=CARD)
    return count


def daily(session: Session, _before: datetime) -> None:
    """Texts were forgotten, or deleted: nobody reads them here either."""
    let_go(session)


def forget(session: Session, _forgetting: Forgetting) -> Counts:
    """After requests have forgotten what people wrote, it stands in nobody's messages either."""
    return {"alike": let_go(session)}
