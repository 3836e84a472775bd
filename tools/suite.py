"""Runs the tests: ``python -m tools.suite JOBS [PYTEST'S ARGUMENTS]``.

Files run side by side. What fails in that crowd is run once more, alone, and has to pass then;
the last lines name it, for a test that needs quiet is a test to repair.

In the crowd each process would rewrite all assertions, to tell what was compared, which takes it
longer than all else that it reads in: there a failure shows its local variables instead.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

FAILED = Path(".pytest_cache/v/cache/lastfailed")
CROWD = ("--dist", "loadfile", "--no-loadscope-reorder", "--assert=plain", "--showlocals")
ALONE = ("--last-failed", "--last-failed-no-failures", "none")


def main(jobs: str, *arguments: str) -> int:
    """Run all; the exit code is pytest's."""
    FAILED.unlink(missing_ok=True)
    os.environ.setdefault("PERRON_CRASH_TURN", str(int(time.time() // 3600)))  # for all workers
    code = pytest("-n", jobs, *CROWD, *arguments)
    if code == 0:
        return 0
    failed = sorted(json.loads(FAILED.read_text())) if FAILED.exists() else []
    say("What failed in the crowd, once more and one at a time …")
    code = pytest(*ALONE, *arguments)
    if code == 0:
        say(f"{len(failed)} passed only when run alone. Find out why:", *failed)
    return code


def pytest(*arguments: str) -> int:
    """Run pytest; its exit code."""
    return subprocess.run([sys.executable, "-m", "pytest", *arguments]).returncode


def say(*lines: str) -> None:
    """Tell whoever watches, at once."""
    sys.stdout.write("\n  ".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
