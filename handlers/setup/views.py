"""The windows of the set-up. Pure: data to views; inputs are named as the fields they fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.core.i18n import Translator
from bot.features.platforms.models import BallotRule
from handlers.setup import blocks
from handlers.slack.blocks import (
    Dict,
    date_input,
    menu,
    modal,
    people_input,
    section,
    text_input,
)

PLATFORM = "setup_platform_window"
ROTA = "setup_rota_window"
MEMBERS = "setup_members_window"
MEMBER = "setup_member_window"

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


def languages(t: Translator) -> list[tuple[str, str]]:
    """Those that Perron speaks."""
    return [("en", t("English")), ("de", t("German"))]


def hours_hint(t: Translator) -> str:
    """How hours are written."""
    return t("As in {example}", example="Mon-Thu 09:00-12:00,13:00-18:00, Fri 09:00-15:00")


def holidays(label: str, values: Values, t: Translator) -> Dict:
    """Whose public holidays count."""
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
        menu("language", t("Its language"), languages(t), initial=values["language"]),
        *_times(values, t),
        menu("mode", t("Mode"), modes, initial=values["mode"]),
        *_promises(values, t),
        *_ballots(values, t),
        *_learning(values, t),
        *_endings(values, t),
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
        holidays(t("Public holidays"), values, t),
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


def _learning(values: Values, t: Translator) -> list[Dict]:
    """Whether it is learned from what people do, and what that means for them."""
    means = t(
        "*Learning*: Perron can learn from who answers, takes or hands on which question, so that "
        "the next one like it goes to the right person. It looks at nothing else that people "
        "do, ranks nobody, and a pass counts for nothing. It still is learning from what people "
        "do: decide it together, with your works council if you have one. No: only talents, what "
        "people like, and who has room. What was learned is not used from then on, and is let go "
        "with the next question."
    )
    asked = t("Learn from who answers what")
    return [section(means), blocks.yes_or_no("learning", asked, values["learning"], t)]


def _endings(values: Values, t: Translator) -> list[Dict]:
    """What Jira has to do with the end of a client's work."""
    asked = {
        "billed_label": t("Label of issues that have been invoiced"),
        "billed_field": t("Or the field that is filled in then"),
        "archive_scheme": t("Permission scheme of projects that are over"),
        "archive_category": t("Category of projects that are over"),
    }
    hint = t("In Jira, for the ending of a client")
    return [
        text_input(name, label, initial=values[name], optional=True, hint=hint, max_length=120)
        for name, label in asked.items()
    ]


def rota(subject: str, begins: str, members: Sequence[str], t: Translator) -> dict[str, Any]:
    """Who is on call, by week."""
    monday = date.fromisoformat(begins)
    shown = [
        section(t("One person a week, in this order, again and again. Nobody: no one is on call.")),
        people_input("members", t("In turn"), members, optional=True),
        date_input(
            "begins",
            t("Beginning with the week of"),
            monday,
            hint=t("A Monday"),
        ),
    ]
    return window(ROTA, t("On call"), shown, subject, t)


def members(subject: str, chosen: Sequence[str], t: Translator) -> dict[str, Any]:
    """Who is of the platform."""
    shown = [
        section(t("Who is taken out keeps what they have in hand; it stays written down.")),
        people_input("members", t("Members"), chosen),
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


def in_language(texts: Texts, t: Translator) -> str:
    """A talent's text in the reader's language, else in whichever there is."""
    return texts.get(t.language) or next(iter(texts.values()), "…")
