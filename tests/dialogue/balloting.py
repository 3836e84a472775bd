"""The shortest words for what people do with a ballot in a dialogue."""

from __future__ import annotations

from typing import Any

from tests.dialogue.harness import Stage, text_of

FAIR = "Können wir den neuen Produktfinder bis zur Messe am 4. Dezember haben?"
WORDS = {
    "client": "nordwind",
    "what": "The new product finder, live for the trade fair",
    "what_not": "No finder for spare parts",
    "due": "4 December 18:00",
    "answer_by": "Montag 12 Uhr",
    "if_kept": "The order for the whole of next year",
    "if_broken": "Their stand has nothing to show",
    "if_no": "They look elsewhere for the fair",
    "in_return": "Overtime comes back as free days in January",
}
OURS_ALONE = ("what_not", "if_kept", "if_broken", "if_no", "in_return")
ASKED = ["U0EMRE", "U0JONAS", "U0LENA", "U0SOFIE"]
"""Everybody but Mara, who leads."""


def ask(here: Stage, who: str = "emre", **changes: Any) -> str:
    """Fill in the open window, and confirm what was read back; returns that."""
    here.modal(who)
    assert here.submit(who, **{**WORDS, **changes})["ok"]
    read_back = text_of(here.modal(who))
    assert here.submit(who)["ok"]
    here.settle()
    return read_back


def direct(here: Stage, who: str) -> dict[str, Any]:
    """Perron's newest direct message to somebody."""
    return here.cards(who, "dm")[-1]


def in_team(here: Stage, words: str) -> dict[str, Any]:
    """The newest card in the team channel in which words stand."""
    return [one for one in here.cards("mara", "C0TEAM") if words in text_of(one)][-1]


def opens_window(here: Stage, who: str, typed: str, channel: str = "C0TEAM") -> dict[str, Any]:
    answer = here.slack.post("command", as_=who, channel=channel, text=typed)
    assert answer["ok"], answer
    return here.modal(who)


def vote(here: Stage, who: str, action: str) -> None:
    here.click(who, "dm", direct(here, who), action)
    here.settle()


def go_if(here: Stage, who: str, **values: Any) -> dict[str, Any]:
    here.click(who, "dm", direct(here, who), "ballot_go_if")
    here.modal(who)
    return here.submit(who, **values)
