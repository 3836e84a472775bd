"""What should be remembered of a promise that is over: asked once, kept without a name."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.service import member_of
from bot.features.promises.models import Lesson, LessonWanted, Promise
from bot.features.promises.showing import LESSON, TEAM, is_active

SHOW = "promises.lessons"
WAIT = timedelta(days=7)
"""For as long as this, or until all have spoken, nobody reads what was said: then all at once."""
WORDS = 300


def those_who_were_in(session: Session, promise: Promise) -> list[str]:
    """Who raised a hand for it, and who answers for it: those who are still on the platform."""
    people = dict.fromkeys([*(hand[0] for hand in promise.hands), promise.owner])
    return [one for one in people if member_of(session, one, promise.platform_key) is not None]


def want(session: Session, promise: Promise, now: datetime) -> None:
    """Ask each of those who were in, once. Who has spoken already is not asked again."""
    if _said(session, promise.id):
        return
    for user_id in those_who_were_in(session, promise):
        session.add(LessonWanted(promise_id=promise.id, user_id=user_id))
        if is_active(session, promise.platform_key):
            cards.show(session, LESSON, promise.id, Audience.MEMBER, user_id)
    promise.lessons_at = now + WAIT
    session.flush()
    schedule.at(session, SHOW, promise.id, promise.lessons_at)


def not_yet(session: Session, promise: Promise) -> None:
    """It is not over after all: nobody is asked any more."""
    session.execute(delete(LessonWanted).where(LessonWanted.promise_id == promise.id))
    schedule.cancel(session, SHOW, promise.id)
    if not _said(session, promise.id):
        promise.lessons_at = None


def is_wanted_from(session: Session, promise_id: str, user_id: str) -> bool:
    """Whether somebody is asked and has not spoken yet."""
    return session.get(LessonWanted, (promise_id, user_id)) is not None


def say(session: Session, promise_id: str, user_id: str, words: str, now: datetime) -> None:
    """Keep one line without a name, a time, or an order. Who has spoken cannot speak twice."""
    promise = session.get_one(Promise, promise_id, with_for_update=True)
    wanted = session.get(LessonWanted, (promise_id, user_id))
    if wanted is None:
        raise Kindly(mark("You have said it already, or the time for it is over. Thank you."))
    words = " ".join(words.split())[:WORDS]
    if not words:
        raise Kindly(mark("A line is enough: what would you like to know next time?"))
    session.delete(wanted)
    session.add(Lesson(promise_id=promise_id, words=words))
    session.flush()
    cards.touch(session, promise_id, kind=LESSON)
    if not _still_wanted(session, promise_id):
        show(session, promise, now)


def show(session: Session, promise: Promise, now: datetime) -> None:
    """From now on the team reads what was said; nobody is asked any more."""
    schedule.cancel(session, SHOW, promise.id)
    session.execute(delete(LessonWanted).where(LessonWanted.promise_id == promise.id))
    promise.lessons_at = min(promise.lessons_at or now, now)
    session.flush()
    cards.touch(session, promise.id, kind=LESSON)
    cards.touch(session, promise.id, kind=TEAM)


def of_promise(session: Session, promise: Promise, now: datetime) -> list[str]:
    """What was said, once it is shown, in an order that tells nothing."""
    if promise.lessons_at is None or promise.lessons_at > now:
        return []
    said = select(Lesson.words).where(Lesson.promise_id == promise.id).order_by(Lesson.id)
    return list(session.scalars(said))


def _said(session: Session, promise_id: str) -> bool:
    found = select(Lesson.id).where(Lesson.promise_id == promise_id).limit(1)
    return session.scalar(found) is not None


def _still_wanted(session: Session, promise_id: str) -> int:
    counted = select(func.count()).where(LessonWanted.promise_id == promise_id)
    return session.execute(counted).scalar_one()
