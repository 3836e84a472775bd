"""The windows in which everybody sets up what is theirs alone. Pure: data to views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.i18n import Translator
from bot.features.declaration.own import LEARNS, LIKES, NOT_MINE, answer
from handlers.setup.views import LABEL, Texts, Values, hours_hint, in_language, window
from handlers.slack.blocks import menu, section, shorten, text_input

TALENTS = "own_talents_window"
HOURS = "own_hours_window"


def talents(
    subject: str,
    offered: Sequence[tuple[str, Texts, Texts]],
    mine: Mapping[str, tuple[int, bool]],
    t: Translator,
) -> dict[str, Any]:
    """One's own talents: ``(key, names, descriptions)``, and ``(level, likes)`` by key."""
    shown = [section(t("Only you see this. It decides what you are asked."))]
    for key, names, descriptions in offered:
        level, likes = mine.get(key, (None, False))
        label = shorten(in_language(names, t), LABEL)
        block = menu(key, label, _levels(t), initial=answer(level, likes=likes))
        if descriptions:
            hint = shorten(in_language(descriptions, t), LABEL)
            block["hint"] = {"type": "plain_text", "text": hint}
        shown.append(block)
    return window(TALENTS, t("My talents"), shown, subject, t)


def _levels(t: Translator) -> list[tuple[str, str]]:
    return [
        (NOT_MINE, t("Not mine")),
        (LEARNS, t("I want to learn it")),
        ("1", t("A little")),
        ("1" + LIKES, t("A little, and I like it")),
        ("2", t("Well")),
        ("2" + LIKES, t("Well, and I like it")),
        ("3", t("Very well")),
        ("3" + LIKES, t("Very well, and I like it")),
    ]


def hours(subject: str, values: Values, t: Translator) -> dict[str, Any]:
    """One's own working hours; left empty they are the platform's."""
    shown = [
        section(t("Left empty, your hours are those of your platform.")),
        text_input(
            "hours",
            t("When you work"),
            initial=values.get("hours"),
            optional=True,
            hint=hours_hint(t),
            max_length=120,
        ),
        text_input(
            "timezone",
            t("In which time zone"),
            initial=values.get("timezone"),
            optional=True,
            hint=t("Left empty, the one that you have set in Slack."),
            max_length=60,
        ),
    ]
    return window(HOURS, t("My working hours"), shown, subject, t)
