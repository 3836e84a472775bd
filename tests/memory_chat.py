"""A Slack in memory behind the port: real enough to keep messages, refuse, and break."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.ports import (
    Block,
    ChannelInfo,
    HistoryMessage,
    Identity,
    OutsideError,
    Refused,
    Unreachable,
    UserInfo,
)


@dataclass
class Held:
    """A message of ours."""

    ts: str
    text: str
    blocks: list[Block]
    opaque_id: str
    thread_ts: str | None


@dataclass
class MemoryChat:
    """``before``/``after``: errors for the next calls, raised before or after the deed."""

    clock: Callable[[], float]
    messages: dict[str, dict[str, Held]] = field(default_factory=dict)
    reactions: set[tuple[str, str, str]] = field(default_factory=set)
    pinned: set[tuple[str, str]] = field(default_factory=set)
    homes: dict[str, list[Block]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    calls: list[str] = field(default_factory=list)
    before: list[OutsideError] = field(default_factory=list)
    after: list[OutsideError] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def _do(self, name: str, deed: Callable[[], Any]) -> Any:
        with self._lock:
            self.calls.append(name)
            if self.before:
                raise self.before.pop(0)
            result = deed()
            if self.after:
                raise self.after.pop(0)
            return result

    def whoami(self) -> Identity:
        return Identity("T1", "U0BOT", "B1", "https://example.test/")

    def scopes(self) -> frozenset[str]:
        return frozenset({"chat:write"})

    def post(
        self,
        channel: str,
        text: str,
        blocks: Sequence[Block],
        *,
        opaque_id: str,
        thread_ts: str | None = None,
    ) -> str:
        def deed() -> str:
            ts = f"{self.clock():.3f}{next(self._numbers):03}"
            held = Held(ts, text, list(blocks), opaque_id, thread_ts)
            self.messages.setdefault(channel, {})[ts] = held
            return ts

        return str(self._do("post", deed))

    def update(self, channel: str, ts: str, text: str, blocks: Sequence[Block]) -> None:
        def deed() -> None:
            held = self._held(channel, ts)
            held.text, held.blocks = text, list(blocks)

        self._do("update", deed)

    def _held(self, channel: str, ts: str) -> Held:
        found = self.messages.get(channel, {}).get(ts)
        if found is None:
            raise Refused("message_not_found")
        return found

    def delete(self, channel: str, ts: str) -> None:
        self._do("delete", lambda: self.messages.get(channel, {}).pop(ts, None))

    def find(
        self, channel: str, opaque_id: str, *, thread_ts: str | None, since: float
    ) -> str | None:
        def deed() -> str | None:
            for ts, held in self.messages.get(channel, {}).items():
                is_there = held.opaque_id == opaque_id and held.thread_ts == thread_ts
                if is_there and float(ts) > since:
                    return ts
            return None

        found = self._do("find", deed)
        return str(found) if found else None

    def react(self, channel: str, ts: str, name: str) -> None:
        self._do("react", lambda: self.reactions.add((channel, ts, name)))

    def unreact(self, channel: str, ts: str, name: str) -> None:
        self._do("unreact", lambda: self.reactions.discard((channel, ts, name)))

    def pin(self, channel: str, ts: str) -> None:
        self._do("pin", lambda: self.pinned.add((channel, self._held(channel, ts).ts)))

    def open_dm(self, user: str) -> str:
        return f"D{user}"

    def publish_home(self, user: str, blocks: Sequence[Block]) -> None:
        self._do("publish_home", lambda: self.homes.update({user: list(blocks)}))

    def whisper(self, channel: str, user: str, text: str, blocks: Sequence[Block]) -> None:
        raise Unreachable("nobody whispers here")

    def respond(
        self, response_url: str, text: str, blocks: Sequence[Block], *, in_place: bool = False
    ) -> None:
        """``response_url`` is ``channel/ts`` here, good once; only messages can be replaced."""

        def deed() -> None:
            channel, _, ts = response_url.partition("/")
            if response_url in self.used:
                raise Refused("response_url", "used_url")
            self.used.add(response_url)
            held = self._held(channel, ts)
            held.text, held.blocks = text, list(blocks)

        if not in_place:
            raise Unreachable("nobody answers here")
        self._do("respond", deed)

    def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> None:
        raise Refused("expired_trigger_id")

    def update_view(self, view_id: str, view: Mapping[str, Any]) -> None:
        raise Refused("not_found")

    def channel(self, channel: str) -> ChannelInfo:
        return ChannelInfo(channel, channel.lower(), True, False, False, False, False)

    def members(self, channel: str) -> list[str]:
        return ["U0BOT"]

    def channels(self) -> list[ChannelInfo]:
        return [self.channel(name) for name in self.messages]

    def channels_in_sight(self) -> list[ChannelInfo]:
        return self.channels()

    def user(self, user: str) -> UserInfo:
        return UserInfo(user, "T1", user.title())

    def users(self) -> list[UserInfo]:
        return []

    def undisturbed(self, user: str) -> tuple[datetime, datetime] | None:
        return None

    def leave(self, channel: str) -> None:
        self._do("leave", lambda: self.messages.pop(channel, None))

    def archive(self, channel: str) -> None:
        self._do("archive", lambda: None)

    def history(
        self, channel: str, *, oldest: str, thread_ts: str | None = None
    ) -> list[HistoryMessage]:
        return [
            HistoryMessage(channel, ts, {"ts": ts, "text": held.text})
            for ts, held in self.messages.get(channel, {}).items()
            if float(ts) > float(oldest) and held.thread_ts == thread_ts
        ]

    def file_name(self, file: str) -> str:
        raise Refused("file_not_found")

    def upload(self, name: str, content: bytes, alt_text: str) -> str:
        def deed() -> str:
            file = f"F{next(self._numbers):09}"
            self.files[file] = content
            return file

        return str(self._do("upload", deed))

    def is_shown(self, file: str) -> bool:
        return file in self.files

    def permalink(self, channel: str, ts: str) -> str:
        return f"https://example.test/archives/{channel}/p{ts.replace('.', '')}"
