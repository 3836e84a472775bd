"""Finishing issues against a strict Jira: one comment, one transition, whatever breaks."""

from __future__ import annotations

import pytest

from bot.ports import Closed, Refused, TicketDraft, Tracker, TrackerEnding, Unreachable
from integrations.jira import JiraEnding
from playground.jira import READER_TOKEN
from tests.integrations.jira.test_errors import refusal
from tests.playground.jira.running import RunningJira

WORD = "We end our work together on 30 November. *Thank you.*"
MARK = "perron-7f3a"
COMMENT = "We end our work together on 30 November. \\*Thank you.\\*\n\nperron-7f3a"
POSTS = {"jira.comment", "jira.transition"}


@pytest.fixture
def email() -> None:
    """A Data Center: finishing is the same in both dialects."""


@pytest.fixture
def key(tracker: Tracker, draft: TicketDraft) -> str:
    return tracker.create(draft).key


def posts(jira: RunningJira) -> list[str]:
    return [call.rpartition("/")[2] for call in jira.calls() if call.startswith("POST")]


def test_it_is_closed_with_a_word(ending: TrackerEnding, jira: RunningJira, key: str) -> None:
    finishing = ending.finishing(key)
    assert (finishing.status, finishing.finished) == ("Open", False)
    assert [(way.name, way.status) for way in finishing.ways] == [("To Done", "Done")]
    assert ending.close(key, WORD, MARK) is Closed.CLOSED
    assert ending.close(key, WORD, MARK) is Closed.CLOSED
    issue = jira.issues()[0]
    assert (issue["category"], issue["comments"]) == ("done", [COMMENT])
    assert ending.finishing(key).finished
    assert ending.count_open(["NORD"]) == 0


@pytest.mark.parametrize("call", sorted(POSTS))
@pytest.mark.parametrize("deed", ["drop_before", "drop_after", "500"])
def test_a_try_that_broke_is_gone_on_with(
    ending: TrackerEnding, jira: RunningJira, key: str, call: str, deed: str
) -> None:
    """The index lags all the time: nothing depends on it."""
    jira.hostile({"method": call, "nth": 1, "do": deed}, search_lag=30)
    jira.control("pages", most=1)
    with pytest.raises(Unreachable):
        ending.close(key, WORD, MARK)
    assert ending.close(key, WORD, MARK) is Closed.CLOSED
    issue = jira.issues()[0]
    assert (issue["category"], issue["comments"]) == ("done", [COMMENT])
    assert len(posts(jira)) == 3 + (deed != "drop_after"), "the draft, a comment, a transition"


def test_what_others_finished_is_left_alone(
    ending: TrackerEnding, jira: RunningJira, key: str
) -> None:
    jira.control("transition", key=key, status="Done")
    assert ending.close(key, WORD, MARK) is Closed.ALREADY
    assert jira.issues()[0]["comments"] == []


def test_the_mark_of_another_is_not_ours(
    ending: TrackerEnding, jira: RunningJira, key: str
) -> None:
    ending.close(key, WORD, f"{MARK}-1")
    ending.reopen(key, "Open", "Called off.", f"back-{MARK}")
    ending.close(key, WORD, MARK)
    assert len(jira.issues()[0]["comments"]) == 3


def test_a_resolution_that_the_screen_demands(
    ending: TrackerEnding, jira: RunningJira, key: str
) -> None:
    jira.control("screen", status="Done", fields={"resolution": True})
    way = ending.finishing(key).ways[0]
    assert way.resolutions == (("1", "Done"), ("2", "Won't Do"), ("3", "Duplicate"))
    assert ending.close(key, WORD, MARK, way=way.id, resolution="2") is Closed.CLOSED
    assert jira.traffic[-1]["request"]["body"]["fields"] == {"resolution": {"id": "2"}}


def test_what_a_person_must_do_is_refused_before_a_word(
    ending: TrackerEnding, jira: RunningJira, key: str
) -> None:
    jira.control("screen", status="Done", fields={"resolution": True, "worklog": True})
    refused = refusal(lambda: ending.close(key, WORD, MARK))
    assert (refused.code, refused.fields) == ("field", {"worklog": "Log Work"})
    assert refusal(lambda: ending.close(key, WORD, MARK, way="9999")).code == "way"
    jira.control("rights", account="perron", project="NORD", without=["TRANSITION_ISSUES"])
    assert refusal(lambda: ending.close(key, WORD, MARK)).code == "right"
    assert refusal(lambda: ending.reopen(key, "In Review", WORD, MARK)).code == "right"
    assert "TRANSITION_ISSUES" not in ending.rights("NORD")
    assert refusal(lambda: ending.close("NORD-99", WORD, MARK)).code == "missing"
    issue = jira.issues()[0]
    assert (issue["status"], issue["comments"]) == ("Open", [])


def test_it_is_opened_again(ending: TrackerEnding, jira: RunningJira, key: str) -> None:
    ending.close(key, WORD, MARK)
    for _ in range(2):
        assert ending.reopen(key, "In Review", "The end was called off.", "perron-back")
    issue = jira.issues()[0]
    assert (issue["status"], len(issue["comments"])) == ("In Review", 2)
    assert not ending.reopen(key, "In Review", "Again.", "perron-other")
    assert refusal(lambda: ending.reopen(key, "Parked", "x", "perron-x")).code == "way"
    assert len(jira.issues()[0]["comments"]) == 2


def test_who_only_reads(jira: RunningJira, key: str) -> None:
    reader = JiraEnding(jira.url, READER_TOKEN)
    assert reader.rights("NORD") == {"BROWSE_PROJECTS"}
    assert reader.count_open(["NORD"]) == 1
    with pytest.raises(Refused):
        reader.close(key, WORD, MARK)
    assert jira.issues()[0]["comments"] == []
