"""What `make` would do, told without doing it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]


def would_do(*asked: str) -> str:
    """The commands for ``asked`` (a target, variables), whatever an outer `make` has set."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS", "DATA"))}
    return subprocess.run(
        ["make", "--dry-run", *asked],
        cwd=ROOT, env=clean, capture_output=True, text=True, check=True, timeout=60,
    ).stdout  # fmt: skip
