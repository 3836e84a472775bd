"""The house after an ending."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from tests.bot.features.blocks.blocked import Ended
from tests.bot.features.house import House, settle_in
from tests.databases import new_database, undone


@pytest.fixture(scope="session")
def _housed_pg(_pg_server: str) -> Iterator[Engine]:
    engine = create_engine(new_database(_pg_server, "perron_housed", "perron_tables"))
    settle_in(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session on a database with the agency, on SQLite or as `ON_BOTH` says; what a test writes
    is undone."""
    name = "_housed_pg" if getattr(request, "param", "") == "postgresql" else "_housed"
    with undone(request.getfixturevalue(name)) as ready:
        yield ready


@pytest.fixture
def ended(house: House) -> Ended:
    """A Wednesday at ten, right after the block was set."""
    return Ended(house)
