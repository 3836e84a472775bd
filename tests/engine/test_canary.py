"""Confidentiality: a canary word in everything that is ours, and never before a client's eyes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.features.blocks import lifting
from bot.features.channels import service as channels
from bot.features.offboarding import accounts, changing, starting, walking
from bot.features.offboarding.holding import steps_of
from bot.features.offboarding.kinds import AccountKind, StepState, Why
from bot.features.offboarding.starting import Start
from bot.features.platforms.blocking import block
from bot.features.platforms.models import Client, ClientStatus
from playground.jira import Jira820, build
from playground.testing import ControlError
from tests.databases import with_tables
from tests.dialogue.harness import Stage, actions_of, agency_file, stage, text_of
from tests.engine.clients_eyes import CANARY
from tests.engine.play import CHANNELS, MEMBERS, QUESTIONS, Play
from tests.examples import THOROUGH

pytestmark = pytest.mark.slow


def agency() -> str:
    """The test agency with the canary in every internal name and description."""
    declared = yaml.safe_load(agency_file())
    for talent in declared["talents"]:
        for language in ("en", "de"):
            talent["name"][language] += f" {CANARY}-talent"
            talent["description"][language] += f" {CANARY}-description"
    declared["platforms"][0]["name"] = f"{CANARY}-platform"
    return yaml.safe_dump(declared, allow_unicode=True)


@pytest.fixture
def stage_of(tmp_path: Path, jira820: Jira820) -> Iterator[Stage]:
    with stage(
        tmp_path,
        with_tables(tmp_path / "perron.db"),
        jira=build(jira820.url),
        agency=agency(),
        introduced=tuple(CHANNELS),
    ) as here:
        yield here


@pytest.mark.parametrize("seed", [1])
def test_nothing_internal_reaches_a_client(stage_of: Stage, seed: int) -> None:
    play = Play(stage_of, seed)
    play.ask()
    play.end_work()
    play.commit()
    for _ in range(25 if THOROUGH else 15):
        play.step()
    play.prove()
    inside = "".join(text_of(card) for card in stage_of.cards("mara", "C0TEAM"))
    inside += "".join(text_of(card) for who in MEMBERS for card in stage_of.cards(who, "dm"))
    assert CANARY in inside


def share(here: Stage) -> None:
    here.slack.post("share", channel="C0TEAM", workspace="T0NORDWIND")


def share_pending(here: Stage) -> None:
    """No event tells of a share that is pending: the next check does, a minute later at most."""
    here.slack.post("share", channel="C0TEAM", workspace="T0NORDWIND", pending=True)
    here.db.write(channels.doubt_everywhere)


def invite_a_guest(here: Stage) -> None:
    body = {"id": "U0GAST", "name": "Gustav Gast", "workspace": "T0GLEISWERK"}
    here.slack.post("people", **body, guest="restricted")
    here.slack.post("invite", channel="C0TEAM", user="U0GAST")


@pytest.mark.parametrize("opened", [share, share_pending, invite_a_guest])
def test_a_team_channel_that_opens_falls_silent(
    stage_of: Stage, opened: Callable[[Stage], None]
) -> None:
    play = Play(stage_of, 4)
    play.ask()
    stage_of.settle()
    assert CANARY in "".join(text_of(card) for card in stage_of.cards("mara", "C0TEAM"))
    play.eyes.look()
    opened(stage_of)
    stage_of.settle()
    play.eyes.look()
    play.eyes.exposed = True
    for _ in range(3):
        play.ask()
        play.answer()
        stage_of.advance(minutes=5)
        play.eyes.look()
    play.prove()


def test_a_guest_of_ours_learns_nothing_by_commands(stage_of: Stage) -> None:
    invite_a_guest(stage_of)
    stage_of.slack.post("kick", channel="C0TEAM", user="U0GAST")
    stage_of.slack.post("invite", channel="C0NORDWIND", user="U0GAST")
    play = Play(stage_of, 5)
    play.ask()
    ts = stage_of.post("anke", "C0NORDWIND", QUESTIONS[0])
    stage_of.settle()
    for text in ("/perron", "/perron mine", "/perron who prices", "/perron client nordwind"):
        stage_of.slack.post("command", as_="U0GAST", channel="C0NORDWIND", text=text)
        play.eyes.look()
    for callback_id in ("request_ticket", "request_raise"):
        body = {"as_": "U0GAST", "channel": "C0NORDWIND", "ts": ts, "callback_id": callback_id}
        stage_of.slack.post("shortcut", **body)
        play.eyes.look()
        play.fill_in("U0GAST", "Wunsch")
    stage_of.slack.post("home", as_="U0GAST", tab="home")
    play.prove()


def test_a_client_never_reads_of_a_delivery_block(stage_of: Stage) -> None:
    play = Play(stage_of, 6)
    ts = stage_of.post("anke", "C0NORDWIND", QUESTIONS[0])
    stage_of.settle()
    stage_of.post("jonas", "C0NORDWIND", "Ich schaue.", thread_ts=ts)
    stage_of.settle()
    stage_of.db.write(
        lambda s: s.execute(update(Client).values(status=ClientStatus.DELIVERY_BLOCK))
    )
    card = stage_of.cards("anke", "C0NORDWIND", ts)[0]
    for action in reversed(actions_of(card)):
        stage_of.click("anke", "C0NORDWIND", card, action)
        stage_of.settle()
        play.eyes.look()
    play.prove()
    told = "".join(play.eyes.seen).lower()
    assert "delivery" not in told
    assert "liefersperre" not in told


def end_with_canaries(here: Stage) -> None:
    """An ending with the canary in every word of ours, up to the block."""

    def begin(session: Session) -> str:
        now = here.bot.clock.now()
        last_day = now.date() + timedelta(days=30)
        start = Start("nordwind", last_day, Why.BY_US, f"{CANARY}-note")
        case = starting.ask(session, start, "U0JONAS", now)
        starting.confirm(session, case.id, "U0EMRE", now, version=case.version)
        entry = accounts.Entry(AccountKind.TOOL, f"{CANARY}-account", None)
        accounts.put(session, case.id, entry, "U0EMRE", now)
        first, second = [step for step in steps_of(session, case.id) if step.owner][:2]
        changing.skip(session, first.id, "U0EMRE", f"{CANARY}-skip", now, version=first.version)
        why, day = f"{CANARY}-why", last_day
        if second.state == StepState.POSSIBLE:
            version = second.version
            walking.blocked(session, second.id, "U0EMRE", why, day, now, version=version)
        return case.id

    def come(session: Session) -> None:
        block(session, session.get_one(Client, "nordwind"), here.bot.clock.now())

    here.db.write(begin)
    here.settle()
    here.db.write(come)


def lift_with_canaries(here: Stage) -> None:
    """Lena asks, Mara confirms."""

    def work(session: Session) -> None:
        now = here.bot.clock.now()
        wanted = lifting.Wanted("nordwind", now + timedelta(hours=5), f"{CANARY}-lifted")
        lift = lifting.ask(session, wanted, "U0LENA", now)
        lifting.confirm(session, lift.id, "U0MARA", now, version=lift.version)

    here.db.write(work)


def test_of_an_ending_a_client_reads_nothing_of_ours(stage_of: Stage) -> None:
    play = Play(stage_of, 8)
    ts = stage_of.post("anke", "C0NORDWIND", QUESTIONS[0])
    stage_of.settle()
    end_with_canaries(stage_of)
    stage_of.settle()
    play.eyes.look()
    stage_of.post("til", "C0NORDWIND", QUESTIONS[2])
    stage_of.post("anke", "C0NORDWIND", QUESTIONS[0], thread_ts=ts)
    stage_of.settle()
    play.eyes.look()
    lift_with_canaries(stage_of)
    stage_of.settle()
    stage_of.post("anke", "C0NORDWIND", QUESTIONS[2])
    stage_of.settle()
    play.eyes.look()
    stage_of.advance(hours=6)
    stage_of.settle()
    play.prove()
    seen = "".join(play.eyes.seen)
    assert "Zusammenarbeit ist beendet" in seen, "they were answered"
    told = seen.lower()
    assert "delivery" not in told
    assert "sperre" not in told
    inside = "".join(text_of(card) for card in stage_of.cards("mara", "C0TEAM"))
    for word in ("note", "lifted"):
        assert f"{CANARY}-{word}" in inside


def test_what_a_client_cannot_see_cannot_be_pressed(stage_of: Stage) -> None:
    Play(stage_of, 7).ask()
    stage_of.settle()
    card = stage_of.cards("mara", "C0TEAM")[-1]
    with pytest.raises(ControlError, match="403"):
        stage_of.slack.post(
            "click", as_="anke", channel="C0TEAM", ts=card["ts"], action_id="request_take"
        )
