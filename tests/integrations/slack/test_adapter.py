"""The adapter against the strict, hostile playground: sent once, errors told as one of ours."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.ports import Busy, OutsideError, Refused, Unreachable
from integrations.slack.chat import LIMITS, SlackChat
from integrations.slack.pace import Bucket, Pace
from playground.testing import Running

TEAM, SHARED = "C0TEAM", "C0NORDWIND"
BLOCKS: list[dict[str, Any]] = [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}}]
PNG = b"\x89PNG\r\n\x1a\n"
Call = Callable[[SlackChat], Any]


def post(chat: SlackChat, channel: str = TEAM, **more: Any) -> str:
    return chat.post(channel, "text", BLOCKS, opaque_id="id", **more)


EVERY: dict[str, Call] = {
    "auth.test": lambda c: c.whoami(),
    "chat.postMessage": post,
    "chat.update": lambda c: c.update(TEAM, "1.1", "x", BLOCKS),
    "chat.delete": lambda c: c.delete(TEAM, "1.1"),
    "chat.postEphemeral": lambda c: c.whisper(TEAM, "U0MARA", "x", BLOCKS),
    "conversations.history": lambda c: c.history(TEAM, oldest="0"),
    "conversations.replies": lambda c: c.history(TEAM, oldest="0", thread_ts="1.1"),
    "conversations.info": lambda c: c.channel(TEAM),
    "conversations.members": lambda c: c.members(TEAM),
    "conversations.open": lambda c: c.open_dm("U0MARA"),
    "users.conversations": lambda c: c.channels(),
    "conversations.list": lambda c: c.channels_in_sight(),
    "users.info": lambda c: c.user("U0MARA"),
    "dnd.info": lambda c: c.undisturbed("U0MARA"),
    "users.list": lambda c: c.users(),
    "reactions.add": lambda c: c.react(TEAM, "1.1", "eyes"),
    "reactions.remove": lambda c: c.unreact(TEAM, "1.1", "eyes"),
    "views.publish": lambda c: c.publish_home("U0MARA", BLOCKS),
    "views.open": lambda c: c.open_view("1.1", {"type": "modal"}),
    "views.update": lambda c: c.update_view("V1", {"type": "modal"}),
    "files.getUploadURLExternal": lambda c: c.upload("a.png", PNG, "a picture"),
    "files.info": lambda c: c.is_shown("F00000001"),
    "chat.getPermalink": lambda c: c.permalink(TEAM, "1.1"),
}


def eventually(look: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not look():
        assert time.monotonic() < deadline, "never so"
        time.sleep(0.02)


def calls(slack: Running, name: str) -> int:
    entries = slack.get("traffic", limit=5000)["entries"]
    return sum(entry["name"] == name and entry["direction"] == "from_bot" for entry in entries)


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize(
    ("do", "error"),
    [
        ("429", Busy),
        ("500", Unreachable),
        ("drop_before", Unreachable),
        ("drop_after", Unreachable),
    ],
)
def test_trouble_is_told_as_ours_and_nothing_is_repeated(
    slack: Running, chat: SlackChat, name: str, do: str, error: type[OutsideError]
) -> None:
    slack.post("hostile", script=[{"method": name, "nth": 1, "do": do}])
    with pytest.raises(error):
        EVERY[name](chat)
    assert calls(slack, name) == 1


def test_a_429_says_how_long(slack: Running, chat: SlackChat) -> None:
    slack.post("hostile", api={"429": 1, "retry_after": 7})
    with pytest.raises(Busy) as told:
        chat.whoami()
    assert told.value.retry_after == 7


def test_scopes_tell_trouble_too(slack: Running, chat: SlackChat) -> None:
    slack.post("hostile", script=[{"method": "auth.test", "nth": 1, "do": "500"}])
    with pytest.raises(Unreachable):
        chat.scopes()


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda c: post(c, "C0NOWHERE"), "channel_not_found"),
        (lambda c: c.update(TEAM, "1.1", "x", BLOCKS), "message_not_found"),
        (lambda c: c.history(TEAM, oldest="0", thread_ts="1.1"), "thread_not_found"),
        (lambda c: c.user("U0NOBODY"), "user_not_found"),
        (lambda c: c.open_view("1.1.1", {"type": "modal"}), ""),
        (lambda c: post(c, thread_ts="1.1"), "thread_not_found"),
    ],
)
def test_a_clear_no_carries_slacks_code(chat: SlackChat, call: Call, code: str) -> None:
    with pytest.raises(Refused) as told:
        call(chat)
    assert told.value.code == code or (not code and told.value.code)


def test_nobody_at_home_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        SlackChat("xoxb-x", "http://127.0.0.1:9/api/").whoami()


def test_a_wrong_token_is_refused(slack: Running) -> None:
    with pytest.raises(Refused) as told:
        SlackChat("xoxb-wrong", f"{slack.url}/api/").whoami()
    assert told.value.code == "invalid_auth"


def test_a_post_whose_answer_was_lost_is_there_once(slack: Running, chat: SlackChat) -> None:
    slack.post("hostile", script=[{"method": "chat.postMessage", "nth": 1, "do": "drop_after"}])
    with pytest.raises(Unreachable):
        post(chat)
    found = chat.find(TEAM, "id", thread_ts=None, since=0)
    ours = [m["ts"] for m in slack.messages("mara", TEAM) if m["name"] == "Perron"]
    assert ours == [found]


def test_metadata_carries_the_opaque_id_and_nothing_else(slack: Running, chat: SlackChat) -> None:
    post(chat, SHARED)
    message = slack.messages("anke", SHARED)[-1]
    assert message["metadata"] == {"event_type": "perron_card", "event_payload": {"id": "id"}}


def test_history_reads_every_page(slack: Running, chat: SlackChat) -> None:
    stamps = [
        slack.post("post", as_="mara", channel=TEAM, text=str(number))["ts"]
        for number in range(205)
    ]
    found = chat.history(TEAM, oldest=f"{float(stamps[0]) - 0.000001:.6f}")
    assert [message.ts for message in found] == stamps
    later = chat.history(TEAM, oldest=stamps[200])
    assert [message.ts for message in later] == stamps[201:]


def test_the_agency_is_called_as_its_workspace_is(chat: SlackChat) -> None:
    assert chat.whoami().team == "Gleiswerk"


def test_people_and_channels_are_read(chat: SlackChat) -> None:
    assert {"C0TEAM", "C0NORDWIND", "C0HARBOUR"} <= {channel.id for channel in chat.channels()}
    assert chat.channel(SHARED).is_ext_shared
    assert not chat.channel(TEAM).is_ext_shared
    assert {"U0MARA", "U0PERRON"} <= set(chat.members(TEAM))
    anke = chat.user("U0ANKE")
    assert (anke.team_id, anke.is_guest, anke.is_bot) == ("T0NORDWIND", False, False)
    assert "U0MARA" in {user.id for user in chat.users()}
    assert chat.open_dm("U0MARA").startswith("D")
    assert chat.permalink(TEAM, post(chat)).startswith("http")


def test_who_wants_to_be_left_in_peace_is_known(slack: Running, chat: SlackChat) -> None:
    assert chat.undisturbed("U0MARA") is None
    slack.post("status", user="mara", dnd=True)
    found = chat.undisturbed("U0MARA")
    assert found is not None
    now = datetime.now(UTC)
    assert found[0] < now < found[1]


@pytest.mark.parametrize(
    ("emoji", "text", "away"),
    [
        (":palm_tree:", "", True),
        ("", "Bin im Urlaub", True),
        (":spiral_calendar_pad:", "In a meeting", True),
        (":house_with_garden:", "Working remotely", False),
        (":tada:", "Freitag", False),
        ("", "", False),
    ],
)
def test_a_status_says_away_and_nothing_more_is_kept(
    slack: Running, chat: SlackChat, emoji: str, text: str, away: bool
) -> None:
    until = int(time.time()) + 3600
    slack.post("status", user="mara", status_emoji=emoji, status_text=text, status_expiration=until)
    found = chat.user("U0MARA")
    assert found.says_away is away
    assert found.says_away_until == (datetime.fromtimestamp(until, UTC) if away else None)


def test_a_home_is_published_and_a_whisper_heard(slack: Running, chat: SlackChat) -> None:
    chat.publish_home("U0MARA", BLOCKS)
    assert slack.get("home", as_="mara")["view"]["blocks"][0]["text"]["text"] == "x"
    chat.whisper(TEAM, "U0MARA", "psst", ())
    assert [m["text"] for m in slack.messages("mara", TEAM) if m.get("ephemeral")] == ["psst"]
    assert not [m for m in slack.messages("jonas", TEAM) if m.get("ephemeral")]


def picture(file: str) -> list[dict[str, Any]]:
    return [{"type": "image", "slack_file": {"id": file}, "alt_text": "two bars"}]


def test_a_picture_is_uploaded_once_and_shown_in_a_block(slack: Running, chat: SlackChat) -> None:
    file = chat.upload("months.png", PNG, "two bars")
    with pytest.raises(Refused) as told:
        chat.post(TEAM, "text", picture(file), opaque_id="early")
    assert "invalid slack file" in str(told.value), "Slack has not looked at it yet"
    assert not chat.is_shown(file)
    eventually(lambda: chat.is_shown(file))
    chat.post(TEAM, "text", picture(file), opaque_id="late")
    [block] = slack.messages("mara", TEAM)[-1]["blocks"]
    assert slack.client.get(block["slack_file"]["url"]).content == PNG
    assert slack.world.files[file].channels == [], "it is shared with nobody by itself"


@pytest.mark.parametrize(
    ("do", "error"), [("429", Busy), ("500", Unreachable), ("drop_after", Unreachable)]
)
def test_trouble_while_sending_a_picture_is_told_as_ours(
    slack: Running, chat: SlackChat, do: str, error: type[OutsideError]
) -> None:
    slack.post("hostile", script=[{"method": "upload", "nth": 1, "do": do}])
    with pytest.raises(error):
        chat.upload("months.png", PNG, "two bars")
    assert calls(slack, "files.completeUploadExternal") == 0


def test_what_is_no_picture_is_refused(chat: SlackChat) -> None:
    file = chat.upload("months.txt", b"text", "no picture")
    eventually(lambda: chat.is_shown(file))
    for wrong in (file, "F0000000000"):
        with pytest.raises(Refused) as told:
            chat.post(TEAM, "text", picture(wrong), opaque_id="x")
        assert told.value.code == "invalid_blocks"


def test_a_response_url_is_used_up_after_five(slack: Running, chat: SlackChat) -> None:
    place = slack.world.channels[TEAM]
    key = slack.call(lambda: slack.playground.response_urls.new("U0MARA", place.id))
    for _ in range(5):
        chat.respond(f"{slack.url}/response/{key}", "only you", ())
    with pytest.raises(Refused):
        chat.respond(f"{slack.url}/response/{key}", "only you", ())
    with pytest.raises(Unreachable):
        chat.respond("http://127.0.0.1:9/response/x", "nobody", ())


def test_a_response_url_can_replace_what_was_pressed(slack: Running, chat: SlackChat) -> None:
    place = slack.world.channels[TEAM]
    ts = chat.post(TEAM, "before", (), opaque_id="x")
    key = slack.call(lambda: slack.playground.response_urls.new("U0MARA", place.id, ts=ts))
    chat.respond(f"{slack.url}/response/{key}", "after", (), in_place=True)
    assert place.messages[ts].text == "after"
    assert chat.find(TEAM, "x", thread_ts=None, since=0.0) == ts


def test_the_pace_lets_a_burst_through_and_then_asks_to_wait() -> None:
    pace = Pace({"m": (0.001, 3.0)})
    for _ in range(3):
        pace.keep("m")
    with pytest.raises(Busy) as told:
        pace.keep("m")
    assert told.value.retry_after == pytest.approx(1000, rel=0.01)
    pace.keep("something without a limit")


def test_the_pace_is_kept_for_each_channel() -> None:
    pace = Pace(LIMITS)
    burst = int(LIMITS["chat.postMessage"][1])
    for channel in ("C1", "C2", "C3"):
        for _ in range(burst):
            pace.keep("chat.postMessage", channel)
        with pytest.raises(Busy):
            pace.keep("chat.postMessage", channel)


def test_a_bucket_never_holds_more_than_its_burst() -> None:
    bucket = Bucket(rate=1, burst=2, tokens=2, at=0)
    assert [bucket.wait(1000) for _ in range(3)] == [0, 0, 1]
