"""Decisions of the team, and what becomes of them."""

from __future__ import annotations

import pytest

from tests.bot.features.house import House
from tests.bot.features.promises.team import Team


@pytest.fixture
def team(house: House) -> Team:
    """The house's team, with a trade fair in two and a half weeks."""
    return Team(house)
