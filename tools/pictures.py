"""The pictures of README and docs, taken from a running demo: ``python -m tools.pictures``.

Starts the demo as ``make demo`` does, in a folder of its own, plays a question in both languages on
its page, and photographs what people see. Takes about a minute; needs Chromium.
"""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from playground.testing import free_port

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = os.environ.get("PERRON_CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
SETTINGS = """
localStorage.setItem("playground.guide.hidden", "true");
localStorage.setItem("playground.scenes", "{scenes}");
"""
TIDY = """
document.activeElement?.blur();
for (const list of document.querySelectorAll(".messages")) {
  list.scrollTop = list.scrollHeight;
  const top = list.getBoundingClientRect().top;
  for (const row of list.firstElementChild.children)
    if (row.getBoundingClientRect().top < top) row.style.visibility = "hidden";
}
"""
"""Everything to its end, and no row cut in two at the upper edge."""
GERMAN = "Seit dem letzten Import fehlen im Shop Preise. Können Sie bitte nachsehen?"
ENGLISH = (
    "The newsletter still advertises last month’s voucher. Could somebody change the text, please?"
)
ANSWER = "The new text goes out at noon."
SHEET = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #dfe8e6; color: #1f4a47;
  font: 600 17px "Segoe UI", Roboto, "Liberation Sans", sans-serif }}
main {{ display: grid; grid-template-columns: 1fr 1fr; gap: 22px 30px; padding: 26px 30px 32px }}
figure {{ margin: 0 }} figcaption {{ margin: 0 0 9px 4px }}
img {{ display: block; width: 100%; border-radius: 10px; box-shadow: 0 2px 14px #1c383530 }}
</style><main>{figures}</main>"""


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo that runs."""
    with tempfile.TemporaryDirectory(prefix="perron-pictures-") as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "playground", "--port", str(free_port())],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        try:
            yield next(line.split()[1] for line in process.stdout if line.startswith("Open http"))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


class Camera:
    """A window on the demo, of its own size; ``scenes``: with *behind the scenes* open."""

    def __init__(
        self, browser: Browser, url: str, width: int, height: int, *, scenes: bool = False
    ) -> None:
        size = ViewportSize(width=width, height=height)
        context = browser.new_context(viewport=size, reduced_motion="reduce")
        context.set_default_timeout(30_000)
        context.add_init_script(SETTINGS.format(scenes=str(scenes).lower()))
        self.url = url
        self.page: Page = context.new_page()

    def look(self, as_: str, channel: str) -> None:
        """Through somebody's eyes at a channel."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}/#as={as_}&channel={channel}")
        current = self.page.locator("[aria-current]")
        self.page.get_by_test_id(f"person-{as_}").and_(current).wait_for()

    def message(self, text: str, hook: str = "channel") -> Locator:
        """The newest message that says this, when it is there."""
        row = self.page.get_by_test_id(hook).locator(".message").filter(has_text=text).last
        row.wait_for()
        return row

    def write(self, text: str, field: str = "composer") -> None:
        """Write and send."""
        self.page.get_by_test_id(field).fill(text)
        self.page.get_by_test_id(f"{field}-send").click()

    def press(self, text: str, action: str) -> None:
        """Press a button of a message, and see it go."""
        button = self.message(text).get_by_test_id(f"action-{action}")
        button.click()
        expect(button).to_have_count(0, timeout=30_000)

    def open_thread(self, text: str) -> None:
        """Open the thread below a message."""
        self.message(text).locator(".replies").click()
        self.page.get_by_test_id("thread-pane").wait_for()

    def take(self, part: str = "") -> bytes:
        """A PNG of the page or of a part, with no pointer and no focus on anything."""
        self.page.mouse.move(2, 2)
        self.page.evaluate(TIDY)
        return self.page.locator(part).first.screenshot() if part else self.page.screenshot()


def composed(browser: Browser, pictures: list[tuple[str, bytes]], width: int) -> bytes:
    """Pictures of the same size side by side, two in a row, each with a line above."""
    page = browser.new_page(viewport={"width": width, "height": 100})
    figures = "".join(
        f"<figure><figcaption>{words}</figcaption>"
        f'<img src="data:image/png;base64,{base64.b64encode(png).decode()}"></figure>'
        for words, png in pictures
    )
    page.set_content(SHEET.format(figures=figures))
    return page.locator("main").screenshot()


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


def save(name: str, png: bytes) -> None:
    """Write a picture, and say how large it is."""
    (PICTURES / name).write_bytes(png)
    sys.stdout.write(f"docs/pictures/{name}: {len(png) // 1024} kB\n")


def main() -> int:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright, demo() as url:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        first_day(browser, url)
        suggestion_in_german(browser, url)
        behind_the_scenes(browser, url)
        german_card_and_home(browser, url)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
