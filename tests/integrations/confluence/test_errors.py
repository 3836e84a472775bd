"""What goes wrong comes out as one of three errors, and no write is ever repeated."""

from __future__ import annotations

from typing import Any

import pytest

from bot.ports import Busy, PageDraft, Refused, Unreachable, Wiki
from integrations.confluence import CloudWiki, DataCenterWiki
from playground.confluence import EMAIL, READER_TOKEN
from tests.integrations.confluence.test_adapter import writes
from tests.playground.confluence.running import RunningConfluence

CREATE: dict[str, Any] = {"method": "confluence.create"}
UPDATE: dict[str, Any] = {"method": "confluence.update"}


def test_told_to_wait(wiki: Wiki, confluence: RunningConfluence, draft: PageDraft) -> None:
    confluence.hostile({**CREATE, "do": "429"}, retry_after=17)
    with pytest.raises(Busy) as told:
        wiki.create(draft)
    assert told.value.retry_after == 17
    assert len(writes(confluence)) == 1
    assert confluence.pages() == []


@pytest.mark.parametrize(("deed", "made"), [("500", 0), ("drop_before", 0), ("drop_after", 1)])
def test_a_creation_without_an_answer(
    wiki: Wiki, confluence: RunningConfluence, draft: PageDraft, deed: str, made: int
) -> None:
    confluence.hostile({**CREATE, "do": deed}, search_lag=30)
    with pytest.raises(Unreachable):
        wiki.create(draft)
    assert len(writes(confluence)) == 1
    assert len(confluence.pages()) == made
    found = wiki.find(draft.space, draft.title, draft.label)
    assert (found is not None) == bool(made), "found by its anchor: it never got its label"


def test_a_label_without_an_answer(
    wiki: Wiki, confluence: RunningConfluence, draft: PageDraft
) -> None:
    confluence.hostile({"method": "confluence.label", "do": "drop_before"})
    with pytest.raises(Unreachable):
        wiki.create(draft)
    found = wiki.find(draft.space, draft.title, draft.label)
    assert found is not None
    assert found.id == confluence.pages()[0]["id"]


def test_a_page_that_never_got_its_label_is_known_after_it_was_written_anew(
    wiki: Wiki, confluence: RunningConfluence, draft: PageDraft
) -> None:
    confluence.hostile({**CREATE, "do": "drop_after"})
    with pytest.raises(Unreachable):
        wiki.create(draft)
    found = wiki.find(draft.space, draft.title, draft.label)
    assert found is not None
    wiki.update(found.id, 1, draft.title, draft.body)
    assert wiki.find(draft.space, draft.title, draft.label) == found


def test_an_update_without_an_answer(
    wiki: Wiki, confluence: RunningConfluence, draft: PageDraft
) -> None:
    made = wiki.create(draft)
    confluence.hostile({**UPDATE, "do": "drop_after"})
    with pytest.raises(Unreachable):
        wiki.update(made.id, 1, "New", draft.body)
    page = wiki.read(made.id)
    assert (page.version, page.title) == (2, "New"), "who reads again sees that it was done"


def test_a_wrong_token(confluence: RunningConfluence) -> None:
    for wiki in (
        DataCenterWiki(confluence.url, "wrong"),
        CloudWiki(confluence.url, EMAIL, "wrong"),
        CloudWiki(confluence.url, "somebody@gleiswerk.example", READER_TOKEN),
    ):
        with pytest.raises(Refused) as told:
            wiki.whoami()
        assert told.value.code == "auth"
        assert "wrong" not in str(told.value)


def test_without_the_right_to_write(confluence: RunningConfluence, draft: PageDraft) -> None:
    reader = "reader@gleiswerk.example"
    for wiki in (
        DataCenterWiki(confluence.url, READER_TOKEN),
        CloudWiki(confluence.url, reader, READER_TOKEN),
    ):
        with pytest.raises(Refused) as told:
            wiki.create(draft)
        assert told.value.code == "right"
        assert told.value.detail == "You may not write in the space NORD."


def test_an_address_where_no_confluence_is(confluence: RunningConfluence) -> None:
    def ask(url: str) -> str:
        return DataCenterWiki(url, "token").whoami()

    with pytest.raises(Refused) as told:
        ask(f"{confluence.origin}/elsewhere")
    assert (told.value.code, told.value.detail) == ("missing", "HTTP 404")
    with pytest.raises(Refused, match="redirected to /login"):
        ask(f"{confluence.origin}/moved")
    with pytest.raises(Unreachable, match="an answer that Confluence does not give"):
        ask(f"{confluence.url}/spaces/NORD?")
    with pytest.raises(Unreachable):
        ask("http://127.0.0.1:9/confluence")
