"""The cards about promises, each drawn from how things stand now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core.cards import Audience, Claimed
from bot.core.i18n import Translator
from bot.core.worker import Draw, Drawing
from bot.features.digests import pictures
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import person_name
from bot.features.promises import lessons, looking_back, reading, showing
from bot.features.promises.models import (
    AnswerState,
    ClientAnswer,
    ClientWord,
    LessonWanted,
    Promise,
)
from handlers.promises import back_views, client_views, direct_views, team_views
from handlers.promises.direct_views import CopyState
from handlers.slack import readers

OfPromise = Callable[[Session, Promise, Claimed, datetime, Translator], Drawing | None]


def _answer(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    answer = session.get(ClientAnswer, card.subject)
    if answer is None:
        return None
    t = readers.team(session.get_one(Platform, answer.platform_key))
    return team_views.answer_card(reading.answer_for_team(session, answer, now), t)


def _word(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    word = session.get(ClientWord, card.subject)
    if word is None or not word.text:
        return None
    t = readers.client(session.get_one(Client, word.client_key))
    return client_views.word(word.text, person_name(session, word.by), t)


def _board(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    client = session.get(Client, card.subject)
    if client is None:
        return None
    promises = reading.on_board(session, client.key, card.place, now)
    return client_views.board(promises, readers.client(client))


def _copy(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    word = session.get(ClientWord, card.subject)
    if word is None or not word.text:
        return None
    answer = session.scalars(
        select(ClientAnswer).where(ClientAnswer.word_id == word.id)
    ).one_or_none()
    t = readers.person(session, card.place)
    ballot = answer.ballot if answer is not None else ""
    return direct_views.copy(word.text, word.channel, ballot, _copy_state(answer, word), t)


def _copy_state(answer: ClientAnswer | None, word: ClientWord) -> CopyState:
    if answer is None:
        return CopyState.PLAIN if word.promise_id is not None else CopyState.DROPPED
    return CopyState.POSTED if answer.state == AnswerState.GIVEN else CopyState.WAITS


def _of_promise(draw: OfPromise) -> Draw:
    """In the language of the team, or of the one who reads it."""

    def drawing(session: Session, card: Claimed, now: datetime) -> Drawing | None:
        promise = session.get(Promise, card.subject.partition(":")[0])
        if promise is None:
            return None
        if card.audience is Audience.TEAM:
            t = readers.team(session.get_one(Platform, promise.platform_key))
        else:
            t = readers.person(session, card.place)
        return draw(session, promise, card, now, t)

    return drawing


def _team(
    session: Session, promise: Promise, _card: Claimed, now: datetime, t: Translator
) -> Drawing:
    return team_views.promise_card(reading.for_team(session, promise, now), t)


def _asks(
    session: Session, promise: Promise, card: Claimed, now: datetime, t: Translator
) -> Drawing:
    asked_at = datetime.fromtimestamp(int(card.subject.partition(":")[2]), UTC)
    return team_views.asks(reading.for_team(session, promise, now), asked_at, t)


def _lesson(
    session: Session, promise: Promise, card: Claimed, now: datetime, t: Translator
) -> Drawing:
    one = reading.for_team(session, promise, now)
    wanted = lessons.is_wanted_from(session, promise.id, card.place)
    return direct_views.lesson(one, wanted, is_alone(session, promise), t)


def _back(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    key, quarter = looking_back.from_subject(card.subject)
    platform = session.get(Platform, key)
    if platform is None:
        return None
    back = looking_back.look(session, platform, quarter)
    picture = pictures.shown(session, card.subject)
    return back_views.looking_back(back, picture, readers.team(platform))


def is_alone(session: Session, promise: Promise) -> bool:
    """Whether just one person is asked, and nobody else has said anything."""
    asked = select(func.count()).where(LessonWanted.promise_id == promise.id)
    in_it = len(lessons.those_who_were_in(session, promise))
    return max(in_it, session.execute(asked).scalar_one()) < 2


DRAWS: dict[str, Draw] = {
    showing.ANSWER: _answer,
    showing.WORD: _word,
    showing.BOARD: _board,
    showing.COPY: _copy,
    showing.TEAM: _of_promise(_team),
    showing.ASKS: _of_promise(_asks),
    showing.LESSON: _of_promise(_lesson),
    looking_back.CARD: _back,
}
