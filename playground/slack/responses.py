"""What the app answers: to a response URL, or at once to a slash command."""

from __future__ import annotations

from playground.slack import messages, shapes
from playground.slack.blockkit.check import check_blocks, with_ids
from playground.slack.core import Playground
from playground.slack.errors import SlackError
from playground.slack.tickets import ResponseUrl
from playground.slack.world import Channel, Ephemeral, Json, Message

KEYS = {
    "text",
    "blocks",
    "attachments",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "unfurl_links",
    "unfurl_media",
    "mrkdwn",
    "metadata",
}


def respond(pg: Playground, url: ResponseUrl, body: Json) -> None:
    """Do what a post to a response URL asks for. Raises SlackError."""
    unknown = sorted(set(body) - KEYS)
    if unknown:
        raise SlackError("invalid_payload", detail=f"unknown: {', '.join(unknown)}")
    place = pg.world.channels.get(url.channel)
    if place is None:
        raise SlackError("channel_not_found")
    if body.get("delete_original"):
        _delete(pg, place, url)
        return
    _check(body)
    if body.get("replace_original") and _replace(pg, place, url, body):
        return
    _new(pg, place, url, body)


def _check(body: Json) -> None:
    if not body.get("text") and not body.get("blocks"):
        raise SlackError("no_text")
    if body.get("blocks"):
        check_blocks(body["blocks"])


def _delete(pg: Playground, place: Channel, url: ResponseUrl) -> None:
    note = _note(place, url)
    if note is not None:
        place.ephemerals.remove(note)
        pg.live.tell("ephemeral", {note.reader}, channel=place.id, ts=note.ts)
        return
    message = place.messages.get(url.ts or "")
    if message is None or message.user != pg.world.app.bot_user:
        raise SlackError("message_not_found")
    messages.delete(pg, place, message, pg.world.app.bot_user)


def _replace(pg: Playground, place: Channel, url: ResponseUrl, body: Json) -> bool:
    """False when there is nothing to replace: then it becomes a new message."""
    blocks = with_ids(body.get("blocks"), pg.world)
    note = _note(place, url)
    if note is not None:
        note.text, note.blocks = body.get("text") or "", blocks
        pg.live.tell("ephemeral", {note.reader}, channel=place.id, ts=note.ts)
        return True
    message = place.messages.get(url.ts or "")
    if message is None or message.user != pg.world.app.bot_user:
        return False
    before = shapes.message(pg.world, place, message)
    message.text, message.blocks = body.get("text") or "", blocks
    messages.change(pg, place, message, before, message.user)
    return True


def _note(place: Channel, url: ResponseUrl) -> Ephemeral | None:
    return next((e for e in place.ephemerals if e.id == url.ephemeral_id), None)


def _new(pg: Playground, place: Channel, url: ResponseUrl, body: Json) -> None:
    thread_ts = body.get("thread_ts") or url.thread_ts
    ts = pg.world.new_ts(place, pg.clock.now())
    text, blocks = body.get("text") or "", with_ids(body.get("blocks"), pg.world)
    app = pg.world.app
    if body.get("response_type") == "in_channel":
        message = Message(ts, app.bot_user, text, thread_ts, blocks, bot_id=app.bot_id)
        messages.add(pg, place, message)
        return
    note = Ephemeral(pg.world.new_id("E"), ts, url.user, text, blocks, thread_ts, app.bot_user)
    messages.whisper(pg, place, note)
