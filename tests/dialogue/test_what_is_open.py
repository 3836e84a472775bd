"""*What is open?*: a client's person is told in their channel, privately, and of nothing else."""

from __future__ import annotations

from tests.dialogue.harness import Json, Stage, text_of

SHOP = "Im Shop stimmen die Preise nach dem Import nicht mehr."
UX = "The layout of the landing page looks wrong on my phone."


def test_a_client_is_told_privately_what_is_open_in_their_channel(day: Stage) -> None:
    ts = day.post("anke", "C0NORDWIND", SHOP)
    day.settle()
    day.press("jonas", "request_take")
    day.post("grace", "C0HARBOUR", UX)
    day.settle()
    (card,) = day.cards("til", "C0NORDWIND", ts)
    day.click("til", "C0NORDWIND", card, "home_what_is_open")
    day.settle()
    (told,) = (m for m in _privately(day, "til", ts))
    assert "Preise" in text_of(told)
    assert "U0JONAS" in text_of(told)
    assert "landing page" not in text_of(told)
    assert _privately(day, "anke", ts) == []


def _privately(day: Stage, who: str, ts: str) -> list[Json]:
    seen = day.sees(who, "C0NORDWIND") + day.sees(who, "C0NORDWIND", thread=ts)
    return list({m["ts"]: m for m in seen if m.get("ephemeral")}.values())
