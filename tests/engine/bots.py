"""Bots as real processes, and the world they live in."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Self

import httpx
from sqlalchemy.orm import Session

from bot.core.db import Database
from bot.core.migrate import upgrade
from bot.features.channels import service as channels
from bot.features.tickets import service as tickets
from bot.ports import IssueTypeInfo, ProjectInfo
from playground.jira import TOKEN, Jira820, build, start_jira820
from playground.loopback import client
from playground.testing import Running, free_port, running
from tests.dialogue.harness import WEDNESDAY_TEN, declare, eventually

ROOT = Path(__file__).resolve().parents[2]
Json = dict[str, Any]
CHANNELS = ("C0NORDWIND", "C0HARBOUR")
SOON = (0.05, 0.15, 0.3, 0.5, 1.0, 2.0, 4.0)
"""Slack's repeats, hurried: seconds between two tries to deliver an event."""
PATIENCE = 300.0
"""Seconds after which what never came is called missing: for a machine that is slow and crowded."""


class Launcher:
    """A process that has everything imported and forks bots."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.engine.launcher"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def fork(self, order: Json) -> int:
        """Start a bot; returns its pid."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(json.loads(self._process.stdout.readline())["pid"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=PATIENCE)
        self._process.stdout.close()


@dataclass
class Bots:
    """The bot processes of one world. ``parts``: (``only``, port) of each."""

    launcher: Launcher
    slack: Running
    database: str
    folder: Path
    parts: tuple[tuple[str | None, int], ...]
    lease: float = 60.0
    hurry: bool = True
    kills: list[Json] = field(default_factory=list)
    """What ends the next processes that are started (``{"at": n, "when": …}`` for a commit,
    ``{"call": n, "do": …}`` for an outbound call); later ones live."""
    pids: list[int] = field(default_factory=list)
    deaths: int = 0
    env: Json = field(default_factory=dict)
    """Settings beside those that every bot has."""

    @property
    def log(self) -> Path:
        return self.folder / "bot.log"

    def start(self) -> None:
        """Start every part, and tell the playground where they are."""
        self.pids = [self._fork(only, port) for only, port in self.parts]
        receiver, worker = self.parts[0][1], self.parts[-1][1]
        self.slack.post(
            "bot",
            request_url=f"http://127.0.0.1:{receiver}/slack/events",
            status_url=f"http://127.0.0.1:{worker}/playground/status",
        )

    def receive_at(self, index: int) -> None:
        """Have events sent to another receiver, where there are several."""
        receivers = [port for only, port in self.parts if only != "worker"]
        port = receivers[index % len(receivers)]
        self.slack.playground.request_url = f"http://127.0.0.1:{port}/slack/events"

    def tend(self) -> None:
        """Start anew what has died."""
        for index, pid in enumerate(self.pids):
            if not is_alive(pid):
                self.deaths += 1
                self.pids[index] = self._fork(*self.parts[index])

    def kill(self, index: int = 0) -> None:
        """SIGKILL."""
        if is_alive(self.pids[index]):
            os.kill(self.pids[index], signal.SIGKILL)
            eventually(lambda: not is_alive(self.pids[index]), "the end of a process", PATIENCE)

    def end(self, index: int = 0) -> None:
        """SIGTERM, and wait until it has ended."""
        os.kill(self.pids[index], signal.SIGTERM)
        eventually(lambda: not is_alive(self.pids[index]), "the end of a process", PATIENCE)

    def stop(self) -> None:
        """End all; what they had in hand is of no interest."""
        for index in range(len(self.pids)):
            self.kill(index)

    def until(self, look: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
        """`eventually`, while what dies is started anew."""

        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.tend()
            found = look()
            if found:
                return found
            time.sleep(0.04)
        tail = self.log.read_text()[-6000:] if self.log.exists() else ""
        raise AssertionError(f"never seen: {what}\n{tail}")

    def ready(self, seconds: float = PATIENCE) -> None:
        """Wait until every part answers."""
        for _, port in self.parts:
            self.until(partial(_answers, port), "a bot that is ready", seconds)

    def settle(self, seconds: float = PATIENCE) -> None:
        """Wait until nothing is on its way and nothing is left to do."""

        def is_quiet() -> bool:
            delivery = self.slack.playground.delivery
            over = delivery.over
            busy = [_busy(port) for _, port in self.parts]
            if delivery.pending or delivery.over > over:  # it may have arrived after the answer
                return False
            return busy == [0] * len(busy)

        self.until(is_quiet, "quiet", seconds)

    def _fork(self, only: str | None, port: int) -> int:
        kill = self.kills.pop(0) if self.kills else None
        call = kill if kill is not None and "call" in kill else None
        pid = self.launcher.fork(self._order(only, port, kill if call is None else None))
        if call is not None:
            line = {"method": "*", "nth": call["call"], "do": call["do"], "pid": pid}
            self.slack.post("hostile", script=[line])
        return pid

    def _order(self, only: str | None, port: int, kill: Json | None) -> Json:
        return {
            "env": {
                "PERRON_DATABASE_URL": self.database,
                "PERRON_SLACK__MODE": "http",
                "PERRON_SLACK__BOT_TOKEN": "xoxb-playground",
                "PERRON_SLACK__SIGNING_SECRET": "playground-signing-secret",
                "PERRON_SLACK__API_URL": f"{self.slack.url}/api/",
                "PERRON_HTTP__PORT": str(port),
                "PERRON_JIRA__URL": f"{self.slack.url}/jira",
                "PERRON_JIRA__TOKEN": TOKEN,
                "PERRON_JIRA__SEARCH_LAG": "0.2",
                "PERRON_JIRA__POLL_SECONDS": "5",  # more often, and there is hardly ever quiet
                "PERRON_CLOCK_FILE": str(self.slack.playground.clock.path),
                **self.env,
            },
            "only": only,
            "log": str(self.log),
            "lease": self.lease,
            "hurry": self.hurry,
            "kill": kill,
        }


def is_alive(pid: int) -> bool:
    """Whether the process exists; the launcher reaps what has ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _answers(port: int) -> bool:
    try:
        with client(timeout=30) as asks:
            return asks.get(f"http://127.0.0.1:{port}/readyz").status_code == 200
    except httpx.HTTPError:
        return False


def _busy(port: int) -> int | None:
    try:
        with client(timeout=30) as asks:
            answer = asks.get(f"http://127.0.0.1:{port}/playground/status").raise_for_status()
    except httpx.HTTPError:
        return None
    return int(answer.json()["busy"])


def prepare(database: str, agency: str | None = None) -> None:
    """Tables, the agency, both introductions posted by hand, and what Jira offers."""
    upgrade(database)
    db = Database(database)
    declare(db, WEDNESDAY_TEN, agency)
    for channel in CHANNELS:
        db.write(partial(_introduce, channel))
    for key in ("NORD", "HARB"):
        info = ProjectInfo(key, key, (IssueTypeInfo("6", "Task"),), (("3", "Medium"),))
        db.write(partial(_know, info))
    db.close()


def _introduce(channel: str, session: Session) -> None:
    channels.introduce(session, channel, "U0MARA", "Hallo.", WEDNESDAY_TEN, posted_by_hand=True)


def _know(info: ProjectInfo, session: Session) -> None:
    tickets.project_known(session, info, WEDNESDAY_TEN)


@dataclass
class Site:
    """A playground, a Jira and a launcher, on which one world follows another."""

    slack: Running
    launcher: Launcher
    folder: Path
    count: int = 0

    def world(self, database: str, parts: tuple[str | None, ...] = (None,), **more: Any) -> Bots:
        """A new world on an empty playground; ``database`` has been prepared."""
        self.count += 1
        folder = self.folder / str(self.count)
        folder.mkdir()
        self.slack.playground.clock.move_to(WEDNESDAY_TEN.timestamp() - 86_400)
        self.slack.post("reset")
        self.slack.playground.clock.move_to(WEDNESDAY_TEN.timestamp() + 60)
        ports = tuple((only, free_port()) for only in parts)
        return Bots(self.launcher, self.slack, database, folder, ports, **more)

    def sqlite(self, template: Path) -> str:
        """The URL of a copy of a prepared SQLite file."""
        copy = self.folder / f"{self.count}-{time.monotonic_ns()}.db"
        shutil.copyfile(template, copy)
        return f"sqlite:///{copy}"


@contextmanager
def site(folder: Path, jira820: Jira820 | None = None, **options: Any) -> Iterator[Site]:
    """A site in ``folder``, with a jira820 of its own or one to share; ``options`` are the
    playground's."""
    clock = folder / "clock.json"
    clock.write_text('{"offset": 0}')
    options = {"redeliver_after": SOON} | options
    with (
        nullcontext(jira820) if jira820 is not None else start_jira820() as jira,
        running(clock_file=clock, jira=build(jira.url), **options) as slack,
        Launcher() as launcher,
    ):
        yield Site(slack, launcher, folder)
