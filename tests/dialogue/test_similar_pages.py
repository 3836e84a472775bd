"""Whoever takes a question reads in private which pages of the client's own space are about it."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from bot.settings import ConfluenceSettings
from playground.confluence import TOKEN, build
from playground.testing import free_port
from tests.dialogue.conftest import CHANNELS
from tests.dialogue.harness import Stage, stage, text_of

SHOP = 'Im Shop stimmen die Preise nach dem Import nicht") or (space = HARB'
OURS, THEIRS = "Preise und Import im Shop", "Import of prices, shop of Harbour"


def write(on: Stage, space: str, title: str) -> None:
    body = {"space": space, "title": title, "storage": "<p>Shop, Preise, Import, HARB.</p>"}
    assert on.slack.client.post("/control/confluence/write", json=body).is_success


def everything_seen(on: Stage, who: str, channel: str, thread: str | None = None) -> str:
    return "\n".join(text_of(message) for message in on.slack.messages(who, channel, thread))


def test_in_one_private_message_and_never_another_clients(tmp_path: Path, sqlite: str) -> None:
    port = free_port()
    wiki = ConfluenceSettings.model_validate(
        {"url": f"http://127.0.0.1:{port}/confluence", "token": SecretStr(TOKEN)}
    )
    with stage(
        tmp_path,
        sqlite,
        introduced=CHANNELS,
        settings={"confluence": wiki},
        confluence=build(),
        port=port,
    ) as here:
        write(here, "NORD", OURS)
        write(here, "HARB", THEIRS)
        ts = here.post("anke", "C0NORDWIND", SHOP)
        here.settle()
        here.press("jonas", "request_take")
        found = text_of(here.cards("jonas", "dm")[-1])
        assert f"|{OURS}>" in found
        assert "Nur du siehst das." in found, "in the reader's language"
        assert THEIRS not in everything_seen(here, "jonas", "dm")
        for who, channel, thread in (
            ("anke", "C0NORDWIND", None),
            ("anke", "C0NORDWIND", ts),
            ("mara", "C0TEAM", None),
        ):
            seen = everything_seen(here, who, channel, thread)
            assert OURS not in seen
            assert THEIRS not in seen
