"""The Web API is as strict as Slack's."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground.testing import Running
from tests.playground.blocks import actions, button, menu, modal, plain, section, typed
from tests.playground.conftest import Api

C = "C0NORDWIND"
POST = {"channel": C, "text": "x"}


def _blocks(*blocks: Any) -> dict[str, Any]:
    return {**POST, "blocks": list(blocks)}


REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    ("chat.unheardOf", {}, "unknown_method"),
    ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
    ("chat.postMessage", {**POST, "chanel": "x"}, "invalid_arguments"),
    ("chat.postMessage", {**POST, "unfurl_links": "maybe"}, "invalid_arguments"),
    ("chat.postMessage", {"channel": C}, "no_text"),
    ("chat.postMessage", {"channel": C, "text": "x" * 40_001}, "msg_too_long"),
    ("chat.postMessage", {"channel": "C0NONE", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0GENERAL", "text": "x"}, "not_in_channel"),
    ("chat.postMessage", {"channel": "U0DEPLOYS", "text": "x"}, "cannot_dm_bot"),
    ("chat.postMessage", {**POST, "thread_ts": "1.000001"}, "thread_not_found"),
    ("chat.postMessage", {**POST, "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
    ("chat.postMessage", _blocks(section("x" * 3001)), "invalid_blocks"),
    ("chat.postMessage", _blocks(section(block_id="a"), section(block_id="a")), "invalid_blocks"),
    ("chat.postMessage", _blocks(actions(button("a"), button("a"))), "invalid_blocks"),
    ("chat.postMessage", _blocks(*[section()] * 51), "invalid_blocks"),
    ("chat.postMessage", _blocks({"type": "section"}), "invalid_blocks"),
    ("chat.postMessage", _blocks({"type": "poem"}), "invalid_blocks"),
    ("chat.postMessage", _blocks(section(colour="red")), "invalid_blocks"),
    ("chat.postMessage", _blocks({"type": "header", "text": plain("x" * 151)}), "invalid_blocks"),
    ("chat.postMessage", _blocks(actions(button(value="x" * 2001))), "invalid_blocks"),
    ("chat.postMessage", _blocks(actions(menu("m", *map(str, range(101))))), "invalid_blocks"),
    ("chat.postMessage", _blocks(actions(*[button(str(n)) for n in range(26)])), "invalid_blocks"),
    ("chat.postMessage", _blocks(actions(typed()["element"])), "invalid_blocks"),
    ("chat.update", {**POST, "ts": "1.000001"}, "message_not_found"),
    ("chat.postEphemeral", {**POST, "user": "U0GRACE"}, "user_not_in_channel"),
    ("chat.postEphemeral", {**POST, "user": "U0NOBODY"}, "user_not_found"),
    ("conversations.history", {"channel": "C0GENERAL"}, "not_in_channel"),
    ("conversations.history", {"channel": C, "limit": 0}, "invalid_limit"),
    ("conversations.history", {"channel": C, "cursor": "nonsense"}, "invalid_cursor"),
    ("conversations.replies", {"channel": C, "ts": "1.000001"}, "thread_not_found"),
    ("conversations.open", {"users": "U0DEPLOYS"}, "cannot_dm_bot"),
    ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
    ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
    ("bots.info", {"bot": "B0NONE"}, "bot_not_found"),
    ("files.info", {"file": "F0NONE"}, "file_not_found"),
    ("views.open", {"trigger_id": "x", "view": modal()}, "invalid_trigger_id"),
    ("views.open", {"trigger_id": "x", "view": modal(submit=None)}, "invalid_arguments"),
    ("views.open", {"trigger_id": "x", "view": {"type": "home"}}, "invalid_arguments"),
    ("views.update", {"view_id": "V0NONE", "view": modal()}, "not_found"),
    ("views.publish", {"user_id": "U0MARA", "view": modal()}, "invalid_arguments"),
    ("apps.connections.open", {}, "not_allowed_token_type"),
]


@pytest.mark.parametrize(("method", "arguments", "error"), REFUSALS)
def test_refuses_as_slack_does(
    method: str, arguments: dict[str, Any], error: str, api: Api
) -> None:
    answer = api(method, **arguments)
    assert answer["ok"] is False
    assert answer["error"] == error, answer


def test_says_where_blocks_are_wrong(api: Api) -> None:
    answer = api("chat.postMessage", **_blocks(actions(button(text=plain("x" * 76)))))
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"
    ]


def test_wants_the_right_token(pg: Running) -> None:
    def error(token: str | None) -> str:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return str(pg.client.post("/api/auth.test", headers=headers).json()["error"])

    assert error(None) == "not_authed"
    assert error("xoxb-other") == "invalid_auth"
    assert error("xapp-playground") == "not_allowed_token_type"


def test_names_a_missing_scope_and_counts_used_ones(pg: Running, api: Api) -> None:
    api("reactions.get", channel=C, timestamp="1")
    assert "reactions:read" in pg.get("scopes")["used"]
    assert "pins:write" not in pg.get("scopes")["used"]
    scopes = pg.playground.manifest.scopes
    pg.call(lambda: scopes.discard("pins:write"))
    answer = api("pins.add", channel=C, timestamp="1")
    pg.call(lambda: scopes.add("pins:write"))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "pins:write")
    assert "chat:write" in answer["provided"]


def test_history_needs_the_scope_of_its_kind_of_channel(pg: Running, api: Api) -> None:
    new = {"id": "G0X", "name": "x", "workspace": "T0GLEISWERK", "private": True}
    pg.post("channels", **new, members=["U0MARA", "U0PERRON"])
    api("conversations.history", channel="G0X")
    assert "groups:history" in pg.get("scopes")["used"]
    assert "channels:history" not in pg.get("scopes")["used"]


def test_only_the_own_message_is_changed(pg: Running, api: Api) -> None:
    ts = pg.post("post", as_="anke", channel=C, text="meins")["ts"]
    assert api("chat.update", channel=C, ts=ts, text="x")["error"] == "cant_update_message"
    assert api("chat.delete", channel=C, ts=ts)["error"] == "cant_delete_message"


def test_update_with_text_alone_removes_blocks_and_keeps_metadata(api: Api) -> None:
    metadata = {"event_type": "card", "event_payload": {"id": "7"}}
    ts = api("chat.postMessage", **_blocks(section()), metadata=metadata)["ts"]
    api("chat.update", channel=C, ts=ts, text="neu")
    with_it = api("conversations.history", channel=C, include_all_metadata=True)["messages"][0]
    assert "blocks" not in with_it
    assert with_it["metadata"] == metadata
    assert "metadata" not in api("conversations.history", channel=C)["messages"][0]
    assert api("chat.update", channel=C, ts=ts, text="x" * 4001)["error"] == "msg_too_long"


def test_an_ephemeral_message_is_its_readers_alone(pg: Running, api: Api) -> None:
    answer = api("chat.postEphemeral", channel=C, user="U0ANKE", text="nur du")
    assert [m["text"] for m in pg.messages("anke", C)] == ["nur du"]
    assert pg.messages("til", C) == []
    update = api("chat.update", channel=C, ts=answer["message_ts"], text="x")
    assert update["error"] == "message_not_found"


def test_an_archived_channel_takes_nothing(pg: Running, api: Api) -> None:
    pg.post("archive", as_="mara", channel=C)
    assert api("chat.postMessage", channel=C, text="x")["error"] == "is_archived"
    assert api("conversations.info", channel=C)["channel"]["is_archived"] is True
    assert api("conversations.history", channel=C)["ok"] is True


def test_reactions_and_pins_complain_twice(pg: Running, api: Api) -> None:
    ts = pg.post("post", as_="anke", channel=C, text="x")["ts"]
    eyes = {"channel": C, "timestamp": ts, "name": "eyes"}
    assert api("reactions.add", **eyes)["ok"]
    assert api("reactions.add", **eyes)["error"] == "already_reacted"
    assert api("reactions.remove", **eyes)["ok"]
    assert api("reactions.remove", **eyes)["error"] == "no_reaction"
    assert api("pins.add", channel=C, timestamp=ts)["ok"]
    assert api("pins.add", channel=C, timestamp=ts)["error"] == "already_pinned"


def test_pages_through_history_and_threads(pg: Running, api: Api) -> None:
    sent = [pg.post("post", as_="anke", channel=C, text=str(n))["ts"] for n in range(5)]
    first = api("conversations.history", channel=C, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = api("conversations.history", channel=C, limit=2, cursor=cursor)
    assert [m["text"] for m in first["messages"] + second["messages"]] == ["4", "3", "2", "1"]
    after = api("conversations.history", channel=C, oldest=sent[3])
    assert [m["text"] for m in after["messages"]] == ["4"]
    pg.post("post", as_="til", channel=C, text="re", thread_ts=sent[0])
    replies = api("conversations.replies", channel=C, ts=sent[0], oldest=sent[4])
    assert [m["text"] for m in replies["messages"]] == ["0", "re"]
    assert replies["messages"][0]["reply_count"] == 1


def test_people_of_the_other_side_are_seen_without_email_and_locale(pg: Running, api: Api) -> None:
    ours = api("users.info", user="U0MARA", include_locale=True)["user"]
    theirs = api("users.info", user="U0ANKE", include_locale=True)["user"]
    assert (ours["locale"], ours["profile"]["email"]) == ("de-DE", "mara@gleiswerk.example")
    assert theirs["team_id"] == "T0NORDWIND"
    assert "locale" not in theirs
    assert "email" not in theirs["profile"]
    for channel in (C, "C0NWRELAUNCH"):
        pg.post("unshare", channel=channel, workspace="T0NORDWIND")
    assert api("users.info", user="U0ANKE")["error"] == "user_not_found"


@pytest.mark.parametrize(
    ("day", "zone", "label", "offset"),
    [
        ("2026-11-18", "Europe/Berlin", "Central European Time", 3600),
        ("2026-06-18", "Europe/Berlin", "Central European Summer Time", 7200),
        ("2026-06-18", "Europe/London", "British Summer Time", 3600),
        ("2026-11-18", "Europe/London", "Greenwich Mean Time", 0),
    ],
)
def test_time_zones_follow_the_clock(
    pg: Running, api: Api, day: str, zone: str, label: str, offset: int
) -> None:
    pg.post("clock", set=f"{day}T10:00:00+00:00")
    pg.post("status", user="mara", tz=zone)
    user = api("users.info", user="U0MARA")["user"]
    assert (user["tz"], user["tz_label"], user["tz_offset"]) == (zone, label, offset)


def test_the_real_client_can_talk_to_it(pg: Running) -> None:
    client = WebClient("xoxb-playground", base_url=f"{pg.url}/api/")
    assert client.auth_test()["user_id"] == "U0PERRON"
    posted = client.chat_postMessage(channel=C, text="Hallo", blocks=[section(), actions()])
    client.reactions_add(channel=C, timestamp=posted["ts"], name="eyes")
    assert client.conversations_history(channel=C)["messages"][0]["ts"] == posted["ts"]
    assert client.conversations_members(channel=C)["members"].count("U0ANKE") == 1
    dm = client.conversations_open(users=["U0ANKE"])["channel"]["id"]
    client.chat_postMessage(channel=dm, text="unter uns")
    assert [m["text"] for m in pg.messages("anke", "dm")] == ["unter uns"]
    client.files_upload_v2(channel=C, content="Inhalt", filename="a.txt", title="A")
    shown = pg.messages("anke", C)[-1]["files"][0]
    assert pg.client.get(shown["url"]).text == "Inhalt"
    with pytest.raises(SlackApiError) as refused:
        client.chat_delete(channel=C, ts="1.000001")
    assert refused.value.response["error"] == "message_not_found"


def test_files_of_the_other_side_have_to_be_asked_for(pg: Running, api: Api) -> None:
    ts = pg.post("post", as_="anke", channel=C, files=[{"name": "a.txt", "content": "x"}])["ts"]
    stub = api("conversations.history", channel=C)["messages"][0]["files"][0]
    assert stub["file_access"] == "check_file_info"
    full = api("files.info", file=stub["id"])["file"]
    headers = {"Authorization": "Bearer xoxb-playground"}
    assert httpx.get(full["url_private"], headers=headers).text == "x"
    assert httpx.get(full["url_private"]).status_code == 403
    pg.post("unshare", channel=C, workspace="T0NORDWIND")
    assert api("files.info", file=stub["id"])["error"] == "file_not_found"
    assert ts


def test_permalinks_lead_to_the_page(pg: Running, api: Api) -> None:
    ts = pg.post("post", as_="anke", channel=C, text="x")["ts"]
    link = api("chat.getPermalink", channel=C, message_ts=ts)["permalink"]
    target = httpx.get(link).headers["location"]
    assert target == f"/#channel={C}&message={ts}"
