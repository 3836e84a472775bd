"""Composition objects: text, options, confirmation dialogs."""

from __future__ import annotations

from typing import Any

from playground.slack.blockkit.rules import (
    Check,
    Field,
    Findings,
    anything,
    boolean,
    items,
    matching,
    may,
    need,
    one_of,
    shape,
    string,
    typed,
)

PLAIN = "plain_text"


def text(most: int, *kinds: str) -> Check:
    """A text object of up to ``most`` characters; ``kinds``: plain_text, mrkdwn."""
    words = string(most)
    fields: dict[str, dict[str, Field]] = {
        PLAIN: {"text": need(words), "emoji": may(boolean)},
        "mrkdwn": {"text": need(words), "verbatim": may(boolean)},
    }
    return typed(fields, set(kinds or (PLAIN, "mrkdwn")))


def plain(most: int) -> Check:
    """A plain text object."""
    return text(most, PLAIN)


def option(*kinds: str, value: int = 150) -> Check:
    """An option: text 75, value 150 (Slack's documentation), description 75."""
    return shape(
        text=need(text(75, *kinds)),
        value=need(string(value)),
        description=may(text(75, *kinds)),
        url=may(string(3000)),
    )


def options(most: int, *kinds: str) -> Check:
    """A list of options whose values are unique."""
    listed = items(option(*kinds), most)

    def check(value: Any, path: str, found: Findings) -> None:
        listed(value, path, found)
        if not isinstance(value, list):
            return
        values = [o.get("value") for o in value if isinstance(o, dict)]
        if len({str(v) for v in values}) < len(values):
            found.note("option values must be unique", path)

    return check


GROUPS = items(shape(label=need(plain(75)), options=need(options(100, PLAIN))), 100)
CONFIRM = shape(
    title=need(plain(100)),
    text=need(text(300)),
    confirm=need(plain(30)),
    deny=need(plain(30)),
    style=may(one_of("primary", "danger")),
)
DISPATCH = shape(
    trigger_actions_on=may(items(one_of("on_enter_pressed", "on_character_entered"), 2))
)
FILTER = shape(
    include=may(items(one_of("im", "mpim", "private", "public"), 4)),
    exclude_external_shared_channels=may(boolean),
    exclude_bot_users=may(boolean),
)
DATE = matching(r"\d{4}-\d{2}-\d{2}", "a date as YYYY-MM-DD")
TIME = matching(r"\d{2}:\d{2}", "a time as HH:mm")
RICH = shape(type=need(one_of("rich_text")), elements=need(anything), block_id=may(string(255)))
