"""The shortest words for what people do with decisions and promises in a dialogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.features.promises.service import answer_wanted
from bot.features.promises.values import Decision, Verdict
from tests.dialogue.harness import Stage, eventually, text_of

FAIR = datetime(2026, 12, 4, 16, 0, tzinfo=UTC)
"""A Friday, 17:00 in Berlin."""
QUESTION = "Schafft ihr den Konfigurator bis zur Messe am 4. Dezember?"
YES = Decision(
    ballot="b1",
    platform="super-mario",
    client="nordwind",
    request=None,
    verdict=Verdict.YES,
    what="Konfigurator für die Messe",
    what_not="Kein Druck",
    due=FAIR,
    conditions=("Two weekends KANARIE", "Der Newsletter wartet"),
    alternatives=("Nur drei Modelle",),
    hands=(("U0JONAS", "das Wochenende davor KANARIE"), ("U0LENA", "")),
)
NORD = "C0NORDWIND"


def decided(here: Stage, decision: Decision) -> None:
    """The ballot is over: the client waits for the answer."""
    here.db.write(lambda s: answer_wanted(s, decision, here.bot.clock.now()))
    here.settle()


def card(here: Stage, who: str, channel: str, words: str) -> dict[str, Any]:
    """The newest message of Perron with these words in it."""

    def look() -> dict[str, Any] | None:
        found = [one for one in here.cards(who, channel) if words in text_of(one)]
        return found[-1] if found else None

    return eventually(look, words)


def press(here: Stage, who: str, channel: str, words: str, action: str) -> None:
    here.click(who, channel, card(here, who, channel, words), action)


def fill(here: Stage, who: str, **values: Any) -> None:
    """Fill in the window on top, and see the next."""
    answer = here.submit(who, **values)
    assert answer["ok"], answer


def text_in(view: dict[str, Any], block: str) -> str:
    """What an input of a window starts with."""
    found = next(b for b in view["blocks"] if b.get("block_id") == block)
    return str(found["element"].get("initial_value") or "")


def asked(here: Stage) -> tuple[str, str]:
    """Anke asks; returns the thread and the request's id."""
    thread = here.post("anke", NORD, QUESTION)
    here.settle()
    request = next(
        element["value"]
        for block in here.team_card()["blocks"]
        for element in block.get("elements", ())
        if element.get("action_id") == "request_take"
    )
    return thread, str(request)


def answered(here: Stage, decision: Decision = YES, who: str = "jonas") -> str:
    """Somebody answers as the template has it; returns the client's thread."""
    thread, request = asked(here)
    decided(here, replace(decision, request=request))
    press(here, who, "C0TEAM", "waits for an answer", "promise_answer")
    for _ in range(3):
        fill(here, who)
    here.settle()
    return thread


def until(here: Stage, iso: str) -> None:
    here.slack.post("clock", set=iso, timeout=120)
    here.settle()
