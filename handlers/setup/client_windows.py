"""The windows in which leads set up a client. Pure: data to views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.i18n import Translator
from bot.features.declaration.durations import written
from handlers.setup import blocks
from handlers.setup.views import (
    LABEL,
    Channels,
    Texts,
    Values,
    holidays,
    in_language,
    languages,
    window,
)
from handlers.slack.blocks import (
    Dict,
    menu,
    people_input,
    person_input,
    section,
    several,
    shorten,
    text_input,
)

CLIENT = "setup_client_window"
RESPONSIBLE = "setup_responsible_window"


def client(
    subject: str,
    values: Values | None,
    offered: Channels,
    channels: Sequence[str],
    contacts: Sequence[str],
    day: int,
    t: Translator,
) -> dict[str, Any]:
    """A client; ``values`` None: a new one. ``day``: minutes of a business day."""
    known = values if values is not None else NEW_CLIENT
    shown = [
        text_input("name", t("Name"), initial=known["name"], max_length=120),
        *([] if values is not None else [_key(t)]),
        *_channels(offered, channels, t),
        *_manner(known, t),
        *_targets(known, day, t),
        holidays(t("The client's own public holidays"), known, t),
        text_input(
            "jira_project",
            t("Project in Jira"),
            initial=known["jira_project"],
            optional=True,
            hint=t("Its key, as in {example}", example="NORD"),
            max_length=40,
        ),
        text_input(
            "wiki_space",
            t("Space in Confluence"),
            initial=known["wiki_space"],
            optional=True,
            hint=t("Its key, as in {example}", example="NORD"),
            max_length=120,
        ),
        people_input("contacts", t("Contacts who are guests here"), contacts, optional=True),
    ]
    return window(CLIENT, t("Client"), shown, subject, t)


NEW_CLIENT: Values = {
    "name": None,
    "mode": "managed",
    "language": "en",
    "address": "Sie",
    "weekly": "draft",
    "show_targets": False,
    "holidays": None,
    "jira_project": None,
    "wiki_space": None,
    "taken_within": None,
    "answer_within": None,
    "done_within": None,
}


def _channels(offered: Channels, chosen: Sequence[str], t: Translator) -> list[Dict]:
    hint = t("Those that Perron was invited to, with /invite @Perron")
    if not offered:
        return [section(t("Perron was not invited to any shared channel yet: /invite @Perron"))]
    return [several("channels", t("Shared channels"), offered, chosen, hint=hint)]


def _key(t: Translator) -> Dict:
    hint = t("A short word that stays the same, as in {example}", example="nordwind")
    return text_input("key", t("Key"), hint=hint, max_length=60)


def _manner(known: Values, t: Translator) -> list[Dict]:
    """How the client is worked with and spoken to."""
    modes = [
        ("managed", t("Managed: we take it off them")),
        ("self-service", t("Self-service: direct access, own tickets")),
    ]
    addresses = [("Sie", t("Formal, in German")), ("du", t("Informal, in German"))]
    weekly = [
        ("draft", t("Drafted; a member sends it")),
        ("auto", t("Sent by itself")),
        ("off", t("None")),
    ]
    return [
        menu("mode", t("Mode"), modes, initial=known["mode"]),
        menu("language", t("Language"), languages(t), initial=known["language"]),
        menu("address", t("Address"), addresses, initial=known["address"]),
        menu("weekly", t("Weekly digest"), weekly, initial=known["weekly"]),
    ]


def _targets(known: Values, day: int, t: Translator) -> list[Dict]:
    """In business time, as people write durations."""
    labels = {
        "taken_within": t("Target: somebody has it within"),
        "answer_within": t("Target: first answer within"),
        "done_within": t("Target: done within"),
    }
    hint = t("Business time, as in {example}; nothing for the usual", example="45m, 6h, 5d")
    return [
        *(
            text_input(
                name,
                label,
                initial=written(known[name], day) if known[name] else None,
                optional=True,
                hint=hint,
                max_length=60,
            )
            for name, label in labels.items()
        ),
        blocks.yes_or_no(
            "show_targets",
            t("Show the targets to the client as a promise"),
            known["show_targets"],
            t,
        ),
    ]


def responsible(
    subject: str, client: str, talents: Sequence[tuple[str, Texts]], who: Texts, t: Translator
) -> dict[str, Any]:
    """Who answers a managed client, talent by talent: ``(key, names)`` pairs."""
    shown = [
        section(t("Who answers {client}?", client=f"*{client}*")),
        *(
            person_input(
                f"responsible-{key}",
                shorten(in_language(names, t), LABEL),
                who.get(key),
                optional=True,
            )
            for key, names in talents
        ),
    ]
    return window(RESPONSIBLE, t("Responsibilities"), shown, subject, t)
