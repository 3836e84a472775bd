"""The manifest asks for what is used: each call has its scope, and each scope its use."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import jobs
from bot.features.offboarding import doing, starting
from bot.features.offboarding.kinds import Does, Turn, Why
from bot.features.offboarding.models import Step
from bot.features.promises.showing import show_board
from playground.jira import JiraProxy
from tests.dialogue.harness import WEDNESDAY_TEN, eventually, stage, text_of

SEED = Path(__file__).parents[2] / "playground" / "seed.yml"


def seed_with_a_private_channel() -> dict[str, Any]:
    seed: dict[str, Any] = yaml.safe_load(SEED.read_text())
    for channel in seed["channels"]:
        if channel["id"] == "C0HARBOUR":
            channel["private"] = True
    return seed


def leaves(client: str, channel: str, session: Session) -> None:
    """At the end of the work for a client somebody has chosen that Perron leaves a channel."""
    start = starting.Start(client, WEDNESDAY_TEN.date(), Why.OVER)
    case = starting.ask(session, start, "U0MARA", WEDNESDAY_TEN)
    starting.confirm(session, case.id, "U0JONAS", WEDNESDAY_TEN, version=case.version)
    theirs = Step.case_id == case.id, Step.does == Does.SLACK_LEAVE
    step = session.scalars(select(Step).where(*theirs)).one()
    step.found = [{"ref": channel, "words": "", "link": None, "detail": {"name": channel}}]
    step.chosen = {"refs": [channel], "how": "leave"}
    step.turn = Turn.DOING
    payload = {"step": step.id, "round": step.round}
    jobs.enqueue(session, doing.DO, payload, lane=f"offboarding:{step.id}")


def test_each_scope_is_used_and_no_call_lacks_one(
    tmp_path: Path, sqlite: str, jira: JiraProxy
) -> None:
    seed = seed_with_a_private_channel()
    both = ("C0NORDWIND", "C0HARBOUR")
    with stage(tmp_path, sqlite, jira=jira, seed=seed, introduced=both) as here:
        # A lost answer to each direct message makes Perron look for it in the conversation.
        lost = [
            {"method": "chat.postMessage", "nth": n, "do": "drop_after", "times": 1}
            for n in range(1, 4)
        ]
        here.slack.post("hostile", script=lost)
        here.post("anke", "C0NORDWIND", "Im Shop stimmen die Preise nach dem Import nicht mehr.")
        here.settle()
        here.post("til", "C0NORDWIND", "", files=[{"name": "Preisliste.xlsx"}])
        here.settle()
        assert "Preisliste.xlsx" in text_of(here.team_card()), "Slack's event did not name it"
        here.post("grace", "C0HARBOUR", "The newsletter shows the wrong voucher.")
        here.settle()
        eventually(lambda: here.cards("jonas", "dm"), "a suggestion")
        here.slack.post("status", user="lena", dnd=True)
        here.slack.post("command", as_="mara", channel="C0TEAM", text="/perron mine")
        here.db.write(lambda s: jobs.enqueue(s, "channels.backfill", {}, lane="backfill"))
        picture = {"kind": "digest.month", "subject": "super-mario|2026-10-01"}
        here.db.write(lambda s: jobs.enqueue(s, "digests.picture", picture, lane="picture"))
        here.db.write(lambda s: show_board(s, "nordwind", "C0NORDWIND"))
        here.settle()
        for client, channel in (("nordwind", "C0NORDWIND"), ("harbour", "C0HARBOUR")):
            here.db.write(partial(leaves, client, channel))
        here.settle()
        scopes = here.slack.get("scopes")
        assert set(scopes["granted"]) - set(scopes["used"]) == set()
        refused = [
            entry
            for entry in here.slack.get("traffic", limit=2000)["entries"]
            if isinstance(entry["response"], dict)
            and entry["response"].get("error") in ("missing_scope", "invalid_arguments")
        ]
        assert refused == []
