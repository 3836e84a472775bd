"""A Confluence kept in a file over restarts: its pages, and who may read what."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from playground.confluence.world import Page, World


def save(world: World, file: Path) -> None:
    """Write it, all or nothing."""
    readers = {key: space.readers for key, space in world.spaces.items()}
    pages = {"pages": world.pages, "trash": world.trash}
    listed = {name: [asdict(page) for page in of.values()] for name, of in pages.items()}
    kept = {**listed, "readers": readers}
    beside = file.with_name(file.name + ".new")
    beside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    os.replace(beside, file)


def load(world: World, file: Path) -> None:
    """Take over what `save` wrote; by now the index has caught up with all of it."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    world.pages, world.trash = _pages(kept["pages"]), _pages(kept.get("trash", []))
    for key, readers in kept["readers"].items():
        world.spaces[key].readers = readers


def _pages(kept: list[dict[str, Any]]) -> dict[int, Page]:
    pages = [Page(**one | {"indexed_at": float("-inf")}) for one in kept]
    return {page.id: page for page in pages}
