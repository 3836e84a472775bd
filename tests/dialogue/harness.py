"""One playground and one bot for a dialogue: what people do, and what they see."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import SecretStr
from sqlalchemy.orm import Session

from bot.core.db import Database
from bot.features.channels.service import introduce
from bot.features.declaration.parse import parse
from bot.features.declaration.service import apply
from bot.main import Process
from bot.settings import HttpSettings, JiraSettings, Mode, Settings, SlackSettings, WorkerSettings
from playground.jira import TOKEN, JiraProxy
from playground.testing import Running, free_port, running

DEMO = Path(__file__).parents[2] / "playground" / "agency.yml"
T = TypeVar("T")
Json = dict[str, Any]
WEDNESDAY_TEN = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
"""A working day at 10:00 in Berlin."""


def eventually(look: Callable[[], T | None], what: str, seconds: float = 60.0) -> T:
    """The first result of ``look`` that is true; fails with ``what`` after ``seconds``."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"never seen: {what}")


def agency_file() -> str:
    """The demo's agency, with one channel for each client: its second ones play no part here."""
    text = DEMO.read_text()
    for first, second in (("C0NORDWIND", "C0NWRELAUNCH"), ("C0HARBOUR", "C0HBNEWS")):
        both = f"[{first}, {second}]"
        assert both in text
        text = text.replace(both, f"[{first}]")
    return text


def declare(db: Database, at: datetime, agency: str | None = None) -> None:
    """Apply the test agency, as `perron apply` does."""
    text = agency or agency_file()
    db.write(lambda s: apply(s, parse(text, "agency.yml"), at))


def settings_for(
    slack_url: str, database: str, port: int, clock_file: Path, **changes: Any
) -> Settings:
    """Settings of a bot that talks to the playground at ``slack_url``."""
    values: Json = {
        "database_url": SecretStr(database),
        "slack": SlackSettings(
            mode=Mode.HTTP,
            bot_token=SecretStr("xoxb-playground"),
            signing_secret=SecretStr("playground-signing-secret"),
            api_url=f"{slack_url}/api/",
        ),
        "http": HttpSettings(host="127.0.0.1", port=port),
        "jira": JiraSettings(
            url=f"{slack_url}/jira", token=SecretStr(TOKEN), search_lag=1.0, poll_seconds=1.0
        ),
        "worker": WorkerSettings(threads=1),  # the others would look in vain, after each step
        "clock_file": clock_file,
        "hurry": True,
    }
    return Settings(_env_file=None, **{**values, **changes})  # type: ignore[call-arg]


@dataclass
class Stage:
    """The playground, the bot, and the shortest words for what people do."""

    slack: Running
    bot: Process

    @property
    def db(self) -> Database:
        return self.bot.db

    def read(self, work: Callable[[Session], T]) -> T:
        return self.db.read(work)

    def post(self, who: str, channel: str, text: str, **more: Any) -> str:
        """Post as somebody; returns the ts."""
        return str(self.slack.post("post", as_=who, channel=channel, text=text, **more)["ts"])

    def settle(self) -> None:
        """Wait until every event is delivered and the bot has nothing left to do."""
        self.slack.post("settle", timeout=30)

    def sees(self, who: str, channel: str, **fields: Any) -> list[Json]:
        """Every message that somebody sees in a channel or thread, oldest first."""
        return self.slack.messages(who, channel, fields.get("thread"))

    def cards(self, who: str, channel: str, thread: str | None = None) -> list[Json]:
        """Perron's messages that somebody sees there."""
        return [
            message
            for message in self.slack.messages(who, channel, thread)
            if message["bot"] and message["name"] == "Perron" and not message.get("ephemeral")
        ]

    def whispers(self, who: str, channel: str, thread: str | None = None) -> list[str]:
        """What only this person sees there."""
        return [
            str(message["text"])
            for message in self.slack.messages(who, channel, thread)
            if message.get("ephemeral")
        ]

    def reactions(self, channel: str, ts: str) -> list[str]:
        """The reactions on a message, as everybody sees them."""
        message = next(m for m in self.slack.messages("mara", channel) if m["ts"] == ts)
        return [reaction["name"] for reaction in message["reactions"]]

    def team_card(self) -> Json:
        """The newest card in the team channel."""
        return self.cards("mara", "C0TEAM")[-1]

    def press(self, who: str, action: str, **more: Any) -> None:
        """Press something on the newest card of the team channel, and wait."""
        self.click(who, "C0TEAM", self.team_card(), action, **more)
        self.settle()

    def command(self, who: str, typed: str, channel: str = "C0TEAM") -> str:
        """Everything that can be read in the answer to a slash command."""
        answer = self.slack.post("command", as_=who, channel=channel, text=typed)
        assert answer["ok"], answer
        return text_of(answer["response"])

    def shortcut(self, who: str, callback_id: str, channel: str, ts: str) -> None:
        """Use a shortcut on a message."""
        body = {"callback_id": callback_id, "channel": channel, "ts": ts}
        assert self.slack.post("shortcut", as_=who, **body)["ok"]

    def home(self, who: str) -> str:
        """Everything that can be read in somebody's App Home."""
        self.settle()
        view = self.slack.get("home", as_=who)["view"]
        return text_of(view) if view else ""

    def jira(self, deed: str, **body: Any) -> None:
        """Do something to Jira: ``hostile``, ``rights``, ``required``, ``transition``."""
        answer = self.slack.client.post(f"/control/jira/{deed}", json=body)
        assert answer.is_success, answer.text

    def issues(self, ts: str) -> list[Json]:
        """The issues in Jira that link to the conversation which ``ts`` began."""
        found = self.slack.client.get("/control/jira/issues").json()["issues"]
        mark = f"p{ts.replace('.', '')}"
        return [one for one in found if mark in (one["description"] or "")]

    def windows(self, who: str) -> list[Json]:
        """The windows that are open in front of somebody right now."""
        return list(self.slack.get("modals", as_=who)["stack"])

    def click(self, who: str, channel: str, message: Json, action: str, **more: Any) -> Json:
        """Press something on a message."""
        where = {"ts": message["ts"]} if "ts" in message else {}
        answer = self.slack.post(
            "click", as_=who, channel=channel, action_id=action, **where, **more
        )
        assert answer["ok"], answer
        return dict(answer)

    def modal(self, who: str) -> Json:
        """The window that is open in front of somebody."""
        stack = eventually(lambda: self.slack.get("modals", as_=who)["stack"], "a window")
        return dict(stack[-1])

    def submit(self, who: str, **values: Any) -> Json:
        """Fill in the open window (block id → value) and submit it."""
        view = self.modal(who)
        named = {block: {"value": value} for block, value in values.items()}
        return dict(self.slack.post("submit", as_=who, view_id=view["id"], values=named))

    def advance(self, **by: float) -> None:
        """Move the clock of everybody: ``hours=2``, ``days=1`` …"""
        self.slack.post("clock", advance=timedelta(**by).total_seconds())

    def introduce(self, channel: str, who: str = "mara") -> None:
        """Post the introduction in a client's channel."""
        offers = eventually(
            lambda: [m for m in self.cards(who, "C0TEAM") if _has_value(m, channel)], "an offer"
        )
        self.click(who, "C0TEAM", offers[-1], "introduction_open")
        assert self.slack.post("submit", as_=who, view_id=self.modal(who)["id"])["ok"]
        self.settle()


def _has_value(message: Json, value: str) -> bool:
    return any(
        element.get("value") == value
        for block in message.get("blocks") or ()
        for element in block.get("elements") or ()
        if isinstance(element, dict)
    )


def text_of(message: Json) -> str:
    """Everything that can be read on a message."""
    found = [str(message.get("text") or "")]

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("text"), str):
                found.append(part["text"])
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(message.get("blocks") or [])
    return "\n".join(found)


def actions_of(message: Json) -> list[str]:
    """The action ids that can be pressed on a message."""
    return [
        element["action_id"]
        for block in message.get("blocks") or ()
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def _introduce(channel: str, at: datetime, session: Session) -> None:
    introduce(session, channel, "U0MARA", "Hello", at, posted_by_hand=True)


@contextmanager
def stage(
    folder: Path,
    database: str,
    *,
    jira: JiraProxy | None = None,
    agency: str | None = None,
    introduced: tuple[str, ...] = (),
    settings: Mapping[str, Any] | None = None,
    **options: Any,
) -> Iterator[Stage]:
    """A playground at 10:00 on a Wednesday, and the bot with the test agency, connected.

    In the channels ``introduced`` a member has posted the introduction by hand; ``settings`` are
    those that differ.
    """
    clock_file = folder / "clock.json"
    clock_file.write_text(json.dumps({"offset": WEDNESDAY_TEN.timestamp() - time.time()}))
    bot_port = free_port()
    with running(clock_file=clock_file, jira=jira, **options) as slack:
        if jira is not None:  # its jira820 is shared: what the one before left is no part of this
            slack.post("jira/reset")
        changes: Json = {} if jira is not None else {"jira": JiraSettings()}
        changes |= settings or {}
        process = Process(settings_for(slack.url, database, bot_port, clock_file, **changes))
        declare(process.db, process.clock.now(), agency)
        for channel in introduced:
            process.db.write(partial(_introduce, channel, process.clock.now()))
        process.start()
        base = f"http://127.0.0.1:{process.port}"
        slack.post(
            "bot", request_url=f"{base}/slack/events", status_url=f"{base}/playground/status"
        )
        here = Stage(slack, process)
        try:
            here.settle()
            yield here
        finally:
            process.stop()
