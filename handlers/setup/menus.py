"""Where the set-up begins: what can be set up, to choose from. Pure: data to blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import StaticSelectElement
from slack_sdk.models.blocks.basic_components import Option, OptionGroup

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from handlers.slack.blocks import (
    OPTIONS,
    actions,
    button,
    context,
    escape,
    labelled,
    modal,
    section,
    shorten,
)

START = "setup_start_window"
GROUPS = 100
"""Groups of options that a menu takes, of a hundred options each."""
PAGE = 40
"""Talents in one window, which takes a hundred blocks."""
BUTTONS = 20
"""Pages of one's own talents at most: eight hundred."""

Entry = tuple[str, str]
"""What a choice stands for (``client|nordwind``), and how it reads."""


@dataclass(frozen=True)
class ClientEntry:
    """A client to choose."""

    key: str
    name: str
    managed: bool


@dataclass(frozen=True)
class PlatformEntry:
    """A platform to set up: members as ``(user id, name)``; ``talents`` is how many there are."""

    key: str
    name: str
    members: Sequence[tuple[str, str]]
    talents: int
    clients: Sequence[ClientEntry]


def pages(count: int, size: int) -> int:
    """Windows that so many entries need."""
    return max(1, -(-count // size))


def start(platforms: Sequence[PlatformEntry], t: Translator) -> dict[str, Any]:
    """Everything a lead can set up, platform by platform, in one menu."""
    groups = [
        OptionGroup(
            label=shorten(label, 75),
            options=[Option(value=value, label=shorten(text, 75)) for value, text in part],
        )
        for one in platforms
        for label, entries in _groups(one, t)
        for part in _parts(entries)
    ]
    element = StaticSelectElement(action_id="value", option_groups=groups[:GROUPS])
    menu = labelled("what", t("What would you like to set up?"), element)
    hint = t(
        "Talents and working hours are everybody's own: `/perron talents`. All of it is the same "
        "as in the agency file; `perron export` writes it back."
    )
    return modal(START, t("Set up"), t("Continue"), t("Cancel"), [menu, context(hint)])


def _parts(entries: Sequence[Entry]) -> list[Sequence[Entry]]:
    return [entries[n : n + OPTIONS] for n in range(0, len(entries), OPTIONS)]


def _groups(one: PlatformEntry, t: Translator) -> Iterator[tuple[str, list[Entry]]]:
    name = shorten(one.name, 30)
    yield t("{platform}: the platform itself", platform=name), [*_of_platform(one, t)]
    yield (
        t("{platform}: a client", platform=name),
        [(f"client|{client.key}", client.name) for client in one.clients],
    )
    yield t("{platform}: who is responsible", platform=name), [*_responsible(one)]
    yield (
        t("{platform}: a member's lead and name in Jira", platform=name),
        [(f"member:{user}|{one.key}", name) for user, name in one.members],
    )


def _of_platform(one: PlatformEntry, t: Translator) -> Iterator[Entry]:
    yield f"platform|{one.key}", t("Platform: hours, holidays, language …")
    yield f"suggesting|{one.key}", t("Who is suggested, and how sure to be")
    yield f"rota|{one.key}", t("Who is on call")
    yield f"new|{one.key}", t("A new client")
    count = pages(len(one.members), OPTIONS)
    for page in range(count):
        text = t("Who is a member")
        numbered = f"{text} ({page + 1}/{count})" if count > 1 else text
        yield f"members:{page}|{one.key}", numbered


def _responsible(one: PlatformEntry) -> Iterator[Entry]:
    count = pages(one.talents, PAGE)
    for client in one.clients if one.talents else ():
        for page in range(count if client.managed else 0):
            text = f"{client.name} ({page + 1}/{count})" if count > 1 else client.name
            yield f"responsible:{page}|{client.key}", text


def talents(count: int, t: Translator) -> Drawing:
    """``/perron talents``: one's own, and nobody else's."""
    text = t(
        "What are you good at, and what do you like to do? Nobody else sees your levels, "
        "your lead included."
    )
    many = pages(count, PAGE)
    buttons = [
        button(
            t("My talents") if many == 1 else t("My talents ({page})", page=page + 1),
            f"own_talents_{page}",
            str(page),
        )
        for page in range(min(many, BUTTONS) if count else 0)
    ]
    buttons.append(button(t("My working hours"), "own_hours", "hours"))
    blocks = [section(text), actions("own", *buttons)]
    if not count:
        blocks.insert(1, context(t("No talents are named yet: they come from the agency file.")))
    return Drawing(text, blocks)


def no_such_platform(names: Sequence[str], t: Translator) -> Drawing:
    """A name was typed that is none of the lead's platforms."""
    listed = ", ".join(escape(name) for name in names)
    text = t("Which platform? You are lead of {names}.", names=listed)
    return Drawing(text, [section(text)])
