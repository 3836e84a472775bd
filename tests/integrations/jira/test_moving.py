"""Moving issues in Cloud: a word and one move for each, whatever breaks; Data Center cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.ports import (
    Came,
    MovedIssue,
    ProjectName,
    TicketDraft,
    Tracker,
    TrackerEnding,
    Unreachable,
)
from integrations.jira import JiraEnding
from integrations.jira.moving import there_of
from playground.jira import TOKEN
from tests.integrations.jira.conftest import EMAIL
from tests.integrations.jira.test_errors import refusal
from tests.playground.jira.running import RunningJira

WORD, MARK = "The work on this project ends.", "perron-7f3a"
TASK, BUG, STORY = "6", "1", "5"
RIGHTS = {"account": "perron", "project": "NORD"}


@pytest.fixture
def email() -> str:
    """A Cloud: only there issues can be moved."""
    return EMAIL


@pytest.fixture(autouse=True)
def _issues(tracker: Tracker, draft: TicketDraft) -> None:
    for kind in (TASK, BUG, TASK, STORY):
        tracker.create(replace(draft, issue_type=kind))


def moved(
    ending: TrackerEnding, *keys: str, to: str = "WERK", mark: str = MARK
) -> dict[str, MovedIssue]:
    """Asked until it is over; each task is asked about twice."""
    task, asked = "", 0
    while True:
        moving = ending.move(keys, to, WORD, mark, task)
        if not moving.task:
            return {one.was: one for one in moving.issues}
        task, asked = moving.task, asked + 1
        assert asked < 20


def posts(jira: RunningJira, what: str) -> int:
    return sum(call.startswith("POST") and call.endswith(what) for call in jira.calls())


def commented(jira: RunningJira) -> dict[str, int]:
    return {one["key"]: len(one["comments"]) for one in jira.issues()}


def test_where_issues_may_go(ending: TrackerEnding, jira: RunningJira) -> None:
    jira.control("pages", most=1)
    assert [one.key for one in ending.places("NORD")] == ["WERK", "HARB"], "by name, all pages"
    jira.control("rights", account="perron", project="HARB", without=["CREATE_ISSUES"])
    assert ending.places("NORD") == [ProjectName("WERK", "Gleiswerk")]


def test_they_are_moved_with_a_word_and_the_old_keys_answer(
    ending: TrackerEnding, jira: RunningJira
) -> None:
    jira.control("transition", key="NORD-1", status="In Progress")
    became = moved(ending, "NORD-1", "NORD-2")
    assert {key: (one.key, one.came) for key, one in became.items()} == {
        "NORD-1": ("WERK-2", Came.MOVED),
        "NORD-2": ("WERK-1", Came.MOVED),
    }
    assert became["NORD-2"].url == f"{jira.url}/browse/WERK-1"
    assert commented(jira) == {"NORD-3": 0, "NORD-4": 0, "WERK-1": 1, "WERK-2": 1}
    assert jira.issues()[-1]["comments"] == [f"{WORD}\n\n{MARK}"]
    assert ending.finishing("NORD-1").status == "In Progress"
    again = moved(ending, "NORD-1", "NORD-2")
    assert again == became
    assert (posts(jira, "bulk/issues/move"), posts(jira, "comment")) == (2, 2), "a task a type"


@pytest.mark.parametrize("deed", ["drop_before", "drop_after", "500"])
@pytest.mark.parametrize("call", ["jira.comment", "jira.bulkMove", "jira.bulkProgress"])
def test_a_try_that_broke_is_gone_on_with(
    ending: TrackerEnding, jira: RunningJira, call: str, deed: str
) -> None:
    """Also where the task's id was lost, and the task goes on by itself."""
    jira.hostile({"method": call, "nth": 1, "do": deed})
    with pytest.raises(Unreachable):
        moved(ending, "NORD-1", "NORD-3")
    became = moved(ending, "NORD-1", "NORD-3")
    assert {one.came for one in became.values()} == {Came.MOVED}
    assert commented(jira) == {"NORD-2": 0, "NORD-4": 0, "WERK-1": 1, "WERK-2": 1}


def test_what_others_moved_is_left_where_it_is(ending: TrackerEnding, jira: RunningJira) -> None:
    moved(ending, "NORD-1", mark="another")
    moved(ending, "NORD-3", to="HARB", mark="another")
    became = moved(ending, "NORD-1", "NORD-3", "NORD-99")
    assert [one.came for one in became.values()] == [Came.ALREADY, Came.ELSEWHERE, Came.GONE]
    assert became["NORD-3"].key == "HARB-1"
    assert set(commented(jira).values()) == {0, 1}


def test_back_again_only_what_nobody_moved_since(ending: TrackerEnding) -> None:
    moved(ending, "NORD-1", "NORD-3")
    moved(ending, "WERK-2", to="HARB", mark="another")
    became = moved(ending, "WERK-1", "WERK-2", to="NORD", mark="back")
    assert [one.came for one in became.values()] == [Came.MOVED, Came.ELSEWHERE]
    assert became["WERK-1"].key == "NORD-5", "numbers are not used again"
    assert ending.finishing("NORD-1").key == "NORD-1", "the oldest key answers, too"


def test_types_that_the_project_lacks_are_named_before_a_word(
    ending: TrackerEnding, jira: RunningJira
) -> None:
    refused = refusal(lambda: ending.move(["NORD-1", "NORD-4"], "WERK", WORD, MARK))
    assert (refused.code, refused.fields) == ("types", {"Story": "Story"})
    assert refusal(lambda: ending.move(["NORD-1"], "NONE", WORD, MARK)).code == "missing"
    assert set(commented(jira).values()) == {0}


@pytest.mark.parametrize(
    ("project", "right", "name"),
    [
        ("NORD", "BULK_CHANGE", "Make bulk changes"),
        ("NORD", "MOVE_ISSUES", "Move issues"),
        ("WERK", "CREATE_ISSUES", "Create issues"),
    ],
)
def test_rights_are_looked_at_before_a_word(
    ending: TrackerEnding, jira: RunningJira, project: str, right: str, name: str
) -> None:
    jira.control("rights", account="perron", project=project, without=[right])
    refused = refusal(lambda: ending.move(["NORD-1"], "WERK", WORD, MARK))
    assert (refused.code, refused.fields) == ("right", {right: name})
    assert (posts(jira, "move"), set(commented(jira).values())) == (0, {0})
    if project == "NORD":
        assert refusal(lambda: ending.places("NORD")).fields == {right: name}


def test_what_jira_does_not_move_stays_with_its_reason(
    ending: TrackerEnding, jira: RunningJira
) -> None:
    demand = {"project": "WERK", "issue_type": "Bug", "field": "customfield_10100"}
    jira.control("required", **demand, name="Cost centre")
    became = moved(ending, "NORD-1", "NORD-2")
    assert [one.came for one in became.values()] == [Came.MOVED, Came.STAYED]
    assert became["NORD-2"].why == "Cost centre is required."
    jira.control("tasks", end="DEAD")
    [stayed] = moved(ending, "NORD-3").values()
    assert (stayed.came, stayed.why) == (Came.STAYED, "")


def test_a_right_that_went_away_meanwhile_is_told_with_what_was_moved(
    ending: TrackerEnding, jira: RunningJira
) -> None:
    first = ending.move(["NORD-1", "NORD-2"], "WERK", WORD, MARK)
    ending.move(["NORD-1", "NORD-2"], "WERK", WORD, MARK, first.task)
    jira.control("rights", **RIGHTS, without=["MOVE_ISSUES"])
    over = ending.move(["NORD-1", "NORD-2"], "WERK", WORD, MARK, first.task)
    assert [one.came for one in over.issues] == [Came.STAYED, Came.MOVED]
    assert over.issues[0].why == "Move issues is needed in NORD"


def test_a_data_center_cannot(jira: RunningJira) -> None:
    here = JiraEnding(jira.url, TOKEN)
    jira.traffic.clear()
    for call in (lambda: here.places("NORD"), lambda: here.move(["NORD-1"], "WERK", WORD, MARK)):
        assert refusal(call).code == "unsupported"
    assert jira.calls() == []


def test_a_subtask_goes_with_its_parent_and_an_epic_is_none() -> None:
    fields = {"project": {"key": "NORD"}, "parent": {"key": "NORD-7"}}
    for kind, parent in (({"name": "Sub", "subtask": True}, "NORD-7"), ({"name": "Story"}, None)):
        raw = {"id": "1", "key": "NORD-8", "fields": {**fields, "issuetype": kind}}
        assert there_of("NORD-8", raw).parent == parent
