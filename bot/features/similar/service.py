"""Up to three earlier questions that were alike and were answered, for whoever has one now.

Found when somebody takes a question, shown in a direct message to them alone: members serve all
clients of their platform, and a client never reads it. Nothing of a question is copied: what is
forgotten, deleted or no request any more is gone from these messages, too. Pages of the wiki come
into the same message when they are found, see `pages`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from bot.core.forgetting import Counts, Forgetting
from bot.features.platforms.models import Platform
from bot.features.platforms.service import members
from bot.features.requests.essence import essence
from bot.features.requests.models import Request, RequestState
from bot.features.requests.reading import client_messages, words_of
from bot.features.routing.alike import Earlier, read
from bot.features.routing.memory import learned
from bot.features.routing.scoring import Message as Question
from bot.features.similar import pages
from bot.features.similar.models import Alike
from bot.features.similar.showing import CARD, in_hand, is_silent, redraw, show

__all__ = ["CARD", "DECIDED", "daily", "decided", "earlier", "find", "forget", "learns", "tell"]

DECIDED = "similar.decided"
"""The job that comes when a platform decides anew whether Perron learns: ``{"subject": key}``."""
MOST = 3
LIKENESS = 0.35
"""Cosine of words, or what stands for it in meaning, from which on reading it is worth it."""
ANSWERED = 1.0
"""What a question tells for who answered or closed it, see `Past.gains`."""
GONE = (RequestState.NOT_A_REQUEST,)


def find(session: Session, request_id: str) -> list[str]:
    """Ids of up to three questions like this one, the nearest first. Writes nothing."""
    request = in_hand(session, request_id)
    return _alike(session, request) if request is not None else []


def tell(session: Session, request_id: str, found: Sequence[str]) -> None:
    """Show who has it what was found, if anything was."""
    request = in_hand(session, request_id)
    if request is None:
        return
    session.execute(delete(Alike).where(Alike.request_id == request.id))
    session.add_all(Alike(request_id=request.id, earlier_id=one) for one in found)
    session.flush()
    if found or pages.pages(session, request):
        show(session, request)


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
    """What was found and can still be read, the nearest first.

    Nothing once no word of the question itself is left, or where the platform has decided
    meanwhile that nothing is learned: the past is not looked at.
    """
    request = session.get(Request, request_id)
    if request is None or _read(session, request_id) is None or not learns(session, request):
        return []
    rows = session.scalars(
        select(Alike.earlier_id).where(Alike.request_id == request_id).order_by(Alike.id)
    )
    return [one for key in rows if (one := _read(session, key)) is not None]


def let_go(session: Session) -> int:
    """Take out of the messages what cannot be read any more, and what was found for a question
    of which no word is left; how much that was."""
    silent = select(Request.id).where(is_silent())
    mute = or_(Alike.earlier_id.in_(silent), Alike.request_id.in_(silent))
    gone = session.scalars(select(Alike.id).where(mute)).all()
    told = session.scalars(
        delete(Alike).where(Alike.id.in_(gone)).returning(Alike.request_id)
    ).all()
    redraw(session, dict.fromkeys(told))
    return len(told)


def learns(session: Session, request: Request) -> bool:
    """Whether the past is looked at on the request's platform."""
    return bool(session.get_one(Platform, request.platform_key).learning)


def decided(session: Session, platform_key: str, _now: datetime) -> None:
    """Whether the platform learns is decided anew: messages show earlier questions, or none."""
    theirs = select(Alike.request_id).join(Request, Request.id == Alike.request_id)
    here = theirs.where(Request.platform_key == platform_key).distinct()
    redraw(session, session.scalars(here).all(), behind=True)


def daily(session: Session, _before: datetime) -> None:
    """Texts were forgotten, or deleted: nobody reads them here either."""
    let_go(session)
    pages.let_go(session)


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """After requests have forgotten what people wrote, it stands in nobody's messages either.

    All are drawn anew, as others may have written on in a question of which words are left; a
    message that shows what it showed is not sent again.
    """
    redraw(session, session.scalars(select(Alike.request_id).distinct()).all(), behind=True)
    return {"alike": let_go(session), "alike_page": pages.forget(session, forgetting)}
