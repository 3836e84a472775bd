"""Absences, as the registry takes them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.absences.forgetting import forget
from bot.features.absences.owned import AllOwned
from bot.features.platforms.owning import Owns
from bot.ports import Calendars
from handlers.absences import jobs, presses
from handlers.absences.commands import commands
from handlers.absences.draws import draws
from handlers.slack.feature import Feature


def feature(owns: Sequence[Owns], agenda: Calendars) -> Feature:
    """The feature. ``owns``: what of all features a person has in hand."""
    owned = AllOwned(tuple(owns))
    return Feature(
        "absences",
        presses.register(owned),
        draws(owned),
        jobs.handlers(owned, agenda),
        commands(owned),
        forget=forget,
    )
