"""More people vote at once than Slack takes updates: all count, all are answered, all see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine import invariants
from tests.engine.bots import prepare, site
from tests.engine.election import (
    ANSWERED_WITHIN,
    IN_TEAM,
    Election,
    crowd,
    join,
    said,
    seed_with,
)

pytestmark = pytest.mark.slow
VOTERS, CONDITIONS, SECONDS = 70, 8, 3.0
"""``make bench`` has five hundred vote."""


def test_a_crowd_votes_at_once_with_slacks_limits_on(tmp_path: Path) -> None:
    voters = crowd(VOTERS)
    database = f"sqlite:///{tmp_path / 'perron.db'}"
    prepare(database)
    join(database, voters)
    with site(tmp_path, seed=seed_with(voters)) as place:
        bots = place.world(database)
        election = Election(bots, voters, CONDITIONS)
        election.ask()
        election.restart(hurry=False, limits=True, seconds=30)
        election.vote(SECONDS)
        bots.until(lambda: election.told() >= VOTERS - 4, "every voter's message turned", 20)
        bots.until(
            lambda: f"{VOTERS} of {VOTERS} have voted" in said(election.card()), "the count", 20
        )
        assert election.counted() == VOTERS
        assert not election.refused
        assert max(election.answered()) < ANSWERED_WITHIN
        calls = election.calls()
        assert not [name for name in calls if name.endswith("429")], calls
        assert calls["chat.update"] < VOTERS / 2, "what was pressed goes its own way"
        assert calls["response_url"] >= VOTERS - len(IN_TEAM), "who pressed the same card shares it"
        election.restart(hurry=True, limits=False, seconds=60)
        clock = bots.slack.playground.clock
        clock.move_to(clock.now() + 300)
        bots.settle(60)
        go, of = VOTERS - CONDITIONS, f"{VOTERS} of {VOTERS} voted"
        wanted = f"Go {go} · Go, if … {CONDITIONS} · No 0 · Abstained 0 · {of}"
        assert wanted in election.result()
        bots.stop()
        invariants.check(bots.database, bots.slack)
