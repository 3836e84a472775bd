"""Hours read from a strict Jira, in both dialects: of a span, and changed since a moment."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bot.ports import BilledBy, TicketDraft, Tracker, TrackerEnding, Worklog
from integrations.jira import JiraEnding
from playground.jira import TOKEN
from tests.integrations.jira.test_errors import refusal
from tests.playground.jira.running import RunningJira

NOVEMBER = datetime(2026, 10, 31, 23, tzinfo=UTC)
DECEMBER = datetime(2026, 11, 30, 23, tzinfo=UTC)
EVER = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC))


def log(jira: RunningJira, key: str, started: str, **more: object) -> None:
    entry = {"key": key, "author": "mara", "started": started, "seconds": 5400, **more}
    jira.control("worklog", **entry)


def test_work_of_a_month(
    ending: TrackerEnding, tracker: Tracker, jira: RunningJira, draft: TicketDraft, mara: str
) -> None:
    for _ in range(3):
        tracker.create(draft)
    log(jira, "NORD-1", "2026-10-31T22:59:59Z")
    for minute in (3, 1, 2):
        log(jira, "NORD-2", f"2026-10-31T23:0{minute}:00Z", comment="Late")
    log(jira, "NORD-3", "2026-11-30T22:59:00Z", author="jonas", created="2026-12-01T08:00:00Z")
    log(jira, "NORD-3", "2026-11-30T23:00:00Z")
    jira.control("pages", most=2)
    found = ending.worklogs(["NORD", "HARB"], NOVEMBER, DECEMBER)
    assert [(one.issue, one.started.minute) for one in found] == [
        ("NORD-2", 1),
        ("NORD-2", 2),
        ("NORD-2", 3),
        ("NORD-3", 59),
    ]
    first, last = found[0], found[-1]
    assert (first.author, first.author_name, first.comment) == (mara, "Mara Vogt", "Late")
    assert (first.seconds, first.summary, first.billed) == (5400, draft.summary, False)
    assert last.started == datetime(2026, 11, 30, 22, 59, tzinfo=UTC)
    assert last.written == last.changed == datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert ending.worklogs(["HARB"], NOVEMBER, DECEMBER) == []
    assert ending.worklogs([], NOVEMBER, DECEMBER) == []
    assert refusal(lambda: ending.worklogs(["NONE"], NOVEMBER, DECEMBER)).code == "query"


def test_three_months_and_what_is_not_billed(ending: TrackerEnding, jira: RunningJira) -> None:
    jira.control("worked", project="NORD", until="2026-11-20")
    found = ending.worklogs(["NORD"], *EVER, BilledBy(label="billed"))
    assert Counter(one.billed for one in found) == {True: 4, False: 7}
    both = ending.worklogs(["NORD"], *EVER, BilledBy(label="billed", field="Invoice"))
    assert Counter(one.billed for one in both) == {True: 6, False: 5}
    by_person = Counter[str]()
    for one in found:
        by_person[one.author_name] += one.seconds
    assert by_person == {
        "Mara Vogt": 10_800 + 9_900 + 18_060,
        "Jonas Weber": 5_400 + 26_400 + 1_200,
        "Emre Aydin": 7_200 + 21_600,
        "Lena Brandt": 15_000 + 13_200,
        "Sofie Martens": 5_400,
    }


@pytest.mark.parametrize(
    ("value", "by", "billed"),
    [
        ("R-2026-17", BilledBy(field="Invoice"), True),
        ("R-2026-17", BilledBy(field="customfield_10300"), True),
        ({"value": "yes"}, BilledBy(field="Invoice", value="yes"), True),
        ([{"value": "no"}, {"value": "yes"}], BilledBy(field="Invoice", value="yes"), True),
        ("later", BilledBy(field="Invoice", value="yes"), False),
        (None, BilledBy(field="Invoice"), False),
        (False, BilledBy(field="Invoice"), False),
        (None, BilledBy(label="billed", field="Invoice"), False),
        ("x", BilledBy(), False),
    ],
)
def test_a_field_says_what_is_billed(
    tracker: Tracker,
    jira: RunningJira,
    draft: TicketDraft,
    value: object,
    by: BilledBy,
    billed: bool,
) -> None:
    key = tracker.create(draft).key
    log(jira, key, "2026-11-03T09:00:00Z")
    jira.control("field", key=key, field="customfield_10300", value=value)
    found = JiraEnding(jira.url, TOKEN).worklogs(["NORD"], NOVEMBER, DECEMBER, by)
    assert [one.billed for one in found] == [billed]


def test_a_field_that_is_not_there(jira: RunningJira) -> None:
    ending = JiraEnding(jira.url, TOKEN)
    refused = refusal(lambda: ending.worklogs(["NORD"], *EVER, BilledBy(field="Invoiced")))
    assert (refused.code, refused.detail) == ("missing", "there is no field 'Invoiced'")


def test_what_was_written_after_the_block(
    ending: TrackerEnding, tracker: Tracker, jira: RunningJira, draft: TicketDraft, mara: str
) -> None:
    """Also for a day before it; not that of others' projects; the last minute comes later."""
    now = datetime.now(UTC)
    tracker.create(draft)
    tracker.create(TicketDraft("HARB", "Other", "", "6", "perron-2"))
    ages = {"NORD-1": (9, 5, 4, 3, 2, 0), "HARB-1": (3,)}
    for key, minutes in ages.items():
        for age in minutes:
            created = (now - timedelta(minutes=age)).isoformat()
            log(jira, key, "2026-09-01T08:00:00Z", created=created, comment=str(age))
    jira.control("pages", most=2)
    found: list[Worklog] = ending.worklogs_changed(["NORD"], now - timedelta(minutes=6))
    assert [one.comment for one in found] == ["5", "4", "3", "2"]
    assert {(one.issue, one.author) for one in found} == {("NORD-1", mara)}
    assert abs(found[0].written - (now - timedelta(minutes=5))) < timedelta(seconds=1)
    jira.control("delete", key="HARB-1")
    assert ending.worklogs_changed(["HARB"], now - timedelta(minutes=6)) == []
    assert ending.worklogs_changed([], now) == []
