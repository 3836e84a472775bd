"""What requests forget of a former client's people: what they wrote, and that it was they."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from bot.core.forgetting import Counts, Forgetting, added, strike
from bot.features.requests.models import Message, Outcome, ProjectInSpe, Request
from bot.features.requests.showing import changed


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """Every text of the client's requests goes, and whatever the people wrote elsewhere.

    What is learned from is gone with it: who routes learns anew.
    """
    theirs = select(Request.id).where(
        or_(
            Request.client_key == forgetting.client_key,
            Request.author.in_(forgetting.people),
        )
    )
    written = or_(Message.request_id.in_(theirs), Message.author.in_(forgetting.people))
    texts = session.execute(
        update(Message)
        .where(written, or_(Message.text.is_not(None), Message.author.in_(forgetting.people)))
        .values(text=None, files=[])
        .returning(Message.request_id)
    ).all()
    words = session.execute(
        update(Request)
        .where(Request.id.in_(theirs), Request.words.is_not(None))
        .values(words=None)
        .returning(Request.id)
    ).all()
    counts = {"message": len(texts), "request": len(words)}
    struck = strike(session, forgetting, Message, Request, Outcome, ProjectInSpe)
    _draw_anew(session, {row[0] for row in (*texts, *words) if row[0] is not None})
    return added([counts, struck])


def _draw_anew(session: Session, ids: set[str]) -> None:
    """Cards that quote what is gone are shown without it."""
    for request in session.scalars(select(Request).where(Request.id.in_(ids))).all():
        changed(session, request)


def people_of(session: Session, client_key: str) -> set[str]:
    """User ids of the client's people who have written in its channels."""
    authors = select(Request.author).where(Request.client_key == client_key)
    written = (
        select(Message.author)
        .join(Request, Request.id == Message.request_id)
        .where(Request.client_key == client_key, Message.from_client, Message.author.is_not(None))
    )
    return {str(user) for user in (*session.scalars(authors), *session.scalars(written))}


def clients_of(session: Session, user_id: str) -> set[str]:
    """Keys of the clients for whom this person has written."""
    written = (
        select(Request.client_key)
        .outerjoin(Message, Message.request_id == Request.id)
        .where(or_(Request.author == user_id, Message.author == user_id))
    )
    return set(session.scalars(written))


def last_word(session: Session, *, client_key: str) -> datetime | None:
    """When the client's people have written last."""
    last = select(func.max(Request.last_client_at)).where(Request.client_key == client_key)
    return session.scalar(last)


def last_trace(session: Session, user_id: str) -> datetime | None:
    """When this person wrote or did something last, as requests know it."""
    times = [
        session.scalar(select(func.max(Message.at)).where(Message.author == user_id)),
        session.scalar(select(func.max(Outcome.at)).where(Outcome.person == user_id)),
    ]
    return max((at for at in times if at is not None), default=None)
