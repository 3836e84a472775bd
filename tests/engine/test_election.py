"""More people vote at once than Slack takes updates: all count, all are answered, all see it.

How soon they are answered is measured by ``make bench``, where five hundred vote. Here nothing
depends on how fast the machine is: the bot stalls, Slack tells some that something went wrong, and
they press again, as people do.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.jira import Jira820
from tests.engine import invariants
from tests.engine.bots import PATIENCE, prepare, site
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
WARNED = 10


def test_a_crowd_votes_at_once_with_slacks_limits_on(tmp_path: Path, jira820: Jira820) -> None:
    voters = crowd(VOTERS)
    database = f"sqlite:///{tmp_path / 'perron.db'}"
    prepare(database)
    join(database, voters)
    slacks = ANSWERED_WITHIN / 1000
    with site(tmp_path, jira820, seed=seed_with(voters), answer_within=slacks) as place:
        bots = place.world(database)
        bots.slack.playground.triggers.lifetime = slacks
        election = Election(bots, voters, CONDITIONS)
        election.ask()
        election.restart(hurry=False, limits=True, seconds=PATIENCE)
        took = election.vote(SECONDS, stalls_until_refused=WARNED)
        bots.until(lambda: election.told() >= VOTERS - len(IN_TEAM), "every message turned")
        bots.until(lambda: f"{VOTERS} of {VOTERS} have voted" in said(election.card()), "the count")
        assert election.counted() == VOTERS, "who pressed again is counted once"
        calls = election.calls()
        assert not [name for name in calls if name.endswith("429")], calls
        assert calls["chat.update"] < VOTERS / 2 + took, "what was pressed goes its own way"
        assert calls["response_url"] >= VOTERS - len(IN_TEAM), "who pressed the same card shares it"
        election.restart(hurry=True, limits=False, seconds=PATIENCE)
        clock = bots.slack.playground.clock
        clock.move_to(clock.now() + 300)
        bots.settle()
        go, of = VOTERS - CONDITIONS, f"{VOTERS} of {VOTERS} voted"
        wanted = f"Go {go} · Go, if … {CONDITIONS} · No 0 · Abstained 0 · {of}"
        assert wanted in election.result()
        bots.stop()
        invariants.check(bots.database, bots.slack)
