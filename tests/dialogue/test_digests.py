"""Digests through HTTP: a client's week by one click, the month with its picture."""

from __future__ import annotations

from typing import Any

from tests.dialogue.harness import Stage, actions_of, eventually, text_of

SHOP = "Im Shop stimmen die Preise nach dem Import nicht mehr."
LOOKS = "Das Layout der Landingpage sieht auf dem Handy falsch aus."


def draft(here: Stage) -> dict[str, Any]:
    """The card about the week of Nordwind in the team channel."""
    return eventually(
        lambda: [c for c in here.cards("mara", "C0TEAM") if "The week of Nordwind" in text_of(c)],
        "a draft",
    )[-1]


def weeks(here: Stage) -> list[str]:
    """What Nordwind's people read of their week."""
    read = (text_of(card) for card in here.cards("anke", "C0NORDWIND"))
    return [text for text in read if "So steht es" in text]


def test_a_week_is_drafted_edited_and_sent_once(here: Stage) -> None:
    here.post("anke", "C0NORDWIND", SHOP)
    here.settle()
    here.press("lena", "request_take")
    here.advance(hours=28)  # Thursday, two in the afternoon
    here.settle()
    card = draft(here)
    text = text_of(card)
    assert "where 2 people of Nordwind read" in text
    assert "|Im Shop stimmen die Preise nach dem Import nicht mehr>" in text
    assert "zuständig: Lena Brandt" in text
    assert weeks(here) == []
    here.click("emre", "C0TEAM", card, "digest_edit")
    typed = here.modal("emre")["blocks"][0]["element"]["initial_value"]
    assert here.submit("emre", text=f"{typed}\n\nSchöne Grüße")["ok"]
    here.settle()
    card = draft(here)
    for who in ("mara", "jonas"):
        here.click(who, "C0TEAM", card, "digest_send")
    here.settle()
    [week] = weeks(here)
    assert "Schöne Grüße" in week
    assert "Mara Vogt, via Perron" in week
    assert "Mara Vogt" in here.whispers("jonas", "C0TEAM")[-1]
    assert "<@U0MARA> sent this to Nordwind" in text_of(draft(here))
    assert not [action for action in actions_of(draft(here)) if action.startswith("digest")]


def test_the_month_comes_once_with_its_picture(here: Stage) -> None:
    here.post("anke", "C0NORDWIND", LOOKS)
    here.settle()
    here.press("lena", "request_take")
    here.press("lena", "request_close")
    here.advance(days=12, hours=22)  # Tuesday, the first of December, eight o'clock
    here.settle()
    here.advance(hours=2, minutes=1)
    here.settle()

    def with_picture() -> list[dict[str, Any]]:
        cards = [c for c in here.cards("jonas", "C0TEAM") if "in November 2026" in text_of(c)]
        return [c for c in cards if any(b["type"] == "image" for b in c["blocks"])]

    [card] = eventually(with_picture, "the month with its picture")
    assert "1 came in, 1 done" in text_of(card)
    [picture] = [block for block in card["blocks"] if block["type"] == "image"]
    assert "Nordwind: 0/0, 0/0, 0/0, 0/0, 0/0, 1/1" in picture["alt_text"]
    png = here.slack.client.get(picture["slack_file"]["url"]).content
    assert png.startswith(b"\x89PNG")
    here.advance(hours=30)
    here.settle()
    months = [c for c in here.cards("mara", "C0TEAM") if "in November 2026" in text_of(c)]
    assert len(months) == 1
    entries = here.slack.get("traffic", limit=5000)["entries"]
    assert sum(entry["name"] == "files.completeUploadExternal" for entry in entries) == 1
