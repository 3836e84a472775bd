"""Domain time: fixed, or moved by a file for every process at once."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

from bot.core.clock import FixedClock, MovedClock, SystemClock

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


def write(file: Path, offset: float) -> None:
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps({"offset": offset}))
    os.replace(beside, file)


def test_a_file_moves_the_clock(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    write(file, 3600)
    with time_machine.travel(NOON, tick=False):
        clock = MovedClock(file)
        assert clock.now() == NOON + timedelta(hours=1)
        write(file, -60)
        assert clock.now() == NOON - timedelta(minutes=1)


def test_two_moves_at_the_same_instant_are_both_seen(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    write(file, 1)
    os.utime(file, ns=(1, 1))
    with time_machine.travel(NOON, tick=False):
        clock = MovedClock(file)
        assert clock.now() == NOON + timedelta(seconds=1)
        write(file, 2)
        os.utime(file, ns=(1, 1))
        assert clock.now() == NOON + timedelta(seconds=2)


def test_the_system_clock_is_aware() -> None:
    with time_machine.travel(NOON, tick=False):
        assert SystemClock().now() == NOON


def test_a_fixed_clock_stands_still() -> None:
    clock = FixedClock(NOON)
    clock.advance(timedelta(days=1))
    assert clock.now() == NOON + timedelta(days=1)
