"""The stories that are shipped go as they are told, with the real bot and Jira.

They take turns with the hour. One is in the pseudo-locale; that every view is marked is shown in
tests.texts. The two weeks are played every time, beside this, and the trade fair in tests.browser.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.examples import in_turn
from tests.stories import farewell

ROOT = Path(__file__).resolve().parents[2]


def goes_as_told(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "bot", "playground", "--headless", *arguments]
    traffic = folder / "traffic.jsonl"
    done = subprocess.run(
        [*command, "--traffic", str(traffic)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=1800,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert traffic.stat().st_size > 10_000


def first_day_and_hostile(folder: Path) -> None:
    goes_as_told(folder, "--story", "first-day", "--story", "hostile")


def observe_in_pseudo(folder: Path) -> None:
    goes_as_told(folder, "--story", "observe", "--pseudo")


PLAYS = (first_day_and_hostile, farewell.goes_as_told_and_is_reported, observe_in_pseudo)


@pytest.mark.slow
@pytest.mark.parametrize("play", in_turn(PLAYS), ids=lambda play: play.__name__)
def test_a_story(play: Callable[[Path], None], tmp_path: Path) -> None:
    play(tmp_path)
