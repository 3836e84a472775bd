"""Everything that runs for a playground: Jira, the server with a small Confluence, the bot."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from playground import confluence as small_confluence
from playground import jira as strict_jira
from playground.confluence import Confluence
from playground.jira import Jira820, JiraNotStartedError, JiraProxy, build, launch_jira820
from playground.slack.seeds import BadSeed
from playground.supervisor.bot import Bot, Plan
from playground.supervisor.logs import Json, as_job
from playground.supervisor.setup import Setup, prepare, set_clock
from playground.supervisor.trouble import Trouble
from playground.testing import Running, running


@dataclass
class Stage:
    """A playground that runs. ``without_jira`` says why there is none."""

    setup: Setup
    slack: Running
    confluence: Confluence
    jira: JiraProxy | None
    plan: Plan
    bot: Bot | None = None
    without_jira: str | None = None
    parts: ExitStack = field(default_factory=ExitStack)

    @property
    def url(self) -> str:
        """The address of the page."""
        return self.slack.url

    def start_bot(self) -> None:
        """Start the bot and tell the server where it is. Raises Trouble."""
        self.bot = Bot(self.plan, self._on_line)
        self.parts.callback(self.bot.stop)
        self.bot.wait_until_ready()
        self.slack.post(
            "bot",
            request_url=f"{self.plan.url}/slack/events",
            status_url=f"{self.plan.url}/playground/status",
        )

    def check(self) -> None:
        """Raises Trouble when the bot has ended by itself."""
        if self.bot is not None:
            self.bot.check()

    def save(self) -> None:
        """Write the world, Confluence's and Jira's hours, so that the next one can go on."""
        kept = self.setup.confluence_file
        if kept is not None:
            world = self.confluence.desk.world
            self.slack.call(lambda: small_confluence.save(world, kept))
        hours, jira = self.setup.hours_file, self.jira
        if hours is not None and jira is not None:
            self.slack.call(lambda: strict_jira.save(jira.desk, hours))
        file = self.setup.world
        if file is None:
            return
        beside = file.with_name(file.name + ".new")
        self.slack.call(lambda: self.slack.playground.save(beside))
        os.replace(beside, file)

    def _on_line(self, line: Json) -> None:
        job = as_job(line)
        if job is not None and not self.slack.loop.is_closed():
            self.slack.loop.call_soon_threadsafe(self._note, job)

    def _note(self, job: Json) -> None:
        rest: dict[str, Any] = {k: v for k, v in job.items() if k != "name"}
        self.slack.playground.traffic.add("job", "job", job["name"], **rest)


@contextmanager
def stage(setup: Setup, jira820: Jira820 | str | None = None) -> Iterator[Stage]:
    """Start everything, and end it all at the end. Raises Trouble.

    ``jira820`` is a running one to share, or a sentence that says why there is none; without it
    one is started.
    """
    with ExitStack() as parts, ThreadPoolExecutor(2) as pool:
        if setup.begins is not None:
            set_clock(setup.clock_file, setup.begins)
        plan = setup.plan(jira=not isinstance(jira820, str))
        made = pool.submit(prepare, setup, plan) if setup.bot else None
        found = jira820 if jira820 is not None else _launch_jira(setup.jira_file)
        if jira820 is None and not isinstance(found, str):
            parts.callback(found.stop)
        confluence = _confluence(setup.confluence_file)
        jira = _jira(found, setup.hours_file)
        slack = _serve(parts, setup, jira, confluence)
        parts.enter_context(_ending_quietly())
        if setup.on_page is not None:
            setup.on_page(slack)
        without_jira = _why_not(found)
        if without_jira is not None:
            plan = setup.plan(jira=False)
        here = Stage(setup, slack, confluence, jira, plan, None, without_jira, parts)
        _finish(made)
        if setup.bot:
            here.start_bot()
        yield here


@contextmanager
def _ending_quietly() -> Iterator[None]:
    """What was still asked of the server when it ends is nobody's business.

    Entered after the server, so that it is over before the server ends. The next one that starts
    makes uvicorn talk again.
    """
    logger = logging.getLogger("uvicorn.error")
    try:
        yield
    finally:
        logger.setLevel(logging.CRITICAL)


def _finish(made: Future[None] | None) -> None:
    if made is not None:
        made.result()


def start_jira(persist: Path | None = None) -> Jira820 | str:
    """A running jira820, or why there is none."""
    found = _launch_jira(persist)
    why_not = _why_not(found)
    if why_not is not None and not isinstance(found, str):
        found.stop()
    return why_not or found


def _launch_jira(persist: Path | None) -> Jira820 | str:
    """A jira820 that is about to run, or why there is none: the page need not wait for it."""
    if find_spec("jira820") is None:
        return "The package jira820 is not installed."
    try:
        return launch_jira820(persist=persist)
    except JiraNotStartedError as error:
        return str(error)


def _why_not(found: Jira820 | str) -> str | None:
    """None once it answers, else why it never will."""
    if isinstance(found, str):
        return found
    try:
        found.wait()
    except JiraNotStartedError as error:
        return str(error)
    return None


def _confluence(file: Path | None) -> Confluence:
    """The small Confluence, as it was left where it was kept."""
    made = small_confluence.build()
    if file is not None and file.exists():
        small_confluence.load(made.desk.world, file)
    return made


def _jira(found: Jira820 | str, hours: Path | None) -> JiraProxy | None:
    """The strict proxy, with the hours as they were left where they were kept."""
    if isinstance(found, str):
        return None
    proxy = build(found.url)
    if hours is not None and hours.exists():
        strict_jira.load(proxy.desk, hours)
    return proxy


def _serve(
    parts: ExitStack, setup: Setup, proxy: JiraProxy | None, confluence: Confluence
) -> Running:
    try:
        slack = parts.enter_context(
            running(
                setup.seed,
                jira=proxy,
                confluence=confluence,
                port=setup.port,
                clock_file=setup.clock_file,
                traffic_file=setup.traffic,
            )
        )
    except BadSeed as error:
        raise Trouble(f"The seed does not fit: {error}") from error
    if proxy is not None:
        parts.callback(_close, proxy, slack)
    world = setup.world
    if world is not None and world.exists():
        slack.call(lambda: slack.playground.load(world))
    return slack


def _close(proxy: JiraProxy, slack: Running) -> None:
    asyncio.run_coroutine_threadsafe(proxy.close(), slack.loop).result(timeout=5)


def empty(folder: Path) -> None:
    """Throw away what an earlier playground left in its folder."""
    for left in folder.iterdir() if folder.is_dir() else ():
        if left.name == "lock":
            continue
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()
    folder.mkdir(parents=True, exist_ok=True)
