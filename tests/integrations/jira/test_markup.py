"""What a client wrote is shown as it was written, whatever Jira's markup would make of it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import TicketDraft
from integrations.jira import JiraTracker, escape
from integrations.jira.markup import escape_within, one_line
from playground.jira.page import plain
from tests.examples import texts
from tests.playground.jira.running import WEB, RunningJira

MARKUP = st.text(st.sampled_from("ab1 \n\\{}[]!*_-+^~?|#&;:()./xh@<>é😀"), max_size=60)
WORDS = st.sampled_from(
    ["{code}", "{html}", "[~mara]", "!x.png!", "h1. ", "bq. ", "https://a.b/c_d?e=1&f", "\\\\", " "]
)
TEXTS = st.one_of(texts(max_size=60), MARKUP, st.lists(WORDS | MARKUP, max_size=6).map("".join))
UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
BARE = re.compile(r"(?<!\\)[{}\[\]|^~]|(?<!\\)!(?=\S)|\\\\")


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("{code}rm -rf{code}", r"\{code\}rm \-rf\{code\}"),
        ("[~mara] look", r"\[\~mara\] look"),
        ("!https://x.example/p.png!", r"\!https://x.example/p.png!"),
        ("{html}<b>{html}", r"\{html\}<b>\{html\}"),
        ("h1. Big", r"h1\. Big"),
        ("bq. said", r"bq\. said"),
        ("* one\n# two\n- three", "\\* one\n\\# two\n\\- three"),
        ("|a|b|", r"\|a\|b\|"),
        ("----", r"\-\-\-\-"),
        ("*bold* _it_ ??c?? +i+", r"\*bold\* \_it\_ \?\?c\?\? \+i\+"),
        ("ok (y) :)", r"ok \(y) \:)"),
        (r"\\server and C:\temp", r"&#92;&#92;server and C:\temp"),
        ("&lt; & co", "&amp;lt; & co"),
        ("E-Mail an a_b, 10+5. Hallo! Klar (siehe #12).", None),
        ("https://example.org/a_b-c/?x=1&y=~z#t.", None),
        ("erste Zeile\nzweite  Zeile\n\nAbsatz", None),
        ("a\r\nb\rc\x00\ud800", "a\nb\nc"),
    ],
)
def test_escape(written: str, sent: str | None) -> None:
    """None: nothing in it means anything to Jira, so it goes out as it is."""
    assert escape(written) == (written if sent is None else sent)


@given(TEXTS)
def test_what_is_shown_is_what_was_written(text: str) -> None:
    meant = UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert plain(escape(text)) == meant


@given(TEXTS)
def test_no_mark_stays_bare(text: str) -> None:
    """Outside addresses, which may hold a tilde."""
    assert not BARE.search(re.sub(r"https?://[\w.~:/?#@$'()+,=%&;-]*", "x", escape(text)))


@given(TEXTS, st.integers(min_value=1, max_value=50))
def test_cut_to_fit(text: str, limit: int) -> None:
    cut = escape_within(text, limit)
    assert len(cut) <= limit
    assert cut == escape(text) or cut.endswith("…")
    assert "\n" not in one_line(text, limit)
    assert len(one_line(text, limit)) <= limit


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("{code}\nx\n{code}", "<pre"),
        ("{panel:title=x}\nx\n{panel}", 'class="panel"'),
        ("h1. Big", "<h1>"),
        ("bq. said", "<blockquote>"),
        ("* one\n* two", "<ul>"),
        ("||a||b||", "<table>"),
        ("----", "<hr"),
        ("[~mara]", "user-hover"),
    ],
)
def test_jira_renders_text_and_no_markup(
    tracker: JiraTracker, jira: RunningJira, draft: TicketDraft, written: str, html: str
) -> None:
    """jira820 knows no backslash: of the marks inside a line it can show only the mention."""

    def rendered(key: str) -> str:
        at = f"{jira.jira820}/rest/api/2/issue/{key}?expand=renderedFields"
        return str(WEB.get(at).json()["renderedFields"]["description"])

    raw = {"project": {"key": "NORD"}, "issuetype": {"id": "6"}, "summary": "Raw"}
    at = f"{jira.jira820}/rest/api/2/issue"
    WEB.post(at, json={"fields": {**raw, "description": written}})
    key = tracker.create(replace(draft, description=written, source_url=None)).key
    assert html in rendered("NORD-1")
    assert html not in rendered(key)


def test_the_page_shows_what_the_client_wrote(
    tracker: JiraTracker, jira: RunningJira, draft: TicketDraft
) -> None:
    written = "{code} [~mara]\n!x.png! *really*\\\\ end"
    key = tracker.create(replace(draft, description=written)).key
    page = WEB.get(f"{jira.url}/browse/{key}").text
    assert written in page
