"""What every implementation of the chat port does alike: the real adapter and the one in memory."""

from __future__ import annotations

import time
from typing import Any

import pytest

from bot.ports import Chat, Refused
from integrations.slack.chat import SlackChat
from tests.memory_chat import MemoryChat

PLACE = "C0TEAM"
BLOCKS: list[dict[str, Any]] = [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}}]


@pytest.fixture(params=["memory", "slack"])
def any_chat(request: pytest.FixtureRequest) -> Chat:
    if request.param == "memory":
        return MemoryChat(time.time)
    chat: SlackChat = request.getfixturevalue("chat")
    return chat


def test_a_post_is_found_by_its_id_and_by_no_other(any_chat: Chat) -> None:
    began = time.time() - 5
    ts = any_chat.post(PLACE, "text", BLOCKS, opaque_id="a1")
    assert any_chat.find(PLACE, "a1", thread_ts=None, since=began) == ts
    assert any_chat.find(PLACE, "a2", thread_ts=None, since=began) is None
    assert any_chat.find(PLACE, "a1", thread_ts=None, since=time.time() + 60) is None


def test_a_reply_is_found_in_its_thread(any_chat: Chat) -> None:
    began = time.time() - 5
    ts = any_chat.post(PLACE, "text", BLOCKS, opaque_id="p")
    reply = _reply(any_chat, ts)
    assert any_chat.find(PLACE, "b", thread_ts=ts, since=began) == reply
    assert any_chat.find(PLACE, "b", thread_ts=None, since=began) is None


def _reply(chat: Chat, ts: str) -> str:
    if isinstance(chat, SlackChat):
        chat._pace._buckets.clear()  # one post a second is right, and here of no interest
    return chat.post(PLACE, "reply", BLOCKS, opaque_id="b", thread_ts=ts)


def test_an_update_changes_and_a_deletion_takes_away(any_chat: Chat) -> None:
    ts = any_chat.post(PLACE, "one", BLOCKS, opaque_id="a")
    any_chat.update(PLACE, ts, "two", BLOCKS)
    oldest = f"{float(ts) - 1:.6f}"
    found = [m.raw["text"] for m in any_chat.history(PLACE, oldest=oldest) if m.ts == ts]
    assert found == ["two"]
    any_chat.delete(PLACE, ts)
    any_chat.delete(PLACE, ts)
    assert ts not in [m.ts for m in any_chat.history(PLACE, oldest=oldest)]


def test_a_picture_can_be_shown_a_moment_after_its_upload(any_chat: Chat) -> None:
    file = any_chat.upload("a.png", b"\x89PNG", "a picture")
    deadline = time.monotonic() + 60
    while not any_chat.is_shown(file):
        assert time.monotonic() < deadline, "never shown"
        time.sleep(0.02)


def test_what_is_gone_cannot_be_updated(any_chat: Chat) -> None:
    with pytest.raises(Refused) as told:
        any_chat.update(PLACE, "1.000001", "text", BLOCKS)
    assert told.value.code == "message_not_found"


def test_a_reaction_twice_is_one(any_chat: Chat) -> None:
    ts = any_chat.post(PLACE, "text", BLOCKS, opaque_id="a")
    any_chat.react(PLACE, ts, "eyes")
    any_chat.react(PLACE, ts, "eyes")
    any_chat.unreact(PLACE, ts, "eyes")
    any_chat.unreact(PLACE, ts, "eyes")


def test_a_message_is_pinned_once(any_chat: Chat) -> None:
    ts = any_chat.post(PLACE, "text", BLOCKS, opaque_id="a")
    any_chat.pin(PLACE, ts)
    any_chat.pin(PLACE, ts)
    any_chat.delete(PLACE, ts)
    with pytest.raises(Refused) as told:
        any_chat.pin(PLACE, ts)
    assert told.value.code == "message_not_found"


def test_it_knows_who_it_is_and_what_it_may(any_chat: Chat) -> None:
    assert any_chat.whoami().url.endswith("/")
    assert "chat:write" in any_chat.scopes()
    assert any_chat.channel(PLACE).id == PLACE
    assert any_chat.user("U0MARA").id == "U0MARA"


def test_it_sees_at_least_the_channels_it_is_in(any_chat: Chat) -> None:
    any_chat.post(PLACE, "text", BLOCKS, opaque_id="a1")
    inside = {channel.id for channel in any_chat.channels()}
    assert PLACE in inside
    assert inside <= {channel.id for channel in any_chat.channels_in_sight()}
