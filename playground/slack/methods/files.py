"""files.*."""

from __future__ import annotations

import mimetypes
import time

from playground.slack import messages, shapes
from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.world import Channel, File, Json, Message

ALT_TEXT = 1000
LOOKED_AT_AFTER = 0.3
"""Wall seconds; until then blocks with the file are refused (slackapi/python-slack-sdk #1521)."""


def info(call: Call) -> Json:
    """One file; gone when no channel that we are in holds it any more."""
    item = call.world.files.get(call.args["file"])
    if item is None or not _reachable(call, item):
        raise SlackError("file_not_found")
    shape = shapes.file(item, call.pg.base_url)
    if not is_shown(item):
        shape |= {"mimetype": "", "filetype": ""}
    return {"file": shape, "comments": [], **_no_more()}


def is_shown(item: File) -> bool:
    """Whether Slack has looked at a file by now: after an upload that takes a moment."""
    return item.complete and time.time() >= item.shown_at


def _reachable(call: Call, item: File) -> bool:
    places = [call.world.channels[c] for c in item.channels if c in call.world.channels]
    if item.user == call.bot or item.given:
        return True
    return any(call.world.bot_in(c) and item.team in c.teams for c in places)


def _no_more() -> Json:
    return {"response_metadata": {"next_cursor": ""}}


def upload_url(call: Call) -> Json:
    """Where to send the content, whose length is known beforehand."""
    name, length = call.args["filename"], call.args["length"]
    if length < 1 or len(call.args.get("alt_txt") or "") > ALT_TEXT:
        raise SlackError("invalid_arguments")
    item = File(
        id=call.world.new_id("F"),
        name=name,
        mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
        user=call.bot,
        team=call.world.app.workspace,
        created=call.pg.clock.now(),
        complete=False,
        announced=length,
    )
    call.world.files[item.id] = item
    return {"upload_url": f"{call.pg.base_url}/upload/{item.id}", "file_id": item.id}


def complete_upload(call: Call) -> Json:
    """Share uploaded files in a channel, or keep them to the bot."""
    items = [_uploaded(call, entry) for entry in call.args["files"]]
    if call.args.get("channel_id"):
        place = call.member_channel("channel_id", writing=True)
        _share(call, place, items)
    for item in items:
        item.complete, item.shown_at = True, time.time() + LOOKED_AT_AFTER
    return {"files": [shapes.file(item, call.pg.base_url) for item in items]}


def _uploaded(call: Call, entry: Json) -> File:
    item = call.world.files.get(str(entry.get("id")))
    if item is None or item.complete or item.size != item.announced:
        raise SlackError("file_not_found")
    item.title = entry.get("title") or item.name
    return item


def _share(call: Call, place: Channel, items: list[File]) -> None:
    for item in items:
        item.channels.append(place.id)
    thread = call.args.get("thread_ts") or None
    if thread and thread not in place.messages:
        raise SlackError("thread_not_found")
    message = Message(
        ts=call.world.new_ts(place, call.pg.clock.now()),
        user=call.bot,
        text=call.args.get("initial_comment") or "",
        thread_ts=thread,
        files=[item.id for item in items],
        subtype="file_share",
        bot_id=call.world.app.bot_id,
    )
    messages.add(call.pg, place, message)
