"""The last page, and the space's readers: against a Confluence over HTTP."""

from __future__ import annotations

import pytest

from bot.features.offboarding import access
from bot.features.offboarding.kinds import Does, System, Turn
from tests.handlers.offboarding.doers.walk import Walk, found, refs, trouble
from tests.playground.confluence.running import RunningConfluence

PAGE, READERS, INACTIVE = Does.WIKI_PAGE, Does.WIKI_READERS, Does.ACCESS_INACTIVE
TITLE = "Last information: Nordwind"


def test_the_page_is_written_once_and_anew_only_where_that_is_chosen(
    with_wiki: Walk, confluence: RunningConfluence
) -> None:
    with_wiki.look(PAGE)
    with_wiki.choose(PAGE, anew=False)
    with_wiki.die()
    with_wiki.work()
    [page] = confluence.pages(space="NORD")
    assert (page["title"], page["version"]) == (TITLE, 1)
    assert "Anke Petersen" in page["storage"]
    assert [one.before["version"] for one in with_wiki.changes()] == [0]
    confluence.control(
        "edit", page=page["id"], title=TITLE, storage="<p>By hand</p>" + page["storage"]
    )
    step = with_wiki.look(PAGE)
    assert refs(step)[0] == "page"
    with_wiki.do(PAGE, anew=False)
    assert "By hand" in confluence.pages(space="NORD")[0]["storage"]
    with_wiki.look(PAGE)
    with_wiki.choose(PAGE, anew=True)
    with_wiki.die()
    with_wiki.work()
    [page] = confluence.pages(space="NORD")
    assert (page["version"], "By hand" in page["storage"]) == (3, False), "written once"
    assert with_wiki.step(PAGE).turn == Turn.DID


def test_who_was_faster_is_not_overwritten(with_wiki: Walk, confluence: RunningConfluence) -> None:
    with_wiki.look(PAGE)
    with_wiki.do(PAGE, anew=False)
    with_wiki.look(PAGE)
    with_wiki.choose(PAGE, anew=True)
    [page] = confluence.pages(space="NORD")
    confluence.control("edit", page=page["id"], title=TITLE, storage="<p>By hand</p>")
    with_wiki.work()
    step = with_wiki.step(PAGE)
    assert step.turn == Turn.FAILED
    assert "Somebody has changed the page" in trouble(step)
    assert confluence.pages(space="NORD")[0]["storage"] == "<p>By hand</p>"


def test_readers_from_outside_are_named_until_they_are_gone(
    with_wiki: Walk, confluence: RunningConfluence
) -> None:
    with_wiki.given(READERS)
    step = with_wiki.look(READERS)
    assert found(step) == [
        "Anke Petersen: from outside",
        "Til Hansen, through the group nordwind-guests: from outside",
        "Read Only: Perron does not know who this is",
    ]
    assert step.checked_at is None
    for who in ("anke", "@nordwind-guests", "reader"):
        confluence.control("revoke", space="NORD", who=who)
    assert with_wiki.look(READERS).checked_at is not None
    [held] = with_wiki.evidence(READERS)
    assert held.words.startswith("Nobody from outside may read the space NORD.")
    assert "does not say who is from outside" in held.words


@pytest.mark.parametrize("part", ["wiki", "nothing"])
def test_who_has_what_is_collected_for_the_list(with_wiki: Walk, part: str) -> None:
    with_wiki.give(part, None) if part == "wiki" else None
    step = with_wiki.look(INACTIVE)
    rows = with_wiki.db.read(lambda s: access.of_case(s, with_wiki.case))
    systems = {(row.system, row.name) for row in rows}
    assert (System.SLACK, "Anke Petersen") in systems
    assert ((System.WIKI, "Anke Petersen") in systems) is (part != "wiki")
    assert "Slack: Til Hansen: #nordwind-gleiswerk, #nordwind-relaunch" in found(step)
    assert any(line.startswith("Jira and the cloud") for line in found(step))
    said = any("The wiki could not be looked into" in line for line in found(step))
    assert said is (part == "wiki")
    assert step.checked_at is None
