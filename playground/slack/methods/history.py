"""conversations.history and conversations.replies."""

from __future__ import annotations

from playground.slack import shapes
from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.world import Channel, Json, Message


def history(call: Call) -> Json:
    """What stands in the channel itself, newest first."""
    place = call.member_channel()
    shown = [m for m in place.messages.values() if not m.is_reply or m.subtype]
    within = [m for m in shown if not m.is_reply or m.subtype == "thread_broadcast"]
    page, fields = call.page(_between(call, within)[::-1], 100, 999)
    return {
        "messages": _shapes(call, place, page),
        "has_more": bool(fields["response_metadata"]["next_cursor"]),
        "pin_count": sum(m.pinned for m in place.messages.values()),
        **fields,
    }


def replies(call: Call) -> Json:
    """A thread, oldest first; the parent comes first whatever ``oldest`` says."""
    place = call.member_channel()
    parent = place.messages.get(call.args["ts"])
    if parent is None:
        raise SlackError("thread_not_found")
    if parent.is_reply:
        return {"messages": _shapes(call, place, [parent]), "has_more": False}
    below = _between(call, place.thread(parent.ts))
    page, fields = call.page([parent, *below], 1000, 1000)
    more = bool(fields["response_metadata"]["next_cursor"])
    return {"messages": _shapes(call, place, page), "has_more": more, **fields}


def _between(call: Call, messages: list[Message]) -> list[Message]:
    inclusive = call.args.get("inclusive", False)
    oldest, latest = _instant(call, "oldest", 0.0), _instant(call, "latest", float("inf"))

    def fits(message: Message) -> bool:
        ts = float(message.ts)
        return oldest < ts < latest or (inclusive and ts in (oldest, latest))

    return [m for m in messages if fits(m)]


def _instant(call: Call, name: str, otherwise: float) -> float:
    given = call.args.get(name)
    if not given:
        return otherwise
    try:
        return float(given)
    except ValueError as error:
        raise SlackError(f"invalid_ts_{name}") from error


def _shapes(call: Call, place: Channel, messages: list[Message]) -> list[Json]:
    metadata = call.args.get("include_all_metadata", False)
    return [shapes.message(call.world, place, m, metadata=metadata) for m in messages]
