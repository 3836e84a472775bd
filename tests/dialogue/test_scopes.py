"""The manifest asks for what is used: each call has its scope, and each scope its use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.core import jobs
from bot.features.promises.showing import show_board
from playground.jira import JiraProxy
from tests.dialogue.harness import eventually, stage, text_of

SEED = Path(__file__).parents[2] / "playground" / "seed.yml"


def seed_with_a_private_channel() -> dict[str, Any]:
    seed: dict[str, Any] = yaml.safe_load(SEED.read_text())
    for channel in seed["channels"]:
        if channel["id"] == "C0HARBOUR":
            channel["private"] = True
    return seed


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
        scopes = here.slack.get("scopes")
        assert set(scopes["granted"]) - set(scopes["used"]) == set()
        refused = [
            entry
            for entry in here.slack.get("traffic", limit=2000)["entries"]
            if isinstance(entry["response"], dict)
            and entry["response"].get("error") in ("missing_scope", "invalid_arguments")
        ]
        assert refused == []
