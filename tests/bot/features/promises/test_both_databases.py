"""A promise's life in a database of its own, SQLite and PostgreSQL alike."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.core.db import Database
from bot.features.platforms.models import Platform
from bot.features.promises import asking, lessons, living, looking_back, reading
from bot.features.promises.looking_back import Fate, Quarter
from bot.features.promises.moving import channel_renamed
from bot.features.promises.service import ballot_ended, lessons_of, open_promise_of
from bot.features.promises.values import Ended, Outcome
from tests.bot.features.house import JONAS, LENA, MORNING, NORD, build
from tests.bot.features.promises.team import FAIR, Team


def test_a_life(any_db: Database) -> None:
    any_db.write(_promised)
    any_db.write(_asked)
    any_db.write(_over)
    any_db.read(_looked_back)


def _promised(session: Session) -> None:
    team = Team(build(session))
    ballot_ended(session, Ended("b1", "mario", Outcome.GO, MORNING, 4.2))
    team.promises()


def _asked(session: Session) -> None:
    promise = open_promise_of(session, "b1")
    assert promise is not None
    assert promise.due == FAIR
    asking.ask(session, promise.id, MORNING)
    living.in_danger(session, promise.id, JONAS, MORNING)
    channel_renamed(session, NORD, "C0NEW")
    assert reading.on_board(session, "nord", "C0NEW", MORNING)[0].due == FAIR


def _over(session: Session) -> None:
    promise = open_promise_of(session, "b1")
    assert promise is not None
    living.kept(session, promise.id, LENA, MORNING)
    for who, words in ((JONAS, "Früher fragen"), (LENA, "Bilder zuerst")):
        lessons.say(session, promise.id, who, words, MORNING)


def _looked_back(session: Session) -> None:
    assert set(lessons_of(session, "nord", MORNING)) == {"Früher fragen", "Bilder zuerst"}
    [seen] = reading.on_board(session, "nord", "C0NEW", MORNING)
    assert seen.state == "kept"
    platform = session.get_one(Platform, "mario")
    back = looking_back.look(session, platform, Quarter(2026, 4))
    assert back.sure[2] == {Fate.KEPT: 1}
