"""One playground and one receiver for the whole run; each test starts from the seed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from playground.testing import Running, running
from tests.playground.wired import MANIFEST, Api, _receiver, api, bot, pg

__all__ = ["Api", "_receiver", "api", "bot", "pg"]
FAST = (0.0, 0.05, 0.1)


@pytest.fixture(scope="session")
def _running() -> Iterator[Running]:
    with running(manifest=MANIFEST, redeliver_after=FAST) as found:
        yield found


@pytest.fixture
def impatient(pg: Running) -> Iterator[None]:
    """Slack takes what is not answered within a second for not answered."""
    options = pg.playground.options
    patient, options.answer_within = options.answer_within, 1.0
    yield
    options.answer_within = patient
