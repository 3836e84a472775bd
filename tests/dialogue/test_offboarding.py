"""An offboarding in Slack: from the question to steps, obstacles, and a call-off."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.core.cards import Card
from bot.features.offboarding.kinds import EvidenceKind
from bot.features.offboarding.models import Evidence
from tests.dialogue.harness import Stage, actions_of, eventually, text_of

NORD, HARBOUR = "C0NORDWIND", "C0HARBOUR"
RIGHTS = "Nutzungsrechte und Quelldateien"


def begun(here: Stage, client: str = "nordwind") -> None:
    """Jonas asks, Emre confirms."""
    here.slack.post("command", as_="jonas", channel="C0TEAM", text=f"/perron offboard {client}")
    here.submit("jonas", client=client, last_day="2026-12-18", why="by the client", note="KANARIE")
    here.settle()
    here.press("jonas", "offboarding_confirm")
    assert "zweites Mitglied" in here.whispers("jonas", "C0TEAM")[-1]
    here.press("emre", "offboarding_confirm")


def step(here: Stage, who: str, words: str) -> dict[str, Any]:
    """The newest message about a step."""

    def look() -> dict[str, Any] | None:
        found = [one for one in here.cards(who, "dm") if words in text_of(one)]
        return found[-1] if found else None

    return eventually(look, words)


def press(here: Stage, who: str, words: str, action: str, **more: Any) -> None:
    here.click(who, "dm", step(here, who, words), action, **more)


def done_with(here: Stage, who: str, words: str, **values: Any) -> dict[str, Any]:
    press(here, who, words, "offboarding_done_with")
    answer = here.submit(who, **values)
    here.settle()
    return answer


def called_off(here: Stage, why: str = "Doch nicht") -> None:
    here.press("jonas", "offboarding_call_off")
    here.submit("jonas", why=why)
    here.settle()


def test_a_step_is_walked_from_its_owner_to_the_next(day: Stage) -> None:
    begun(day)
    assert "0 of 22 steps" in text_of(day.team_card())
    mine = step(day, "lena", RIGHTS)
    assert "offboarding_done_with" in actions_of(mine)
    wrong = done_with(day, "lena", RIGHTS, link="nordwind")
    assert list(wrong["errors"]) == ["link"]
    assert day.submit("lena", link="https://files.example/nordwind")["ok"]
    day.settle()
    assert "1 of 22 steps" in text_of(day.team_card())
    assert "hat es erledigt" in text_of(step(day, "lena", RIGHTS))
    press(day, "lena", RIGHTS, "offboarding_reopen")
    day.submit("lena", why="Die Schriften fehlen")
    day.settle()
    assert "0 of 22 steps" in text_of(day.team_card())
    called_off(day)
    assert "has called off" in text_of(day.team_card())


def test_a_blocked_step_comes_back_on_its_day(day: Stage) -> None:
    begun(day)
    press(day, "lena", RIGHTS, "offboarding_blocked")
    day.submit("lena", why="Der Anwalt prüft", until="2026-11-26")
    day.settle()
    assert "Blockiert bis" in text_of(step(day, "lena", RIGHTS))
    assert "blocked until Thu, 26 Nov" in text_of(day.team_card())
    day.advance(days=9)
    day.settle()
    assert "offboarding_blocked" in actions_of(step(day, "lena", RIGHTS))
    _a_file_shows_it(day)
    called_off(day)
    assert actions_of(step(day, "lena", RIGHTS)) == []
    assert "abgesagt" in text_of(step(day, "lena", RIGHTS))


def _a_file_shows_it(day: Stage) -> None:
    file = {"name": "Rechte.pdf", "content": "%PDF-1.7"}
    assert done_with(day, "lena", RIGHTS, file=[file], for_client=["client"])["ok"]
    of_files = select(Evidence).where(Evidence.kind == EvidenceKind.FILE)
    [(words, ref, for_client)] = day.read(
        lambda s: [(one.words, one.ref or "", one.for_client) for one in s.scalars(of_files)]
    )
    assert (words, ref[:1], for_client) == ("Rechte.pdf", "F", True)
    assert "hat es erledigt" in text_of(step(day, "lena", RIGHTS))


def test_a_client_starts_it_and_reads_nothing_else(day: Stage) -> None:
    ts = day.post("grace", HARBOUR, "The newsletter shows the wrong voucher.")
    day.settle()
    day.press("sofie", "request_take")
    card = eventually(lambda: day.cards("grace", HARBOUR, ts), "a card")[-1]
    day.click("grace", HARBOUR, card, "offboarding_wish", selected="end")
    day.submit("grace")
    day.settle()
    assert "Thank you for telling us" in day.whispers("grace", HARBOUR)[-1]
    asked = text_of(day.team_card())
    assert "would like to end the work together" in asked
    day.click("sofie", "C0TEAM", day.team_card(), "offboarding_carry_on")
    day.submit(
        "sofie", client="harbour", last_day="2026-12-31", why="by the client", note="KANARIE"
    )
    day.settle()
    day.press("mara", "offboarding_confirm")
    day.settle()
    read = " ".join(text_of(m) for m in day.slack.messages("grace", HARBOUR))
    assert "KANARIE" not in read
    assert "offboarding" not in read.casefold()
    kinds = day.read(lambda s: {c.kind for c in s.query(Card).filter(Card.place == HARBOUR)})
    assert not any(kind.startswith("offboarding") for kind in kinds)


def test_the_command_shows_where_it_stands(day: Stage) -> None:
    begun(day)
    shown = day.command("lena", "/perron offboard nordwind")
    assert "0 of 22 steps" in shown or "0 von 22 Schritten" in shown
    day.slack.post("home", as_="emre")
    assert "Offboarding of Nordwind: ▱▱▱▱▱▱▱▱▱▱  0 of 22 steps" in day.home("emre")
    assert "Which client" in day.command("emre", "/perron offboard nobody")
    called_off(day)
