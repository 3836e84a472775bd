"""The stories that are shipped go as they are told, with the real bot and Jira.

One of them in the pseudo-locale; that every view is marked is shown in tests.texts. The trade
fair is played in tests.browser, the farewell in test_farewell beside this.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [["--story", "first-day", "--story", "hostile"], ["--story", "observe", "--pseudo"]],
    ids=" ".join,
)
def test_goes_as_told(arguments: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "playground", "--headless", *arguments]
    traffic = tmp_path / "traffic.jsonl"
    done = subprocess.run(
        [*command, "--traffic", str(traffic)], cwd=ROOT, capture_output=True, text=True, timeout=1800
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert traffic.stat().st_size > 10_000
