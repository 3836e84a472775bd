"""What comes of digests' jobs when Slack refuses, breaks off, or two press at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.cards import Card
from bot.core.clock import FixedClock
from bot.core.db import Database
from bot.core.errors import Kindly
from bot.core.worker import Tools
from bot.features.digests import monthly, pictures, planning, weekly
from bot.features.digests.models import ClientDigest, Picture
from bot.ports import Refused, Unreachable
from handlers.digests.jobs import handlers
from tests.bot.features.house import EMRE, MARA, NORD, build
from tests.memory_chat import MemoryChat

THURSDAY = datetime(2026, 11, 19, 13, 0, tzinfo=UTC)
SUBJECT = "mario|2026-11-01"


class Secretive(MemoryChat):
    """Tells nobody who is in a channel."""

    def members(self, channel: str) -> list[str]:
        raise Refused("channel_not_found", channel)


class Desk:
    """A worker's tools, and its jobs done by hand."""

    def __init__(self, db: Database, chat: type[MemoryChat] = MemoryChat) -> None:
        self.chat = chat(time.time)
        self.tools = Tools(db, self.chat, FixedClock(THURSDAY))
        self._jobs = handlers(())
        db.write(_asked)

    def do(self, job: str, /, **payload: Any) -> None:
        """Do a job: what it has learned is written, as the worker does."""
        settle = self._jobs[job](self.tools, payload)
        if settle is not None:
            self.tools.db.write(settle)

    def all(self, what: type[Any]) -> list[Any]:
        return self.tools.db.read(lambda s: list(s.scalars(select(what))))


def _asked(session: Session) -> None:
    build(session).ask()


@pytest.fixture
def desk(db: Database) -> Desk:
    return Desk(db)


def test_a_job_that_is_done_twice_drafts_one_week(desk: Desk) -> None:
    for _ in range(2):
        desk.do(planning.CLIENT, subject="nord")
    [digest] = desk.all(ClientDigest)
    assert digest.channel == NORD
    assert "Im Shop stimmen die Preise nach dem Import nicht mehr" in digest.text
    [card] = [card for card in desk.all(Card) if card.kind == weekly.DRAFT_CARD]
    assert card.subject == digest.id


def test_a_week_is_drafted_though_its_readers_cannot_be_counted(db: Database) -> None:
    desk = Desk(db, Secretive)
    desk.do(planning.CLIENT, subject="nord")
    [digest] = desk.all(ClientDigest)
    assert digest.readers is None


def upload(desk: Desk) -> None:
    desk.do(pictures.UPLOAD, kind=monthly.KIND, subject=SUBJECT)


def test_a_picture_is_uploaded_once_though_the_job_is_repeated(desk: Desk) -> None:
    upload(desk)
    upload(desk)
    assert desk.chat.calls.count("upload") == 1
    desk.do(pictures.LOOK, subject=SUBJECT)
    [kept] = desk.all(Picture)
    assert (kept.file, kept.ready) == (next(iter(desk.chat.files)), True)


def test_a_lost_answer_leaves_a_file_that_nobody_sees(desk: Desk) -> None:
    desk.chat.after.append(Unreachable("lost"))
    with pytest.raises(Unreachable):
        upload(desk)
    assert desk.all(Picture) == []
    upload(desk)
    [kept] = desk.all(Picture)
    assert kept.file == list(desk.chat.files)[-1]


def test_without_the_scope_the_card_stays_without_a_picture(desk: Desk) -> None:
    desk.chat.before.append(Refused("missing_scope"))
    upload(desk)
    assert desk.all(Picture) == []


def test_a_picture_that_cannot_be_shown_yet_is_asked_for_again(desk: Desk) -> None:
    upload(desk)
    shown = dict(desk.chat.files)
    desk.chat.files.clear()
    with pytest.raises(Unreachable):
        desk.do(pictures.LOOK, subject=SUBJECT)
    desk.chat.files.update(shown)
    desk.do(pictures.LOOK, subject=SUBJECT)
    assert [one.ready for one in desk.all(Picture)] == [True]


def test_two_who_press_at_once_send_one(any_db: Database) -> None:
    desk = Desk(any_db)
    desk.do(planning.CLIENT, subject="nord")
    [digest] = desk.all(ClientDigest)
    told: list[str] = []
    start = threading.Barrier(2)

    def press(who: str) -> Callable[[], None]:
        def send(session: Session) -> None:
            weekly.send(session, digest.id, 1, who, THURSDAY)

        def run() -> None:
            start.wait(10)
            try:
                any_db.write(send)
            except Kindly as kindly:
                told.append(kindly.msgid)

        return run

    threads = [threading.Thread(target=press(who)) for who in (MARA, EMRE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert told == ["{name} has sent this already."]
    cards = [card for card in desk.all(Card) if card.kind == weekly.CLIENT_CARD]
    assert len(cards) == 1
