"""Figures of a vote, with Slack's limits on: ``python -m tests.engine.measure_votes [DATABASE]``.

500 people vote within ten seconds, 50 of them by a window: the last press comes after nine and a
half, so that it is answered within ten. How soon is each press answered, when does each see that it
is counted, how often is Slack called, and when does the result stand? ``DATABASE`` is the URL of an
empty one, SQLite in a file otherwise.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.engine import invariants
from tests.engine.bots import prepare, site
from tests.engine.election import ANSWERED_WITHIN, IN_TEAM, Election, crowd, join, said, seed_with

VOTERS, CONDITIONS, SECONDS = 500, 50, 9.5
GRACE = 130.0
"""Seconds after which it closes, once all have voted."""
CALLS = ("chat.update", "chat.postMessage", "views.open", "response_url")


def main() -> None:
    """Measure and tell."""
    # a model of meaning would be loaded in the first seconds after the start, and be measured, too
    os.environ.setdefault("PERRON_SEMANTIC", "false")
    folder = Path(tempfile.mkdtemp(prefix="perron-votes-"))
    voters = crowd(VOTERS)
    database = sys.argv[1] if sys.argv[1:] else f"sqlite:///{folder / 'perron.db'}"
    prepare(database)
    join(database, voters)
    with site(folder, seed=seed_with(voters)) as place:
        election = Election(place.world(database), voters, CONDITIONS)
        election.ask(600)
        election.restart(hurry=False, limits=True, seconds=60)
        _vote(election)
        _close(election)
        election.bots.stop()
        invariants.check(election.bots.database, election.bots.slack)
    _tell("every message is as the state has it")


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def _vote(election: Election) -> None:
    began = time.monotonic()
    took = election.vote(SECONDS)
    _tell(f"{VOTERS} people voted in {took:.1f} s, {CONDITIONS} of them by a window")
    _computing(election)
    _until(election, began, lambda: _all_in(election), "the team's card has all of them")
    in_person = VOTERS - len(IN_TEAM)
    _until(
        election, began, lambda: election.told() >= in_person, "whose message was pressed see it"
    )
    _computing(election)
    ms = election.answered()
    middle, late = ms[len(ms) // 2], ms[len(ms) * 95 // 100]
    _tell(
        f"{len(ms)} presses and windows answered: p50 {middle:.0f} ms, p95 {late:.0f} ms, "
        f"longest {ms[-1]:.0f} ms; pressed once more: {sum(election.refused.values())}"
    )
    assert not election.refused, election.refused
    assert ms[-1] < ANSWERED_WITHIN
    assert election.counted() == VOTERS


def _computing(election: Election) -> None:
    bot, playground = election.computing()
    each = 1000 / (VOTERS + CONDITIONS)
    _tell(
        f"computing so far: Perron {bot:.1f} s, {bot * each:.1f} ms a press; the playground and "
        f"its people {playground:.1f} s, {playground * each:.1f} ms"
    )


def _all_in(election: Election) -> bool:
    return f"{VOTERS} of {VOTERS} have voted" in said(election.card())


def _close(election: Election) -> None:
    bots, clock = election.bots, election.bots.slack.playground.clock
    began = time.monotonic()
    clock.move_to(clock.now() + GRACE)
    _until(election, began, lambda: bool(election.result()), "the result stands")
    wanted = f"Go {VOTERS - CONDITIONS} · Go, if … {CONDITIONS} · No 0 · Abstained 0"
    assert wanted in election.result()
    bots.settle(1500)
    _tell(f"everybody's message tells of the result {time.monotonic() - began:.0f} s after closing")
    _calls(election)


def _until(election: Election, began: float, look: Callable[[], bool], what: str) -> None:
    election.bots.until(look, what, 120)
    _tell(f"{what} after {time.monotonic() - began:.1f} s")


def _calls(election: Election) -> None:
    """How often Slack was called in all, against what it takes in a minute; none was too much."""
    calls, minutes = election.calls(), election.minutes()
    told = ", ".join(
        f"{name} {calls[name]} ({calls[name] / minutes:.0f} a minute)" for name in CALLS
    )
    _tell(f"Slack's calls in {minutes:.1f} minutes: {told}")
    refused = {name: count for name, count in calls.items() if name.endswith("429")}
    _tell(f"refused for their number: {refused or 'none'}")


if __name__ == "__main__":
    main()
