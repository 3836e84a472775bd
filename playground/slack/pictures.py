"""Image blocks with an uploaded file: as Slack checks them, and as the page can show them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from playground.slack.call import Call
from playground.slack.errors import SlackError, with_messages
from playground.slack.methods.files import is_shown
from playground.slack.world import Json

FILE_ID = re.compile(r"F[A-Z0-9]{8,}")
KINDS = {"image/png", "image/jpeg", "image/gif"}


def check_pictures(call: Call, blocks: Sequence[Json] | None, path: str = "/blocks") -> None:
    """Every ``slack_file`` must be a picture of ours that Slack has looked at. Raises SlackError.

    One that was uploaded a moment ago is as invalid as one that is not there.
    """
    problems = [
        problem
        for n, block in enumerate(blocks or ())
        if block.get("type") == "image"
        for problem in _problems(call, block, f"{path}/{n}")
    ]
    if problems:
        error = with_messages("invalid_blocks", problems)
        raise SlackError("invalid_blocks", errors=problems, **error.extra)


def _problems(call: Call, block: Json, path: str) -> list[str]:
    if ("image_url" in block) == ("slack_file" in block):
        return [f"must have either image_url or slack_file [json-pointer:{path}]"]
    if "slack_file" not in block:
        return []
    given: Any = block["slack_file"]
    if not isinstance(given, dict) or set(given) != {"id"}:  # Slack also takes a url; we never do
        return [f"must have either id or url [json-pointer:{path}/slack_file]"]
    if not FILE_ID.fullmatch(str(given["id"])):
        pattern = "input must match regex pattern: ^[F][A-Z0-9]{8,}$"
        return [f"{pattern} [json-pointer:{path}/slack_file/id]"]
    item = call.world.files.get(given["id"])
    if item is None or item.user != call.bot or item.mimetype not in KINDS or not is_shown(item):
        return [f"invalid slack file [json-pointer:{path}/slack_file]"]
    return []
