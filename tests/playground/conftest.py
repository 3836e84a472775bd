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
    with running(manifest=MANIFEST, redeliver_after=FAST, answer_within=0.4) as found:
        yield found
