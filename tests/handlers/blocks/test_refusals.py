"""Whatever could begin something for a client is refused once there is a delivery block.

Every listener that the registry brings is either tried here or named among those that begin
nothing for a client: a new one has to be put somewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from bot.core.clock import FixedClock
from bot.core.db import Database
from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.features.requests.finding import locked
from bot.features.requests.reading import hands_of
from handlers.registry import features
from handlers.slack.feature import Asker, Context, Feature
from tests.bot.features.house import ANKE, EMRE, JONAS, LENA, MARA, NORD, NORD_TOO
from tests.databases import with_tables
from tests.handlers.blocks.world import (
    Body,
    Listeners,
    end,
    everything,
    furnish,
    pressed,
    submitted,
    told,
    used,
)
from tests.memory_chat import MemoryChat

World = SimpleNamespace
MEMBERS: dict[tuple[str, str], Callable[[World], Body]] = {}
"""What members do; each is told of the delivery block."""
CLIENTS: dict[tuple[str, str], Callable[[World], Body]] = {}
"""What the client's people do; each is told something kind, without that word."""


def presses(action: str, who: str, value: Callable[[World], str], **more: Any) -> None:
    MEMBERS["action", action] = lambda w: pressed(action, who, value(w), **more)


def submits(callback: str, who: str, subject: Callable[[World], str], **values: Any) -> None:
    MEMBERS["view", callback] = lambda w: submitted(callback, who, subject(w), **values)


presses("request_take", JONAS, lambda w: w.open)
presses("request_take_over", JONAS, lambda w: f"{w.taken}:{w.hands}")
presses("request_give", MARA, lambda w: f"{w.taken}:{w.hands}", to=LENA)
presses("request_wait", MARA, lambda w: w.taken)
presses("request_ours", MARA, lambda w: w.taken)
presses("request_reopen", MARA, lambda w: w.closed)
presses("request_later", MARA, lambda w: w.taken)
presses("request_split", MARA, lambda w: w.taken)
presses("ticket_open", MARA, lambda w: w.taken)
presses("ballot_open", MARA, lambda w: w.taken)
presses("ballot_again", EMRE, lambda w: w.ballot)
presses("ballot_change", EMRE, lambda w: w.ballot)
for vote in ("go", "no", "abstain", "go_if", "mine", "why", *(f"sure_{n}" for n in range(1, 6))):
    presses(f"ballot_{vote}", JONAS, lambda w: f"{w.ballot}:{w.round}")
for word in ("in", "out", "stand", "say_no", "offer"):
    presses(f"ballot_{word}", JONAS, lambda w: w.ballot)
for deed in ("holds", "kept", "in_danger", "new_date", "not_kept"):
    presses(f"promise_{deed}", JONAS, lambda w: w.promise)
presses("promise_give", JONAS, lambda w: w.promise, to=LENA)
presses("promise_open_again", JONAS, lambda w: w.kept)
presses("promise_tell", JONAS, lambda w: w.kept)
presses("promise_answer", JONAS, lambda w: w.wanted)
presses("promise_posted", JONAS, lambda w: w.by_hand)
presses("promise_not_posted", JONAS, lambda w: w.by_hand)
presses("digest_send", MARA, lambda w: w.digest)
presses("noticing_ask_team", EMRE, lambda w: w.forms["noticed"])
presses("introduction_open", MARA, lambda _: NORD_TOO)
submits("request_later_window", MARA, lambda w: w.taken, when="after the summer")
submits("request_split_window", MARA, lambda w: w.taken, words="Something else")
submits("request_raise_window", MARA, lambda w: w.forms["message"], words="A word")
submits("ticket_window", MARA, lambda w: w.forms["ticket"], summary="Shop", issue_type="1")
submits(
    "ballot_ask_window",
    EMRE,
    lambda w: w.forms["ballot"],
    client="nord",
    what="The finder",
    due="4 December 2026 5 pm",
    answer_by="23 November 2026 5 pm",
    asked=[EMRE, JONAS],
)
submits("ballot_mine_window", JONAS, lambda w: f"{w.ballot}:{w.round}", choice="go")
submits("ballot_hand_window", JONAS, lambda w: w.ballot, words="A weekend")
submits("ballot_offer_window", JONAS, lambda w: w.ballot, kind="later", words="In January")
submits("promise_choose", JONAS, lambda w: w.forms["answer"], channel=NORD)
submits("promise_draft", JONAS, lambda w: w.forms["answer"], text="Ja.")
submits("promise_preview", JONAS, lambda w: w.forms["answer"])
submits("promise_word_draft", JONAS, lambda w: w.forms["word"], text="Ja.")
submits("promise_word_preview", JONAS, lambda w: w.forms["word"])
submits("promise_new_date_window", JONAS, lambda w: w.promise, due="1 January", agreed=["agreed"])
submits("promise_which_date", JONAS, lambda w: w.forms["which date"], due="other")
submits("promise_not_kept_window", JONAS, lambda w: w.promise, instead="Another one")
submits("digest_edit_submit", MARA, lambda w: w.digest, text="Neu")
submits("noticing_note_window", EMRE, lambda w: w.forms["noticed"], what="x", due="4 December")
submits("introduction_window", MARA, lambda _: NORD_TOO, text="Hello")
submits(
    "offboarding_start_window",
    MARA,
    lambda _: "",
    client="nord",
    last_day="2026-12-18",
    why="project over",
)
for shortcut in ("request_raise", "request_ticket", "ballot_ask"):
    MEMBERS["shortcut", shortcut] = lambda w, name=shortcut: used(name, MARA, w.message)  # type: ignore[misc]

CLIENTS["action", "request_done"] = lambda w: pressed("request_done", ANKE, w.taken)
CLIENTS["action", "request_urgent"] = lambda w: pressed("request_urgent", ANKE, w.taken)
CLIENTS["action", "ticket_open_client"] = lambda w: pressed("ticket_open_client", ANKE, w.taken)
CLIENTS["action", "home_what_is_open"] = lambda w: pressed("home_what_is_open", ANKE, w.taken)
CLIENTS["action", "offboarding_wish"] = lambda _: pressed("offboarding_wish", ANKE, "goodbye")
CLIENTS["view", "offboarding_wish_window"] = lambda _: submitted(
    "offboarding_wish_window", ANKE, NORD
)
CLIENTS["view", "ticket_client_window"] = lambda w: submitted(
    "ticket_client_window", ANKE, w.forms["ticket"], summary="Shop", issue_type="1"
)

BEGIN_NOTHING = ("absence_", "own_", "setup_", "reminder_", "offboarding_", "block_")
"""About people, platforms, what one is reminded of oneself, and the ending itself."""
TIDY_UP = {
    ("action", "request_close"),
    ("action", "request_not"),
    ("action", "suggestion_pass"),
    ("action", "suggestion_not_mine"),
    ("action", "suggestion_show"),
    ("action", "who_why_not"),
    ("action", "digest_skip"),
    ("action", "digest_edit"),
    ("action", "noticing_neither"),
    ("action", "noticing_note"),
    ("action", "promise_lesson"),
    ("view", "promise_line"),
    ("action", "ballot_view"),
    ("view", "ballot_view_window"),
    ("view", "ballot_confirm_window"),
    ("view", "ballot_which_window"),
}
"""What only ends something, is said among ourselves, or opens a window that then refuses: the two
last follow `ballot_ask_window`, and ask the same rule (`asking.checked`)."""


@dataclass
class Answers:
    """What an ``ack`` carried."""

    said: str = ""

    def __call__(self, **answer: Any) -> None:
        self.said = f"{answer.get('errors', '')}{answer.get('view', '')}"


@pytest.fixture(scope="module")
def block(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, World]]:
    db = Database(with_tables(tmp_path_factory.mktemp("blocks") / "perron.db"))
    world = db.write(furnish)
    db.write(lambda s: end(s, world.now))
    world.hands = db.read(lambda s: hands_of(locked(s, world.taken)))
    yield db, world
    db.close()


@pytest.fixture(scope="module")
def brought() -> tuple[Feature, ...]:
    return features(search_lag=1.0, retention_days=90, calendars=None)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def listeners(block: tuple[Database, World], brought: tuple[Feature, ...]) -> Listeners:
    db, world = block
    clock = FixedClock(world.now)
    ctx = Context(db, MemoryChat(lambda: clock.at.timestamp()), clock, 90)
    found = Listeners()
    for feature in brought:
        feature.register(found, ctx)  # type: ignore[arg-type]
    return found


def tried(listeners: Listeners, db: Database, which: tuple[str, str], body: Body) -> str:
    """Do it; what was answered. Fails where anything has changed by it."""
    before = db.read(everything)
    ack = Answers()
    listeners.found[which](ack, body)
    said = ack.said or db.write(told)
    assert db.read(everything) == before
    return said


def test_every_listener_is_tried_or_begins_nothing(listeners: Listeners) -> None:
    offered = {(kind, name) for kind, name in listeners.found if kind not in ("event", "command")}
    known = {*MEMBERS, *CLIENTS, *TIDY_UP}
    assert not known - offered
    left = {one for one in offered - known if not one[1].startswith(BEGIN_NOTHING)}
    assert not left


@pytest.mark.parametrize("which", MEMBERS, ids="/".join)
def test_a_member_is_refused_and_told_why(
    listeners: Listeners, block: tuple[Database, World], which: tuple[str, str]
) -> None:
    db, world = block
    said = tried(listeners, db, which, MEMBERS[which](world))
    assert "delivery block" in said or "Liefersperre" in said


@pytest.mark.parametrize("which", CLIENTS, ids="/".join)
def test_a_client_is_refused_kindly_and_without_our_word(
    listeners: Listeners, block: tuple[Database, World], which: tuple[str, str]
) -> None:
    db, world = block
    said = tried(listeners, db, which, CLIENTS[which](world)).lower()
    assert "nachricht an uns" in said
    assert "sperre" not in said
    assert "block" not in said.replace("'blocks'", "")


def test_commands_begin_nothing_and_history_stays_readable(
    brought: tuple[Feature, ...], block: tuple[Database, World]
) -> None:
    db, world = block
    commands = {one.word: one for feature in brought for one in feature.commands}
    asker = Asker(JONAS, NORD, Translator("en"))
    with pytest.raises(Kindly, match="delivery block"):
        db.write(lambda s: commands["commit"].run(s, asker, "the finder", world.now))
    for word, rest in (("client", "nord"), ("promises", "client"), ("mine", "")):
        before = db.read(everything)
        assert db.read(lambda s: commands[word].run(s, asker, rest, world.now))  # noqa: B023
        assert db.read(everything) == before


def test_members_still_see_what_was_open(
    listeners: Listeners, block: tuple[Database, World]
) -> None:
    db, world = block
    ack = Answers()
    listeners.found["action", "home_what_is_open"](
        ack, pressed("home_what_is_open", JONAS, world.taken)
    )
    assert "2 Sachen sind offen" in db.write(told)
