"""The playground for people: a seeded agency with a history, and one address."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from playground.feed.feed import Feed
from playground.stories.play import play
from playground.stories.script import read
from playground.supervisor.days import demo_begins, working_days_before
from playground.supervisor.folder import only_one, usable_port
from playground.supervisor.options import Wish
from playground.supervisor.setup import Setup
from playground.supervisor.stage import Stage, empty, stage
from playground.supervisor.trouble import Trouble
from playground.testing import ControlError, Running

FOLDER = Path(".playground")
HISTORY = Path(__file__).resolve().parents[1] / "history.yml"
HISTORY_DAYS = 10
"""Working days that the history goes back."""
NEW_CHANNELS = ("nordwind-relaunch", "harbour-newsletter")
SAVED_EVERY = 10.0
LOOKS_EVERY = 0.5
Tell = Callable[[str], None]


def run(wish: Wish, tell: Tell) -> int:
    """Start the demo; stay until it is interrupted, or until a headless feed has ended."""
    folder = FOLDER.resolve()
    port = usable_port(wish.port, "--port")
    if wish.bot_port is not None:
        usable_port(wish.bot_port, "--bot-port")
    with only_one(folder):
        kept = wish.keep and (folder / "world.json").exists()
        if not kept:
            empty(folder)
        setup = _setup(wish, folder, port, kept=kept)
        if wish.bot and not wish.headless:
            setup = replace(setup, on_page=lambda page: _welcome(page, tell))
        with stage(setup) as here:
            return _show(wish, here, tell, kept=kept)


def _welcome(page: Running, tell: Tell) -> None:
    _preparing(page, "bot")
    tell(f"The page is there: {page.url} (Perron is getting ready, you can look already).")


def _preparing(page: Running, what: str | None) -> None:
    page.call(lambda: page.playground.prepare(what))


def _setup(wish: Wish, folder: Path, port: int, *, kept: bool) -> Setup:
    begins = working_days_before(demo_begins(datetime.now(UTC)), HISTORY_DAYS)
    feed = Feed.read(wish.feed) if wish.feed is not None else None
    return Setup(
        folder=folder,
        port=port,
        begins=None if kept else begins,
        seed=feed.seed if feed is not None else None,
        bot_port=wish.bot_port,
        database=wish.database,
        traffic=wish.traffic.resolve() if wish.traffic else None,
        bot=wish.bot,
        jira_file=folder / "jira.json" if wish.keep else None,
        confluence_file=folder / "confluence.json" if wish.keep else None,
        world=folder / "world.json" if wish.keep else None,
    )


def _show(wish: Wish, here: Stage, tell: Tell, *, kept: bool) -> int:
    if here.without_jira is not None:
        tell(f"Jira is left out: {here.without_jira} Everything but tickets works.")
    if not kept:
        here.slack.call(here.confluence.desk.world.furnish)
    if wish.bot and not kept:
        if wish.history:
            if not wish.headless:
                _preparing(here.slack, "history")
            play_history(here, tell)
        begin_the_day(here)
    _preparing(here.slack, None)
    if wish.feed is not None:
        Feed.read(wish.feed).run(here, tell)
        if wish.headless:
            return 0
    tell(f"Open {here.url} in a browser. Ctrl-C ends it.")
    _stay(here, saves=wish.keep)
    return 0


def play_history(here: Stage, tell: Tell) -> None:
    """Play what happened in the last two weeks. Raises Trouble where it does not go so."""
    said: list[str] = []
    if not play(read(HISTORY), here, said.append):
        tell("\n".join(said[-12:]))
        raise Trouble(f"The history could not be played; see {here.setup.folder / 'bot.log'}.")


def begin_the_day(here: Stage) -> None:
    """Set the clock to the demo's morning and invite the bot to the new channels.

    Raises Trouble where the bot does not come to rest.
    """
    begins = demo_begins(datetime.now(UTC)).timestamp()
    try:
        here.slack.call(lambda: here.slack.playground.clock.move_to(begins))
        for channel in NEW_CHANNELS:
            here.slack.post("invite", channel=channel, user="U0PERRON", as_="mara")
        here.slack.post("settle", timeout=30)
    except ControlError as error:
        raise Trouble(f"The playground did not come to rest: {error}") from error
    _all_read(here)


def _all_read(here: Stage) -> None:
    """Nobody has unread messages from two weeks ago."""
    for person in here.slack.get("people"):
        for channel in here.slack.get("state", as_=person["id"])["channels"]:
            if channel["name"] not in NEW_CHANNELS:
                here.slack.post("read", as_=person["id"], channel=channel["id"])


def _stay(here: Stage, *, saves: bool) -> None:
    """Watch over the bot until Ctrl-C; Raises Trouble when the bot ends by itself."""
    saved = time.monotonic()
    try:
        while True:
            here.check()
            if saves and time.monotonic() - saved > SAVED_EVERY:
                here.save()
                saved = time.monotonic()
            time.sleep(LOOKS_EVERY)
    finally:
        if saves:
            with suppress(RuntimeError):
                here.save()
