"""A request to do something with."""

from __future__ import annotations

import pytest

from bot.features.requests.models import Request
from tests.bot.features.house import House


@pytest.fixture
def request_(house: House) -> Request:
    """Anke has asked about the shop; Jonas was asked whether he takes it."""
    return house.ask()
