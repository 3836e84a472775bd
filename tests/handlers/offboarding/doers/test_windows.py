"""What the windows offer before Perron does anything: Slack takes each, and it says what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.core.i18n import Translator
from bot.features.offboarding.kinds import CaseState, Does, Phase, StepState, Turn
from bot.features.offboarding.showing import Progress, StepLine, StepView, Thing
from handlers.offboarding.doers.all import DOERS
from handlers.offboarding.doers.choosing import window
from handlers.slack.submissions import Submission, WrongField
from playground.slack.blockkit.check import check_view

LAST_DAY = date(2026, 12, 18)
LINE = StepLine(
    id="s1",
    key="tickets",
    version=3,
    phase=Phase.WIND_DOWN,
    name="Open tickets <finished>",
    state=StepState.POSSIBLE,
    owner="U0MARA",
    due=LAST_DAY,
    overdue=False,
    blocked_until=None,
    not_before=None,
    waits_for=(),
    irreversible=False,
    check_again=False,
)
STEP = StepView(
    line=LINE,
    case_id="c1",
    case_state=CaseState.RUNNING,
    client_key="nordwind",
    client="Nordwind",
    last_day=LAST_DAY,
    note="",
    wanted=(),
    evidence=(),
    reason="",
    settled_by=None,
    settled_at=None,
    does=Does.JIRA_ISSUES,
    turn=Turn.FOUND,
    found=(),
    trouble="",
    checked_at=None,
    progress=Progress(1, 3),
    yours_after=0,
)
DO = [does for does, doer in DOERS.items() if doer.do is not None]


def things(n: int) -> tuple[Thing, ...]:
    link = "https://jira.test/browse/NORD-1"
    return tuple(Thing(f"NORD-{i}", f"<b> & {'long ' * 60}", link) for i in range(n))


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("does", DO)
def test_slack_takes_every_window_however_much_was_found(does: Does, language: str) -> None:
    for n in (1, 3, 250):
        shown = replace(STEP, does=does, found=things(n), line=replace(LINE, irreversible=True))
        view = window(shown, DOERS[does], Translator(language))
        check_view(view, "modal")
        assert view["private_metadata"] == "s1:3"


def written(does: Does, **values: Any) -> dict[str, Any]:
    return DOERS[does].chosen(Submission("U0MARA", None, "V1", "s1:3", values))


def texts(does: Does, **changes: Any) -> str:
    return str(window(replace(STEP, does=does, **changes), DOERS[does], Translator("en")))


def test_the_comment_on_tickets_tells_neither_why_nor_by_whom() -> None:
    shown = texts(Does.JIRA_ISSUES, found=things(2))
    assert "The work on this project ends on 18 December 2026." in shown
    assert "closes tickets and does not move them" in shown
    assert written(Does.JIRA_ISSUES, comment=" Done. ") == {"comment": "Done."}
    with pytest.raises(WrongField):
        written(Does.JIRA_ISSUES, comment="  ")


def moves(*to: tuple[str, str], words: str = "Perron can move them.") -> Thing:
    """The line that the look gives where Jira is in the cloud."""
    return Thing("", words, None, detail={"to": to})


def test_closing_or_moving_is_one_choice_and_none_is_made_beforehand() -> None:
    projects = tuple((f"P{n}", f"Project {n}") for n in range(150))
    for n in (1, 150):
        found = (moves(*projects[:n]), *things(2))
        view = window(replace(STEP, found=found), DOERS[Does.JIRA_ISSUES], Translator("en"))
        check_view(view, "modal")
        [menu] = [one["element"] for one in view["blocks"] if one.get("block_id") == "how"]
        assert "initial_option" not in menu
        offered = [one["value"] for group in menu["option_groups"] for one in group["options"]]
        assert offered == ["close", *(f"move:{key}" for key, _ in projects[:n])]
        assert "'P" not in str(view["blocks"][1]), "what is said is not chosen from"
    assert "is closed as it stands" not in str(view)
    said = written(Does.JIRA_ISSUES, how="move:P1", comment=" On. ", refs=["NORD-1"])
    assert said == {"comment": "On.", "to": "P1"}
    assert written(Does.JIRA_ISSUES, how="close", comment="On.") == {"comment": "On."}
    with pytest.raises(WrongField) as wrong:
        written(Does.JIRA_ISSUES, how="move:P1", comment="On.", refs=["NORD-1"] * 1001)
    assert wrong.value.block_id == "refs"


def test_where_perron_may_not_move_the_window_says_why_and_who_does() -> None:
    shown = texts(Does.JIRA_ISSUES, found=(moves(words="It lacks a right."), *things(2)))
    assert "It lacks a right. Leave out what is to be moved" in shown
    assert "move:" not in shown


def test_hours_are_asked_for_by_days_and_said_to_be_an_exception() -> None:
    shown = texts(Does.JIRA_WORKLOGS)
    assert "nowhere else does Perron show hours per person" in shown
    assert "'initial_date': '2025-12-18'" in shown
    span = {"from": "2026-01-01", "until": "2026-12-18"}
    assert written(Does.JIRA_WORKLOGS, **span) == span
    with pytest.raises(WrongField) as wrong:
        written(Does.JIRA_WORKLOGS, **{"from": "2026-12-18", "until": "2026-01-01"})
    assert wrong.value.block_id == "until"


def test_a_farewell_is_never_prefilled_and_fits_in_a_message() -> None:
    channel = Thing("C1", "#nordwind: Anke Petersen", None)
    shown = texts(Does.FAREWELL, found=(channel,), note="Internal words", reason="Internal")
    assert "initial_value" not in shown
    assert "Internal" not in shown
    assert "#nordwind: Anke Petersen" in shown
    said = written(Does.FAREWELL, channel="C1", text="Thank you.\nIt was good.")
    assert said == {"refs": ["C1"], "text": "Thank you.\nIt was good."}
    for text in ("", "x" * 5000):
        with pytest.raises(WrongField):
            written(Does.FAREWELL, channel="C1", text=text)


def test_a_page_that_is_there_is_written_anew_only_where_somebody_ticks_it() -> None:
    assert "Write the page anew" not in texts(Does.WIKI_PAGE)
    assert "Write the page anew" in texts(Does.WIKI_PAGE, found=(Thing("page", "Is there", None),))
    assert written(Does.WIKI_PAGE) == {"anew": False}
    assert written(Does.WIKI_PAGE, what=["anew"]) == {"anew": True}


def test_leaving_is_chosen_and_who_ends_the_invitation_is_named() -> None:
    irreversible = replace(LINE, irreversible=True)
    shown = texts(Does.SLACK_LEAVE, found=things(1), line=irreversible)
    assert "This cannot be undone" in shown
    assert "No app can end a Slack Connect invitation" in shown
    said = written(Does.SLACK_LEAVE, how="archive", who="U0JONAS")
    assert said == {"how": "archive", "who": "U0JONAS"}
