"""Pages about a question: only of the space that is asked for, whatever somebody has typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ports import Busy, Refused, Unreachable, Wiki
from integrations.confluence import CloudWiki
from integrations.confluence.cql import about, plain_words, quoted
from playground.confluence import READER_TOKEN, cql
from tests.examples import examples
from tests.playground.confluence.running import RunningConfluence

PAGES = {
    "NORD": {
        "Preise aus dem ERP": "<p>Der Import läuft nachts; danach stimmen die Preise im Shop.</p>",
        "Warenkorb": "<p>Rabatte im Shop, und wie sie gerechnet werden.</p>",
        "Anleitung": "<p>Rechnungen schreibt das ERP.</p>",
    },
    "HARB": {"Prices of Harbour": "<p>Import, Preise, Shop, ERP, Rechnung, Warenkorb.</p>"},
}
SEARCH = "confluence.search"


@pytest.fixture
def filled(confluence: RunningConfluence) -> RunningConfluence:
    for space, pages in PAGES.items():
        for title, words in pages.items():
            confluence.control("write", space=space, title=title, storage=words)
    confluence.traffic.clear()
    return confluence


def titles(wiki: Wiki, *words: str, space: str = "NORD", most: int = 3) -> list[str]:
    return [one.title for one in wiki.search(space, words, most)]


@pytest.mark.usefixtures("filled")
def test_two_of_the_words_or_what_begins_like_them(wiki: Wiki) -> None:
    assert titles(wiki, "preise", "import", "quirrlo") == ["Preise aus dem ERP"]
    assert titles(wiki, "Preisen", "Importe") == ["Preise aus dem ERP"]
    assert titles(wiki, "rechnung", "erp") == ["Anleitung"]
    assert titles(wiki, "preise", "quirrlo") == []
    assert titles(wiki, "shop", "preise", "rabatte") == ["Preise aus dem ERP", "Warenkorb"]
    assert titles(wiki, "shop", "preise", "rabatte", most=1) == ["Preise aus dem ERP"]
    assert titles(wiki, "import", "preise", space="HARB") == ["Prices of Harbour"]


@pytest.mark.usefixtures("filled")
def test_a_single_word_stands_in_the_title(wiki: Wiki) -> None:
    assert titles(wiki, "warenkörbe", "warenkorb", "!") == []
    assert titles(wiki, "Warenkorb") == ["Warenkorb"]
    assert titles(wiki, "Rabatte") == []


def test_the_address_is_one_that_people_open(wiki: Wiki, filled: RunningConfluence) -> None:
    [page] = wiki.search("NORD", ["preise", "import"], 3)
    seen = filled.see(page.url.removeprefix(filled.url))
    assert "Der Import läuft nachts" in seen.text


def test_without_a_word_nobody_is_asked(wiki: Wiki, filled: RunningConfluence) -> None:
    for words in ([], [""], ["?!", "– –", "_"], ["a", "b"]):
        assert wiki.search("NORD", words, 3) == []
    assert filled.calls() == []


@pytest.mark.usefixtures("filled")
def test_what_means_something_in_a_query_is_a_word_like_any_other(wiki: Wiki) -> None:
    everything = ('x" or text ~ "*', 'shop") or (space = HARB', "\\", 'shop\\" or type = page')
    for typed in everything:
        assert "Prices of Harbour" not in titles(wiki, typed, "preise", "import", most=20)
    assert titles(wiki, "*", "NOT", "OR", "pre*") == []
    assert titles(wiki, "preise OR quirrlo") == []
    assert titles(wiki, "preise~", "-import", "(shop", "c#", "title:erp")[0] == "Preise aus dem ERP"
    for reserved in ("and", "order", "select", "null"):
        assert titles(wiki, reserved, "quirrlo") == []


ANY = st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"\\*?~()AND or')), max_size=12)


@settings(max_examples=examples(60))
@given(st.lists(ANY, max_size=10))
def test_whatever_is_typed_asks_this_space_alone_and_is_understood(words: list[str]) -> None:
    asked = about("NORD", words)
    assert (asked is None) == (not plain_words(words))
    if asked is not None:
        wanted = cql.read(asked)  # refuses what it does not understand
        assert wanted.space == "NORD"
        assert asked.startswith('space = "NORD" and type = page and (')
        assert len(asked) < 4000


def test_a_space_is_quoted() -> None:
    assert quoted('a"b\\') == '"a\\"b\\\\"'
    typed = 'NORD" or space = "HARB'
    assert cql.read(str(about(typed, ["preise", "shop"]))).space == typed


def test_what_is_gone_or_archived_is_left_out_though_the_index_knows_it(
    wiki: Wiki, filled: RunningConfluence
) -> None:
    first, second, third = filled.pages(space="NORD")
    assert titles(wiki, "shop", "preise", "rabatte", "erp", "rechnungen") == [
        *("Preise aus dem ERP", "Warenkorb", "Anleitung")
    ]
    filled.now = 10.0
    wiki.trash(first["id"])
    filled.control("archive", page=second["id"])
    filled.hostile(search_lag=5)
    assert titles(wiki, "shop", "preise", "rabatte", "erp", "rechnungen") == [third["title"]]
    assert len(filled.traffic[-1]["response"]["results"]) == 3
    filled.control("archive", space="NORD")
    assert [one.key for one in wiki.spaces()] == ["HARB"]
    assert titles(wiki, "shop", "preise", "rabatte", "erp", "rechnungen") == []
    assert len(filled.traffic[-1]["response"]["results"]) == 3


def test_what_the_account_may_not_read_is_not_found(filled: RunningConfluence) -> None:
    reader = CloudWiki(filled.url, "reader@gleiswerk.example", READER_TOKEN)
    assert titles(reader, "preise", "import") == ["Preise aus dem ERP"]
    with pytest.raises(Refused) as told:
        reader.search("HARB", ["preise", "import"], 3)
    assert told.value.code == "missing"
    [page, *_] = filled.pages(space="NORD")
    filled.control("restrict", page=page["id"], only=["mara"])
    assert titles(reader, "preise", "import") == []


@pytest.mark.parametrize(
    ("deed", "error"),
    [
        *(("401", Refused), ("403", Refused), ("429", Busy)),
        *(("500", Unreachable), ("drop_before", Unreachable)),
    ],
)
def test_what_goes_wrong_does_not_say_the_words(
    wiki: Wiki, filled: RunningConfluence, deed: str, error: type[Exception]
) -> None:
    filled.hostile({"method": SEARCH, "do": deed})
    with pytest.raises(error) as told:
        wiki.search("NORD", ["geheim", "preise"], 3)
    assert len(filled.calls()) == 1, "and it is not asked again"
    seen: BaseException | None = told.value
    while seen is not None:
        assert "geheim" not in f"{seen} {getattr(seen, 'detail', '')}"
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


@pytest.mark.usefixtures("filled")
def test_what_confluence_says_of_a_query_is_not_repeated(wiki: Wiki) -> None:
    with pytest.raises(Refused) as told:
        wiki.search("GEHEIM", ["preise", "import"], 3)
    assert (told.value.code, told.value.detail) == ("missing", "")
