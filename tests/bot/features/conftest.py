"""The agency that features' tests play in: made once, for making it costs more than most tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.core.db import make_engine
from bot.core.migrate import metadata
from tests.bot.features.house import House, settle_in
from tests.databases import undone


@pytest.fixture(scope="session")
def _housed() -> Iterator[Engine]:
    engine = make_engine("sqlite://")
    metadata().create_all(engine)
    settle_in(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session on an in-memory database, with the agency where a test has its `house`."""
    wanted = "_housed" if "house" in request.fixturenames else "_memory"
    with undone(request.getfixturevalue(wanted)) as ready:
        yield ready


@pytest.fixture
def house(session: Session) -> House:
    """An agency with two clients on a Wednesday at ten, both channels introduced."""
    return House(session)
