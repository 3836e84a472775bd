"""How long is waited on this machine, for what Slack or a person would not wait longer for.

``PLAYGROUND_PATIENCE=6`` in the environment: six times as long, where the machine is slow or many
run on it at once. Whoever polls sees what has come as soon as before.
"""

from __future__ import annotations

import os


def patiently(seconds: float) -> float:
    """So many seconds on this machine."""
    return seconds * float(os.environ.get("PLAYGROUND_PATIENCE", "1"))
