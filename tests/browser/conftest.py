"""What `make demo` starts, in a folder of its own, and a browser to look at it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright

from playground.testing import free_port
from tests.browser.window import Window

ROOT = Path(__file__).parents[2]
PATIENCE = 300.0
"""Seconds until the demo must have told its address, however busy the machine is."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--process-per-site",  # all windows in one: a process for each takes a second to begin
    "--disable-quic",
    "--disable-background-networking",
]
Look = Callable[..., Window]


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demo, for all files; that it ends well is part of the test."""
    command = [sys.executable, "-m", "bot", "playground", "--port", str(free_port())]
    process = subprocess.Popen(
        command,
        cwd=tmp_path_factory.mktemp("demo"),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield _address(_lines(process.stdout))
    finally:
        process.send_signal(signal.SIGINT)
        try:
            ended = process.wait(timeout=120)
        finally:
            process.kill()
    assert ended == 0


def _lines(pipe: IO[str]) -> queue.Queue[str | None]:
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in pipe:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines


def _address(lines: queue.Queue[str | None]) -> str:
    """What stands after *Open* in the one line that says where to look."""
    said: list[str] = []
    deadline = time.monotonic() + PATIENCE
    while line := lines.get(timeout=max(0.1, deadline - time.monotonic())):
        said.append(line)
        if line.startswith("Open http"):
            return line.split()[1]
    raise AssertionError(f"The demo ended by itself: {''.join(said)}")


@pytest.fixture(scope="package")
def _browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def _context(demo: str, _browser: Browser) -> Callable[[str], BrowserContext]:
    """A context for each language; what one window has fetched the next one has at hand.

    A page with nothing but a picture stays open, and with it the process that shows them all.
    """

    @cache
    def context(locale: str) -> BrowserContext:
        size = ViewportSize(width=1280, height=800)
        made = _browser.new_context(locale=locale, viewport=size, reduced_motion="reduce")
        made.new_page().goto(f"{demo}/page/icon.svg")
        return made

    return context


@pytest.fixture
def look(demo: str, _context: Callable[[str], BrowserContext]) -> Iterator[Look]:
    """``look("U0ANKE", "C0NORDWIND", locale="de-DE")``: a window of a person's own."""
    opened: list[Window] = []

    def open_window(as_: str, channel: str, locale: str = "en-GB") -> Window:
        opened.append(Window(_context(locale), demo, as_, channel))
        return opened[-1]

    yield open_window
    errors = [error for window in opened for error in window.errors]
    for window in opened:
        window.page.close()
    assert not errors
