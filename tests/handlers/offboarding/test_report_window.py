"""The window that asks for a report: what it offers, and what comes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.core.errors import Kindly
from bot.core.i18n import Translator
from handlers.offboarding import report_presses, report_views
from handlers.offboarding.report_jobs import SEND
from handlers.slack.presses import Press
from handlers.slack.submissions import Submission, WrongField
from tests.bot.features.house import ANKE, GRACE, MARA, House
from tests.bot.features.offboarding.goodbye import Goodbye


@pytest.fixture
def bye(house: House) -> Goodbye:
    """An ending that nobody has confirmed yet."""
    bye = Goodbye(house)
    bye.ask()
    return bye


def submitted(bye: Goodbye, by: str = MARA, **values: Any) -> Submission:
    filled = {"audience": "internal", "forms": ["pdf"], **values}
    return Submission(by, None, "V1", bye.case_id, filled)


def offered(bye: Goodbye) -> list[str]:
    blocks = report_views.ask(bye.view(), Translator("en"))["blocks"]
    [menu] = [one for one in blocks if one.get("block_id") == "audience"]
    return [one["value"] for one in menu["element"]["options"]]


def test_a_clients_report_is_offered_while_there_is_something_to_hand_over(bye: Goodbye) -> None:
    assert offered(bye) == ["internal"]
    bye.confirm()
    assert offered(bye) == ["client", "internal"]
    bye.call_off()
    assert offered(bye) == ["internal"]


def test_the_window_says_that_it_goes_to_nobody_else(bye: Goodbye) -> None:
    said = json.dumps(report_views.ask(bye.view(), Translator("de")), ensure_ascii=False)
    assert "An den Kunden geht nichts." in said


def test_what_was_chosen_is_made_for_who_asked(bye: Goodbye) -> None:
    form = submitted(bye, forms=["md", "pdf"])
    report_presses.make(bye.session, form, bye.now)
    [job] = bye.house.jobs(SEND)
    assert (job["by"], job["audience"], job["forms"]) == (MARA, "internal", ["pdf", "md"])
    assert job["case"] == bye.case_id


@pytest.mark.parametrize(
    ("by", "values", "error", "says"),
    [
        (MARA, {"forms": []}, WrongField, "choose one"),
        (MARA, {"audience": "client"}, Kindly, "second member"),
        (ANKE, {}, Kindly, "member"),
        (GRACE, {}, Kindly, "member"),
    ],
)
def test_what_cannot_be_is_refused(
    bye: Goodbye, by: str, values: dict[str, Any], error: type[Kindly], says: str
) -> None:
    with pytest.raises(error, match=says):
        report_presses.make(bye.session, submitted(bye, by, **values), bye.now)
    assert bye.house.jobs(SEND) == []


def test_only_members_see_the_window(bye: Goodbye) -> None:
    def press(who: str) -> Press:
        return Press(who, None, "C0TEAM", bye.case_id, None, "offboarding_report", "1", "t", None)

    window = report_presses.window(bye.session, press(MARA), bye.now)
    assert window["private_metadata"] == bye.case_id
    with pytest.raises(Kindly):
        report_presses.window(bye.session, press(ANKE), bye.now)
