"""What is said to the client about a promise: by a person, early where it may not hold."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.service import require_active
from bot.features.promises import living
from bot.features.promises.answering import Letter, write
from bot.features.promises.models import ClientWord, Promise
from bot.features.promises.reading import Step, untold
from bot.features.promises.showing import changed, show_copy, show_word, thread_of


def tell_client(
    session: Session, promise_id: str, by: str, text: str, now: datetime, *, by_hand: bool
) -> ClientWord:
    """Say something about an open promise where it was made; it counts as being in danger."""
    return _say(session, living.in_danger(session, promise_id, by, now), by, text, now, by_hand)


def news_of(session: Session, promise_id: str, by: str) -> tuple[Promise, Step]:
    """The promise and what has become of it, for a member to tell; Kindly where that is told."""
    promise = living.for_member(session, promise_id, by)
    require_active(session, promise.client_key)
    step = untold(session, promise_id)
    if step is None:
        raise Kindly(mark("The client has been told already, or there is nothing new to tell."))
    return promise, step


def tell_news(
    session: Session, promise_id: str, by: str, text: str, now: datetime, *, by_hand: bool
) -> ClientWord:
    """Say where it was made that a promise is kept, moved, or what was agreed instead: once."""
    promise, _ = news_of(session, promise_id, by)
    word = _say(session, promise, by, text, now, by_hand)
    changed(session, promise)
    return word


def _say(
    session: Session, promise: Promise, by: str, text: str, now: datetime, by_hand: bool
) -> ClientWord:
    require_active(session, promise.client_key)
    letter = Letter(promise.channel, text, by_hand)
    word = write(session, promise.client_key, letter, by, now)
    word.thread_ts, word.promise_id = thread_of(session, promise), promise.id
    session.flush()
    if by_hand:
        show_copy(session, word)
    else:
        show_word(session, word)
    return word
