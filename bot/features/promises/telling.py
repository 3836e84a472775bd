"""What is said to the client about a promise that may not hold: early, by a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.platforms.service import require_active
from bot.features.promises import living
from bot.features.promises.answering import Letter, write
from bot.features.promises.models import ClientWord
from bot.features.promises.showing import show_copy, show_word, thread_of


def tell_client(
    session: Session, promise_id: str, by: str, text: str, now: datetime, *, by_hand: bool
) -> ClientWord:
    """Say something about an open promise where it was made; it counts as being in danger."""
    promise = living.in_danger(session, promise_id, by, now)
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
