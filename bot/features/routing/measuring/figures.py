"""What is counted of answers: right ones, how sure was said, and how long it took."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import thread_time
from types import TracebackType

import numpy as np

BINS = 15
Flat = dict[str, str | int | float | None]


@dataclass
class Answers:
    """One run of one method. ``ranks``: the place of the right one, 0 for the first."""

    ranks: list[int] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)
    scoring: list[float] = field(default_factory=list)
    learning: list[float] = field(default_factory=list)

    def add(self, ranked: Sequence[str], confidence: float, right: str) -> None:
        """What was said of one question; a right one that was not named counts as last."""
        place = ranked.index(right) if right in ranked else 1_000_000
        self.ranks.append(place)
        self.confidences.append(confidence)

    def figures(self) -> Flat:
        """Everything by name; times in milliseconds, shares 0..1."""
        ranks, sure = np.array(self.ranks), np.array(self.confidences)
        right = ranks == 0
        return {
            "questions": len(ranks),
            "top1": _rounded(right.mean()),
            "top3": _rounded((ranks < 3).mean()),
            "mrr": _rounded((1.0 / (ranks + 1.0)).mean()),
            "answered_at_95": _rounded(_answered(right, sure, 0.95)),
            "answered_at_90": _rounded(_answered(right, sure, 0.90)),
            "ece": _rounded(calibration_error(right, sure)),
            "own_accord": _rounded((sure >= 0.9).mean()),
            "own_accord_right": _rounded(right[sure >= 0.9].mean())
            if (sure >= 0.9).any()
            else None,
            "score_ms_p50": _time(self.scoring, 50),
            "score_ms_p95": _time(self.scoring, 95),
            "learn_ms_p50": _time(self.learning, 50),
            "learn_ms_p95": _time(self.learning, 95),
        }


class Watch:
    """``with Watch(times, owed):`` adds the seconds of work, and those that are owed.

    Work is the time of this thread on a core: on a busy machine waiting for one is left out.
    """

    def __init__(self, times: list[float], owed: Callable[[], float]) -> None:
        self._times, self._owed = times, owed

    def __enter__(self) -> None:
        self._owed()
        self._began = thread_time()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self._times.append(thread_time() - self._began + self._owed())


def calibration_error(right: np.ndarray, sure: np.ndarray) -> float:
    """Expected calibration error over ``BINS`` of equal width (Naeini et al. 2015)."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [
        abs(sure[bins == n].mean() - right[bins == n].mean()) * (bins == n).mean()
        for n in np.unique(bins)
    ]
    return float(sum(gaps))


def _answered(right: np.ndarray, sure: np.ndarray, precision: float) -> float:
    """The largest share that can be answered, the surest first, with so many of them right."""
    order = np.argsort(-sure, kind="stable")
    so_far = np.cumsum(right[order]) / np.arange(1, len(right) + 1)
    enough = np.flatnonzero(so_far >= precision)
    return float(enough[-1] + 1) / len(right) if len(enough) else 0.0


def _time(seconds: list[float], percentile: int) -> float | None:
    return round(1000.0 * float(np.percentile(seconds, percentile)), 2) if seconds else None


def _rounded(share: float) -> float:
    return round(float(share), 4)


def memory() -> float:
    """What the process holds now, in MB (Linux; 0 elsewhere)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    [line] = [line for line in status.read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024
