"""Open tickets: shown, closed where chosen, counted, opened again by a call-off."""

from __future__ import annotations

import httpx
import pytest

from bot.features.offboarding.kinds import Does, Turn
from playground.jira import TOKEN
from tests.handlers.offboarding.doers.walk import Walk, found, refs, trouble
from tests.playground.jira.running import RunningJira, web

ISSUES = Does.JIRA_ISSUES
COMMENT = "The work on this project ends."


@pytest.fixture(autouse=True)
def _tickets(jira: RunningJira) -> None:
    with web(base_url=jira.url, headers={"Authorization": f"Bearer {TOKEN}"}) as api:
        for summary in ("The basket", "The voucher", "The newsletter"):
            assert _create(api, summary).status_code == 201
    jira.now = 60.0


def _create(api: httpx.Client, summary: str) -> httpx.Response:
    kind = {"id": "6"}
    fields = {"project": {"key": "NORD"}, "summary": summary, "issuetype": kind}
    return api.post("/rest/api/2/issue", json={"fields": fields})


def status(jira: RunningJira) -> list[tuple[str, int]]:
    """Status and number of comments, by key."""
    return [(one["status"], len(one["comments"])) for one in jira.issues()]


def test_chosen_tickets_are_closed_once_though_the_process_dies(
    in_jira: Walk, jira: RunningJira
) -> None:
    step = in_jira.look(ISSUES)
    assert found(step)[0] == "NORD-1 The basket (Open, nobody)"
    assert step.checked_at is None
    in_jira.choose(ISSUES, refs=["NORD-1", "NORD-3"], comment=COMMENT)
    in_jira.die()
    assert status(jira) == [("Done", 1), ("Open", 0), ("Done", 1)]
    in_jira.work()
    assert status(jira) == [("Done", 1), ("Open", 0), ("Done", 1)]
    step = in_jira.step(ISSUES)
    assert (step.turn, step.checked_at) == (Turn.DID, None)
    kept = [(one.ref, one.before) for one in in_jira.changes()]
    assert kept == [("NORD-1", {"status": "Open"}), ("NORD-3", {"status": "Open"})]
    # Jira's index still lists them: what was just closed is not counted as left.
    in_jira.look(ISSUES)
    step = in_jira.do(ISSUES, refs=["NORD-2"], comment=COMMENT)
    assert step.checked_at is not None
    assert [one.words for one in in_jira.evidence(ISSUES)] == [
        "One ticket closed. No ticket is open in Jira."
    ]


def test_a_call_off_opens_them_again(in_jira: Walk, jira: RunningJira) -> None:
    in_jira.look(ISSUES)
    in_jira.do(ISSUES, refs=["NORD-1", "NORD-2"], comment=COMMENT)
    in_jira.call_off()
    in_jira.die()
    in_jira.work()
    assert status(jira) == [("Open", 2), ("Open", 2), ("Open", 0)]
    assert all(one.put_back_at is not None for one in in_jira.changes())


def test_called_off_before_the_job_began_nothing_is_closed(
    in_jira: Walk, jira: RunningJira
) -> None:
    in_jira.look(ISSUES)
    in_jira.choose(ISSUES, refs=["NORD-1"], comment=COMMENT)
    in_jira.call_off()
    in_jira.work()
    assert status(jira) == [("Open", 0)] * 3


def test_called_off_after_a_try_that_was_lost_all_is_put_back(
    in_jira: Walk, jira: RunningJira
) -> None:
    in_jira.look(ISSUES)
    in_jira.choose(ISSUES, refs=["NORD-1"], comment=COMMENT)
    in_jira.die()
    in_jira.call_off()
    in_jira.work()
    in_jira.work()
    assert status(jira) == [("Open", 2), ("Open", 0), ("Open", 0)]


def test_what_cannot_be_closed_is_said_and_the_others_are(in_jira: Walk, jira: RunningJira) -> None:
    jira.control("screen", status="Done", fields={"worklog": True})
    in_jira.look(ISSUES)
    step = in_jira.do(ISSUES, refs=["NORD-1"], comment=COMMENT)
    assert step.turn == Turn.DID
    assert in_jira.changes() == []
    assert status(jira)[0] == ("Open", 0)


def test_a_jira_that_is_away_is_asked_again_and_then_left_to_a_person(
    in_jira: Walk, jira: RunningJira
) -> None:
    step = in_jira.look(ISSUES)
    in_jira.choose(ISSUES, refs=refs(step), comment=COMMENT)
    jira.hostile({"method": "POST *NORD-2/comment", "do": "500", "times": 99})
    in_jira.work()
    [(kind, payload)] = in_jira.take()
    assert (payload["tries"], in_jira.step(ISSUES).turn) == (1, Turn.DOING)
    in_jira.again(kind, {**payload, "tries": 158})
    in_jira.again(kind, {**payload, "tries": 159})
    step = in_jira.step(ISSUES)
    assert (step.turn, step.checked_at) == (Turn.DID, None)
    assert [one.ref for one in in_jira.changes()] == ["NORD-1"], "a call-off has to know"


def test_without_a_jira_a_person_does_it(in_jira: Walk) -> None:
    in_jira.give("ending", None)
    step = in_jira.look(ISSUES)
    assert (step.turn, trouble(step)) == (Turn.FAILED, "Perron has no Jira set up.")


def test_a_look_and_a_way_back_are_patient_too(in_jira: Walk, jira: RunningJira) -> None:
    in_jira.look(ISSUES)
    in_jira.do(ISSUES, refs=["NORD-1"], comment=COMMENT)
    in_jira.ask(ISSUES)
    jira.hostile(down=True)
    in_jira.work()
    [(kind, payload)] = in_jira.take()
    in_jira.again(kind, {**payload, "tries": 159})
    step = in_jira.step(ISSUES)
    assert (step.turn, trouble(step)) == (Turn.FAILED, "It could not be reached for days.")
    in_jira.call_off()
    in_jira.work()
    [(kind, payload)] = in_jira.waiting()
    assert payload["tries"] == 1
    in_jira.again(kind, {**payload, "tries": 159})
    [change] = in_jira.changes()
    assert change.put_back_at is None
    assert change.after["trouble"] == "It could not be reached for days."
