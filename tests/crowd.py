"""Who runs what, where files run side by side."""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

TOGETHER = ("tests/browser/",)
"""Folders whose files share something dear: one worker runs them all, one after another."""


class Crowd(LoadFileScheduling):  # type: ignore[misc]
    """A worker takes a whole file, or a folder of which nothing is made twice."""

    def _split_scope(self, nodeid: str) -> str:
        folder = next((one for one in TOGETHER if nodeid.startswith(one)), None)
        return folder or str(super()._split_scope(nodeid))
