"""What the bot logs becomes a reason, and jobs behind the scenes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from playground.supervisor.logs import Json, Log, as_job


def followed(tmp_path: Path, *lines: str) -> tuple[Log, list[Json]]:
    seen: list[Json] = []
    stream = io.BytesIO("".join(line + "\n" for line in lines).encode())
    return Log(stream, tmp_path / "bot.log", seen.append), seen


def test_the_reason_is_the_last_error(tmp_path: Path) -> None:
    log, seen = followed(
        tmp_path,
        json.dumps({"level": "info", "message": "perron is running"}),
        json.dumps({"level": "error", "message": "it broke", "exception": "…\nValueError: no"}),
        json.dumps({"level": "info", "message": "stopping"}),
    )
    assert log.reason() == "it broke: ValueError: no"
    assert len(seen) == 3
    assert (tmp_path / "bot.log").read_text().count("\n") == 3


def test_a_sentence_at_the_end_is_the_reason(tmp_path: Path) -> None:
    told = "Port 3000 cannot be listened on (Address already in use)."
    log, _ = followed(tmp_path, json.dumps({"level": "info", "message": "x"}), told)
    assert log.reason() == told


@pytest.mark.parametrize(
    ("line", "job"),
    [
        (
            {"message": "job done", "kind": "requests.route", "job": 7},
            {"name": "requests.route", "status": "done", "request": {"job": 7}},
        ),
        (
            {"message": "card", "kind": "request.team", "card": "a", "outcome": "shown"},
            {"name": "card request.team", "status": "shown", "request": {"card": "a"}},
        ),
        ({"message": "job done", "kind": "tickets.poll", "job": 1}, None),
        ({"message": "perron is running"}, None),
    ],
)
def test_jobs_are_shown_behind_the_scenes(line: Json, job: Json | None) -> None:
    assert as_job(line) == job
