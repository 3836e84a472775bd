"""The playground produces the shape of Slack's documented payloads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from playground.testing import Running
from tests.playground.blocks import actions, button, menu, modal, typed
from tests.playground.conftest import Api
from tests.playground.receiver import Receiver

GOLDEN = Path(__file__).parent / "golden"


def _post(pg: Running, as_: str = "anke", **more: Any) -> str:
    return str(pg.post("post", as_=as_, channel="C0NORDWIND", **{"text": "Hallo"} | more)["ts"])


def _react(pg: Running, _: Api) -> None:
    ts = _post(pg)
    pg.post("react", as_="til", channel="C0NORDWIND", ts=ts, name="eyes")
    pg.post("unreact", as_="til", channel="C0NORDWIND", ts=ts, name="eyes")


def _edit(pg: Running, _: Api) -> None:
    pg.post("edit", as_="anke", channel="C0NORDWIND", ts=_post(pg), text="Neu")


def _delete(pg: Running, _: Api) -> None:
    pg.post("delete", as_="anke", channel="C0NORDWIND", ts=_post(pg))


def _thread(pg: Running, _: Api) -> None:
    parent = _post(pg, "mara")
    _post(pg, "lena", thread_ts=parent)


def _members(pg: Running, _: Api) -> None:
    pg.post("kick", channel="C0TEAM", user="emre")
    pg.post("invite", channel="C0TEAM", user="emre", as_="mara")


def _shares(pg: Running, _: Api) -> None:
    pg.post("share", channel="C0TEAM", workspace="T0HARBOUR", new_id="C0NEW")
    pg.post("unshare", channel="C0NEW", workspace="T0HARBOUR")


def _archive(pg: Running, _: Api) -> None:
    pg.post("rename", channel="C0TEAM", name="tetris")
    pg.post("archive", as_="mara", channel="C0TEAM")
    pg.post("archive", as_="mara", channel="C0TEAM", archived=False)


def _click(pg: Running, api: Api) -> None:
    posted = api("chat.postMessage", channel="C0NORDWIND", text="x", blocks=[actions(button())])
    pg.post("click", as_="anke", channel="C0NORDWIND", ts=posted["ts"], action_id="go")


def _modal(pg: Running, api: Api, bot: Receiver) -> str:
    _click(pg, api)
    trigger = bot.wait("block_actions")[0].payload["trigger_id"]
    view = modal(typed(), actions(menu()), notify_on_close=True)
    return str(api("views.open", trigger_id=trigger, view=view)["view"]["id"])


def _shortcuts(pg: Running, _: Api) -> None:
    pg.post("shortcut", as_="mara", channel="C0NORDWIND", ts=_post(pg), callback_id="raise")
    pg.post("shortcut", as_="mara", callback_id="ask")


FLOWS: dict[str, tuple[str, Callable[[Running, Api], object]]] = {
    "message_external": ("message", lambda pg, _: _post(pg)),
    "message": ("message", lambda pg, _: _post(pg, "mara")),
    "message_in_thread": ("message", _thread),
    "message_file_share_external": (
        "message.file_share",
        lambda pg, _: _post(pg, files=[{"name": "a.txt", "content": "x"}]),
    ),
    "file_shared": ("file_shared", lambda pg, _: _post(pg, files=[{"name": "a.txt"}])),
    "app_mention": ("app_mention", lambda pg, _: _post(pg, text="@Perron da?")),
    "message_changed": ("message.message_changed", _edit),
    "message_deleted": ("message.message_deleted", _delete),
    "message_bot_message": ("message.bot_message", lambda pg, _: _post(pg, "deploys")),
    "message_channel_join": ("message.channel_join", _members),
    "reaction_added": ("reaction_added", _react),
    "reaction_removed": ("reaction_removed", _react),
    "member_joined_channel": ("member_joined_channel", _members),
    "member_left_channel": ("member_left_channel", _members),
    "channel_shared": ("channel_shared", _shares),
    "channel_unshared": ("channel_unshared", _shares),
    "channel_id_changed": ("channel_id_changed", _shares),
    "channel_rename": ("channel_rename", _archive),
    "channel_archive": ("channel_archive", _archive),
    "channel_unarchive": ("channel_unarchive", _archive),
    "app_home_opened": ("app_home_opened", lambda pg, _: pg.post("home", as_="mara")),
    "user_change": ("user_change", lambda pg, _: pg.post("status", user="mara", title="Lead")),
    "dnd_updated_user": (
        "dnd_updated_user",
        lambda pg, _: pg.post("status", user="mara", dnd=True),
    ),
    "team_join": (
        "team_join",
        lambda pg, _: pg.post("people", name="Nia Neu", workspace="T0GLEISWERK"),
    ),
    "block_actions": ("block_actions", _click),
    "message_action": ("message_action", _shortcuts),
    "shortcut": ("shortcut", _shortcuts),
    "slash_command": (
        "command",
        lambda pg, _: pg.post("command", as_="mara", channel="C0TEAM", text="/perron mine"),
    ),
}


def _golden(name: str) -> Any:
    return json.loads((GOLDEN / f"{name}.json").read_text())


def differences(golden: Any, produced: Any, path: str = "") -> list[str]:
    """Keys that are missing and values of another type."""
    if type(golden) is not type(produced):
        return [f"{path}: {type(golden).__name__} is {type(produced).__name__}"]
    if isinstance(golden, list):
        return differences(golden[0], produced[0], f"{path}/0") if golden and produced else []
    if not isinstance(golden, dict):
        return []
    missing = [f"{path}/{key} is missing" for key in golden if key not in produced]
    inner = [(k, golden[k], produced[k]) for k in golden if k in produced and k != "values"]
    return missing + [d for k, g, p in inner for d in differences(g, p, f"{path}/{k}")]


@pytest.mark.parametrize("name", FLOWS)
def test_has_the_documented_shape(name: str, pg: Running, api: Api, bot: Receiver) -> None:
    kind, flow = FLOWS[name]
    flow(pg, api)
    assert pg.post("settle") == {"ok": True}
    produced = bot.wait(kind)[-1].payload
    assert differences(_golden(name), produced) == []
    assert bot.forged == 0


def test_views_have_the_documented_shape(pg: Running, api: Api, bot: Receiver) -> None:
    view_id = _modal(pg, api, bot)
    pg.post("click", as_="anke", view_id=view_id, action_id="menu", selected="a")
    assert (
        differences(_golden("block_actions_view"), bot.wait("block_actions", 2)[-1].payload) == []
    )
    pg.post("submit", as_="anke", view_id=view_id, values={"text": "test123"})
    assert differences(_golden("view_submission"), bot.wait("view_submission")[0].payload) == []
    bot.got.clear()
    pg.post("close", as_="anke", view_id=_modal(pg, api, bot))
    assert differences(_golden("view_closed"), bot.wait("view_closed")[0].payload) == []


def test_every_golden_payload_is_produced() -> None:
    files = {path.stem for path in GOLDEN.glob("*.json")}
    views = {"block_actions_view", "view_submission", "view_closed"}
    assert files == set(FLOWS) | views
