"""What a call-off does to the last page: against a Confluence over HTTP."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.offboarding.kinds import Does
from bot.features.platforms.models import Client, Platform
from tests.handlers.offboarding.doers.walk import Walk
from tests.playground.confluence.running import RunningConfluence

PAGE = Does.WIKI_PAGE
TITLE = "Last information: Nordwind"


def test_a_call_off_puts_the_page_into_the_trash_once(
    with_wiki: Walk, confluence: RunningConfluence
) -> None:
    with_wiki.look(PAGE)
    with_wiki.do(PAGE, anew=False)
    with_wiki.call_off()
    with_wiki.die()
    with_wiki.work()
    assert confluence.pages(space="NORD") == []
    [change] = with_wiki.changes()
    assert change.put_back_at is not None


def test_what_people_have_written_on_since_is_left_to_them(
    with_wiki: Walk, confluence: RunningConfluence
) -> None:
    with_wiki.look(PAGE)
    with_wiki.do(PAGE, anew=False)
    [page] = confluence.pages(space="NORD")
    confluence.control("edit", page=page["id"], title=TITLE, storage="<p>By hand</p>")
    with_wiki.call_off()
    with_wiki.work()
    [change] = with_wiki.changes()
    assert change.put_back_at is None
    assert change.after["trouble"].startswith("Somebody has written on the page since")
    assert confluence.pages(space="NORD")[0]["storage"] == "<p>By hand</p>"


def test_a_page_that_was_written_anew_is_brought_back_by_a_person(with_wiki: Walk) -> None:
    for anew in (False, True):
        with_wiki.look(PAGE)
        with_wiki.do(PAGE, anew=anew)
    with_wiki.call_off()
    with_wiki.work()
    said = [change.after["trouble"] for change in with_wiki.changes()]
    assert any(words.startswith("Bring back version 1") for words in said)


def test_the_page_is_written_in_the_teams_language(
    with_wiki: Walk, confluence: RunningConfluence
) -> None:
    """Whoever goes on with it are the team; what was said to the client stays in its own words."""
    assert with_wiki.db.write(_languages) == ("de", "en")
    with_wiki.look(PAGE)
    with_wiki.do(PAGE, anew=False)
    [page] = confluence.pages(space="NORD")
    assert "Written by Perron, to be completed by people." in page["storage"]


def _languages(session: Session) -> tuple[str, str]:
    """A client who reads German, of a team that reads English."""
    client, platform = (
        session.scalars(select(Client)).first(),
        session.scalars(select(Platform)).first(),
    )
    assert client is not None
    assert platform is not None
    client.language = "de"
    return client.language, platform.language
