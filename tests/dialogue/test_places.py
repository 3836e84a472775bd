"""Channels and people that change: a second channel, a new id, guests, other bots."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dialogue.harness import Stage, agency_file, stage, text_of

SHOP = "Im Shop stimmen die Preise nach dem Import nicht mehr."


@pytest.fixture
def two(tmp_path: Path, sqlite: str) -> Iterator[Stage]:
    """Nordwind has two channels; the second is made, and joined, during the test."""
    agency = agency_file().replace("[C0NORDWIND]", "[C0NORDWIND, C0SECOND]")
    with stage(tmp_path, sqlite, agency=agency, introduced=("C0NORDWIND",)) as ready:
        yield ready


def test_a_second_channel_has_its_own_introduction_and_may_get_a_new_id(two: Stage) -> None:
    here = two
    members = ["U0MARA", "U0JONAS", "U0EMRE"]
    channel = {"id": "C0SECOND", "name": "nordwind-shop", "workspace": "T0GLEISWERK"}
    here.slack.post("channels", private=True, members=members, **channel)
    here.slack.post("invite", channel="C0SECOND", user="U0PERRON")
    here.settle()
    here.introduce("C0SECOND", "emre")
    here.slack.post("share", channel="C0SECOND", workspace="T0NORDWIND", new_id="C0RENAMED")
    here.slack.post("invite", channel="C0RENAMED", user="U0ANKE")
    here.settle()
    ts = here.post("anke", "C0RENAMED", SHOP)
    here.settle()
    assert "Preise" in text_of(here.team_card())
    here.press("emre", "request_take")
    [card] = here.cards("anke", "C0RENAMED", ts)
    assert "<@U0EMRE>" in text_of(card)
    posted = [card for card in here.cards("anke", "C0RENAMED") if card.get("blocks")]
    assert len(posted) == 1, "the introduction, once"


def test_guests_are_clients_and_other_bots_are_left_in_peace(here: Stage) -> None:
    guest = {"id": "U0GUEST", "name": "Gast", "workspace": "T0GLEISWERK", "guest": "restricted"}
    robot = {"id": "U0ROBOT", "name": "Alarm", "workspace": "T0NORDWIND", "bot": True}
    kim = {"id": "U0KIM", "name": "Kim Sommer", "workspace": "T0GLEISWERK"}
    for person in (guest, robot, kim):
        here.slack.post("people", **person)
        here.slack.post("invite", channel="C0NORDWIND", user=person["id"])
    here.settle()
    for who in ("U0ROBOT", "U0KIM", "mara"):
        ts = here.post(who, "C0NORDWIND", "Kann bitte jemand die Preise im Shop prüfen?")
        here.settle()
        assert here.reactions("C0NORDWIND", ts) == []
    ts = here.post("U0GUEST", "C0NORDWIND", SHOP)
    here.settle()
    assert here.reactions("C0NORDWIND", ts) == ["eyes"]
    for who in ("U0ROBOT", "U0KIM"):
        here.post(who, "C0NORDWIND", "Das sehe ich mir an.", thread_ts=ts)
    here.settle()
    assert "Nobody has this yet" in text_of(here.team_card())
    alone = here.post("til", "C0NORDWIND", "", files=[{"name": "preise.csv", "content": "a;b"}])
    here.settle()
    assert here.reactions("C0NORDWIND", alone) == ["eyes"]
    assert "preise.csv" in text_of(here.team_card())
