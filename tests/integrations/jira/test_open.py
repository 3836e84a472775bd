"""What is still open in projects, in both dialects, over several pages."""

from __future__ import annotations

from datetime import date

from bot.ports import OpenIssue, TicketDraft, Tracker, TrackerEnding
from tests.integrations.jira.test_errors import refusal
from tests.playground.jira.running import RunningJira


def test_what_is_open(
    ending: TrackerEnding, tracker: Tracker, jira: RunningJira, draft: TicketDraft
) -> None:
    for _ in range(5):
        tracker.create(draft)
    jira.control("transition", key="NORD-2", status="Done")
    jira.control("transition", key="NORD-3", status="In Review")
    jira.control("due", key="NORD-3", due="2026-11-30")
    jira.control("pages", most=2)
    issues = ending.open_issues(["NORD", "HARB"])
    assert [issue.key for issue in issues] == ["NORD-1", "NORD-3", "NORD-4", "NORD-5"]
    at = f"{jira.url}/browse/NORD-3"
    shown = OpenIssue("NORD-3", draft.summary, "In Review", None, date(2026, 11, 30), at)
    assert issues[1] == shown
    assert (ending.count_open(["NORD"]), ending.count_open(["HARB"])) == (4, 0)
    assert (ending.open_issues([]), ending.count_open([])) == ([], 0)
    assert refusal(lambda: ending.open_issues(["NORD", "NONE"])).code == "query"
