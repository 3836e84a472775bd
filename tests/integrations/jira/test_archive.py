"""Archiving a project by scheme and category, and which click it is where we may not."""

from __future__ import annotations

import pytest

from bot.ports import ArchiveTo, Setting, Standing, TrackerEnding, Unreachable
from integrations.jira import JiraEnding
from playground.jira import TOKEN
from tests.integrations.jira.conftest import EMAIL
from tests.integrations.jira.test_errors import refusal
from tests.playground.jira.running import RunningJira

BOTH = ArchiveTo(scheme="Read only", category="Former clients")
BEFORE = Standing("NORD", Setting("10000", "Agency work"), None)
AFTER = Standing("NORD", Setting("10001", "Read only"), Setting("10101", "Former clients"))


@pytest.fixture
def email() -> None:
    """A Data Center; where Cloud differs, a test says so."""


def changes(jira: RunningJira) -> int:
    return sum(call.startswith("PUT") for call in jira.calls())


def test_a_project_is_archived_once_and_put_back(ending: TrackerEnding, jira: RunningJira) -> None:
    assert ending.standing("NORD") == BEFORE
    for _ in range(2):
        ending.archive("NORD", BOTH)
        assert (ending.standing("NORD"), changes(jira)) == (AFTER, 1)
    assert ending.standing("HARB").category is None
    for _ in range(2):
        ending.put_back(BEFORE)
        assert (ending.standing("NORD"), changes(jira)) == (BEFORE, 2)
    ending.put_back(AFTER)
    assert ending.standing("NORD") == AFTER


def test_only_what_is_asked_for(ending: TrackerEnding) -> None:
    ending.archive("NORD", ArchiveTo(category="Former clients"))
    assert ending.standing("NORD") == Standing("NORD", BEFORE.scheme, AFTER.category)


def test_an_answer_that_was_lost(ending: TrackerEnding, jira: RunningJira) -> None:
    jira.hostile({"method": "jira.updateProject", "nth": 1, "do": "drop_after"})
    with pytest.raises(Unreachable):
        ending.archive("NORD", BOTH)
    ending.archive("NORD", BOTH)
    assert (ending.standing("NORD"), changes(jira)) == (AFTER, 1)


def test_without_the_right_it_says_where_to_click(ending: TrackerEnding, jira: RunningJira) -> None:
    without = ["ADMINISTER", "ADMINISTER_PROJECTS"]
    jira.control("rights", account="perron", project="NORD", without=without)
    at = f"{jira.url}/plugins/servlet/project-config/NORD"
    refused = refusal(lambda: ending.archive("NORD", BOTH))
    assert refused.code == "right"
    assert refused.fields == {"scheme": f"{at}/permissions", "category": f"{at}/summary"}
    refused = refusal(lambda: ending.archive("NORD", ArchiveTo(category="Former clients")))
    assert refused.fields == {"category": f"{at}/summary"}
    assert ending.standing("NORD") == Standing("NORD", None, None)
    assert refusal(lambda: ending.put_back(AFTER)).code == "right"
    assert changes(jira) == 0


def test_a_category_is_an_administrators_but_on_cloud(jira: RunningJira) -> None:
    jira.control("rights", account="perron", project="NORD", without=["ADMINISTER"])
    to = ArchiveTo(category="Former clients")
    assert refusal(lambda: JiraEnding(jira.url, TOKEN).archive("NORD", to)).code == "right"
    cloud = JiraEnding(jira.url, TOKEN, email=EMAIL)
    assert refusal(lambda: cloud.archive("NORD", BOTH)).code == "right"
    cloud.archive("NORD", to)
    assert cloud.standing("NORD").category == AFTER.category


def test_a_name_that_is_not_there(ending: TrackerEnding, jira: RunningJira) -> None:
    for to in (ArchiveTo(scheme="Gone"), ArchiveTo(scheme="Read only", category="Gone")):
        refused = refusal(lambda to=to: ending.archive("NORD", to))  # type: ignore[misc]
        assert (refused.code, refused.detail) == ("missing", "there is no 'Gone'")
    assert changes(jira) == 0
    assert refusal(lambda: ending.archive("NONE", BOTH)).code == "missing"


def test_a_jira_without_schemes(ending: TrackerEnding, jira: RunningJira) -> None:
    jira.hostile(missing=["*/permissionscheme*"])
    assert ending.standing("NORD").scheme is None
    refused = refusal(lambda: ending.archive("NORD", BOTH))
    assert (refused.code, changes(jira)) == ("unsupported", 0)
