"""The pages in which the team is asked: a date that can be read in two ways is asked about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.core import forms
from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.features.ballots import asking, reading
from handlers.ballots import ask_pages, ask_presses, ask_views, vote_views
from handlers.slack.presses import Press
from handlers.slack.submissions import Submission
from tests.bot.features.ballots.team import TEAM, ask, moves_to_peach
from tests.bot.features.house import EMRE, House
from tests.dialogue.harness import text_of

EN = Translator("en")
OURS_ALL = ("what", "what_not", "if_kept", "if_broken", "if_no", "in_return", "needs")
WORDS = {
    "client": "nord",
    "what": "The new product finder",
    "due": "next Friday 6pm",
    "answer_by": "Monday noon",
    "asked": list(TEAM),
}


def submitted(subject: str, values: dict[str, Any]) -> Submission:
    return Submission(EMRE, None, "V1", subject, values)


def filled_in(house: House, **changes: Any) -> dict[str, Any]:
    """What follows the first page."""
    about = forms.remember(house.session, {}, house.now)
    form = submitted(about, {**WORDS, **changes})
    return ask_pages.filled_in(house.session, form, EN, house.now)


def chosen(house: House, page: dict[str, Any], **values: str) -> dict[str, Any]:
    form = submitted(page["private_metadata"], values)
    return ask_pages.chosen(house.session, form, EN, house.now)


def test_a_date_with_one_reading_is_read_back_at_once(house: House) -> None:
    page = filled_in(house, due="4 December 6pm")
    assert page["callback_id"] == ask_views.CONFIRM
    assert "Friday, 4 December 2026, 18:00" in text_of(page)


@pytest.mark.parametrize(
    ("which", "day"),
    [("typed", "Friday, 27 November 2026, 18:00"), ("other", "Friday, 20 November 2026, 18:00")],
)
def test_of_two_readings_the_second_is_offered(house: House, which: str, day: str) -> None:
    page = filled_in(house, answer_by="tomorrow noon")
    assert page["callback_id"] == ask_views.WHICH
    [menu] = [block for block in page["blocks"] if block.get("block_id") == "due"]
    offered = [option["text"]["text"] for option in menu["element"]["options"]]
    assert offered == ["Friday, 27 November 2026, 18:00", "Friday, 20 November 2026, 18:00"]
    above = text_of({"blocks": [one for one in page["blocks"] if one["type"] == "section"]})
    assert all(one in above for one in offered), "both are read without opening the menu"
    read_back = chosen(house, page, due=which)
    assert read_back["callback_id"] == ask_views.CONFIRM
    assert f"To be done by: {day}" in text_of(read_back)


def test_a_reading_that_cannot_be_says_so_at_its_field(house: House) -> None:
    page = filled_in(house)
    with pytest.raises(Kindly, match="before it is to be done"):
        chosen(house, page, due="other")


def test_what_it_takes_is_kept_through_the_pages(house: House) -> None:
    page = filled_in(house, due="4 December 6pm", needs="Two people")
    content = forms.recall(house.session, page["private_metadata"])
    assert content is not None
    assert content["frame"]["needs"] == "Two people"
    shown = ask_views.ask(ask_views.Filled(needs="Two people"), [("nord", "Nord")], "s", EN)
    [block] = [one for one in shown["blocks"] if one.get("block_id") == "needs"]
    assert block["optional"]
    assert block["element"]["initial_value"] == "Two people"


def test_nobody_votes_on_a_text_that_was_cut(house: House) -> None:
    ends: dict[str, Any] = {
        name: "x" * (ask_views.LONG - 9) + f" END-{n:04}" for n, name in enumerate(OURS_ALL)
    }
    ballot = ask(house.session, **ends)
    shown = reading.shown(house.session, ballot, house.now)
    for card in (vote_views.team_card(shown, EN), vote_views.voter(shown, False, EN)):
        told = text_of({"blocks": list(card.blocks)})
        assert [one for one in ends.values() if one[-8:] not in told] == []


def test_the_window_of_a_change_gives_the_new_vote_no_less_time_than_usual(house: House) -> None:
    ballot = ask(house.session)
    frame = asking.frame_to_change(house.session, ballot, house.now)
    assert frame.closes_at == ballot.closes_at, "as it was"
    shortly = ballot.closes_at - timedelta(minutes=20)
    assert asking.frame_to_change(house.session, ballot, shortly).closes_at is None, "as usual"


def pressed(value: str) -> Press:
    return Press(EMRE, None, "D0EMRE", value, None, "ballot_change", "1.0", "trigger", None)


def test_what_runs_is_changed_by_those_who_were_asked_though_the_client_moved(
    house: House,
) -> None:
    ballot = ask(house.session)
    moves_to_peach(house)
    window = ask_presses.change(house.session, pressed(ballot.id), house.now)
    [menu] = [block for block in window["blocks"] if block.get("block_id") == "client"]
    offered = [option["value"] for option in menu["element"]["options"]]
    assert offered == [menu["element"]["initial_option"]["value"]] == ["nord"]
    form = submitted(window["private_metadata"], {**WORDS, "due": "4 December 6pm"})
    page = ask_pages.filled_in(house.session, form, EN, house.now)
    assert page["callback_id"] == ask_views.CONFIRM
    ask_pages.confirmed(house.session, submitted(page["private_metadata"], {}), house.now)
    assert (ballot.round, ballot.what) == (2, WORDS["what"])
    with pytest.raises(Kindly, match="is with Peach now"):
        ask_presses.again(house.session, pressed(ballot.id), house.now)
