"""How many examples a property is tried with: a third, or all with ``PERRON_THOROUGH=1``."""

from __future__ import annotations

import os

THOROUGH = os.environ.get("PERRON_THOROUGH") == "1"


def examples(count: int) -> int:
    """``count`` where it is to be thorough, otherwise a third of it."""
    return count if THOROUGH else max(3, count // 3)
