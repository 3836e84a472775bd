"""The client's side: a reaction, one small card, and nothing more."""

from __future__ import annotations

from pathlib import Path

from tests.dialogue.harness import Stage, actions_of, agency_file, stage, text_of

SHOP = "Im Shop stimmen die Preise nach dem Import nicht mehr."


def card_of(here: Stage, ts: str, who: str = "anke", channel: str = "C0NORDWIND") -> dict[str, str]:
    """The one card in the thread."""
    [card] = here.cards(who, channel, ts)
    return card


def test_by_day_it_comes_after_a_quarter_of_an_hour_and_can_be_pressed(here: Stage) -> None:
    ts = here.post("anke", "C0NORDWIND", SHOP)
    here.advance(minutes=14)
    assert here.cards("anke", "C0NORDWIND", ts) == []
    here.advance(minutes=2)
    card = card_of(here, ts)
    offered = ["request_done", "request_urgent", "ticket_open_client", "home_what_is_open"]
    assert actions_of(card) == offered
    assert "<@" not in text_of(card)

    here.click("anke", "C0NORDWIND", card, "request_urgent")
    here.settle()
    assert "request_urgent" not in actions_of(card_of(here, ts))
    assert "more urgent" in text_of(here.team_card())

    here.click("til", "C0NORDWIND", card_of(here, ts), "request_done")
    here.click("anke", "C0NORDWIND", card, "request_done")
    here.settle()
    assert here.whispers("anke", "C0NORDWIND", ts)[-1]
    assert actions_of(card_of(here, ts)) == []
    for told in here.cards("mara", "C0TEAM")[-2:]:
        assert "says the client" in text_of(told)
    assert actions_of(here.cards("mara", "C0TEAM")[-2]) == ["request_reopen"]
    assert len(here.whispers("anke", "C0NORDWIND", ts)) == 2
    assert len(here.sees("til", "C0NORDWIND", thread=ts)) == 2, "the question and one card"


def test_at_night_it_says_when_somebody_is_back_and_by_day_no_more(here: Stage) -> None:
    here.advance(hours=12)
    ts = here.post("anke", "C0NORDWIND", SHOP)
    here.advance(minutes=16)
    back = "<!date^1795075200^"  # Thursday, nine o'clock in Berlin
    assert back in text_of(card_of(here, ts))
    assert here.cards("jonas", "dm") == [], "nobody is written to at night"
    here.advance(hours=10, minutes=50)
    assert back not in text_of(card_of(here, ts))
    assert len(here.cards("jonas", "dm")) == 1
    here.click("jonas", "dm", here.cards("jonas", "dm")[0], "request_take")
    here.settle()
    assert "<@U0JONAS>" in text_of(card_of(here, ts))
    here.advance(hours=10)
    assert "<!date^1795161600^" in text_of(card_of(here, ts)), "the evening after"


def test_edits_and_deletions_are_followed_to_the_end(here: Stage) -> None:
    ts = here.post("anke", "C0NORDWIND", "Danke")
    here.settle()
    assert here.reactions("C0NORDWIND", ts) == []
    here.slack.post("edit", as_="anke", channel="C0NORDWIND", ts=ts, text=SHOP)
    here.settle()
    assert here.reactions("C0NORDWIND", ts) == ["eyes"]
    here.advance(minutes=16)
    here.slack.post("edit", as_="anke", channel="C0NORDWIND", ts=ts, text="Was kostet das?")
    here.settle()
    assert "Was kostet das?" in text_of(here.team_card())
    here.slack.post("delete", as_="anke", channel="C0NORDWIND", ts=ts)
    here.settle()
    assert "deleted it" in text_of(here.team_card())
    assert "Was kostet" not in text_of(here.team_card())
    assert here.cards("anke", "C0NORDWIND", ts) == []


def test_gone_quiet_it_is_closed_with_a_line_and_opens_by_a_question(
    tmp_path: Path, sqlite: str
) -> None:
    agency = agency_file().replace("mode: active", "mode: active\n    close_after_days: 1")
    with stage(tmp_path, sqlite, agency=agency, introduced=("C0HARBOUR",)) as here:
        ts = here.post("grace", "C0HARBOUR", "The prices in the shop are wrong since the import.")
        here.settle()
        here.post("emre", "C0HARBOUR", "Fixed.", thread_ts=ts)
        here.advance(days=1, minutes=5)
        card, line = here.cards("grace", "C0HARBOUR", ts)
        assert actions_of(card) == []
        assert "just write here" in text_of(line)
        here.post("grace", "C0HARBOUR", "Thank you", thread_ts=ts)
        here.settle()
        assert actions_of(here.cards("grace", "C0HARBOUR", ts)[0]) == []
        here.post("owen", "C0HARBOUR", "Why are the shipping costs gone now?", thread_ts=ts)
        here.settle()
        card, _line = here.cards("grace", "C0HARBOUR", ts)
        assert "request_done" in actions_of(card)
        assert "<@U0EMRE>" in text_of(card)
        assert "has opened this again" in text_of(here.cards("emre", "dm")[-1])
