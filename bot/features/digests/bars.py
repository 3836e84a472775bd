"""What a picture of bars is made of. Counts matters, never persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Row:
    """One client: for each column how many came in, and how many were done (or answered)."""

    name: str
    pairs: Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Bars:
    """``columns`` are the days that months, or single days, begin with."""

    columns: Sequence[date]
    rows: Sequence[Row]
