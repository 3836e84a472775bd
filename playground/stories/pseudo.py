"""Looking for texts that nobody marked, while a story is played in the pseudo-locale.

There the bot wraps each marked text in ⟦…⟧. What is left outside may only be data: what people
wrote, names, and what Jira calls things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from playground.slack.texts import unescaped
from playground.slack.world import Json, World
from playground.stories.marks import CLOSE, OPEN
from playground.stories.script import Story

MARKED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
CUT = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*…$")
LINK = re.compile(r"<(?:https?|mailto):[^|>]*\|([^>]*)>")
TOKEN = re.compile(r"<[^>]*>|/perron\b|:[a-z_]+:")
WORD = re.compile(r"[^\W\d_]{2,}")
READ = ("title", "submit", "close", "label", "hint", "placeholder", "text", "alt_text")
SAYING = ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url")
"""Calls whose ``text`` somebody reads; those of views carry theirs in ``view``."""
TYPED = ("post", "edit", "command", "fill", "choose")
"""Steps whose value is something that a person types."""


def unmarked(traffic: list[Json], known: set[str]) -> list[str]:
    """The texts of messages, windows and homes with a word that is neither marked nor known."""
    found = [text for entry in traffic for text in _said(entry) if left_over(text, known)]
    return list(dict.fromkeys(found))


def left_over(text: str, known: set[str]) -> list[str]:
    """The words of a text that are neither marked nor known."""
    left = LINK.sub(r" \1 ", text)
    while MARKED.search(left):
        left = MARKED.sub(" ", left)
    words = WORD.findall(unescaped(TOKEN.sub(" ", CUT.sub(" ", left))))
    return [word for word in words if word.casefold() not in known]


def known_words(story: Story, world: World, *data: Any) -> set[str]:
    """The words that people type in a story, of its world's names, and of other ``data``."""
    typed = [step.value for step in story.steps if step.verb in TYPED]
    names = [one.name for one in world.people.values()]
    names += [one.name for one in world.channels.values()]
    names += [one.name for one in world.workspaces.values()]
    texts = _strings([typed, names, data])
    return {word.casefold() for text in texts for word in WORD.findall(text)}


def _said(entry: Json) -> Iterator[str]:
    """What somebody reads of a call of the bot's, or of its answer to Slack."""
    if entry["direction"] == "from_bot" and isinstance(entry["request"], Mapping):
        asked = entry["request"]
        if entry["name"].startswith("views."):
            yield from _read(asked.get("view"))
        elif entry["name"] in SAYING or entry["kind"] in SAYING:
            yield from _read({key: asked.get(key) for key in ("text", "blocks")})
    elif entry["direction"] == "to_bot" and isinstance(entry["response"], Mapping):
        yield from _read(entry["response"])


def _read(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        errors = part.get("errors") if part.get("response_action") == "errors" else None
        yield from _strings(errors)
        for key, value in part.items():
            if isinstance(value, str):
                if key in READ:
                    yield value
            elif key != "errors":
                yield from _read(value)
    elif isinstance(part, list):
        for one in part:
            yield from _read(one)


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _strings(value)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from _strings(one)
