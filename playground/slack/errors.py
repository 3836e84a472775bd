"""Slack's errors."""

from __future__ import annotations

from playground.slack.world import Json


class SlackError(Exception):
    """Becomes ``{"ok": false, "error": code, …}``."""

    def __init__(self, code: str, **extra: object) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra

    def body(self) -> Json:
        """The JSON answer."""
        return {"ok": False, "error": self.code, **self.extra}


def with_messages(code: str, messages: list[str]) -> SlackError:
    """An error that says more under ``response_metadata.messages``."""
    lines = [f"[ERROR] {m}" for m in messages]
    return SlackError(code, response_metadata={"messages": lines})
