"""Who runs what, where files run side by side."""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

TOGETHER = {
    "tests/browser/": "browser",
    "tests/playground_page/": "page",
    "tests/engine/test_crash_": "site",
    "tests/engine/test_random_storms.py": "site",
    "tests/engine/test_backfill.py": "site",
    "tests/engine/test_doubt.py": "site",
}
"""Files that share something dear, by how their names begin: one worker runs all that have the
same word, one after another."""


class Crowd(LoadFileScheduling):  # type: ignore[misc]
    """A worker takes a whole file, or several of which nothing is made twice."""

    def _split_scope(self, nodeid: str) -> str:
        found = (word for start, word in TOGETHER.items() if nodeid.startswith(start))
        return next(found, None) or str(super()._split_scope(nodeid))
