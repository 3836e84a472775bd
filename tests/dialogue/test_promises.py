"""From a decision to the kept promise, as the team and the client see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.features.promises.service import answer_wanted
from bot.features.promises.values import Decision, Verdict
from tests.dialogue.harness import Stage, actions_of, eventually, text_of

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


def boxes(*numbers: int) -> dict[str, Any]:
    return {"selected_options": [str(n) for n in numbers]}


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


def seen_by_clients(here: Stage, thread: str) -> str:
    """Everything that Anke can read of Perron's."""
    messages = [*here.cards("anke", NORD), *here.cards("anke", NORD, thread)]
    return "\n".join(text_of(one) for one in messages)


def test_from_the_answer_to_the_kept_promise(here: Stage) -> None:
    thread, request = asked(here)
    decided(here, replace(YES, request=request))
    press(here, "jonas", "C0TEAM", "waits for an answer", "promise_answer")
    fill(here, "jonas", owner="U0LENA")
    draft = text_in(here.modal("jonas"), "text")
    assert "Konfigurator für die Messe" in draft
    assert "4. Dezember 2026, 17:00" in draft
    assert "Kein Druck" in draft
    assert "Lena" in draft
    assert "KANARIE" not in draft
    fill(here, "jonas", text=f"{draft}\nViele Grüße <!channel>")
    preview = text_of(here.modal("jonas"))
    assert "Nordwind" in preview
    assert f"<#{NORD}>" in preview
    assert "2 Personen" in preview
    fill(here, "jonas")
    here.settle()
    assert here.windows("jonas") == []
    [answer] = [m for m in here.cards("anke", NORD, thread) if "Viele Grüße" in text_of(m)]
    assert "Jonas Weber" in text_of(answer)
    assert "via Perron" in text_of(answer)
    assert "<!channel>" not in text_of(answer)
    board = card(here, "anke", NORD, "Konfigurator für die Messe")
    assert "U0LENA" in text_of(board)
    assert board["pinned"]
    assert "KANARIE" not in seen_by_clients(here, thread)
    team = card(here, "mara", "C0TEAM", "Promised to Nordwind")
    assert "KANARIE" in text_of(team)
    press(here, "lena", "C0TEAM", "Promised to Nordwind", "promise_kept")
    here.settle()
    assert actions_of(card(here, "mara", "C0TEAM", "Promised to Nordwind")) == [
        "promise_open_again"
    ]
    assert "gehalten" in text_of(card(here, "anke", NORD, "Konfigurator für die Messe"))
