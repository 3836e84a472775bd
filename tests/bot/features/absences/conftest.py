"""What people own here: the requests that they have taken."""

from __future__ import annotations

import pytest

from bot.features.absences.owned import AllOwned
from bot.features.requests.owning import OWNED


@pytest.fixture
def owned() -> AllOwned:
    return AllOwned((OWNED,))
