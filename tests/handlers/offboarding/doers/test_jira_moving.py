"""Open tickets moved in Jira Cloud: shown, moved once, counted, and back again by a call-off."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.features.offboarding import walking
from bot.features.offboarding.kinds import Does, EvidenceKind, Turn
from bot.features.offboarding.models import Step
from handlers.offboarding.report_files import Audience, paper
from handlers.papers.markdown import markdown
from integrations.jira import JiraEnding
from playground.jira import TOKEN
from tests.handlers.offboarding.doers.walk import MARA, Walk, found, refs, trouble
from tests.playground.jira.running import RunningJira, web

ISSUES = Does.JIRA_ISSUES
CHOICE = {"comment": "The work on this project ends.", "to": "WERK"}


@pytest.fixture
def in_cloud(in_jira: Walk, jira: RunningJira) -> Walk:
    """The same ending, whose Jira is in the cloud."""
    in_jira.give("ending", JiraEnding(jira.url, TOKEN, "perron@gleiswerk.example"))
    with web(base_url=jira.url, headers={"Authorization": f"Bearer {TOKEN}"}) as api:
        for kind in ("Task", "Bug", "Story"):
            fields = {"project": {"key": "NORD"}, "summary": kind, "issuetype": {"name": kind}}
            assert api.post("/rest/api/2/issue", json={"fields": fields}).status_code == 201
    jira.now = 60.0
    return in_jira


def finish(walk: Walk) -> None:
    """Ask Jira until it has moved everything."""
    for _ in range(20):
        if not walk.waiting():
            return
        walk.work()
    raise AssertionError(walk.waiting())


def _done(session: Session, walk: Walk) -> None:
    step = session.get_one(Step, walk.step(ISSUES).id)
    walking.done(session, step.id, MARA, walk.tools.clock.now(), version=step.version)


def report(walk: Walk, audience: Audience) -> str:
    """As it would be handed over now."""
    now, t = walk.tools.clock.now(), Translator("en")
    return walk.db.read(lambda s: markdown(paper(s, walk.case, audience, t, now)))


def where(jira: RunningJira) -> dict[str, tuple[str, int]]:
    """Key and number of comments, by summary."""
    return {one["summary"]: (one["key"], len(one["comments"])) for one in jira.issues()}


def test_chosen_tickets_are_moved_once_though_the_process_dies(
    in_cloud: Walk, jira: RunningJira
) -> None:
    step = in_cloud.look(ISSUES)
    assert found(step)[0] == "Perron can close these tickets, or move them to another project."
    assert step.found[0]["detail"] == {"to": [["WERK", "Gleiswerk"]]}, "no other client's"
    in_cloud.choose(ISSUES, refs=["NORD-1", "NORD-2"], **CHOICE)
    in_cloud.die()
    in_cloud.work()
    with pytest.raises(Kindly, match="at it"):
        in_cloud.choose(ISSUES, refs=["NORD-1", "NORD-2"], **CHOICE)
    in_cloud.die()
    finish(in_cloud)
    assert where(jira) == {"Task": ("WERK-2", 1), "Bug": ("WERK-1", 1), "Story": ("NORD-3", 0)}
    step = in_cloud.step(ISSUES)
    assert [one["words"] for one in step.found] == [
        "2 tickets moved to Gleiswerk. One ticket is still open in Jira.",
        "NORD-1 is WERK-2 now.",
        "NORD-2 is WERK-1 now.",
        "NORD-3 Story (Open, nobody)",
    ]
    kept = [(one.kind, one.words, one.for_client) for one in in_cloud.evidence(ISSUES)]
    assert kept == [
        (EvidenceKind.LINK, f"{jira.url}/browse/WERK-1", False),
        (EvidenceKind.LINK, f"{jira.url}/browse/WERK-2", False),
    ]


def test_both_reports_tell_it_and_the_client_reads_nothing_of_our_project(in_cloud: Walk) -> None:
    in_cloud.look(ISSUES)
    in_cloud.choose(ISSUES, refs=["NORD-1"], **CHOICE)
    finish(in_cloud)
    in_cloud.db.write(lambda s: _done(s, in_cloud))
    ours, theirs = report(in_cloud, Audience.INTERNAL), report(in_cloud, Audience.CLIENT)
    assert "One ticket moved to Gleiswerk. 2 tickets are still open in Jira." in ours
    assert "browse/WERK-1" in ours
    assert "Offene Tickets erledigt, verschoben oder geschlossen" in theirs
    assert "WERK" not in theirs


def test_a_call_off_moves_back_what_nobody_moved_since(in_cloud: Walk, jira: RunningJira) -> None:
    in_cloud.look(ISSUES)
    in_cloud.choose(ISSUES, refs=["NORD-1", "NORD-2"], **CHOICE)
    finish(in_cloud)
    other = JiraEnding(jira.url, TOKEN, "perron@gleiswerk.example")
    task = ""
    while task := other.move(["WERK-1"], "HARB", "On it goes.", "other", task).task:
        pass
    in_cloud.call_off()
    in_cloud.die()
    finish(in_cloud)
    assert where(jira) == {"Task": ("NORD-4", 2), "Bug": ("HARB-1", 2), "Story": ("NORD-3", 0)}
    assert all(one.put_back_at is not None for one in in_cloud.changes())


def test_called_off_while_jira_is_at_it_all_is_put_back(in_cloud: Walk, jira: RunningJira) -> None:
    in_cloud.look(ISSUES)
    in_cloud.choose(ISSUES, refs=["NORD-1"], **CHOICE)
    in_cloud.work()
    in_cloud.call_off()
    finish(in_cloud)
    assert where(jira)["Task"] == ("NORD-4", 2)
    assert sum("bulk/issues/move" in call for call in jira.calls()) == 2, "there, and back"


def test_what_the_project_lacks_is_named_and_nothing_is_moved(
    in_cloud: Walk, jira: RunningJira
) -> None:
    step = in_cloud.look(ISSUES)
    in_cloud.choose(ISSUES, refs=refs(step)[1:], **CHOICE)
    finish(in_cloud)
    step = in_cloud.step(ISSUES)
    assert step.turn == Turn.FAILED
    assert trouble(step).startswith("Gleiswerk lacks these issue types: Story.")
    assert set(where(jira).values()) == {("NORD-1", 0), ("NORD-2", 0), ("NORD-3", 0)}
    in_cloud.look(ISSUES)
    step = in_cloud.do(ISSUES, refs=["NORD-1"], comment="x", to="HARB")
    assert trouble(step).startswith("This project was not offered.")


def test_without_the_right_it_says_which_and_closes_all_the_same(
    in_cloud: Walk, jira: RunningJira
) -> None:
    jira.control("rights", account="perron", project="NORD", without=["BULK_CHANGE"])
    step = in_cloud.look(ISSUES)
    assert found(step)[0].endswith("in Jira it needs for that: Make bulk changes.")
    in_cloud.do(ISSUES, refs=["NORD-1"], comment="Done.")
    assert jira.issues()[0]["status"] == "Done"


def test_a_ticket_that_jira_leaves_says_why_and_is_counted(
    in_cloud: Walk, jira: RunningJira
) -> None:
    field = {"issue_type": "Bug", "field": "customfield_10100", "name": "Cost centre"}
    jira.control("required", project="WERK", **field)
    in_cloud.look(ISSUES)
    in_cloud.choose(ISSUES, refs=["NORD-1", "NORD-2"], **CHOICE)
    finish(in_cloud)
    words = [one["words"] for one in in_cloud.step(ISSUES).found]
    assert words[0] == "One ticket moved to Gleiswerk. 2 tickets are still open in Jira."
    assert "NORD-2 stays: Cost centre is required." in words
    assert [one.ref for one in in_cloud.changes()] == ["NORD-1"]


def test_a_jira_that_never_answers_again_leaves_it_to_a_person(
    in_cloud: Walk, jira: RunningJira
) -> None:
    in_cloud.look(ISSUES)
    in_cloud.choose(ISSUES, refs=["NORD-1"], **CHOICE)
    [(kind, payload)] = in_cloud.take()
    in_cloud.again(kind, {**payload, "tries": 100})
    [(kind, payload)] = in_cloud.take()
    assert (payload["task"], payload["tries"]) == ("6:10000", 1), "it goes forward"
    jira.hostile(down=True)
    in_cloud.again(kind, {**payload, "tries": 159})
    assert in_cloud.step(ISSUES).turn == Turn.DID
    jira.hostile()
    in_cloud.call_off()
    in_cloud.work()
    [change] = in_cloud.changes()
    assert change.after["trouble"] == "Whether NORD-1 was moved is not known."
