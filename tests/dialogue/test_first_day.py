"""The main job, from the question to the closed request."""

from __future__ import annotations

from tests.dialogue.harness import Stage, actions_of, eventually, text_of


def test_a_question_finds_its_person_and_is_closed(here: Stage) -> None:
    ts = here.post("anke", "C0NORDWIND", "Im Shop stimmen die Preise nach dem Import nicht mehr.")
    here.settle()
    question = next(m for m in here.sees("anke", "C0NORDWIND") if m["ts"] == ts)
    assert [reaction["name"] for reaction in question["reactions"]] == ["eyes"]

    card = here.cards("mara", "C0TEAM")[-1]
    assert "Preise" in text_of(card)
    assert "request_take" in actions_of(card)

    suggestion = eventually(lambda: here.cards("jonas", "dm"), "a suggestion")[-1]
    assert "suggestion_pass" in actions_of(suggestion)
    here.click("jonas", "dm", suggestion, "request_take")
    here.settle()
    assert "<@U0JONAS>" in text_of(here.cards("mara", "C0TEAM")[-1])
    client_card = here.cards("anke", "C0NORDWIND", ts)[-1]
    assert "<@U0JONAS>" in text_of(client_card)

    here.post("jonas", "C0NORDWIND", "Ich schaue nach.", thread_ts=ts)
    here.settle()
    here.click("anke", "C0NORDWIND", client_card, "request_done")
    here.settle()
    assert "request_reopen" in actions_of(here.cards("mara", "C0TEAM")[-1])
