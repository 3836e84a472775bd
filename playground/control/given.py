"""Files that people give: with a message, or into a window."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Sequence

from playground.control.refused import Refused
from playground.slack.core import Playground
from playground.slack.world import File, Json, Person


def new_file(
    pg: Playground, me: Person, fields: Json, *, channels: Sequence[str] = (), given: bool = False
) -> File:
    """``{name, content?, mimetype?}``; content is text, or base64 after ``base64:``."""
    name = fields.get("name")
    if not name:
        raise Refused("A file needs a name.")
    content = str(fields.get("content") or "")
    raw = content.encode()
    if content.startswith("base64:"):
        raw = base64.b64decode(content.removeprefix("base64:"))
    item = File(
        id=pg.world.new_id("F"),
        name=name,
        mimetype=fields.get("mimetype") or mimetypes.guess_type(name)[0] or "text/plain",
        user=me.id,
        team=me.workspace,
        created=pg.clock.now(),
        content=raw,
        channels=list(channels),
        given=given,
    )
    pg.world.files[item.id] = item
    return item
