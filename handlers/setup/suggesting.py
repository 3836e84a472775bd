"""The window in which a platform says what counts when somebody is looked for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.i18n import Translator
from bot.features.platforms.suggesting import Counting, MayBeWrong, Newcomers
from handlers.setup import views
from handlers.slack.blocks import Dict, menu, section

SUGGESTING = "setup_suggesting_window"

Choices = Sequence[tuple[str, str]]


def window(subject: str, values: views.Values, t: Translator) -> dict[str, Any]:
    """How sure Perron has to be, who may learn, and what counts how much."""

    def chosen(name: str, label: str, choices: Choices) -> Dict:
        return menu(name, label, choices, initial=values[name])

    steps = _steps(t)
    shown = [
        section(t("Whoever is named or responsible is asked first, whatever is chosen here.")),
        chosen("may_be_wrong", t("How often may the wrong person be asked?"), _wrong(t)),
        chosen("newcomers", t("Questions for who wants to learn the talent"), _newcomers(t)),
        chosen("level_counts", t("How good somebody is, as they say themselves"), steps),
        chosen("likes_count", t("What somebody likes to do"), steps),
        chosen("room_counts", t("Who has room, and whose turn it is"), steps),
        chosen("client_counts", t("Who knows the client"), steps),
    ]
    return views.window(SUGGESTING, t("Suggestions"), shown, subject, t)


def _steps(t: Translator) -> Choices:
    return [
        (Counting.IGNORE, t("Does not count")),
        (Counting.A_LITTLE, t("Counts a little")),
        (Counting.NORMAL, t("Counts as usual")),
        (Counting.MUCH, t("Counts much")),
    ]


def _newcomers(t: Translator) -> Choices:
    return [
        (Newcomers.NONE, t("None")),
        (Newcomers.ONE_IN_TEN, t("One in ten")),
        (Newcomers.ONE_IN_FIVE, t("One in five")),
    ]


def _wrong(t: Translator) -> Choices:
    return [
        (MayBeWrong.ONE_IN_TWENTY, t("One time in twenty; the team is asked more often")),
        (MayBeWrong.ONE_IN_TEN, t("One time in ten")),
        (MayBeWrong.ONE_IN_FIVE, t("One time in five")),
        (MayBeWrong.ALWAYS_SUGGEST, t("However often; the team is asked only where nobody fits")),
    ]
