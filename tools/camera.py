"""A camera on a running demo: looks through somebody's eyes, writes, presses, and photographs."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from playground.testing import free_port

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
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

    def fill(self, fields: Mapping[str, str], *pages: str) -> None:
        """Fill in the window on top, and submit it; then its further ``pages``, by their words."""
        modal = self.page.get_by_test_id("modal")
        for block, words in fields.items():
            field = self.page.get_by_test_id(f"input-{block}").locator("input, textarea")
            field.fill(words)
        for words in pages:
            self.page.get_by_test_id("modal-submit").click()
            modal.filter(has_text=words).wait_for()
        self.page.get_by_test_id("modal-submit").click()
        expect(modal).to_have_count(0, timeout=30_000)

    def open_window(self, text: str, action: str) -> None:
        """Press a button of a message that opens a window, and see it open."""
        self.message(text).get_by_test_id(f"action-{action}").click()
        self.page.get_by_test_id("modal").wait_for()

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


def save(name: str, png: bytes) -> None:
    """Write a picture, and say how large it is."""
    (PICTURES / name).write_bytes(png)
    sys.stdout.write(f"docs/pictures/{name}: {len(png) // 1024} kB\n")
