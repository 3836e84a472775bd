"""The agency that features' tests play in."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.bot.features.house import House, build


@pytest.fixture
def house(session: Session) -> House:
    """An agency with two clients on a Wednesday at ten, both channels introduced."""
    return build(session)
