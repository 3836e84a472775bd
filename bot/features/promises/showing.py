"""What becomes visible of a promise, and to whom: each card is wanted here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards, jobs
from bot.core.cards import Audience, Card
from bot.features.channels.service import may_write
from bot.features.platforms.blocking import is_served
from bot.features.platforms.models import Platform, PlatformMode
from bot.features.platforms.owning import redraw_homes
from bot.features.promises.models import ClientWord, Promise

ANSWER = "promises.answer"
"""The team's card about a decision that a client waits for; its subject is the ballot's id."""
COPY = "promises.copy"
"""What one person is to post by hand; its subject is the word's id."""
WORD = "promises.word"
"""What a member says to a client through Perron."""
BOARD = "promises.board"
"""The pinned card of a channel, *what we have promised*; its subject is the client's key."""
TEAM = "promises.team"
"""A promise as the team sees it."""
ASKS = "promises.asks"
"""Whether it holds: one card for each time that somebody is asked."""
LESSON = "promises.lesson"
"""What should be remembered: to each who was in."""
PIN = "promises.pin"
TICKET = "promises.ticket"
COUNT = "promises.readers"
LINKED = "promises.linked"


def occasion(promise_id: str, at: datetime) -> str:
    """The subject of a card that is posted anew each time."""
    return f"{promise_id}:{int(at.timestamp())}"


def is_active(session: Session, platform_key: str) -> bool:
    """Whether anything is posted at all: a platform that observes stays silent."""
    return session.get_one(Platform, platform_key).mode == PlatformMode.ACTIVE


def changed(session: Session, promise: Promise) -> None:
    """Something of the promise has changed: every card about it is drawn anew."""
    session.flush()
    subjects = select(Card.subject).where(
        (Card.subject == promise.id) | Card.subject.startswith(f"{promise.id}:")
    )
    for subject in session.scalars(subjects.distinct()).all():
        cards.touch(session, subject)
    if promise.ballot is not None:
        cards.touch(session, promise.ballot, kind=ANSWER)
    show_board(session, promise.client_key, promise.channel)
    redraw_homes(session, promise.platform_key)


def show_board(session: Session, client_key: str, channel: str) -> None:
    """Show what was promised in a client's channel, and keep it pinned."""
    if may_write(session, channel) and is_served(session, client_key):
        cards.show(session, BOARD, client_key, Audience.CLIENT, channel, channel=channel)
        jobs.enqueue_once(session, PIN, {"channel": channel}, lane=f"pin:{channel}")


def show_team_card(session: Session, promise: Promise) -> None:
    """Show the promise in the team channel."""
    if is_active(session, promise.platform_key):
        platform = session.get_one(Platform, promise.platform_key)
        cards.show(session, TEAM, promise.id, Audience.TEAM, platform.team_channel)


def show_word(session: Session, word: ClientWord) -> None:
    """Post what a member says to a client, once; what links to it is drawn anew once it stands."""
    cards.show(
        session,
        WORD,
        word.id,
        Audience.CLIENT,
        word.channel,
        channel=word.channel,
        thread_ts=word.thread_ts,
    )
    if word.promise_id is not None and word.thread_ts is None:
        jobs.enqueue(session, LINKED, {"word": word.id}, lane=f"word:{word.id}")


def stands(session: Session, word_id: str) -> bool:
    """Whether a word to a client is posted, or never will be."""
    found = select(Card.ts, Card.given_up).where(Card.kind == WORD, Card.subject == word_id)
    card = session.execute(found).first()
    return card is None or card.ts is not None or card.given_up


def linked(session: Session, word_id: str) -> None:
    """A word to a client stands: show the way to it wherever its promise is shown."""
    word = session.get(ClientWord, word_id)
    promise = session.get(Promise, word.promise_id) if word is not None else None
    if promise is not None:
        changed(session, promise)


def show_copy(session: Session, word: ClientWord) -> None:
    """Show its writer what to post by hand."""
    cards.show(session, COPY, word.id, Audience.MEMBER, word.by)


def thread_of(session: Session, promise: Promise) -> str | None:
    """The ts of the thread in which it is talked about: the request's, else the answer itself."""
    if promise.thread_ts is not None:
        return promise.thread_ts
    answered = (
        select(Card.ts)
        .join(ClientWord, ClientWord.id == Card.subject)
        .where(Card.kind == WORD, ClientWord.promise_id == promise.id)
        .order_by(ClientWord.at, ClientWord.id)
        .limit(1)
    )
    return session.scalar(answered)


def count_readers(session: Session, channel: str) -> None:
    """Have the people counted who read a channel: known by the time a draft is written."""
    jobs.enqueue_once(session, COUNT, {"channel": channel}, lane=f"readers:{channel}")


def date_moved(session: Session, promise: Promise) -> None:
    """The due date of the promise's ticket follows."""
    if promise.request_id is not None:
        ticket_follows(session, promise.request_id)


def ticket_follows(session: Session, request_id: str) -> None:
    """Have the due date of a request's ticket set to what is promised."""
    jobs.enqueue(session, TICKET, {"request": request_id}, lane=f"ticket:{request_id}")
