"""One playground and one receiver for the whole run, a browser for all files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from playground.testing import Running, running
from tests.playground.wired import MANIFEST, Api, _receiver, bot, pg
from tests.playground.wired import api as _call

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

__all__ = ["Api", "_call", "_receiver", "bot", "pg"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--process-per-site",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_GUIDE = "localStorage.getItem('playground.guide.hidden') ?? "
NO_GUIDE += "localStorage.setItem('playground.guide.hidden', 'true')"
Look = Callable[..., "Page"]


@pytest.fixture(scope="session")
def _running() -> Iterator[Running]:
    with running(manifest=MANIFEST) as found:
        yield found


@pytest.fixture
def api(_call: Api) -> Api:
    """Call a method of Slack's API, as the bot; it has to succeed."""

    def call(method: str, **arguments: Any) -> dict[str, Any]:
        answer = _call(method, **arguments)
        assert answer["ok"], answer
        return answer

    return call


@pytest.fixture(scope="package")
def _browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=60_000)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def _context(_running: Running, _browser: Browser) -> BrowserContext:
    """One for all: what one page has fetched the next one has at hand.

    A page with nothing but a picture stays open, and with it the process that shows them all.
    """
    size: ViewportSize = {"width": 1280, "height": 800}
    context = _browser.new_context(viewport=size, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    context.new_page().goto(f"{_running.url}/page/icon.svg")
    context.add_init_script(NO_GUIDE)
    return context


@pytest.fixture
def look(pg: Running, _context: BrowserContext) -> Iterator[Look]:
    """``look("U0ANKE", "C0NORDWIND")`` opens a page; an error in the page fails the test.

    What pages remember is forgotten at a test's end.
    """
    errors: list[str] = []

    def open_page(as_: str, channel: str = "", **more: str) -> Page:
        page = _context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        rest = "".join(f"&{key}={value}" for key, value in more.items())
        page.goto(f"{pg.url}/#as={as_}&channel={channel}{rest}")
        page.get_by_test_id(f"person-{as_}").and_(page.locator("[aria-current]")).wait_for()
        return page

    yield open_page
    for page in _context.pages[1:]:
        page.evaluate("localStorage.clear()")
        page.close()
    assert not errors
