"""What people see, the clock, live changes, keeping and resetting."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect

from playground.testing import ControlError, Running
from tests.playground.conftest import Api
from tests.playground.receiver import Receiver

C = "C0NORDWIND"


def test_each_sees_the_other_side_as_external(pg: Running) -> None:
    def externals(as_: str) -> set[str]:
        channels = pg.get("state", as_=as_)["channels"]
        return set(next(c for c in channels if c["id"] == C)["external_people"])

    assert externals("mara") == {"U0ANKE", "U0TIL"}
    assert "U0MARA" in externals("anke")
    assert "U0TIL" not in externals("anke")


def test_nobody_looks_where_they_are_not(pg: Running) -> None:
    assert {c["id"] for c in pg.get("state", as_="grace")["channels"]} == {"C0HARBOUR", "C0HBNEWS"}
    for channel in (C, "C0TEAM"):
        with pytest.raises(ControlError, match="403"):
            pg.messages("grace", channel)
    pg.post("kick", channel="C0TEAM", user="emre")
    with pytest.raises(ControlError, match="not a member"):
        pg.post("post", as_="emre", channel="C0TEAM", text="x")


def test_counts_unread_messages_and_mentions(pg: Running) -> None:
    pg.post("post", as_="anke", channel=C, text="@jonas & <alle>")
    pg.post("post", as_="anke", channel=C, text="noch was")

    def channel(as_: str) -> dict[str, Any]:
        listed = pg.get("state", as_=as_)["channels"]
        return dict(next(c for c in listed if c["id"] == C))

    assert (channel("jonas")["unread"], channel("jonas")["mentions"]) == (2, 1)
    assert (channel("lena")["unread"], channel("lena")["mentions"]) == (2, 0)
    assert pg.messages("lena", C)[0]["text"] == "<@U0JONAS> &amp; &lt;alle&gt;"
    calls = pg.get("attention")
    assert calls["U0JONAS"] == {"any": True, "personal": 1}
    assert calls["U0LENA"] == {"any": True, "personal": 0}
    pg.post("read", as_="jonas", channel=C)
    assert channel("jonas")["unread"] == 0
    assert pg.get("attention")["U0JONAS"] == {"any": False, "personal": 0}


def test_a_pending_share_lets_nobody_in(pg: Running, api: Api) -> None:
    pg.post("share", channel="C0TEAM", workspace="T0HARBOUR", pending=True)
    info = api("conversations.info", channel="C0TEAM", include_num_members=True)["channel"]
    assert (info["is_pending_ext_shared"], info["is_ext_shared"]) == (True, False)
    with pytest.raises(ControlError, match="not shared with"):
        pg.post("invite", channel="C0TEAM", user="grace")
    pg.post("share", channel="C0TEAM", workspace="T0HARBOUR", new_id="C0NEW")
    pg.post("invite", channel="C0NEW", user="grace")
    assert api("conversations.info", channel="C0TEAM")["error"] == "channel_not_found"
    assert api("conversations.info", channel="C0NEW")["channel"]["is_ext_shared"] is True
    pg.post("unshare", channel="C0NEW", workspace="T0HARBOUR")
    assert "U0GRACE" not in api("conversations.members", channel="C0NEW")["members"]


def test_everybody_has_the_time_zone_of_their_company_or_their_own(pg: Running) -> None:
    pg.post("people", id="U0GIL", name="Gil New", workspace="T0HARBOUR")
    pg.post("people", id="U0GUS", name="Gus New", workspace="T0HARBOUR", tz="Europe/Lisbon")
    zones = {one["id"]: one["tz"] for one in pg.get("people")}
    assert zones["U0ANKE"] == "Europe/Berlin"
    assert zones["U0GRACE"] == zones["U0GIL"] == "Europe/London"
    state = pg.get("state", as_="mara")
    assert {i: state["people"][i]["tz"] for i in zones} == zones
    assert zones["U0GUS"] == "Europe/Lisbon"
    with pytest.raises(ControlError, match="no time zone Europe/Gleiswerk"):
        pg.post("status", user="gus", tz="Europe/Gleiswerk")


def test_everybody_can_tell_which_company_the_app_belongs_to(pg: Running) -> None:
    for name in ("mara", "grace"):
        home = pg.get("state", as_=name)["app"]["workspace"]
        assert home == {"id": "T0GLEISWERK", "name": "Gleiswerk"}


def test_a_guest_and_a_company_that_forbids_dms(pg: Running, api: Api) -> None:
    guest = {"name": "Gil Gast", "workspace": "T0GLEISWERK", "guest": "ultra_restricted"}
    user = pg.post("people", **guest)["id"]
    assert api("users.info", user=user)["user"]["is_ultra_restricted"] is True
    pg.post("workspaces", id="T0STRICT", name="Strict", bot_dms=False)
    pg.post("people", id="U0STU", name="Stu Strict", workspace="T0STRICT")
    pg.post("share", channel=C, workspace="T0STRICT")
    pg.post("invite", channel=C, user="stu")
    assert api("conversations.open", users="U0STU")["error"] == "restricted_action"


def test_the_clock_stops_at_everything_due(pg: Running, bot: Receiver) -> None:
    start = pg.playground.clock.now()
    due = [start + 600, start + 1200, start + 90_000]
    stops: list[float] = []

    def status() -> dict[str, Any]:
        now = pg.playground.clock.now()
        while due and due[0] <= now:
            stops.append(now - due.pop(0))
        following = datetime.fromtimestamp(due[0], UTC).isoformat() if due else None
        return {"now": None, "next_due": following, "busy": 0}

    bot.status = status  # type: ignore[assignment]
    pg.post("bot", status_url=pg.playground.request_url.replace("slack/events", "status"))  # type: ignore[union-attr]
    pg.post("clock", advance=3600)
    assert len(stops) == 2
    assert all(0 <= late < 5 for late in stops)
    assert abs(pg.playground.clock.now() - start - 3600) < 5
    pg.post("clock", step_to_next=True)
    assert len(stops) == 3
    with pytest.raises(ControlError, match="Nothing is due"):
        pg.post("clock", step_to_next=True)


def test_a_step_with_nothing_to_do_costs_one_question(pg: Running, bot: Receiver) -> None:
    start, asked = pg.playground.clock.now(), 0

    def status() -> dict[str, Any]:
        nonlocal asked
        asked += 1
        minutes = int((pg.playground.clock.now() - start) / 60) + 1
        following = datetime.fromtimestamp(start + 60 * minutes, UTC).isoformat()
        return {"next_due": following, "busy": 0}

    bot.status = status  # type: ignore[assignment]
    pg.post("bot", status_url=pg.playground.request_url)
    pg.post("clock", advance=50 * 60)
    assert asked <= 50 + 2


def test_waiting_for_a_busy_bot_ends(pg: Running, bot: Receiver) -> None:
    bot.status = {"next_due": None, "busy": 1}
    pg.post("bot", status_url=pg.playground.request_url)
    with pytest.raises(ControlError, match="busy with 1"):
        pg.post("settle", timeout=0.2)


def test_what_arrives_while_the_bot_says_it_is_idle_is_waited_for(
    pg: Running, bot: Receiver
) -> None:
    asked = 0

    def status() -> dict[str, object]:
        nonlocal asked
        asked += 1
        if asked == 1:
            pg.post("post", as_="anke", channel=C, text="x")
            while pg.playground.delivery.pending:
                time.sleep(0.005)
        return {"next_due": None, "busy": int(asked == 2)}

    bot.status = status  # type: ignore[assignment]
    pg.post("bot", status_url=pg.playground.request_url)
    pg.post("settle")
    assert asked == 3


def test_the_clock_is_set_and_messages_follow(pg: Running, tmp_path: Path) -> None:
    pg.playground.clock.path = tmp_path / "clock.json"
    clock = pg.post("clock", set="2031-03-03T08:00:00+00:00")
    pg.playground.clock.path = None
    assert clock["now"].startswith("2031-03-03T08:00:00")
    assert json.loads((tmp_path / "clock.json").read_text()) == {"offset": clock["offset"]}
    ts = float(pg.post("post", as_="anke", channel=C, text="x")["ts"])
    assert datetime.fromtimestamp(ts, UTC).year == 2031


def test_live_tells_a_page_only_what_its_person_may_know(pg: Running, api: Api) -> None:
    with pg.client.stream("GET", "/control/live", params={"as": "anke"}) as stream:
        lines = stream.iter_lines()
        assert next(lines).startswith(":")
        api("chat.postEphemeral", channel=C, user="U0TIL", text="x")
        pg.post("post", as_="mara", channel="C0TEAM", text="intern")
        pg.post("post", as_="mara", channel=C, text="hallo")
        told: list[dict[str, str]] = []
        deadline = time.monotonic() + 60
        while not any(c["kind"] == "message" for c in told) and time.monotonic() < deadline:
            line = next(lines)
            told += [json.loads(line[6:])] if line.startswith("data: ") else []
    assert {c.get("channel") for c in told if c["kind"] != "traffic"} == {C}
    assert all(c["kind"] != "ephemeral" for c in told)


@pytest.mark.usefixtures("impatient")
def test_socket_mode_carries_the_same_payloads(pg: Running, bot: Receiver) -> None:
    headers = {"Authorization": "Bearer xapp-playground"}
    url = pg.client.post("/api/apps.connections.open", headers=headers).json()["url"]
    with connect(url) as socket:
        hello = json.loads(socket.recv(timeout=60))
        assert (hello["type"], hello["connection_info"]["app_id"]) == ("hello", "A0PERRON")
        pg.post("post", as_="anke", channel=C, text="über den Draht")
        envelope = json.loads(socket.recv(timeout=60))
        pg.playground.options.answer_within = 60.0
        assert envelope["payload"]["event"]["text"] == "über den Draht"
        again = json.loads(socket.recv(timeout=60))
        assert again["retry_attempt"] == 1
        socket.send(json.dumps({"envelope_id": again["envelope_id"]}))
        pg.post("settle")
        assert pg.post("sockets", disconnect="refresh_requested") == {"closed": 1}
        assert json.loads(socket.recv(timeout=60))["type"] == "disconnect"
    assert bot.got == []


def test_keeps_a_world_and_goes_back_to_the_seed(pg: Running, api: Api, tmp_path: Path) -> None:
    ts = pg.post("post", as_="anke", channel=C, text="x", files=[{"name": "a", "content": "y"}])
    api("chat.postEphemeral", channel=C, user="U0ANKE", text="nur du")
    before = pg.messages("anke", C)
    pg.call(lambda: pg.playground.save(tmp_path / "world.json"))
    pg.post("reset")
    assert pg.messages("anke", C) == []
    pg.call(lambda: pg.playground.load(tmp_path / "world.json"))
    assert pg.messages("anke", C) == before
    assert api("reactions.add", channel=C, timestamp=ts["ts"], name="eyes")["ok"]


def test_another_seed(pg: Running) -> None:
    seed: dict[str, Any] = {
        "app": {"id": "A1", "name": "P", "bot_user": "U1", "workspace": "T1"},
        "workspaces": [{"id": "T1", "name": "One"}],
        "people": [{"id": "U2", "name": "Zoe Z", "workspace": "T1"}],
        "channels": [{"id": "C1", "name": "c", "workspace": "T1", "members": ["U1", "U2"]}],
    }
    pg.post("reset", seed=seed)
    assert [p["id"] for p in pg.get("people")] == ["U2"]
    with pytest.raises(ControlError, match="There is no person U9"):
        pg.post("reset", seed=seed | {"channels": [seed["channels"][0] | {"members": ["U9"]}]})


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("post", {"channel": C, "text": "x"}, "Say as"),
        ("post", {"as": "nobody", "channel": C, "text": "x"}, "nobody called nobody"),
        ("post", {"as": "anke", "channel": "nowhere", "text": "x"}, "no channel nowhere"),
        ("edit", {"as": "anke", "channel": C, "ts": "1", "text": "x"}, "no message 1"),
        ("clock", {"advance": -1}, "say set"),
        ("clock", {"step_to_next": True}, "not known where the bot is"),
        ("share", {"channel": C, "workspace": "T0NORDWIND"}, "shared with T0NORDWIND already"),
        ("people", {"name": "X", "workspace": "T0"}, "no workspace T0"),
        ("status", {"user": "mara", "mood": "x"}, "no mood"),
        ("nothing", {}, "There is no POST"),
    ],
)
def test_wrong_use_gets_a_sentence(
    name: str, body: dict[str, Any], sentence: str, pg: Running
) -> None:
    answer = pg.client.post(f"/control/{name}", json=body)
    assert 400 <= answer.status_code < 500
    assert sentence in answer.json()["error"]
