"""chat.*."""

from __future__ import annotations

from playground.slack import messages, shapes
from playground.slack.blockkit.check import check_blocks, check_metadata, with_ids
from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.methods.conversations import dm_with
from playground.slack.pictures import check_pictures
from playground.slack.world import Channel, Ephemeral, Json, Message

TEXT_AT_MOST = 40_000
UPDATED_TEXT_AT_MOST = 4_000
LOOK = ("username", "icon_emoji", "icon_url")


def post(call: Call) -> Json:
    """Post a message as the bot."""
    place = _where(call)
    _check_content(call, TEXT_AT_MOST)
    message = Message(
        ts=call.world.new_ts(place, call.pg.clock.now()),
        user=call.bot,
        text=call.args.get("text") or "",
        thread_ts=_thread(call, place),
        blocks=with_ids(call.args.get("blocks"), call.world),
        attachments=call.args.get("attachments"),
        metadata=call.args.get("metadata"),
        bot_id=call.world.app.bot_id,
    )
    _dress(call, message)
    if message.is_reply and call.args.get("reply_broadcast"):
        message.subtype = "thread_broadcast"
    messages.add(call.pg, place, message)
    shape = shapes.message(call.world, place, message)
    return {"channel": place.id, "ts": message.ts, "message": shape}


def _where(call: Call) -> Channel:
    wanted = call.args["channel"]
    if wanted in call.world.people:
        return dm_with(call, wanted)
    place = call.channel()
    if place.archived:
        raise SlackError("is_archived")
    if not call.world.bot_in(place):
        if "chat:write.public" not in call.pg.manifest.scopes:
            raise SlackError("not_in_channel")
        call.need("chat:write.public")
    if place.kind == "dm":
        _check_dm(call, place)
    return place


def _check_dm(call: Call, place: Channel) -> None:
    """The DM of somebody with whom no channel is shared any more cannot be written to."""
    other = next(m for m in place.members if m != call.bot)
    dm_with(call, other)


def _dress(call: Call, message: Message) -> None:
    if not any(call.args.get(name) for name in LOOK):
        return
    call.need("chat:write.customize")
    message.username = call.args.get("username") or call.world.app.name
    message.icon = {k: call.args[k] for k in LOOK[1:] if call.args.get(k)}
    message.subtype = "bot_message"


def _check_content(call: Call, most: int) -> None:
    text, blocks = call.args.get("text"), call.args.get("blocks")
    if not text and not blocks and not call.args.get("attachments"):
        raise SlackError("no_text")
    if text and len(text) > most:
        raise SlackError("msg_too_long")
    if blocks is not None:
        check_blocks(blocks)
        check_pictures(call, blocks)
    if call.args.get("metadata"):
        check_metadata(call.args["metadata"])


def _thread(call: Call, place: Channel) -> str | None:
    given = call.args.get("thread_ts")
    if not given:
        return None
    parent = place.messages.get(given)
    if parent is None:
        raise SlackError("thread_not_found")
    return parent.thread_ts if parent.is_reply else parent.ts


def update(call: Call) -> Json:
    """Change the bot's own message; text without blocks removes the blocks."""
    place = call.member_channel(writing=True)
    message = call.message(place, "ts")
    if message.user != call.bot:
        raise SlackError("cant_update_message")
    _check_content(call, UPDATED_TEXT_AT_MOST)
    before = shapes.message(call.world, place, message)
    message.text = call.args.get("text") or ""
    message.blocks = with_ids(call.args.get("blocks"), call.world)
    message.attachments = call.args.get("attachments")
    if "metadata" in call.args:
        message.metadata = call.args["metadata"] or None
    if not message.blocks:
        message.edited = {"user": call.bot, "ts": f"{call.pg.clock.now():.6f}"}
    messages.change(call.pg, place, message, before, call.bot)
    shape = shapes.message(call.world, place, message)
    return {"channel": place.id, "ts": message.ts, "text": message.text, "message": shape}


def delete(call: Call) -> Json:
    """Delete the bot's own message."""
    place = call.member_channel(writing=True)
    message = call.message(place, "ts")
    if message.user != call.bot:
        raise SlackError("cant_delete_message")
    messages.delete(call.pg, place, message, call.bot)
    return {"channel": place.id, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    """Show something to one member of the channel."""
    place = call.member_channel(writing=True)
    _check_content(call, TEXT_AT_MOST)
    user = call.known(call.args["user"]).id
    if user not in place.members:
        raise SlackError("user_not_in_channel")
    note = Ephemeral(
        id=call.world.new_id("E"),
        ts=call.world.new_ts(place, call.pg.clock.now()),
        reader=user,
        text=call.args.get("text") or "",
        blocks=with_ids(call.args.get("blocks"), call.world),
        thread_ts=_thread(call, place),
        author=call.bot,
    )
    messages.whisper(call.pg, place, note)
    return {"message_ts": note.ts}


def permalink(call: Call) -> Json:
    """The address of a message."""
    place = call.channel()
    message = call.message(place, "message_ts")
    address = f"{call.pg.base_url}/archives/{place.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        address += f"?thread_ts={message.thread_ts}&cid={place.id}"
    return {"channel": place.id, "permalink": address}
