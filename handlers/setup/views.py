"""The windows of the set-up. Pure: data to views; inputs are named as the fields they fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.i18n import Translator
from bot.features.declaration.durations import written
from bot.features.platforms.models import BallotRule
from handlers.setup import blocks
from handlers.slack.blocks import Dict, menu, modal, section, shorten, text_input

PLATFORM = "setup_platform_window"
ROTA = "setup_rota_window"
MEMBERS = "setup_members_window"
MEMBER = "setup_member_window"
CLIENT = "setup_client_window"
RESPONSIBLE = "setup_responsible_window"

LABEL = 2000
"""Slack's limit for an input's label and hint."""

Values = Mapping[str, Any]
Channels = Sequence[tuple[str, str]]
"""Channels to choose from: ``(id, name)``."""
Texts = Mapping[str, str]
"""A talent's name or description, by language."""


def window(callback: str, title: str, shown: Sequence[Dict], subject: str, t: Translator) -> Dict:
    """A window with *Save* and *Cancel*."""
    return modal(callback, title, t("Save"), t("Cancel"), shown, subject=subject)


def _languages(t: Translator) -> list[tuple[str, str]]:
    return [("en", t("English")), ("de", t("German"))]


def hours_hint(t: Translator) -> str:
    """How hours are written."""
    return t("As in {example}", example="Mon-Thu 09:00-12:00,13:00-18:00, Fri 09:00-15:00")


def _holidays(label: str, values: Values, t: Translator) -> Dict:
    hint = t("A country or a part of it, as in DE or DE-BW; nothing for none")
    return text_input(
        "holidays", label, initial=values.get("holidays"), optional=True, hint=hint, max_length=20
    )


def platform(subject: str, values: Values, channels: Channels, t: Translator) -> dict[str, Any]:
    """Name, hours, zone, holidays, language, mode, emergency contact, response times."""
    modes = [
        ("active", t("Active")),
        ("observe", t("Observing: notes everything, posts nothing")),
    ]
    shown = [
        text_input("name", t("Name"), initial=values["name"], max_length=120),
        menu("team_channel", t("Team channel"), channels, initial=values["team_channel"]),
        menu("language", t("Its language"), _languages(t), initial=values["language"]),
        *_times(values, t),
        menu("mode", t("Mode"), modes, initial=values["mode"]),
        *_promises(values, t),
        *_ballots(values, t),
    ]
    return window(PLATFORM, t("Platform"), shown, subject, t)


def _times(values: Values, t: Translator) -> list[Dict]:
    """When the platform is at work."""
    return [
        text_input(
            "timezone",
            t("Time zone"),
            initial=values["timezone"],
            hint=t("As in {example}", example="Europe/Berlin"),
            max_length=60,
        ),
        text_input(
            "hours",
            t("Business hours"),
            initial=values["hours"],
            hint=hours_hint(t),
            max_length=120,
        ),
        _holidays(t("Public holidays"), values, t),
    ]


def _promises(values: Values, t: Translator) -> list[Dict]:
    """When a matter is closed, whom clients turn to, what the monthly digest says."""
    return [
        text_input(
            "close_after_days",
            t("Closed quietly after so many days without a word"),
            initial=str(values["close_after_days"]),
            max_length=3,
        ),
        text_input(
            "emergency",
            t("Emergency contact"),
            initial=values["emergency"],
            optional=True,
            hint=t("Clients read it when something is urgent and nobody is on call."),
            max_length=200,
        ),
        blocks.yes_or_no(
            "response_times",
            t("Tell in the monthly digest how long answers took"),
            values["response_times"],
            t,
        ),
    ]


def _ballots(values: Values, t: Translator) -> list[Dict]:
    """How the team decides what it promises."""
    rules = [
        (BallotRule.CONSENT, t("Nobody says no")),
        (BallotRule.TWO_THIRDS, t("Two thirds are for it")),
        (BallotRule.MAJORITY, t("More are for it than against it")),
    ]
    return [
        menu("ballot_rule", t("When a ballot is a go"), rules, initial=values["ballot_rule"]),
        text_input(
            "ballot_quorum",
            t("How many of those asked have to vote (percent)"),
            initial=str(values["ballot_quorum"]),
            max_length=3,
        ),
        blocks.yes_or_no(
            "notices_promises",
            t("Ask members about promises they make in passing"),
            values["notices_promises"],
            t,
        ),
    ]


def rota(subject: str, begins: str, members: Sequence[str], t: Translator) -> dict[str, Any]:
    """Who is on call, by week."""
    shown = [
        section(t("One person a week, in this order, again and again. Nobody: no one is on call.")),
        blocks.people("members", t("In turn"), members, optional=True),
        blocks.day("begins", t("Beginning with the week of"), begins, t("A Monday")),
    ]
    return window(ROTA, t("On call"), shown, subject, t)


def members(subject: str, chosen: Sequence[str], t: Translator) -> dict[str, Any]:
    """Who is of the platform."""
    shown = [
        section(t("Who is taken out keeps what they have in hand; it stays written down.")),
        blocks.people("members", t("Members"), chosen),
    ]
    return window(MEMBERS, t("Members"), shown, subject, t)


def member(subject: str, user: str, values: Values, t: Translator) -> dict[str, Any]:
    """One member: lead or not, and who they are in Jira. Talents and hours are their own."""
    shown = [
        section(f"*<@{user}>*"),
        blocks.yes_or_no("lead", t("Lead of the platform"), values["lead"], t),
        text_input(
            "jira",
            t("In Jira"),
            initial=values["jira"],
            optional=True,
            hint=t("User name (Data Center) or account id (Cloud): tickets are assigned to it."),
            max_length=120,
        ),
    ]
    return window(MEMBER, t("Member"), shown, subject, t)


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
        _holidays(t("The client's own public holidays"), known, t),
        text_input(
            "jira_project",
            t("Project in Jira"),
            initial=known["jira_project"],
            optional=True,
            hint=t("Its key, as in {example}", example="NORD"),
            max_length=40,
        ),
        blocks.people("contacts", t("Contacts who are guests here"), contacts, optional=True),
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
    "taken_within": None,
    "answer_within": None,
    "done_within": None,
}


def _channels(offered: Channels, chosen: Sequence[str], t: Translator) -> list[Dict]:
    hint = t("Those that Perron was invited to, with /invite @Perron")
    if not offered:
        return [section(t("Perron was not invited to any shared channel yet: /invite @Perron"))]
    return [blocks.channels("channels", t("Shared channels"), offered, chosen, hint)]


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
        menu("language", t("Language"), _languages(t), initial=known["language"]),
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
            blocks.person(f"responsible-{key}", shorten(in_language(names, t), LABEL), who.get(key))
            for key, names in talents
        ),
    ]
    return window(RESPONSIBLE, t("Responsibilities"), shown, subject, t)


def in_language(texts: Texts, t: Translator) -> str:
    """A talent's text in the reader's language, else in whichever there is."""
    return texts.get(t.language) or next(iter(texts.values()), "…")
