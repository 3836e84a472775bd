"""What somebody is told after a press or a submission, wherever they pressed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.core import claims, forms, jobs
from bot.core.cards import Audience, Card, Claimed
from bot.core.clock import FixedClock, SystemClock
from bot.core.db import Database, wall
from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.core.jobs import Job
from bot.core.worker import Tools, Worker
from bot.ports import Block, OutsideError, Refused, Unreachable
from handlers.channels.guard import guard
from handlers.slack.submissions import WrongField, answer_to, submission_of
from handlers.slack.telling import DRAWS, TOLD, answer, tell
from tests.memory_chat import MemoryChat

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
WHY = "Somebody else has it already."


@dataclass
class Whispering(MemoryChat):
    """A Slack in memory that answers and whispers, too."""

    heard: list[str] = field(default_factory=list)

    def respond(self, response_url: str, text: str, blocks: Any, *, in_place: bool = False) -> None:  # noqa: ARG002
        self._do("respond", lambda: self.heard.append(text))

    def whisper(self, channel: str, user: str, text: str, blocks: Any) -> None:  # noqa: ARG002
        self._do("whisper", lambda: self.heard.append(text))


@pytest.fixture
def chat() -> Whispering:
    return Whispering(wall)


@pytest.fixture
def worker(db: Database, chat: Whispering) -> Worker:
    tools = Tools(db, chat, SystemClock())
    return Worker(tools, {"slack.tell": tell}, DRAWS, guard, threads=0)


def pressed(db: Database, *, channel: str = "", response_url: str | None = None) -> None:
    def work(session: Session) -> None:
        answer(session, "U0ANKE", channel=channel, response_url=response_url, now=NOW, text=WHY)

    db.write(work)


def test_from_app_home_it_is_a_direct_message(
    db: Database, chat: Whispering, worker: Worker
) -> None:
    pressed(db)
    while worker.step():
        pass
    assert [held.text for held in chat.messages["DU0ANKE"].values()] == [WHY]


def test_the_direct_message_is_found_again_where_its_worker_died(
    db: Database, chat: Whispering, worker: Worker
) -> None:
    pressed(db)
    dead = db.write(claims.claim)
    assert dead is not None
    db.write(lambda s: claims.sending(s, dead, wall()))
    chat.post("DU0ANKE", WHY, [], opaque_id=dead.id)
    db.write(claims.release)
    while worker.step():
        pass
    assert len(chat.messages["DU0ANKE"]) == 1


def test_what_is_told_to_a_person_never_goes_to_a_channel(db: Database) -> None:
    pressed(db)
    card = db.write(claims.claim)
    assert card is not None
    assert card.audience is Audience.PERSON
    tools = Tools(db, MemoryChat(wall), FixedClock(NOW))
    assert guard(tools, card, "DU0ANKE") is None
    in_channel = Claimed(**{**vars(card), "place": "C0NORDWIND"})
    assert guard(tools, in_channel, "C0NORDWIND") is not None


@pytest.mark.parametrize(
    ("before", "after", "heard"),
    [
        ([], [], [WHY]),
        ([Refused("used_url")], [], [WHY]),
        ([Unreachable("lost")], [], [WHY]),
        ([], [Unreachable("lost")], [WHY, WHY]),
    ],
)
def test_beside_a_message_it_is_shown_at_least_once(
    db: Database,
    chat: Whispering,
    worker: Worker,
    before: list[OutsideError],
    after: list[OutsideError],
    heard: list[str],
) -> None:
    chat.before, chat.after = before, after
    pressed(db, channel="C0TEAM", response_url="https://answer.test/1")
    while db.read(jobs.pending):
        db.write(lambda s: s.execute(update(Job).values(run_at=0.0)))
        worker.step()
    assert chat.heard == heard


def body(values: Mapping[str, Any]) -> dict[str, Any]:
    view = {
        "id": "V1",
        "callback_id": "window",
        "title": {"type": "plain_text", "text": "A window"},
        "state": {"values": {block: {"value": {"value": text}} for block, text in values.items()}},
    }
    return {"user": {"id": "U0ANKE"}, "view": view}


def said(values: Mapping[str, Any], problem: Kindly) -> dict[str, Any]:
    payload = body(values)
    return answer_to(payload["view"], submission_of(payload), problem, Translator("en"))


def test_a_sentence_stands_at_the_field_it_is_about() -> None:
    values = {"first": "x", "second": "y"}
    assert said(values, WrongField("second", WHY))["errors"] == {"second": WHY}
    assert said(values, Kindly(WHY))["errors"] == {"first": WHY}


def test_at_a_field_nobody_reads_a_persons_id() -> None:
    problem = WrongField("first", "{person} is no member.", person="<@U0ANKE>")
    assert said({"first": "x"}, problem)["errors"] == {"first": "This person is no member."}


def test_a_window_without_fields_shows_the_sentence_instead() -> None:
    shown = said({}, Kindly(WHY))
    assert shown["response_action"] == "update"
    blocks: list[Block] = shown["view"]["blocks"]
    assert [block["text"]["text"] for block in blocks] == [WHY]
    assert "submit" not in shown["view"]
    assert shown["view"]["title"]["text"] == "A window"


def test_what_was_told_is_kept_as_long_as_it_may_be_sent(db: Database) -> None:
    pressed(db)
    [card] = db.read(lambda s: s.scalars(select(Card).where(Card.kind == TOLD)).all())
    assert db.read(lambda s: forms.recall(s, card.subject)) == {"text": WHY, "blocks": []}
