"""Each method of the tracker against a strict Jira, in both dialects where they differ."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from bot.ports import FieldInfo, ProjectName, Refused, TicketDraft, TicketState, Tracker
from integrations.jira import JiraTracker
from playground.jira import TOKEN
from tests.playground.jira.running import RunningJira

API = "/rest/api/2"
MARA = "5b10a2844c20165700ede211"


def test_building_it_calls_nobody() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.2)
        JiraTracker(f"http://127.0.0.1:{listener.getsockname()[1]}/jira", "token")
        with pytest.raises(TimeoutError):
            listener.accept()


def test_whoami(either: Tracker) -> None:
    assert either.whoami() == "Perron"


def test_projects(either: Tracker, jira: RunningJira) -> None:
    found = either.projects()
    names = {"NORD": "Nordwind Shop", "HARB": "Harbour & Co", "WERK": "Gleiswerk"}
    assert found == [ProjectName(key, name) for key, name in names.items()]
    assert jira.calls() == [f"GET {API}/project"]


def test_create_is_one_call_and_says_where(
    either: Tracker, jira: RunningJira, draft: TicketDraft
) -> None:
    made = either.create(draft)
    assert (made.key, made.url) == ("NORD-1", f"{jira.url}/browse/NORD-1")
    assert jira.calls() == [f"POST {API}/issue"]
    issue = jira.issues()[0]
    assert issue["summary"] == draft.summary
    assert issue["description"] == f"{draft.description}\n\n{draft.source_url}"
    assert (issue["type"], issue["labels"]) == ("Task", ["perron-0a1b2c"])


@pytest.mark.parametrize(("mode", "mara"), [("tracker", "mara"), ("cloud", MARA)])
def test_priority_and_assignee(
    request: pytest.FixtureRequest, jira: RunningJira, draft: TicketDraft, mode: str, mara: str
) -> None:
    tracker: JiraTracker = request.getfixturevalue(mode)
    tracker.create(replace(draft, issue_type="Bug", priority="2", assignee=mara))
    issue = jira.issues()[0]
    assert (issue["type"], issue["priority"], issue["assignee"]) == ("Bug", "High", "mara")
    assert tracker.states(["NORD-1"]) == [TicketState("NORD-1", "Open", "new", mara)]


def test_a_long_draft_is_cut_to_fit(
    tracker: Tracker, jira: RunningJira, draft: TicketDraft
) -> None:
    tracker.create(replace(draft, summary="one\ntwo " * 60, description="*what* " * 9000))
    issue = jira.issues()[0]
    assert len(issue["summary"]) <= 255
    assert issue["summary"].endswith("…")
    assert issue["summary"].startswith("one two one")
    assert 32_700 < len(issue["description"]) <= 32_767
    assert issue["description"].endswith(f"…\n\n{draft.source_url}")


def test_a_due_date_is_set_and_moved(
    either: Tracker, jira: RunningJira, draft: TicketDraft
) -> None:
    key = either.create(draft).key
    for day in (date(2026, 12, 4), date(2026, 12, 11), date(2026, 12, 11)):
        either.set_due(key, day)
        assert jira.issues()[0]["due"] == day.isoformat()
        assert either.states([key])[0].due == day


def test_a_due_date_of_no_ticket(tracker: Tracker) -> None:
    with pytest.raises(Refused) as told:
        tracker.set_due("NORD-77", date(2026, 12, 4))
    assert told.value.code == "missing"


def test_find(either: Tracker, jira: RunningJira, draft: TicketDraft) -> None:
    assert either.find("NORD", draft.label) is None
    either.create(draft)
    either.create(replace(draft, label="perron-other"))
    jira.control("transition", key="NORD-1", status="Done")
    found = either.find("NORD", draft.label)
    assert found is not None
    assert (found.key, found.url) == ("NORD-1", f"{jira.url}/browse/NORD-1")
    assert either.find("HARB", draft.label) is None


def test_find_takes_the_original_not_its_clone(tracker: Tracker, draft: TicketDraft) -> None:
    for _ in range(11):
        tracker.create(draft)
    found = tracker.find("NORD", draft.label)
    assert found is not None
    assert found.key == "NORD-1"


def test_link_again_changes_nothing(either: Tracker, jira: RunningJira, draft: TicketDraft) -> None:
    key = either.create(draft).key
    for title in ("Nordwind", "Nordwind\n(again)"):
        either.link(key, "https://slack.example/p1", title, "perron-0a1b2c")
    assert jira.issues()[0]["links"] == [
        {
            "url": "https://slack.example/p1",
            "title": "Nordwind (again)",
            "global_id": "perron-0a1b2c",
        }
    ]
    assert jira.calls()[1:] == [f"POST {API}/issue/NORD-1/remotelink"] * 2


def test_states_come_in_one_call(either: Tracker, jira: RunningJira, draft: TicketDraft) -> None:
    for _ in range(3):
        either.create(draft)
    jira.control("transition", key="NORD-1", status="In Review")
    jira.control("transition", key="NORD-3", status="Done")
    jira.traffic.clear()
    assert either.states(["NORD-3", "NORD-1", "NORD-2"]) == [
        TicketState("NORD-3", "Done", "done"),
        TicketState("NORD-1", "In Review", "indeterminate"),
        TicketState("NORD-2", "Open", "new"),
    ]
    assert len(jira.calls()) == 1


def test_a_due_date_comes_with_the_state(
    either: Tracker, jira: RunningJira, draft: TicketDraft
) -> None:
    key = either.create(draft).key
    for due in (date(2028, 2, 29), date(2026, 11, 30), None):
        jira.control("due", key=key, due=due.isoformat() if due else None)
        assert [state.due for state in either.states([key])] == [due]
        jira.hostile(search_lag=30)
        assert [state.due for state in either.states([key])] == [due], "asked for by name"
        jira.hostile()


def test_states_leave_out_what_is_gone_and_nothing_else(
    either: Tracker, jira: RunningJira, draft: TicketDraft
) -> None:
    jira.hostile(search_lag=3)
    for _ in range(2):
        either.create(draft)
    jira.control("delete", key="NORD-1")
    keys = ["NORD-1", "NORD-2", "GONE-7", "no key) OR (key = x"]
    assert [state.key for state in either.states(keys)] == ["NORD-2"]
    assert either.states([]) == []


def test_states_of_many(tracker: Tracker, jira: RunningJira, draft: TicketDraft) -> None:
    keys = [tracker.create(draft).key for _ in range(60)]
    jira.traffic.clear()
    assert [state.key for state in tracker.states(keys)] == keys
    assert len(jira.calls()) == 2


def test_project(either: Tracker) -> None:
    project = either.project("NORD")
    assert (project.key, project.name) == ("NORD", "Nordwind Shop")
    assert [(t.id, t.name, t.demands, t.subtask) for t in project.issue_types] == [
        ("6", "Task", (), False),
        ("1", "Bug", (), False),
        ("5", "Story", (), False),
    ]
    assert project.priorities[1] == ("2", "High")
    assert {"CREATE_ISSUES", "BROWSE_PROJECTS", "LINK_ISSUES"} <= project.rights


def test_project_tells_what_a_type_demands(either: Tracker, jira: RunningJira) -> None:
    field = {"field": "customfield_10100", "name": "Cost centre"}
    jira.control("required", project="NORD", issue_type="Bug", **field)
    demands = {kind.name: kind.demands for kind in either.project("NORD").issue_types}
    assert demands["Bug"] == (FieldInfo("customfield_10100", "Cost centre"),)
    assert demands["Task"] == ()


def test_project_where_jira_does_not_tell_the_fields(either: Tracker, jira: RunningJira) -> None:
    jira.hostile(missing=[f"{API}/issue/createmeta/*"])
    project = either.project("NORD")
    assert [kind.name for kind in project.issue_types] == ["Task", "Bug", "Story"]
    assert project.priorities[0] == ("1", "Highest")


def test_project_without_the_right_to_create(either: Tracker, jira: RunningJira) -> None:
    jira.control("rights", account="perron", project="NORD", without=["CREATE_ISSUES"])
    project = either.project("NORD")
    assert "CREATE_ISSUES" not in project.rights
    assert len(project.issue_types) == 3


def test_threads_share_it(tracker: JiraTracker, jira: RunningJira, draft: TicketDraft) -> None:
    together = threading.Barrier(4)

    def create(number: int) -> str:
        together.wait(timeout=60)
        return tracker.create(replace(draft, label=f"perron-{number}")).key

    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(create, range(4)))
    assert sorted(keys) == ["NORD-1", "NORD-2", "NORD-3", "NORD-4"]
    labels = {issue["key"]: issue["labels"] for issue in jira.issues()}
    assert [labels[key] for key in keys] == [[f"perron-{number}"] for number in range(4)]


def test_an_address_with_a_slash_at_its_end(jira: RunningJira, draft: TicketDraft) -> None:
    made = JiraTracker(f"{jira.url}/", TOKEN).create(draft)
    assert made.url == f"{jira.url}/browse/NORD-1"
