"""The house after an ending."""

from __future__ import annotations

import pytest

from tests.bot.features.blocks.blocked import Ended
from tests.bot.features.house import House


@pytest.fixture
def ended(house: House) -> Ended:
    """A Wednesday at ten, right after the block was set."""
    return Ended(house)
