"""How much is tried: a fifth of the examples, one of several long plays; all of it where wanted.

``PERRON_THOROUGH=1`` tries all. Examples are drawn anew in each run; which play it is changes with
the hour, as the crash points do, and ``PERRON_CRASH_TURN=N`` repeats an hour.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
THOROUGH = os.environ.get("PERRON_THOROUGH") == "1"
TURN = int(os.environ.get("PERRON_CRASH_TURN") or time.time() // 3600)


def examples(count: int) -> int:
    """``count`` where it is to be thorough, otherwise a fifth of it, and three at least."""
    return count if THOROUGH else max(3, count // 5)


def texts(min_size: int = 0, max_size: int | None = None) -> st.SearchStrategy[str]:
    """What `st.text` draws, without finding out first, for each of a million characters, whether
    UTF-8 has it: that takes every process seconds."""
    return st.text(st.characters(exclude_categories=["Cs"]), min_size=min_size, max_size=max_size)


def in_turn(plays: Sequence[T]) -> Sequence[T]:
    """All of them where it is to be thorough, otherwise one, and in the next hour the next."""
    return plays if THOROUGH else [plays[TURN % len(plays)]]
