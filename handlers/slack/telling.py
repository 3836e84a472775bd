"""Answers to one person: beside what they pressed, or, from App Home, in a direct message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.core import cards, forms, jobs
from bot.core.cards import Audience, Claimed
from bot.core.worker import Draw, Drawing, Settle, Tools
from bot.ports import Block, Refused

TOLD = "slack.told"


def answer(
    session: Session,
    user: str,
    *,
    channel: str,
    response_url: str | None,
    now: datetime,
    text: str,
    blocks: Sequence[Block] = (),
) -> None:
    """Have ``text`` shown to ``user`` alone.

    App Home has neither a channel nor a response URL: the answer is a direct message then, and as
    it stays, a card, which is found again instead of being posted twice.
    """
    content = {"text": text, "blocks": [dict(block) for block in blocks]}
    if response_url or channel:
        payload = {"response_url": response_url, "channel": channel, "user": user, **content}
        jobs.enqueue(session, "slack.tell", payload, lane=f"person:{user}")
    else:
        subject = forms.remember(session, content, now)
        cards.show(session, TOLD, subject, Audience.PERSON, user)


def tell(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Show a sentence to one person; where the response URL is used up, as an ephemeral one.

    Nobody can find an ephemeral message again: where the answer to a call is lost, or the process
    dies right after it, the sentence may have been shown. It is shown once more then. It says why
    a press did nothing; who reads that twice shrugs, who never reads it believes that it worked.
    """
    blocks = payload.get("blocks", ())
    try:
        if payload["response_url"]:
            tools.chat.respond(payload["response_url"], payload["text"], blocks)
            return None
    except Refused:
        pass  # used up or too old: the channel remains
    if payload["channel"]:
        try:
            tools.chat.whisper(payload["channel"], payload["user"], payload["text"], blocks)
        except Refused:
            return None  # not in the channel any more: nobody is there to read it
    return None


def _told(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    """What somebody is told does not change; it is kept for as long as it may have to be sent."""
    content = forms.recall(session, card.subject)
    return Drawing(content["text"], content["blocks"]) if content is not None else None


DRAWS: dict[str, Draw] = {TOLD: _told}
