"""What the commands answer: a line for each thing that can be set up. Pure: data to blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from handlers.setup.blocks import MOST, choose
from handlers.slack.blocks import (
    actions,
    button,
    context,
    divider,
    escape,
    header,
    person_menu,
    section,
)

PLATFORMS = 3
"""Platforms in one answer, of which each has up to twelve blocks where Slack takes 50."""
MENUS = 3
"""Menus of one kind for a platform: three hundred clients, or pages of their responsibilities."""
PAGE = 40
"""Talents in one window, which takes a hundred blocks."""


@dataclass(frozen=True)
class ClientEntry:
    """A client to choose."""

    key: str
    name: str
    managed: bool


@dataclass(frozen=True)
class PlatformEntry:
    """A platform to set up. ``members`` and ``talents`` are how many there are."""

    key: str
    name: str
    members: int
    talents: int
    clients: Sequence[ClientEntry]


def pages(count: int, size: int) -> int:
    """Windows that so many entries need."""
    return max(1, -(-count // size))


def setup(platforms: Sequence[PlatformEntry], t: Translator) -> Drawing:
    """``/perron setup``: everything a lead can set up, platform by platform."""
    text = t("What would you like to set up?")
    blocks: list[dict[str, Any]] = [section(text)]
    for one in platforms[:PLATFORMS]:
        blocks += [divider(), *_platform(one, t)]
    if len(platforms) > PLATFORMS:
        more = t(
            "and {n} more: type a platform's name after the command.", n=len(platforms) - PLATFORMS
        )
        blocks.append(context(more))
    blocks.append(context(t("The same as in the agency file: perron export writes it back.")))
    return Drawing(text, blocks)


def _platform(one: PlatformEntry, t: Translator) -> Iterator[dict[str, Any]]:
    yield header(one.name)
    buttons = [
        button(t("Platform"), "setup_platform", one.key),
        button(t("On call"), "setup_rota", one.key),
        button(t("New client"), "setup_client_new", one.key),
    ]
    count = pages(one.members, MOST)
    for page in range(min(count, 20)):
        text = t("Members") if count == 1 else t("Members ({page})", page=page + 1)
        buttons.append(button(text, f"setup_members_{page}", f"{one.key}:{page}"))
    yield actions(f"setup|{one.key}", *buttons)
    yield section(
        t("A member: lead, name in Jira"),
        f"setup_member|{one.key}",
        person_menu(t("Choose a member"), "setup_member"),
    )
    yield from _clients(one, t)


def _clients(one: PlatformEntry, t: Translator) -> Iterator[dict[str, Any]]:
    clients = [(client.key, client.name) for client in one.clients]
    yield from _menus(one, "setup_client", t("A client's settings"), clients, t)
    count = pages(one.talents, PAGE)
    managed = [
        (f"{client.key}:{page}", f"{client.name} ({page + 1})" if count > 1 else client.name)
        for client in one.clients
        if client.managed
        for page in range(count)
    ]
    if one.talents:
        yield from _menus(one, "setup_responsible", t("Who is responsible at a client"), managed, t)


def _menus(
    one: PlatformEntry, action: str, text: str, options: Sequence[tuple[str, str]], t: Translator
) -> Iterator[dict[str, Any]]:
    for n in range(0, min(len(options), MENUS * MOST), MOST):
        element = choose(action, t("Choose a client"), options[n : n + MOST])
        yield section(text, f"{action}{n}|{one.key}", element)
    if len(options) > MENUS * MOST:
        yield context(t("and {n} more", n=len(options) - MENUS * MOST))


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
        for page in range(min(many, 20) if count else 0)
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
