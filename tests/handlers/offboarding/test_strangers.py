"""Whoever is not on the platform presses nothing and sees no window of an ending or a block.

Buttons carry opaque ids that nobody outside can know; each listener is tried all the same, with
the right ones: in the hands of a client's person, a guest, and a colleague of another platform.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.clock import FixedClock
from bot.core.db import Database
from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.features.blocks.models import BlockLift, LiftState
from bot.features.offboarding import accounts, wishing
from bot.features.offboarding.accounts import Entry
from bot.features.offboarding.kinds import AccountKind, Does, EndKind, Touched
from bot.features.offboarding.models import Change, Step
from bot.features.platforms.models import Client
from handlers.blocks import presses as block_presses
from handlers.offboarding import case_presses, wiring
from handlers.slack.feature import Context
from tests.bot.features.house import ANKE, COLLEAGUE, GRACE, HARB, LENA, build
from tests.bot.features.offboarding.goodbye import Goodbye
from tests.databases import with_tables
from tests.handlers.blocks.test_refusals import Answers
from tests.handlers.blocks.world import Body, Listeners, everything, pressed, submitted, told
from tests.memory_chat import MemoryChat

World = SimpleNamespace
FOR_A_CLIENT = {("action", "offboarding_wish"), ("view", "offboarding_wish_window")}
"""What stands on the client's own card."""


FOR_MEMBERS = ("Mitglieder einer Plattform", "members of a platform")


@dataclass
class Windows(MemoryChat):
    """Remembers what was opened."""

    opened: list[Mapping[str, Any]] = field(default_factory=list)

    def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> None:  # noqa: ARG002 - the port's
        self.opened.append(view)


def furnish(session: Session) -> World:
    """A case on its way, somebody's wish, a lift that was asked for, and open windows."""
    house, found = build(session), World()
    bye = Goodbye(house)
    bye.start()
    wish = wishing.wish(session, "harb", HARB, GRACE, house.now)
    for step in bye.steps():
        setattr(found, step.does or step.key, _stamp(step))
    account = accounts.put(session, bye.case_id, Entry(AccountKind.TOOL, "Ads"), LENA, house.now)
    access = bye.note("Anke")
    change = Change(
        case_id=bye.case_id, kind=Touched.OUTSIDE, ref="NORD-1", before={}, after={}, at=house.now
    )
    session.add(change)
    session.flush()
    found.now, found.case, found.change = house.now, bye.case_id, str(change.id)
    found.seen_case = f"{bye.case_id}:{bye.case.version}"
    found.wish, found.account = f"{wish.id}:{wish.version}", account.id
    found.step = _stamp(bye.step("campaigns"))
    asked_out = bye.not_needed("block", LENA)
    found.asked_out = _stamp(asked_out)
    found.access = access[0]
    seen = {"case": bye.case_id, "what": "edit", "account": account.id, "version": account.version}
    found.account_form = forms.remember(session, seen, house.now)
    state = {**seen, "what": "deactivated"}
    found.state_form = forms.remember(session, state, house.now)
    gone = {"case": bye.case_id, "what": "inactive", "ids": access, "blocked": False}
    found.access_form = forms.remember(session, gone, house.now)
    lift = BlockLift(
        client_key="harb",
        platform_key="mario",
        live="harb",
        state=LiftState.ASKED,
        until=house.later(3),
        why="A last invoice.",
        asked_by=LENA,
        asked_at=house.now,
    )
    session.add(lift)
    session.flush()
    found.lift = f"{lift.id}:{lift.version}"
    return found


def _stamp(step: Step) -> str:
    return f"{step.id}:{step.version}"


TRIED: dict[tuple[str, str], Callable[[World, str], Body]] = {}


def presses(action: str, value: str, **more: str) -> None:
    def body(w: World, who: str) -> Body:
        made = pressed(action, who, getattr(w, value), to=more.get("to"))
        if "chosen" in more:
            made["actions"][0]["selected_option"] = {"value": getattr(w, more["chosen"])}
        return made

    TRIED["action", action] = body


def submits(callback: str, subject: str, **values: Any) -> None:
    TRIED["view", callback] = lambda w, who: submitted(
        callback,
        who,
        getattr(w, subject, ""),
        **{key: getattr(w, str(value), value) for key, value in values.items()},
    )


for deed in ("report", "call_off", "steps", "change", "confirm"):
    presses(f"offboarding_{deed}", "seen_case")
presses("offboarding_put_back", "seen_case", chosen="change")
for deed in ("done", "done_with", "not_needed", "blocked", "unblock", "date", "reopen"):
    presses(f"offboarding_{deed}", "step")
presses("offboarding_give", "step", to=LENA)
for deed in ("confirm", "stays"):
    presses(f"offboarding_out_{deed}", "asked_out")
presses("offboarding_look", Does.JIRA_ISSUES)
presses("offboarding_choose", Does.FAREWELL)
presses("offboarding_list", Does.ACCOUNTS)
presses("offboarding_carry_on", "wish")
presses("offboarding_drop_wish", "wish")
submits("offboarding_report_window", "case", audience="internal", forms=["md"])
submits("offboarding_start_window", "", client="harb", last_day="2026-12-18", why="project over")
submits("offboarding_call_off_window", "seen_case", why="They stay.")
submits("offboarding_change_window", "seen_case", what="add")
submits("offboarding_add_window", "seen_case", name="More", phase="close", due="2026-12-18")
submits("offboarding_skip_window", "step", why="There is none.")
submits("offboarding_move_window", "step", before="last")
submits("offboarding_give_window", "step", to=LENA)
submits("offboarding_last_day_window", "seen_case", day="2026-12-31")
submits("offboarding_done_window", "step", text="All settled.")
submits("offboarding_not_needed_window", "step", why="There is none.")
submits("offboarding_blocked_window", "step", why="They wait.", until="2026-12-01")
submits("offboarding_date_window", "step", due="2026-12-01")
submits("offboarding_reopen_window", "step", why="Not yet.")
submits("offboarding_choose_window", Does.FAREWELL, words="Goodbye")
submits("offboarding_accounts_window", "case", which="account", what="edit")
submits("offboarding_account_window", "account_form", kind="tool", name="Ads", cost="")
submits("offboarding_account_state_window", "state_form")
submits("offboarding_access_window", "case", what="new")
submits("offboarding_held_window", "case", system="wiki", name="A", what="space NORD")
submits("offboarding_access_change_window", "access_form")
submits("offboarding_ends_window", "case", which=f"{EndKind.IN_SPE}|x", fate="let go", to="Nobody")
TRIED["action", "block_lift"] = lambda _, who: pressed("block_lift", who, "harb")
for deed in ("confirm", "drop", "again"):
    presses(f"block_{deed}", "lift")
TRIED["view", "block_lift_window"] = lambda _, who: submitted(
    "block_lift_window", who, "harb", until="1 December 2026", why="A last invoice."
)


@pytest.fixture(scope="module")
def ending(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, World]]:
    db = Database(with_tables(tmp_path_factory.mktemp("strangers") / "perron.db"))
    yield db, db.write(furnish)
    db.close()


@pytest.fixture(scope="module")
def chat() -> Windows:
    return Windows(lambda: 0.0)


@pytest.fixture(scope="module")
def listeners(ending: tuple[Database, World], chat: Windows) -> Listeners:
    db, world = ending
    found, ctx = Listeners(), Context(db, chat, FixedClock(world.now), 90)
    wiring.FEATURE.register(found, ctx)  # type: ignore[arg-type]
    block_presses.register(found, ctx)  # type: ignore[arg-type]
    return found


def test_every_listener_is_tried(listeners: Listeners) -> None:
    assert set(listeners.found) - FOR_A_CLIENT == set(TRIED)


def test_a_wish_that_was_carried_on_is_answered_with_what_is_so(
    ending: tuple[Database, World],
) -> None:
    def offered(session: Session) -> None:
        case_presses.offer(session, LENA, session.get_one(Client, "nord"), Translator("en"))

    with pytest.raises(Kindly, match="an offboarding of Nordwind already"):
        ending[0].read(offered)


@pytest.fixture(scope="module")
def before(ending: tuple[Database, World]) -> dict[str, list[Any]]:
    return ending[0].read(everything)


@pytest.mark.parametrize("which", TRIED, ids="/".join)
def test_a_stranger_changes_nothing_and_sees_nothing(
    listeners: Listeners,
    ending: tuple[Database, World],
    chat: Windows,
    before: dict[str, list[Any]],
    which: tuple[str, str],
) -> None:
    db, world = ending
    answers = []
    for who in (ANKE, GRACE, COLLEAGUE):
        ack = Answers()
        listeners.found[which](ack, TRIED[which](world, who))
        answers.append(ack.said or db.write(told))
    opened = [chat.opened.pop() for _ in list(chat.opened)]
    assert (opened, db.read(everything)) == ([], before)
    *outside, colleague = answers
    assert "Super Mario" in colleague
    assert all("Mario" not in said for said in outside)
    assert all(any(word in said for word in FOR_MEMBERS) for said in outside)
