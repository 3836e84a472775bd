"""The bot as a process of its own, connected over real HTTP with signatures."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from playground import confluence, loopback
from playground.jira import TOKEN
from playground.patience import patiently
from playground.slack.core import BOT_TOKEN, SIGNING_SECRET
from playground.supervisor.logs import Json, Log
from playground.supervisor.trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
"""Seconds that the bot has to get ready."""
KEPT = ("PERRON_SEMANTIC",)
"""Of our own PERRON_ variables, those that the bot hears of: what this machine can do."""


@dataclass(frozen=True)
class Plan:
    """How the bot is started. ``slack_url`` is the playground's, without a slash at its end.

    ``pseudo``: it speaks the pseudo-locale to everybody, which shows what nobody marked.
    ``hurry``: it keeps no pace towards a Slack that has no limits.
    """

    folder: Path
    slack_url: str
    port: int
    database: str
    clock_file: Path
    jira: bool
    pseudo: bool = False
    hurry: bool = False

    @property
    def url(self) -> str:
        """Where the bot listens."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """The environment: ours without most of its PERRON_ variables, and the playground's own."""
        given = {k: v for k, v in os.environ.items() if k in KEPT or not k.startswith("PERRON_")}
        paths = [str(ROOT), *filter(None, [given.get("PYTHONPATH")])]
        settings = {
            "PERRON_DATABASE_URL": self.database,
            "PERRON_SLACK__MODE": "http",
            "PERRON_SLACK__BOT_TOKEN": BOT_TOKEN,
            "PERRON_SLACK__SIGNING_SECRET": SIGNING_SECRET,
            "PERRON_SLACK__API_URL": f"{self.slack_url}/api/",
            "PERRON_HTTP__HOST": "127.0.0.1",
            "PERRON_HTTP__PORT": str(self.port),
            "PERRON_CONFLUENCE__URL": f"{self.slack_url}/confluence",
            "PERRON_CONFLUENCE__DEPLOYMENT": "datacenter",
            "PERRON_CONFLUENCE__TOKEN": confluence.TOKEN,
            "PERRON_CLOCK_FILE": str(self.clock_file),
            "PERRON_LOG__FORMAT": "json",
            "PYTHONPATH": os.pathsep.join(paths),
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }
        if self.pseudo:
            settings["PERRON_PSEUDO_LOCALE"] = "1"
        if self.hurry:
            settings["PERRON_HURRY"] = "true"
        if self.jira:
            settings |= {
                "PERRON_JIRA__URL": f"{self.slack_url}/jira",
                "PERRON_JIRA__TOKEN": TOKEN,
                "PERRON_JIRA__SEARCH_LAG": "2",
                "PERRON_JIRA__POLL_SECONDS": "2",
            }
        return given | settings

    def command(self, *arguments: str) -> None:
        """Run one of the bot's commands to its end. Raises Trouble with what it says."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            start_new_session=True,
        )
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip()).splitlines()
            why = " ".join(line.strip() for line in said) or "it said nothing"
            raise Trouble(f"`perron {arguments[0]}` failed: {why}")


class Bot:
    """A running bot. ``on_line`` gets every log line, on another thread."""

    def __init__(self, plan: Plan, on_line: Callable[[Json], None]) -> None:
        self.plan = plan
        self._stopping = False
        leash = [sys.executable, "-m", "playground.supervisor.leash"]
        self._process = subprocess.Popen(
            [*leash, sys.executable, "-m", "bot", "run"],
            cwd=plan.folder,
            env=plan.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._process.stderr is not None
        self._log = Log(self._process.stderr, plan.folder / "bot.log", on_line)

    def wait_until_ready(self) -> None:
        """Return once it listens. Raises Trouble where it ends instead."""
        deadline = time.monotonic() + patiently(PATIENCE)
        with loopback.client(timeout=patiently(1.0)) as client:
            while time.monotonic() < deadline:
                self.check()
                try:
                    if client.get(f"{self.plan.url}/readyz").status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                time.sleep(0.05)
        raise Trouble(f"The bot was not ready within {PATIENCE:g} seconds: {self._log.reason()}.")

    def check(self) -> None:
        """Raises Trouble when the bot has ended by itself."""
        code = self._process.poll()
        if code is not None and not self._stopping:
            log = self.plan.folder / "bot.log"
            raise Trouble(
                f"The bot has ended (exit code {code}): {self._log.reason().rstrip('.')}. "
                f"All it logged is in {log}."
            )

    def kill(self) -> None:
        """End it the hard way (SIGKILL), in the middle of whatever it does."""
        self._stopping = True
        assert self._process.stdout is not None
        os.kill(int(self._process.stdout.readline()), signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """End it; safe to call twice."""
        self._stopping = True
        if self._process.stdin and not self._process.stdin.closed:
            self._process.stdin.close()
        self._process.wait()
