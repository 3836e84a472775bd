"""Away, covered, back: as the people see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.core.db import Database
from bot.features.platforms.models import BusySpan, Platform
from bot.features.platforms.service import Availability, Why, available
from bot.settings import IcalSettings
from tests.dialogue.harness import Stage, actions_of, stage, text_of
from tests.integrations.ical.server import CalendarServer, calendar_server, text

SHOP = "Im Shop stimmen die Preise nach dem Import nicht mehr."
UX = "The layout of the landing page looks wrong on my phone."
COVER = "<@U0SOFIE>"


def ask_and_take(here: Stage, who: str) -> tuple[str, str]:
    """A question of each client, both in somebody's hands; returns their threads."""
    threads = []
    for client, channel, words in (("anke", "C0NORDWIND", SHOP), ("grace", "C0HARBOUR", UX)):
        threads.append(here.post(client, channel, words))
        here.settle()
        here.press(who, "request_take")
    return threads[0], threads[1]


def direct(here: Stage, who: str, words: str) -> list[dict[str, Any]]:
    """The direct messages of Perron in which words stand."""
    return [one for one in here.cards(who, "dm") if words in text_of(one)]


def until(here: Stage, iso: str) -> None:
    here.slack.post("clock", set=iso, timeout=120)
    here.settle()


def opens_window(here: Stage, who: str, typed: str) -> str:
    """Type what opens a window; what is answered beside it."""
    answer = here.slack.post("command", as_=who, channel="C0TEAM", text=typed)
    assert answer["ok"], answer
    here.modal(who)
    return text_of(answer.get("response") or {})


def buttons(message: dict[str, Any], action_id: str) -> list[dict[str, Any]]:
    """The buttons beside sections."""
    found = (block.get("accessory") for block in message["blocks"])
    return [one for one in found if one and one["action_id"] == action_id]


def test_away_covered_and_back(here: Stage) -> None:
    nord, harbour = ask_and_take(here, "emre")
    told = here.command("emre", f"/perron away 19.11.-20.11. {COVER} headache")
    assert "Thursday, 19 November 2026 to Friday, 20 November 2026" in told
    assert f"{COVER} covers for you" in told
    assert "headache" not in told
    until(here, "2026-11-18T16:05:00+01:00")
    [eve] = direct(here, "emre", "You will be away")
    assert f"This goes to {COVER}" in text_of(eve)
    assert "Nordwind" in text_of(eve)
    assert actions_of(eve) == ["absence_change", "absence_remove"]
    until(here, "2026-11-19T08:55:00+01:00")
    assert direct(here, "sofie", "you cover") == [], "not before her day begins"
    assert COVER in text_of(here.cards("anke", "C0NORDWIND", nord)[-1]), "the client's card"
    until(here, "2026-11-19T09:05:00+01:00")
    [handover] = direct(here, "sofie", "you cover")
    for sight in (
        "Nordwind",
        "Harbour &amp; Co",
        "Preise",
        "landing page",
        "our turn",
        "p" + nord.replace(".", ""),
    ):
        assert sight in text_of(handover)
    assert direct(here, "sofie", "was given to you") == []
    here.post("sofie", "C0HARBOUR", "It is fixed, please have a look.", thread_ts=harbour)
    here.settle()
    until(here, "2026-11-22T20:00:00+01:00")
    assert direct(here, "emre", "Welcome back") == [], "it is Sunday"
    until(here, "2026-11-23T09:05:00+01:00")
    [back] = direct(here, "emre", "Welcome back")
    assert f"answered, waiting for others; with {COVER}" in text_of(back)
    assert f"still open, with {COVER}" in text_of(back)
    [shop] = [one for one in back["blocks"] if "Preise" in text_of({"blocks": [one]})]
    for _ in range(2):
        here.click("emre", "dm", back, "absence_take_back", block_id=shop["block_id"])
    here.settle()
    [back] = direct(here, "emre", "Welcome back")
    assert "with you" in text_of(back)
    assert len(buttons(back, "absence_take_back")) == 1
    assert "<@U0EMRE>" in text_of(here.cards("anke", "C0NORDWIND", nord)[-1])
    assert "Emre" not in text_of(here.cards("grace", "C0HARBOUR", harbour)[-1])


def test_the_window_says_what_is_wrong_and_the_message_stays_true(here: Stage) -> None:
    assert opens_window(here, "emre", "/perron away") == ""
    wrong = here.submit("emre", first="2026-11-20", last="2026-11-19")
    assert "end that lies after" in wrong["errors"]["last"]
    wrong = here.submit("emre", first="2026-11-20", last="2026-11-20", cover="U0EMRE")
    assert "cover for yourself" in wrong["errors"]["cover"]
    assert here.submit(
        "emre", first="2026-11-20", last="2026-11-20", half="from_noon", cover="U0SOFIE"
    )["ok"]
    here.settle()
    [noted] = direct(here, "emre", "You will be away")
    assert "Friday, 20 November 2026, 12:00 to 24:00" in text_of(noted)
    assert "reason" not in str(noted)
    here.click("emre", "dm", noted, "absence_change")
    assert here.submit("emre", last="2026-11-23", half="whole", cover="U0LENA")["ok"]
    here.settle()
    [noted] = direct(here, "emre", "You will be away")
    assert "20 November 2026 to Monday, 23 November 2026" in text_of(noted)
    assert "<@U0LENA>" in text_of(noted)
    told = opens_window(here, "emre", "/perron away")
    assert "23 November" in told, "what there is, beside the window"
    here.slack.post("close", as_="emre", view_id=here.modal("emre")["id"])
    here.click("emre", "dm", noted, "absence_remove")
    here.settle()
    assert direct(here, "emre", "You will be away") == []
    assert opens_window(here, "emre", "/perron away") == ""


def test_without_a_cover_the_team_is_asked_and_back_ends_it(here: Stage) -> None:
    ask_and_take(here, "emre")
    assert "your team is asked" in here.command("emre", "/perron away today")
    here.settle()
    [asks] = [one for one in here.cards("mara", "C0TEAM") if "Who takes this" in text_of(one)]
    assert len(buttons(asks, "absence_take")) == 2
    line = next(one for one in asks["blocks"] if "Preise" in text_of({"blocks": [one]}))
    for who in ("lena", "mara"):
        here.click(who, "C0TEAM", asks, "absence_take", block_id=line["block_id"])
    here.settle()
    assert "Lena Brandt" in here.whispers("mara", "C0TEAM")[-1]
    [asks] = [one for one in here.cards("mara", "C0TEAM") if "Who takes this" in text_of(one)]
    assert len(buttons(asks, "absence_take")) == 1
    assert "with <@U0LENA>" in text_of(asks)
    assert "Welcome back" in here.command("emre", "/perron back")
    here.settle()
    [back] = direct(here, "emre", "Welcome back")
    assert "still open, with <@U0LENA>" in text_of(back)
    assert "with you" in text_of(back)
    assert "not away" in here.command("emre", "/perron back")
    assert "I do not understand" in here.command("emre", "/perron away sometime")


def free(db: Database, who: str, at: datetime) -> Availability:
    return db.read(lambda s: available(s, who, at, platform=s.get_one(Platform, "super-mario")))


def test_slacks_status_and_peace_are_hints_that_pass(here: Stage) -> None:
    now = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
    here.slack.post("status", user="jonas", status_text="Urlaub", status_emoji=":palm_tree:")
    here.slack.post("status", user="lena", dnd=True)
    here.settle()
    assert free(here.db, "U0JONAS", now).why is Why.BUSY
    assert free(here.db, "U0LENA", now).why is Why.BUSY
    here.post("anke", "C0NORDWIND", SHOP)
    here.settle()
    assert here.cards("jonas", "dm") == [], "the best suited is not asked now"
    here.slack.post("status", user="jonas", status_text="", status_emoji="")
    here.slack.post("status", user="lena", dnd=False)
    here.settle()
    assert free(here.db, "U0JONAS", now).free
    assert free(here.db, "U0LENA", now).free


MEETING = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//t//EN\r
BEGIN:VEVENT\r
UID:1\r
DTSTAMP:20261101T000000Z\r
DTSTART:20261118T120000Z\r
DTEND:20261118T130000Z\r
SUMMARY:Doctor\r
LOCATION:Hospital\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CalendarServer]:
    with calendar_server(tmp_path) as running:
        yield running


def test_a_calendar_is_read_for_busy_times_and_trouble_is_told_once(
    tmp_path: Path, sqlite: str, server: CalendarServer
) -> None:
    server.pages["/c.ics?key=geheim&x=1"] = text(MEETING)
    trusted = IcalSettings(ca=server.ca, trusted=(f"127.0.0.1:{server.port}",))
    with stage(tmp_path, sqlite, settings={"ical": trusted}) as here:
        address = server.address("/c.ics?key=geheim&x=1")
        told = here.command("emre", f"/perron calendar {address}")
        assert "every hour" in told
        assert "geheim" not in told
        here.settle()
        at_one = datetime(2026, 11, 18, 12, 30, tzinfo=UTC)
        busy = free(here.db, "U0EMRE", at_one)
        assert (busy.why, busy.until) == (Why.BUSY, at_one.replace(hour=13, minute=0))
        assert free(here.db, "U0EMRE", at_one.replace(hour=11)).free
        server.pages["/c.ics?key=geheim&x=1"] = text(b"", 503)
        here.advance(hours=2)
        assert len(server.asked) > 1, "hourly"
        assert here.cards("emre", "dm") == [], "what may pass is not worth a word"
        server.pages.clear()
        here.advance(hours=1)
        [trouble] = direct(here, "emre", "There is no calendar at the address")
        here.advance(hours=3)
        assert len(direct(here, "emre", "There is no calendar")) == 1, "once"
        assert "geheim" not in text_of(trouble)
        server.pages["/c.ics?key=geheim&x=1"] = text(MEETING)
        here.advance(hours=18)
        assert direct(here, "emre", "There is no calendar") == [], "it has passed"
        assert "is read every hour" in here.command("emre", "/perron calendar")
        assert "not read any more" in here.command("emre", "/perron calendar off")
        here.settle()
        assert here.db.read(lambda s: s.query(BusySpan).all()) == []
        asked = len(server.asked)
        here.advance(hours=3)
        assert len(server.asked) == asked


def test_an_address_within_our_own_walls_is_refused_to_its_owner(here: Stage) -> None:
    assert "begins with https" in here.command("emre", "/perron calendar http://x.example/c.ics")
    here.command("emre", "/perron calendar https://169.254.169.254/latest/meta-data")
    here.settle()
    [trouble] = direct(here, "emre", "address can't be used")
    assert "169.254" not in text_of(trouble)
