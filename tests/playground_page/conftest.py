"""One playground, one receiver and one browser for the whole run; each test starts afresh."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from playground.testing import Running, running
from tests.playground.receiver import Receiver

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

MANIFEST = Path(__file__).parent.parent / "playground" / "manifest.yml"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_GUIDE = "localStorage.getItem('playground.guide.hidden') ?? "
NO_GUIDE += "localStorage.setItem('playground.guide.hidden', 'true')"
Api = Callable[..., dict[str, Any]]
Look = Callable[..., "Page"]


@pytest.fixture(scope="module")
def _receiver() -> Iterator[tuple[Receiver, str]]:
    receiver = Receiver()
    yield receiver, receiver.start()
    receiver.stop()


@pytest.fixture(scope="module")
def _running() -> Iterator[Running]:
    with running(manifest=MANIFEST) as found:
        yield found


@pytest.fixture
def bot(_receiver: tuple[Receiver, str]) -> Receiver:
    """What plays the bot."""
    _receiver[0].clear()
    return _receiver[0]


@pytest.fixture
def pg(_running: Running, bot: Receiver, _receiver: tuple[Receiver, str]) -> Running:
    """A fresh playground that sends to `bot`."""
    _running.post("reset")
    _running.call(_running.playground.clock.reset)
    bot.clear()
    _running.post("bot", request_url=f"{_receiver[1]}/slack/events", status_url=None)
    return _running


@pytest.fixture
def api(pg: Running) -> Api:
    """Call a method of Slack's API, as the bot."""

    def call(method: str, **arguments: Any) -> dict[str, Any]:
        headers = {"Authorization": "Bearer xoxb-playground"}
        answer = dict(pg.client.post(f"/api/{method}", json=arguments, headers=headers).json())
        assert answer["ok"], answer
        return answer

    return call


@pytest.fixture(scope="module")
def _browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=10_000)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def look(pg: Running, _browser: Browser) -> Iterator[Look]:
    """``look("U0ANKE", "C0NORDWIND")`` opens a page; an error in the page fails the test."""
    size: ViewportSize = {"width": 1280, "height": 800}
    context = _browser.new_context(viewport=size, reduced_motion="reduce")
    context.set_default_timeout(8000)
    context.add_init_script(NO_GUIDE)
    errors: list[str] = []

    def open_page(as_: str, channel: str = "", **more: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        rest = "".join(f"&{key}={value}" for key, value in more.items())
        page.goto(f"{pg.url}/#as={as_}&channel={channel}{rest}")
        page.get_by_test_id(f"person-{as_}").and_(page.locator("[aria-current]")).wait_for()
        return page

    yield open_page
    context.close()
    assert not errors
