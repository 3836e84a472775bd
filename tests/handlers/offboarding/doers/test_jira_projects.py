"""Hours for the invoice, and a project marked as over: against a strict Jira."""

from __future__ import annotations

import io

import openpyxl
import pytest

from bot.features.offboarding.kinds import Does, Turn
from integrations.jira import JiraEnding
from integrations.slack.files import SlackFiles
from playground.jira import TOKEN
from playground.testing import Running
from tests.handlers.offboarding.doers.walk import Walk, found, today, trouble
from tests.playground.jira.running import WEB, RunningJira

ARCHIVE, WORKLOGS = Does.JIRA_ARCHIVE, Does.JIRA_WORKLOGS


def standing(jira: RunningJira) -> tuple[str, str | None]:
    settings = WEB.get(f"{jira.origin}/control/jira/settings").json()["settings"]["NORD"]
    return settings["scheme"], settings["category"]


def test_a_project_is_archived_once_and_put_back(in_jira: Walk, jira: RunningJira) -> None:
    before = standing(jira)
    step = in_jira.look(ARCHIVE)
    assert step.checked_at is None
    assert found(step)[0].startswith("NORD in Jira: permission scheme “Agency work”")
    assert found(step)[1:] == [
        "The permission scheme becomes “Read only”.",
        "The category becomes “Former clients”.",
    ]
    in_jira.choose(ARCHIVE)
    in_jira.die()
    in_jira.work()
    assert standing(jira) == ("Read only", "Former clients")
    assert in_jira.step(ARCHIVE).checked_at is not None
    in_jira.call_off()
    in_jira.die()
    in_jira.work()
    assert standing(jira) == before, "and not what it was after the try that was lost"


def test_where_perron_may_not_archive_it_names_the_pages(in_jira: Walk, jira: RunningJira) -> None:
    jira.control("rights", account="perron", project="NORD", without=["ADMINISTER"])
    in_jira.look(ARCHIVE)
    step = in_jira.do(ARCHIVE)
    assert step.turn == Turn.FAILED
    assert trouble(step).startswith("Perron may not do that there. An administrator of Jira can")
    page = f"{jira.url}/plugins/servlet/project-config/NORD/permissions"
    assert f"permission scheme: {page}" in trouble(step)
    assert f"Berechtigungsschema: {page}" in trouble(step, "de")
    assert in_jira.changes() == []


@pytest.fixture
def billing(in_slack: Walk, jira: RunningJira) -> Walk:
    """Three months of work in Jira, and a Slack in which files can be sent."""
    jira.control("worked", project="NORD", until=today().isoformat())
    in_slack.give("ending", JiraEnding(jira.url, TOKEN))
    return in_slack


def files_in_dm(slack: Running) -> list[tuple[str, str]]:
    """Title and id of what Perron has sent to Mara."""
    listed = slack.get("messages", as_="mara", channel="dm")["messages"]
    return [(one["name"], one["id"]) for message in listed for one in message.get("files") or ()]


def test_hours_leave_as_files_for_one_person_and_nowhere_else(
    billing: Walk, slack: Running, files: SlackFiles
) -> None:
    step = billing.look(WORKLOGS)
    said = found(step)
    assert any("h in" in line and "h of it not invoiced" in line for line in said)
    billing.choose(WORKLOGS, **{"from": f"{today().year - 1}-01-01", "until": f"{today()}"})
    billing.die()
    assert len(files_in_dm(slack)) == 3
    billing.work()
    sent = files_in_dm(slack)
    assert len(sent) == 3, "none of them twice"
    given = {one.words: one.ref for one in billing.evidence(WORKLOGS)}
    assert given == dict(sent)
    excel = next(id_ for name, id_ in sent if name.endswith(".xlsx"))
    sums = openpyxl.load_workbook(io.BytesIO(files.read(excel, 1_000_000).content)).worksheets[0]
    cells = [str(cell) for row in sums.iter_rows(values_only=True) for cell in row if cell]
    assert "Mara Vogt" in cells
    step = billing.step(WORKLOGS)
    assert step.checked_at is None, "not all of it was invoiced"
    assert "Vogt" not in f"{said} {step.found} {[one.words for one in billing.evidence(WORKLOGS)]}"
