"""The first day by hand: the main job at one client or the other, typed on the demo's page.

Every button is pressed twice. The clients' windows stay open all the time: whatever was
shown in them, if only for a moment, must have been meant for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import days
from tests.browser.conftest import Look
from tests.browser.days import (
    ANKE,
    EMRE,
    GRACE,
    JONAS,
    LENA,
    NEWSLETTER,
    RELAUNCH,
    SOFIE,
    TEAM,
    closed,
    only_its_own,
    says,
)
from tests.browser.window import TIMEOUT, Window, press
from tests.examples import in_turn

pytestmark = [pytest.mark.browser, pytest.mark.slow]

expect.set_options(timeout=TIMEOUT)

NORDWIND, HARBOUR = "C0NORDWIND", "C0HARBOUR"
TIL = "U0TIL"
CURRENT = re.compile("true|page")
CLIENTS = (
    days.nordwind_in_german_the_client_opens_the_ticket,
    days.harbour_in_english_the_team_opens_the_ticket,
)


@pytest.mark.parametrize("the_day", in_turn(CLIENTS), ids=lambda one: one.__name__)
def test_the_day(look: Look, the_day: Callable[[Look], None]) -> None:
    the_day(look)


def test_the_teams_other_buttons_twice(look: Look) -> None:
    til = look(TIL, NORDWIND, locale="de-DE")
    team = look(LENA, TEAM, locale="de-DE")
    til.write("Der Button im Formular ist abgeschnitten. Außerdem fehlt das Logo auf dem Handy.")
    card = team.message("abgeschnitten")
    team.open_window(card, "request_split")
    team.fill_in("words", "Das Logo fehlt auf dem Handy")
    team.submit()
    second = team.message("Das Logo fehlt auf dem Handy")
    team.open_window(second, "request_later")
    team.fill_in("when", "nach der Messe")
    team.submit()
    says(second, "nach der Messe")
    press(second, "request_reopen")
    press(second, "request_not")
    expect(second.get_by_test_id("action-request_reopen")).to_have_text("It is a request")

    card = team.message("abgeschnitten")
    press(card, "request_take")
    says(card, "@Lena Brandt")
    card.get_by_test_id("action-request_give").click()
    team.hook(f"option-{JONAS}").dblclick()
    says(card, "@Jonas Weber")
    press(card, "request_take_over")
    says(card, "@Lena Brandt")
    til.open_thread("abgeschnitten")
    says(til.card(), "@Lena Brandt")
    press(card, "request_close")
    press(card, "request_reopen")
    says(card, "@Lena Brandt")
    expect(til.card().get_by_test_id("action-request_done")).to_be_visible()
    only_its_own(til, team, {"ticket_open_client"}, never=[])


def test_all_of_it_by_keyboard_alone(look: Look) -> None:
    window = look(GRACE, HARBOUR)
    keys = window.page.keyboard
    question = "Why does the dashboard show fewer conversions since the cookie consent was changed?"
    keys.press("c")
    keys.type(question)
    keys.press("Enter")
    expect(window.message(question).get_by_test_id("reaction-eyes")).to_be_visible()

    _walk(window, "Alt+ArrowLeft", "person", TIL, ANKE, SOFIE, EMRE)
    window.has_become(EMRE)
    _walk(window, "Alt+ArrowDown", "channel", HARBOUR, RELAUNCH, NEWSLETTER, "D0EMRE")
    expect(window.message(question)).to_be_visible()
    _to_newest_message(window)
    _tab_to(window, "action-request_take")
    keys.press("Enter")
    says(window.message(question), "You have had it since")
    keys.press("c")
    _walk(window, "Alt+ArrowUp", "channel", NEWSLETTER, RELAUNCH, HARBOUR)
    _open_newest_thread(window)
    keys.type("Only those who agree are counted now.")
    keys.press("Enter")
    expect(window.hook("thread-pane")).to_contain_text("Only those who agree")
    keys.press("Escape")

    _walk(window, "Alt+ArrowRight", "person", SOFIE, ANKE, TIL, GRACE)
    window.has_become(GRACE)
    _open_newest_thread(window)
    says(window.card(), "@Emre Aydin")
    _tab_to(window, "action-request_done", back=True)
    keys.press("Enter")
    closed(window, "Done")


def _walk(window: Window, keys: str, kind: str, *stations: str) -> None:
    """Press the same keys again and again; each time the next one is the current one."""
    for station in stations:
        window.page.keyboard.press(keys)
        expect(window.hook(f"{kind}-{station}")).to_have_attribute("aria-current", CURRENT)
        if kind == "person":
            window.has_become(station)


def _to_newest_message(window: Window) -> None:
    """F6 goes round the parts of the page; in the middle one it stops at the newest message."""
    for _ in range(6):
        window.page.keyboard.press("F6")
        if window.hook("channel").locator(".message:focus").count():
            return
    raise AssertionError("F6 never leads to a message")


def _open_newest_thread(window: Window) -> None:
    _to_newest_message(window)
    window.page.keyboard.press("t")
    expect(window.hook("thread-composer")).to_be_focused()


def _tab_to(window: Window, hook: str, *, back: bool = False) -> None:
    """Press Tab until something has the focus."""
    wanted = window.hook(hook).last
    wanted.wait_for()
    for _ in range(40):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        window.page.keyboard.press("Shift+Tab" if back else "Tab")
    expect(wanted).to_be_focused()
