"""A Confluence kept in a file over restarts: its pages, and who may read what."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from playground.confluence.world import Page, World


def save(world: World, file: Path) -> None:
    """Write it, all or nothing."""
    readers = {key: space.readers for key, space in world.spaces.items()}
    kept = {"pages": [asdict(page) for page in world.pages.values()], "readers": readers}
    beside = file.with_name(file.name + ".new")
    beside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    os.replace(beside, file)


def load(world: World, file: Path) -> None:
    """Take over what `save` wrote; by now the index has caught up with all of it."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    pages = [Page(**one | {"indexed_at": float("-inf")}) for one in kept["pages"]]
    world.pages = {page.id: page for page in pages}
    for key, readers in kept["readers"].items():
        world.spaces[key].readers = readers
