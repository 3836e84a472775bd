"""Buttons, menus, modals, shortcuts, slash commands, response URLs."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from playground.testing import ControlError, Running
from tests.playground.blocks import actions, button, menu, modal, plain, section, typed
from tests.playground.conftest import Api
from tests.playground.receiver import Got, Receiver, Reply

C = "C0NORDWIND"


def _card(api: Api, *elements: dict[str, Any]) -> str:
    return str(api("chat.postMessage", channel=C, text="x", blocks=[actions(*elements)])["ts"])


def _click(pg: Running, ts: str, **more: Any) -> Any:
    return pg.post("click", as_="anke", channel=C, ts=ts, **{"action_id": "go"} | more)


def _open(pg: Running, api: Api, bot: Receiver, view: dict[str, Any]) -> dict[str, Any]:
    _click(pg, _card(api))
    trigger = bot.wait("block_actions")[-1].payload["trigger_id"]
    return api("views.open", trigger_id=trigger, view=view)


def _answering(bot: Receiver, body: Any) -> None:
    def answer(got: Got) -> Reply:
        return 200, body if got.kind in ("view_submission", "command") else ""

    bot.answer = answer


def test_a_click_of_the_other_side_names_both_workspaces(
    pg: Running, api: Api, bot: Receiver
) -> None:
    _click(pg, _card(api))
    payload = bot.wait("block_actions")[0].payload
    assert payload["team"]["id"] == "T0GLEISWERK"
    assert payload["user"]["team_id"] == "T0NORDWIND"
    assert payload["actions"][0]["value"] == "v"


def test_a_menu_sends_the_option_and_the_state(pg: Running, api: Api, bot: Receiver) -> None:
    ts = _card(api, menu(), button())
    _click(pg, ts, action_id="menu", selected="b")
    _click(pg, ts)
    menu_click, button_click = (g.payload for g in bot.wait("block_actions", 2))
    assert menu_click["actions"][0]["selected_option"]["value"] == "b"
    (values,) = button_click["state"]["values"].values()
    assert values["menu"]["selected_option"]["value"] == "b"
    with pytest.raises(ControlError, match="offers: a, b"):
        _click(pg, ts, action_id="menu", selected="c")
    with pytest.raises(ControlError, match="there is: go, menu"):
        _click(pg, ts, action_id="gone")


def test_a_trigger_opens_one_modal_once(pg: Running, api: Api, bot: Receiver) -> None:
    _click(pg, _card(api))
    trigger = bot.wait("block_actions")[0].payload["trigger_id"]
    assert api("views.open", trigger_id=trigger, view=modal())["ok"]
    again = api("views.open", trigger_id=trigger, view=modal())
    assert again["error"] == "exchanged_trigger_id"
    old = pg.call(lambda: pg.playground.triggers.new("U0ANKE"))
    pg.playground.triggers.lifetime = 0.0
    assert api("views.open", trigger_id=old, view=modal())["error"] == "expired_trigger_id"


def test_a_submission_carries_the_actors_team_and_values(
    pg: Running, api: Api, bot: Receiver
) -> None:
    view = _open(pg, api, bot, modal(typed(initial_value="alt"), callback_id="ask"))["view"]
    done = pg.post("submit", as_="anke", view_id=view["id"], values={"what": {"text": "neu"}})
    assert done == {"ok": True, "closed": True}
    payload = bot.wait("view_submission")[0].payload
    assert payload["team"]["id"] == "T0NORDWIND"
    assert payload["view"]["app_installed_team_id"] == "T0GLEISWERK"
    assert payload["view"]["state"]["values"]["what"]["text"]["value"] == "neu"
    assert pg.get("modals", as_="anke") == {"stack": []}


def test_a_file_put_into_a_window_can_be_read_by_the_app(
    pg: Running, api: Api, bot: Receiver
) -> None:
    proof = {"type": "file_input", "action_id": "file", "max_files": 1}
    field = {"type": "input", "block_id": "proof", "label": plain("Proof"), "element": proof}
    view = _open(pg, api, bot, modal(field))["view"]
    given = {"proof": {"file": [{"name": "bill.csv", "content": "a;b"}]}}
    pg.post("submit", as_="anke", view_id=view["id"], values=given)
    state = bot.wait("view_submission")[0].payload["view"]["state"]["values"]
    (named,) = state["proof"]["file"]["files"]
    assert named["name"] == "bill.csv"
    assert api("files.info", file=named["id"])["file"]["size"] == 3


def test_a_required_field_is_asked_for_before_sending(pg: Running, api: Api, bot: Receiver) -> None:
    view = _open(pg, api, bot, modal())["view"]
    done = pg.post("submit", as_="anke", view_id=view["id"])
    assert set(done["errors"]) == {"what"}
    assert all(g.kind != "view_submission" for g in bot.got)


def test_response_actions(pg: Running, api: Api, bot: Receiver) -> None:
    view_id = _open(pg, api, bot, modal())["view"]["id"]
    values = {"text": "x"}
    _answering(bot, {"response_action": "errors", "errors": {"what": "Bitte genauer"}})
    done = pg.post("submit", as_="anke", view_id=view_id, values=values)
    assert done == {"ok": False, "errors": {"what": "Bitte genauer"}, "closed": False}
    assert pg.get("modals", as_="anke")["stack"][0]["errors"] == {"what": "Bitte genauer"}
    _answering(bot, {"response_action": "update", "view": modal(title=plain("Zwei"))})
    assert pg.post("submit", as_="anke", view_id=view_id, values=values)["closed"] is False
    assert pg.get("modals", as_="anke")["stack"][0]["title"]["text"] == "Zwei"
    _answering(bot, {"response_action": "push", "view": modal()})
    pg.post("submit", as_="anke", view_id=view_id, values=values)
    stack = pg.get("modals", as_="anke")["stack"]
    assert stack[1]["previous_view_id"] == view_id
    _answering(bot, {"response_action": "clear"})
    pg.post("submit", as_="anke", view_id=stack[1]["id"], values=values)
    assert pg.get("modals", as_="anke")["stack"] == []


def test_updating_a_view_keeps_what_was_typed_and_minds_the_hash(
    pg: Running, api: Api, bot: Receiver
) -> None:
    view = _open(pg, api, bot, modal(typed(), actions()))["view"]
    pg.post("click", as_="anke", view_id=view["id"], action_id="go", values={"text": "halb"})
    assert api("views.update", view_id=view["id"], view=modal(), hash="x")["error"] == (
        "hash_conflict"
    )
    new = api("views.update", view_id=view["id"], view=modal(), hash=view["hash"])["view"]
    assert new["state"]["values"]["what"]["text"]["value"] == "halb"


def test_three_modals_at_most(pg: Running, api: Api, bot: Receiver) -> None:
    view_id = _open(pg, api, bot, modal(actions()))["view"]["id"]
    errors = []
    for n in range(3):
        pg.post("click", as_="anke", view_id=view_id, action_id="go")
        trigger = bot.wait("block_actions", n + 2)[-1].payload["trigger_id"]
        answer = api("views.push", trigger_id=trigger, view=modal(actions()))
        errors.append(answer.get("error"))
        view_id = answer["view"]["id"] if answer["ok"] else view_id
    assert errors == [None, None, "push_limit_reached"]


def test_home_is_published_for_colleagues(pg: Running, api: Api) -> None:
    home = {"type": "home", "blocks": [section("Deins"), actions()]}
    assert pg.get("home", as_="mara") == {"view": None}
    api("views.publish", user_id="U0MARA", view=home)
    view = pg.get("home", as_="mara")["view"]
    assert view["blocks"][0]["text"]["text"] == "Deins"
    assert pg.post("click", as_="mara", view_id=view["id"], action_id="go")["ok"]
    with pytest.raises(ControlError, match="no App Home"):
        pg.post("home", as_="anke")


def test_commands_and_shortcuts_are_for_colleagues(pg: Running, bot: Receiver) -> None:
    _answering(bot, {"response_type": "ephemeral", "text": "Nichts offen"})
    done = pg.post("command", as_="mara", channel=C, text="/perron mine")
    assert done["response"]["text"] == "Nichts offen"
    assert pg.messages("mara", C)[-1]["ephemeral"] is True
    assert pg.messages("jonas", C) == []
    with pytest.raises(ControlError, match="403"):
        pg.post("command", as_="anke", channel=C, text="/perron mine")
    with pytest.raises(ControlError, match="not a valid command"):
        pg.post("command", as_="mara", channel=C, text="/other")
    ts = pg.post("post", as_="anke", channel=C, text="x")["ts"]
    with pytest.raises(ControlError, match="403"):
        pg.post("shortcut", as_="anke", channel=C, ts=ts, callback_id="raise")
    assert "commands" not in pg.get("state", as_="anke")["app"]


def test_a_response_url_answers_five_times(pg: Running, api: Api, bot: Receiver) -> None:
    _click(pg, _card(api))
    url = bot.wait("block_actions")[0].payload["response_url"]
    assert httpx.post(url, json={"text": "nur du"}).status_code == 200
    assert pg.messages("anke", C)[-1]["ephemeral"] is True
    httpx.post(url, json={"text": "ersetzt", "replace_original": True})
    assert pg.messages("til", C)[-1]["text"] == "ersetzt"
    httpx.post(url, json={"text": "alle", "response_type": "in_channel"})
    assert pg.messages("til", C)[-1]["text"] == "alle"
    httpx.post(url, json={"delete_original": True})
    assert [m["text"] for m in pg.messages("til", C)] == ["alle"]
    assert httpx.post(url, json={"text": "5"}).status_code == 200
    assert httpx.post(url, json={"text": "6"}).json()["error"] == "used_url"


def test_a_response_url_ends_after_half_an_hour(pg: Running, api: Api, bot: Receiver) -> None:
    _click(pg, _card(api))
    url = bot.wait("block_actions")[0].payload["response_url"]
    pg.post("clock", advance=1801)
    assert httpx.post(url, json={"text": "spät"}).json()["error"] == "expired_url"


def test_an_ephemeral_button_has_no_message(pg: Running, api: Api, bot: Receiver) -> None:
    api("chat.postEphemeral", channel=C, user="U0ANKE", text="x", blocks=[actions()])
    note = pg.messages("anke", C)[0]["ephemeral_id"]
    pg.post("click", as_="anke", channel=C, ephemeral_id=note, action_id="go")
    payload = bot.wait("block_actions")[0].payload
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    httpx.post(payload["response_url"], json={"delete_original": True})
    assert pg.messages("anke", C) == []
