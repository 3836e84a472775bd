"""Where tests write: in memory where there is room, for each commit waits for the disk.

SQLite is told to wait (`bot.core.db`), and on a busy disk that is most of what a test does.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
"""Bytes that must be free: a whole run writes about half of that."""


def write_in_memory() -> None:
    """Make temporary folders there, in processes that tests start too; ``TMPDIR`` wins."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    if shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
