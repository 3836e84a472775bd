"""A member's promise in passing gets its author a private question, once; silence keeps nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.core import cards, forms, schedule
from bot.core.cards import Audience
from bot.core.errors import Kindly
from bot.core.forms import Form
from bot.core.i18n import mark
from bot.core.inbox import first_time
from bot.features.channels.service import may_write
from bot.features.noticing.finding import promise_in
from bot.features.platforms.blocking import is_served
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import (
    client_of_channel,
    member_of,
    require_active,
    require_member,
    zone_of,
)
from bot.features.promises import living
from bot.features.promises.models import AnswerState, ClientAnswer, Promise, PromiseState
from bot.features.requests.finding import request_of_thread
from bot.features.requests.intake import Incoming

ASKS = "noticing.asks"
FORGET = "noticing.forget"
KEPT = timedelta(days=1)
"""For as long as this the question waits; then it is taken away, with what it was about."""
TOO_OLD = mark("This question is no longer open. Nothing was kept.")


@dataclass(frozen=True)
class Noticed:
    """What a question is about. Kept until it is answered, or for a day."""

    platform: str
    client: str
    channel: str
    thread_ts: str
    request: str | None
    author: str
    words: str
    due: datetime


def heard(session: Session, incoming: Incoming, now: datetime) -> None:
    """Look at what somebody has just written; the same message again changes nothing."""
    client = client_of_channel(session, incoming.channel)
    if client is None or incoming.is_bot or incoming.edited_ts is not None:
        return
    if not is_served(session, client.key):
        return
    platform = session.get_one(Platform, client.platform_key)
    if not platform.notices_promises or not may_write(session, incoming.channel):
        return
    if member_of(session, incoming.author, platform.key) is None:
        return
    zone = zone_of(session, incoming.author, platform)
    found = promise_in(incoming.text, incoming.at, zone, client.language)
    if found is None or found.at <= now or _is_known(session, client, incoming):
        return
    if first_time(session, f"noticed:{incoming.channel}:{incoming.ts}", now):
        thread_ts = incoming.thread_ts or incoming.ts
        request = request_of_thread(session, incoming.channel, thread_ts)
        content = {
            "platform": platform.key,
            "client": client.key,
            "channel": incoming.channel,
            "thread_ts": thread_ts,
            "request": request.id if request is not None else None,
            "author": incoming.author,
            "words": found.words,
            "due": found.at.isoformat(),
        }
        question = forms.remember(session, content, now)
        schedule.at(session, FORGET, question, now + KEPT)
        cards.show(session, ASKS, question, Audience.MEMBER, incoming.author)


def _is_known(session: Session, client: Client, incoming: Incoming) -> bool:
    """Whether it is about what the team promises anyway: an answer, or a promise of this thread."""
    by_hand = select(ClientAnswer.ballot).where(
        ClientAnswer.client_key == client.key, ClientAnswer.state == AnswerState.BY_HAND
    )
    thread_ts = incoming.thread_ts or incoming.ts
    promised = select(Promise.id).where(
        Promise.channel == incoming.channel,
        Promise.state == PromiseState.OPEN,
        or_(Promise.thread_ts == thread_ts, Promise.thread_ts == incoming.ts),
    )
    found = session.scalar(by_hand.limit(1)) or session.scalar(promised.limit(1))
    return found is not None


def noticed(session: Session, question: str) -> Noticed | None:
    """What a question is about, while it is open."""
    content = forms.recall(session, question)
    if content is None:
        return None
    return Noticed(**{**content, "due": datetime.fromisoformat(content["due"])})


def open_for(session: Session, question: str, user_id: str) -> Noticed:
    """The same for the author of the message; Kindly where it is over, or somebody else's."""
    found = noticed(session, question)
    if found is None or found.author != user_id:
        raise Kindly(TOO_OLD)
    require_member(session, user_id, found.platform)
    return found


def forget(session: Session, question: str) -> None:
    """The question is answered, or was met with silence: nothing of it is kept."""
    form = session.get(Form, question)
    if form is not None:
        session.delete(form)
        session.flush()
    schedule.cancel(session, FORGET, question)
    cards.touch(session, question, kind=ASKS)


def neither(session: Session, question: str, user_id: str) -> None:
    """Neither ask the team nor note it."""
    open_for(session, question, user_id)
    forget(session, question)


def note(
    session: Session, question: str, user_id: str, what: str, due: datetime, now: datetime
) -> Promise:
    """Note it as a promise of its author, on the client's card."""
    found = open_for(session, question, user_id)
    require_active(session, found.client)
    if not what.strip():
        raise Kindly(mark("Please say what is promised: the client reads it on the pinned card."))
    if due <= now:
        raise Kindly(mark("This date has passed. Please choose one that is still to come."))
    promise = Promise(
        platform_key=found.platform,
        client_key=found.client,
        channel=found.channel,
        thread_ts=found.thread_ts,
        request_id=found.request,
        what=what,
        what_not="",
        due=due,
        owner=user_id,
        conditions=[],
        alternatives=[],
        hands=[],
    )
    forget(session, question)
    return living.make(session, promise, user_id, now)
