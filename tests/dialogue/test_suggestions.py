"""The private suggestion: why you, pass, silence, and at last everybody."""

from __future__ import annotations

from tests.dialogue.harness import Stage, actions_of, text_of

SHOP = "Im Shop stimmen die Preise nach dem Import nicht mehr."


def test_pass_moves_on_and_is_shown_to_nobody(here: Stage) -> None:
    ts = here.post("anke", "C0NORDWIND", SHOP)
    here.settle()
    [first] = here.cards("jonas", "dm")
    assert "Shop und Schnittstellen, " in text_of(first), "in the reader's language"
    assert actions_of(first) == ["request_take", "suggestion_pass", "suggestion_not_mine"]
    before = text_of(here.team_card())
    here.click("jonas", "dm", first, "suggestion_pass")
    here.settle()
    assert actions_of(here.cards("jonas", "dm")[0]) == []
    [second] = here.cards("emre", "dm")
    assert "which you like" not in text_of(second)
    assert "Jonas" not in text_of(second)
    assert "U0JONAS" not in text_of(second) + text_of(here.team_card())
    assert text_of(here.team_card()) == before
    here.click("emre", "dm", second, "request_take")
    here.settle()
    assert "<@U0EMRE>" in text_of(here.cards("anke", "C0NORDWIND", ts)[0])
    assert "<@U0EMRE> has had it" in text_of(here.team_card())
    [own] = here.cards("emre", "dm")
    assert "You have had it since" in text_of(own)
    here.click("emre", "dm", own, "request_give", selected="U0SOFIE")
    here.settle()
    assert "<@U0SOFIE> has had it" in text_of(here.cards("emre", "dm")[0])
    [given] = here.cards("sofie", "dm")
    here.click("sofie", "dm", given, "request_close")
    here.settle()
    assert "request_reopen" in actions_of(here.team_card())


def test_silence_moves_on_once_and_then_the_team_is_asked_once(here: Stage) -> None:
    here.post("anke", "C0NORDWIND", SHOP)
    here.advance(hours=2, minutes=1)
    assert len(here.cards("emre", "dm")) == 1
    cards = len(here.cards("mara", "C0TEAM"))
    here.advance(hours=2, minutes=1)
    call = here.team_card()
    assert len(here.cards("mara", "C0TEAM")) == cards + 1
    assert actions_of(call) == ["request_take"]
    here.advance(hours=1)
    assert len(here.cards("mara", "C0TEAM")) == cards + 1
    assert [len(here.cards(who, "dm")) for who in ("lena", "sofie")] == [0, 0]
    here.click("lena", "C0TEAM", call, "request_take")
    here.settle()
    for card in here.cards("mara", "C0TEAM")[-2:]:
        assert "<@U0LENA>" in text_of(card)
    assert actions_of(here.team_card()) == []
    assert "<@U0LENA>" in text_of(here.cards("jonas", "dm")[0])
