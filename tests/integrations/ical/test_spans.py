"""What counts as busy in the calendars that people have."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from bot.ports import Refused
from integrations.ical.spans import busy_spans

SINCE = datetime(2026, 10, 1, tzinfo=UTC)
UNTIL = datetime(2026, 12, 1, tzinfo=UTC)
BERLIN = """BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def event(*lines: str, uid: str = "1") -> str:
    return "\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT"]
    )


def calendar(*parts: str, head: str = "") -> bytes:
    body = "\n".join(part.strip("\n") for part in parts)
    top = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//t//EN\n"
    return f"{top}{head}{body}\nEND:VCALENDAR\n".replace("\n", "\r\n").encode()


def spans(content: bytes, zone: str = "Europe/Berlin") -> list[tuple[str, str]]:
    found = busy_spans(content, SINCE, UNTIL, zone)
    return [(f"{start:%m-%d %H:%M}", f"{end:%m-%d %H:%M}") for start, end in found]


MEETING = ("DTSTART:20261118T090000Z", "DTEND:20261118T100000Z")


@pytest.mark.parametrize(
    "line",
    [
        "TRANSP:TRANSPARENT",
        "STATUS:CANCELLED",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
    ],
)
def test_what_leaves_somebody_free_is_left_out(line: str) -> None:
    assert spans(calendar(event(*MEETING))) == [("11-18 09:00", "11-18 10:00")]
    assert spans(calendar(event(*MEETING, line))) == []


def test_all_day_and_out_of_office_are_days_of_their_zone() -> None:
    day = event("DTSTART;VALUE=DATE:20261118", "DTEND;VALUE=DATE:20261120",
                "X-MICROSOFT-CDO-BUSYSTATUS:OOF")  # fmt: skip
    assert spans(calendar(day)) == [("11-17 23:00", "11-19 23:00")]
    assert spans(calendar(day), "America/New_York") == [("11-18 05:00", "11-20 05:00")]
    one_day = event("DTSTART;VALUE=DATE:20261118")
    assert spans(calendar(one_day)) == [("11-17 23:00", "11-18 23:00")]


def test_series_keep_their_wall_time_over_the_change_of_clocks_and_skip_what_is_moved() -> None:
    series = event(
        "DTSTART;TZID=W. Europe Standard Time:20261014T093000",
        "DTEND;TZID=W. Europe Standard Time:20261014T100000",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE;TZID=W. Europe Standard Time:20261021T093000",
        uid="s",
    )
    moved = event(
        "RECURRENCE-ID;TZID=W. Europe Standard Time:20261104T093000",
        "DTSTART;TZID=W. Europe Standard Time:20261105T140000",
        "DTEND;TZID=W. Europe Standard Time:20261105T150000",
        uid="s",
    )
    assert spans(calendar(BERLIN, series, moved)) == [
        ("10-14 07:30", "10-14 08:00"),
        ("10-28 08:30", "10-28 09:00"),
        ("11-05 13:00", "11-05 14:00"),
    ]


def test_floating_times_are_meant_where_the_person_is() -> None:
    floating = event("DTSTART:20261118T090000", "DURATION:PT1H")
    assert spans(calendar(floating)) == [("11-18 08:00", "11-18 09:00")]
    assert spans(calendar(floating), "Asia/Tokyo") == [("11-18 00:00", "11-18 01:00")]


def test_what_overlaps_is_one_and_what_lies_outside_is_cut() -> None:
    first = event("DTSTART:20261118T090000Z", "DTEND:20261118T100000Z", uid="a")
    second = event("DTSTART:20261118T093000Z", "DTEND:20261118T110000Z", uid="b")
    long = event("DTSTART:20260901T000000Z", "DTEND:20261002T000000Z", uid="c")
    late = event("DTSTART:20270901T000000Z", "DTEND:20270902T000000Z", uid="d")
    assert spans(calendar(first, second, long, late)) == [
        ("10-01 00:00", "10-02 00:00"),
        ("11-18 09:00", "11-18 11:00"),
    ]


def test_a_calendar_of_free_and_busy_alone_is_read() -> None:
    content = calendar(
        "BEGIN:VFREEBUSY\nUID:f\nDTSTAMP:20260101T000000Z\n"
        "FREEBUSY;FBTYPE=BUSY:20261118T090000Z/20261118T100000Z,20261119T090000Z/PT2H\n"
        "FREEBUSY;FBTYPE=FREE:20261120T090000Z/20261120T100000Z\nEND:VFREEBUSY"
    )
    assert spans(content) == [("11-18 09:00", "11-18 10:00"), ("11-19 09:00", "11-19 11:00")]


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>Log in</html>", b"\xff\xfe", b"BEGIN:VCALENDAR\r\n", b"BEGIN:VEVENT\r\nEND:X"],
)
def test_what_is_no_calendar_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as told:
        busy_spans(content, SINCE, UNTIL, "Europe/Berlin")
    assert told.value.code == "calendar"


def test_a_broken_event_does_not_hide_the_others() -> None:
    broken = event("DTSTART:20261118T090000Z", "RRULE:FREQ=WEEKLY;UNTIL=nonsense", uid="x")
    good = event("DTSTART:20261119T090000Z", "DTEND:20261119T100000Z", uid="y")
    assert ("11-19 09:00", "11-19 10:00") in spans(calendar(broken, good))


def test_a_rule_that_never_ends_does_not_keep_us_busy() -> None:
    mad = event("DTSTART:19700101T000000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY", uid="m")
    good = event(*MEETING, uid="g")
    began = time.monotonic()
    assert spans(calendar(mad, good)) == [("11-18 09:00", "11-18 10:00")]
    assert time.monotonic() - began < 60
