"""Everything that people got and did while a story was played, read from the playground's log."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.dialogue.harness import text_of

Json = dict[str, Any]
BERLIN = ZoneInfo("Europe/Berlin")
DATE = re.compile(r"<!date\^(\d+)\^[^|>]*\|[^>]*>")


@dataclass(frozen=True)
class Got:
    """A message of Perron's as it came; later changes of it notify nobody.

    ``reader`` is a person where only they see it. ``card``: what stands for it in its metadata.
    """

    at: datetime
    channel: str
    reader: str | None
    thread: str | None
    text: str
    words: str
    blocks: tuple[Json, ...]
    card: str | None

    @property
    def direct(self) -> bool:
        """Whether it is a direct message."""
        return self.channel.startswith("D")

    def __str__(self) -> str:
        place = self.reader or self.channel
        return f"{self.at.astimezone(BERLIN):%a %d %b %H:%M} {place}: {self.text[:90]}"


@dataclass(frozen=True)
class Act:
    """Somebody pressed, submitted, typed or wrote something."""

    at: datetime
    who: str


@dataclass(frozen=True)
class Transcript:
    """What came and what was done, in order; ``answers`` are those to slash commands."""

    got: tuple[Got, ...]
    changed: tuple[Got, ...]
    acts: tuple[Act, ...]
    answers: tuple[Got, ...]

    def saying(self, *words: str) -> list[Got]:
        """What came with any of these words."""
        return [one for one in self.got if any(word in one.words for word in words)]

    def to(self, user_id: str) -> list[Got]:
        """The direct messages to somebody."""
        return [one for one in self.got if one.direct and one.reader == user_id]

    def has_just_acted(self, who: str | None, at: datetime, seconds: float = 120) -> bool:
        """Whether somebody (None: anybody) has pressed or written something shortly before."""
        return any(
            (who is None or act.who == who) and 0 <= (at - act.at).total_seconds() <= seconds
            for act in self.acts
        )


def read(traffic: Path) -> Transcript:
    """Read what ``--traffic`` has written."""
    lines = traffic.read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    readers = {
        one["response"]["channel"]["id"]: one["request"]["users"]
        for one in entries
        if one["name"] == "conversations.open" and one["response"].get("ok")
    }
    fine = [e for e in entries if e["direction"] == "from_bot" and _went_well(e)]
    return Transcript(
        got=tuple(_got(e, readers) for e in fine if e["name"] in POSTS),
        changed=tuple(_got(e, readers) for e in fine if e["name"] == "chat.update"),
        acts=tuple(_acts(entries)),
        answers=tuple(_answer(e) for e in entries if e["kind"] == "command" and e["response"]),
    )


POSTS = ("chat.postMessage", "chat.postEphemeral")


def _went_well(entry: Json) -> bool:
    return entry["kind"] == "api" and bool(entry["response"].get("ok"))


def _got(entry: Json, readers: dict[str, str]) -> Got:
    said = entry["request"]
    blocks = tuple(said.get("blocks") or ())
    metadata = said.get("metadata") or {}
    return Got(
        at=datetime.fromisoformat(entry["at"]),
        channel=said["channel"],
        reader=said.get("user") or readers.get(said["channel"]),
        thread=said.get("thread_ts"),
        text=said.get("text") or "",
        words=words_of(said),
        blocks=blocks,
        card=metadata.get("event_payload", {}).get("id"),
    )


def _answer(entry: Json) -> Got:
    asked, said = entry["request"], entry["response"]
    at, reader = datetime.fromisoformat(entry["at"]), asked["user_id"]
    text, blocks = said.get("text") or "", tuple(said.get("blocks") or ())
    return Got(at, asked["channel_id"], reader, None, text, words_of(said), blocks, None)


def _acts(entries: list[Json]) -> Iterator[Act]:
    for one in entries:
        if one["direction"] != "to_bot":
            continue
        at, said = datetime.fromisoformat(one["at"]), one["request"]
        if one["kind"] == "interaction":
            yield Act(at, said["user"]["id"])
        elif one["kind"] == "command":
            yield Act(at, said["user_id"])
        elif one["name"] == "message" and not said["event"].get("bot_id"):
            yield Act(at, said["event"]["user"])


def words_of(said: Json) -> str:
    """Everything that can be read on a message, buttons included; dates without their marks."""
    return DATE.sub(lambda m: _date(m[1]), text_of(said))


def _date(seconds: str) -> str:
    return f"{datetime.fromtimestamp(int(seconds), UTC).astimezone(BERLIN):%Y-%m-%d %H:%M}"
