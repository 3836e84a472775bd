"""Each method of the wiki against a strict Confluence, Data Center and Cloud."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from bot.ports import Page, PageDraft, Reader, ReaderKind, Refused, SpaceName, Wiki
from bot.ports.wiki import Paragraph
from integrations.confluence import CloudWiki, DataCenterWiki
from playground.confluence import EMAIL, READER_TOKEN
from tests.playground.confluence.running import RunningConfluence

WRITES = ("POST", "PUT", "DELETE")
TEXT = (
    "Decisions\nKeep <b>the</b> voucher, see the thread\nfirst\nline\ntwo mail\n"
    "What\tWho\nDomain\tAnke\nShop & till\tTil"
)


def writes(confluence: RunningConfluence) -> list[str]:
    """The calls that changed something, without the read that v2 does with a POST."""
    every = [call for call in confluence.calls() if call.startswith(WRITES)]
    return [call for call in every if "users-bulk" not in call]


def test_building_it_calls_nobody() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.1)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/confluence"
        DataCenterWiki(url, "token")
        CloudWiki(url, EMAIL, "token")
        with pytest.raises(TimeoutError):
            listener.accept()


def test_who_and_where(wiki: Wiki) -> None:
    assert wiki.whoami() == "Perron"
    assert wiki.spaces() == [SpaceName("NORD", "Nordwind"), SpaceName("HARB", "Harbour & Co")]


def test_a_page_is_created_once_and_read_back(
    wiki: Wiki, confluence: RunningConfluence, draft: PageDraft
) -> None:
    made = wiki.create(draft)
    assert len(writes(confluence)) == 2, "the page and its label"
    (page,) = confluence.pages(label=draft.label)
    assert (page["id"], page["space"], page["title"]) == (made.id, "NORD", draft.title)
    assert wiki.read(made.id) == Page(made, 1, draft.title, TEXT)
    seen = confluence.see(made.url.removeprefix(confluence.url)).text
    assert "Keep &lt;b&gt;the&lt;/b&gt; voucher" in seen
    assert '<a href="https://x.test/?a&amp;b">the thread</a>' in seen
    assert "<td>Shop &amp; till</td>" in seen
    assert draft.label not in seen.split('<div class="text">')[1], "the anchor is not seen"


def test_a_page_below_another(wiki: Wiki, confluence: RunningConfluence, draft: PageDraft) -> None:
    above = wiki.create(draft)
    below = wiki.create(replace(draft, title="Accounts", label="perron-2", parent=above.id))
    assert confluence.pages(label="perron-2")[0]["parent"] == above.id
    assert wiki.find("NORD", "Accounts", "perron-2") == below


def test_a_title_that_is_taken(wiki: Wiki, confluence: RunningConfluence, draft: PageDraft) -> None:
    wiki.create(draft)
    with pytest.raises(Refused) as told:
        wiki.create(replace(draft, label="perron-other"))
    assert told.value.code == "title"
    assert len(confluence.pages()) == 1


def test_found_again_while_the_index_lags(
    wiki: Wiki, confluence: RunningConfluence, draft: PageDraft
) -> None:
    confluence.hostile(search_lag=30)
    assert wiki.find("NORD", draft.title, draft.label) is None
    made = wiki.create(draft)
    assert wiki.find("NORD", draft.title, draft.label) == made
    assert wiki.find("NORD", draft.title, "perron-other") is None, "somebody else's page"
    assert wiki.find("HARB", draft.title, draft.label) is None


def test_found_again_after_people_have_worked_on_it(
    wiki: Wiki, confluence: RunningConfluence, draft: PageDraft
) -> None:
    made = wiki.create(draft)
    confluence.control("edit", page=made.id, title=draft.title, storage="<p>Ours now</p>")
    found = wiki.find("NORD", draft.title, draft.label)
    assert found is not None, "by its label"
    confluence.control("edit", page=made.id, title="Renamed", storage="<p>Ours now</p>")
    found = wiki.find("NORD", draft.title, draft.label)
    assert found is not None
    assert found.id == made.id
    assert wiki.read(made.id).title == "Renamed"


def test_a_space_out_of_sight_is_not_an_empty_one(wiki: Wiki, draft: PageDraft) -> None:
    for ask in (
        lambda: wiki.find("GONE", draft.title, draft.label),
        lambda: wiki.create(replace(draft, space="GONE")),
        lambda: wiki.readers("GONE"),
        lambda: wiki.read("7"),
    ):
        with pytest.raises(Refused) as told:
            ask()
        assert told.value.code == "missing"


def test_an_update_is_one_write_and_wants_the_version(
    wiki: Wiki, confluence: RunningConfluence, draft: PageDraft
) -> None:
    made = wiki.create(draft)
    confluence.traffic.clear()
    assert wiki.update(made.id, 1, "New title", (Paragraph("More"),)) == 2
    assert len(writes(confluence)) == 1
    assert (wiki.read(made.id).title, wiki.read(made.id).text) == ("New title", "More")
    with pytest.raises(Refused) as told:
        wiki.update(made.id, 1, "Too late", ())
    assert told.value.code == "version"
    assert wiki.read(made.id).version == 2
    assert wiki.find("NORD", "New title", draft.label) is not None


def test_readers_and_who_is_in_a_group(wiki: Wiki, confluence: RunningConfluence) -> None:
    readers = {one.name: one for one in wiki.readers("NORD")}
    assert set(readers) == {
        *("Perron", "Read Only", "Anke Petersen", "gleiswerk-team", "nordwind-guests")
    }
    assert readers["Anke Petersen"].kind is ReaderKind.USER
    guests = readers["nordwind-guests"]
    assert guests.kind is ReaderKind.GROUP
    assert [one.name for one in wiki.members(guests)] == ["Til Hansen"]
    confluence.control("revoke", space="NORD", who="anke")
    assert "Anke Petersen" not in {one.name for one in wiki.readers("NORD")}


def test_a_space_that_is_open_to_anybody(wiki: Wiki, confluence: RunningConfluence) -> None:
    confluence.control("grant", space="HARB", who="*")
    kinds = [one.kind for one in wiki.readers("HARB")]
    assert kinds.count(ReaderKind.ANYBODY) == 1
    assert "anybody" in confluence.see("/spaces/HARB").text


def test_what_each_deployment_tells_about_a_reader(
    cloud: CloudWiki, data_center: DataCenterWiki
) -> None:
    theirs = {one.name: one for one in cloud.readers("HARB")}["Grace Miller"]
    assert (theirs.email, theirs.outside) == ("grace@harbour.example", True)
    assert {one.name: one for one in cloud.readers("HARB")}["Perron"].outside is False
    guests = Reader(ReaderKind.GROUP, "0b6a2c1e-5f0e-4c55-9d0e-5b1f6f3f0002", "nordwind-guests")
    assert [(one.email, one.outside) for one in cloud.members(guests)] == [(None, True)]
    theirs = {one.name: one for one in data_center.readers("HARB")}["Grace Miller"]
    assert theirs == Reader(ReaderKind.USER, "grace", "Grace Miller")


def test_readers_are_not_told_to_everybody(confluence: RunningConfluence) -> None:
    with pytest.raises(Refused) as told:
        DataCenterWiki(confluence.url, READER_TOKEN).readers("NORD")
    assert told.value.code == "right"


def test_page_readers(wiki: Wiki, confluence: RunningConfluence, draft: PageDraft) -> None:
    made = wiki.create(draft)
    assert wiki.page_readers(made.id) == []
    confluence.control("restrict", page=made.id, only=["perron", "@gleiswerk-team"])
    assert [(one.kind, one.name) for one in wiki.page_readers(made.id)] == [
        (ReaderKind.USER, "Perron"),
        (ReaderKind.GROUP, "gleiswerk-team"),
    ]


def test_a_page_goes_into_the_trash_with_one_call(
    wiki: Wiki, confluence: RunningConfluence, draft: PageDraft
) -> None:
    made = wiki.create(draft)
    before = len(writes(confluence))
    wiki.trash(made.id)
    assert len(writes(confluence)) == before + 1
    assert wiki.find("NORD", draft.title, draft.label) is None
    for again in (wiki.read, wiki.trash):
        with pytest.raises(Refused) as told:
            again(made.id)
        assert told.value.code == "missing"
    assert wiki.create(draft).id != made.id, "its title is free, its number is not"
