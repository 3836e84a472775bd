"""A goodbye in the house."""

from __future__ import annotations

import pytest

from tests.bot.features.house import House
from tests.bot.features.offboarding.goodbye import Goodbye


@pytest.fixture
def bye(house: House) -> Goodbye:
    """The house, in which nothing has begun."""
    return Goodbye(house)
