"""The pictures of README and docs, taken from a running demo: ``python -m tools.pictures``.

Starts the demo as ``make demo`` does, in a folder of its own, plays a question in both languages on
its page, the trade fair and an ending, and photographs what people see. Takes
three minutes; needs Chromium.
"""

from __future__ import annotations

import os
import sys

from playwright.sync_api import Browser, sync_playwright

from tools.camera import FLAGS, PICTURES, Camera, composed, demo, save
from tools.farewell import farewell
from tools.trade_fair import trade_fair

CHROMIUM = os.environ.get("PERRON_CHROMIUM", "/usr/bin/chromium")
GERMAN = "Seit dem letzten Import fehlen im Shop Preise. Können Sie bitte nachsehen?"
ENGLISH = (
    "The newsletter still advertises last month’s voucher. Could somebody change the text, please?"
)
ANSWER = "The new text goes out at noon."


def first_day(browser: Browser, url: str) -> None:
    """What the client, the team, one member, and the client again see."""
    camera = Camera(browser, url, 1060, 556)
    camera.look("U0GRACE", "C0HARBOUR")
    camera.write(ENGLISH)
    camera.message(ENGLISH).get_by_test_id("reaction-eyes").wait_for()
    asked = camera.take(".frame")
    camera.look("U0EMRE", "C0TEAM")
    camera.message(ENGLISH)
    team = camera.take(".frame")
    camera.look("U0SOFIE", "dm")
    camera.message(ENGLISH)
    member = camera.take(".frame")
    save("suggestion.png", member)
    camera.press(ENGLISH, "request_take")
    camera.look("U0SOFIE", "C0HARBOUR")
    camera.open_thread(ENGLISH)
    camera.write(ANSWER, "thread-composer")
    camera.look("U0GRACE", "C0HARBOUR")
    camera.open_thread(ENGLISH)
    camera.message(ANSWER, "thread-pane")
    pictures = [
        ("A client asks, in their own Slack", asked),
        ("The team sees a card, with nobody’s name on it", team),
        ("One person is asked privately, and told why", member),
        ("The client sees who looks after it", camera.take(".frame")),
    ]
    save("first-day.png", composed(browser, pictures, 1640))
    save("client-card.png", camera.take("[data-testid=thread-pane]"))
    home(browser, url, "U0SOFIE", "home.png")


def suggestion_in_german(browser: Browser, url: str) -> None:
    """The same private suggestion, to a member who reads German."""
    camera = Camera(browser, url, 1060, 556)
    camera.look("U0ANKE", "C0NORDWIND")
    camera.write(GERMAN)
    camera.look("U0JONAS", "dm")
    camera.message(GERMAN)
    save("vorschlag.png", camera.take(".frame"))


def german_card_and_home(browser: Browser, url: str) -> None:
    """The client's card and a member's page, in German."""
    camera = Camera(browser, url, 1060, 556)
    camera.look("U0ANKE", "C0NORDWIND")
    camera.open_thread(GERMAN)
    camera.page.get_by_test_id("thread-pane").get_by_test_id("action-request_done").wait_for()
    save("kundenkarte.png", camera.take("[data-testid=thread-pane]"))
    camera.look("U0JONAS", "dm")
    camera.write("/perron away 23.12. bis 2.1. <@U0EMRE>")
    camera.message("23. Dezember")
    save("abwesend.png", camera.take(".frame"))
    home(browser, url, "U0MARA", "start.png")


def home(browser: Browser, url: str, who: str, name: str) -> None:
    """Somebody's App Home."""
    camera = Camera(browser, url, 1060, 640)
    camera.look(who, "dm")
    camera.page.get_by_test_id("home-tab").click()
    camera.page.get_by_test_id("home").get_by_text("Super Mario").first.wait_for()
    save(name, camera.take(".frame"))


def behind_the_scenes(browser: Browser, url: str) -> None:
    """The whole page, with what went over the wire next to it."""
    camera = Camera(browser, url, 1500, 820, scenes=True)
    camera.look("U0EMRE", "C0TEAM")
    camera.press(GERMAN, "request_take")
    camera.message(GERMAN).get_by_test_id("action-request_close").wait_for()
    camera.page.get_by_test_id("scenes").get_by_text("card request.client").last.wait_for()
    save("playground.png", camera.take())


def main() -> int:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright, demo() as url:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        first_day(browser, url)
        suggestion_in_german(browser, url)
        behind_the_scenes(browser, url)
        german_card_and_home(browser, url)
        trade_fair(browser, url)
        farewell(browser, url)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
