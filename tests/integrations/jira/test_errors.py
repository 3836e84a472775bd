"""What goes wrong, and as which error it comes: told to wait, maybe done, or clearly refused."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from bot.ports import Busy, OutsideError, Refused, TicketDraft, Tracker, Unreachable
from integrations.jira import JiraTracker
from playground.jira import READER_TOKEN, TOKEN
from tests.playground.jira.running import RunningJira

Call = Callable[[Tracker], object]
DRAFT = TicketDraft("NORD", "Summary", "Text", "6", "perron-1")
CALLS: dict[str, Call] = {
    "whoami": lambda tracker: tracker.whoami(),
    "create": lambda tracker: tracker.create(DRAFT),
    "find": lambda tracker: tracker.find("NORD", "perron-1"),
    "link": lambda tracker: tracker.link("NORD-1", "https://example.org", "There", "perron-1"),
    "states": lambda tracker: tracker.states(["NORD-1"]),
    "project": lambda tracker: tracker.project("NORD"),
}
every_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


def refusal(deed: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        deed()
    return caught.value


@every_call
@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        ("401", Refused, "auth"),
        ("403", Refused, "right"),
        ("429", Busy, None),
        ("500", Unreachable, None),
        ("drop_before", Unreachable, None),
        ("drop_after", Unreachable, None),
    ],
)
def test_every_call_says_what_happened(
    tracker: Tracker,
    jira: RunningJira,
    call: Call,
    status: str,
    error: type[OutsideError],
    code: str | None,
) -> None:
    tracker.create(DRAFT)
    jira.hostile({"method": "*", "nth": 1, "do": status}, retry_after=12)
    jira.traffic.clear()
    with pytest.raises(error) as caught:
        call(tracker)
    assert len(jira.calls()) == 1
    assert getattr(caught.value, "code", None) == code
    assert getattr(caught.value, "retry_after", 12.0) == 12.0


@every_call
def test_a_jira_that_is_not_there(call: Call) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable):
            call(JiraTracker(f"http://127.0.0.1:{nobody.getsockname()[1]}", TOKEN))


@every_call
def test_a_wrong_token(jira: RunningJira, call: Call) -> None:
    assert refusal(lambda: call(JiraTracker(jira.url, "wrong"))).code == "auth"


def test_a_ticket_whose_answer_was_lost_is_found_and_made_once(
    either: Tracker, jira: RunningJira, draft: TicketDraft
) -> None:
    jira.hostile({"method": "jira.create", "nth": 1, "do": "drop_after"}, search_lag=3)
    with pytest.raises(Unreachable):
        either.create(draft)
    assert [issue["key"] for issue in jira.issues()] == ["NORD-1"]
    assert either.find("NORD", draft.label) is None
    jira.now += 3
    found = either.find("NORD", draft.label)
    assert found is not None
    assert found.key == "NORD-1"


def test_fields_that_are_wrong_are_named(
    tracker: Tracker, jira: RunningJira, draft: TicketDraft
) -> None:
    jira.control("required", project="NORD", issue_type="Task", field="cf", name="Cost centre")
    refused = refusal(lambda: tracker.create(replace(draft, assignee="nobody", priority="99")))
    assert refused.code == "field"
    assert set(refused.fields) == {"cf", "assignee", "priority"}
    assert refused.fields["cf"] == "Cost centre is required."
    assert "Cost centre is required." in refused.detail
    assert refusal(lambda: tracker.create(replace(draft, label="two words"))).code == "field"
    assert refusal(lambda: tracker.create(replace(draft, issue_type="Epic"))).code == "field"
    assert jira.issues() == []


def test_what_one_may_not_do(jira: RunningJira, tracker: Tracker, draft: TicketDraft) -> None:
    tracker.create(draft)
    reader = JiraTracker(jira.url, READER_TOKEN)
    assert refusal(lambda: reader.create(draft)).code == "right"
    assert refusal(lambda: CALLS["link"](reader)).code == "right"
    assert [state.key for state in reader.states(["NORD-1"])] == ["NORD-1"]


def test_what_one_cannot_see(jira: RunningJira, tracker: Tracker, draft: TicketDraft) -> None:
    tracker.create(replace(draft, project="HARB"))
    reader = JiraTracker(jira.url, READER_TOKEN)
    assert refusal(lambda: reader.create(replace(draft, project="HARB"))).code == "missing"
    assert refusal(lambda: reader.project("HARB")).code == "missing"
    assert refusal(lambda: reader.link("HARB-1", "https://x.example", "X", "g")).code == "missing"
    assert refusal(lambda: reader.find("HARB", draft.label)).code == "query"
    assert reader.states(["HARB-1"]) == []


def test_a_project_that_does_not_exist(tracker: Tracker, draft: TicketDraft) -> None:
    assert refusal(lambda: tracker.project("NOPE")).code == "missing"
    assert refusal(lambda: tracker.create(replace(draft, project="NOPE"))).code == "missing"
    assert refusal(lambda: tracker.link("NORD-9", "https://x.example", "X", "g")).code == "missing"


def test_a_query_with_quotes_stays_a_value(tracker: Tracker) -> None:
    assert refusal(lambda: tracker.find('NORD" OR project = "HARB', "x")).code == "query"
    assert refusal(lambda: tracker.find("NORD", 'x") OR (labels = "y\\')).code == "query"


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """Something that is no Jira: answers every connection with the same bytes, then closes."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread.join(timeout=10)


def raw(status: str, body: str = "", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return ("\r\n".join([*lines, "", body])).encode()


def test_an_address_that_points_elsewhere_is_not_followed() -> None:
    with answering(raw("302 Found", "", "Location: https://login.example/")) as url:
        refused = refusal(lambda: JiraTracker(url, TOKEN).create(DRAFT))
    assert (refused.code, refused.detail) == ("other", "redirected to https://login.example/")


@pytest.mark.parametrize(
    "answer",
    [
        raw("200 OK", "<html>Please log in</html>"),
        raw("200 OK", '{"unexpected": true}'),
        raw("200 OK", "[]"),
        raw("502 Bad Gateway", "<html>"),
        raw("408 Request Timeout"),
        raw("200 OK", '{"key"')[:-3],
        b"",
        b"not HTTP at all\r\n\r\n",
    ],
)
def test_no_usable_answer_may_have_been_carried_out(answer: bytes) -> None:
    with answering(answer) as url, pytest.raises(Unreachable):
        JiraTracker(url, TOKEN).create(DRAFT)


def test_no_answer_in_time() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(Unreachable):
            JiraTracker(url, TOKEN, timeout=0.2).create(DRAFT)


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("Retry-After: 3", 3, 3),
        ("Retry-After: Fri, 31 Dec 1999 23:59:59 GMT", 0, 0),
        ("Retry-After: Fri, 31 Dec 2100 23:59:59 GMT", 60, float("inf")),
        ("Retry-After: soon", 10, 10),
        ("Retry-After: inf", 10, 10),
        ("X-Nothing: said", 10, 10),
    ],
)
def test_how_long_to_wait(header: str, least: float, most: float) -> None:
    answer = raw("429 Too Many Requests", "", header)
    with answering(answer) as url, pytest.raises(Busy) as caught:
        JiraTracker(url, TOKEN).whoami()
    assert least <= caught.value.retry_after <= most


def test_too_many_wrong_logins_are_about_the_token() -> None:
    header = "X-Authentication-Denied-Reason: CAPTCHA_CHALLENGE; login-url=https://x.example"
    with answering(raw("403 Forbidden", "", header)) as url:
        refused = refusal(lambda: JiraTracker(url, TOKEN).whoami())
    assert refused.code == "auth"
    assert "CAPTCHA" in refused.detail


@every_call
def test_no_error_tells_the_token(jira: RunningJira, call: Call) -> None:
    jira.hostile(**{"500": 1.0})
    with pytest.raises(Unreachable) as caught:
        call(JiraTracker(jira.url, TOKEN))
    assert TOKEN not in f"{caught.value} {caught.value!r} {caught.value.__cause__}"
