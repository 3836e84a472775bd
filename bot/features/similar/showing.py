"""Whom it is shown to what was found for a question, and the card that shows it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience, Card
from bot.features.platforms.models import Platform, PlatformMode
from bot.features.requests.models import Message, Request

CARD = "similar.found"


def in_hand(session: Session, request_id: str) -> Request | None:
    """The request, if somebody has it, and may be written to."""
    request = session.get(Request, request_id)
    if request is None or request.assignee is None or not request.is_open:
        return None
    platform = session.get_one(Platform, request.platform_key)
    return request if platform.mode == PlatformMode.ACTIVE else None


def show(session: Session, request: Request) -> None:
    """Show who has it what was found, to them alone; what they see is drawn anew."""
    if request.assignee is not None:
        subject = f"{request.id}:{request.assignee}"
        cards.show(session, CARD, subject, Audience.MEMBER, request.assignee)


def redraw(session: Session, request_ids: Iterable[str], *, behind: bool = False) -> None:
    """What was found for these has changed: whoever has seen it sees it as it is now.

    ``behind``: they may be many, and take turns with what has just come in.
    """
    for request_id in request_ids:
        theirs = select(Card.subject).where(
            Card.kind == CARD, Card.subject.startswith(f"{request_id}:")
        )
        for subject in session.scalars(theirs).all():
            cards.touch(session, subject, kind=CARD, behind=behind)


def is_silent() -> ColumnElement[bool]:
    """Of requests: no word is left, it was forgotten, or deleted."""
    said = select(Message.request_id).where(
        Message.request_id.is_not(None),
        Message.from_client,
        Message.deleted.is_(False),
        func.coalesce(Message.text, "") != "",
    )
    return and_(or_(Request.words.is_(None), Request.words == ""), Request.id.not_in(said))
