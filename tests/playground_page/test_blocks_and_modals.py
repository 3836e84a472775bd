"""What the bot draws, and what people press and fill in."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.playground.blocks import actions, button, menu, modal, plain, section, typed
from tests.playground.receiver import Got, Receiver, Reply
from tests.playground_page.conftest import Api, Look

pytestmark = pytest.mark.browser


def _post(api: Api, *blocks: dict[str, Any]) -> str:
    return str(api("chat.postMessage", channel="C0TEAM", text="x", blocks=list(blocks))["ts"])


def test_a_button_asks_first_and_is_pressed_once(look: Look, api: Api, bot: Receiver) -> None:
    confirm = {"title": plain("Sure?"), "text": plain("It goes."), "confirm": plain("Yes")}
    confirm |= {"deny": plain("No")}
    ts = _post(api, section("*Hello* :eyes:"), actions(button("drop", confirm=confirm)))
    page = look("U0EMRE", "C0TEAM")
    page.get_by_test_id("action-drop").click()
    page.get_by_test_id("dialog-no").click()
    page.get_by_test_id("action-drop").click()
    page.get_by_test_id("dialog-yes").click()
    pressed = bot.wait("block_actions")
    assert [p.payload["actions"][0]["action_id"] for p in pressed] == ["drop"]
    api("chat.update", channel="C0TEAM", ts=ts, text="Gone", blocks=[section("Gone")])
    expect(page.get_by_test_id(f"message-{ts}")).to_contain_text("Gone")
    expect(page.get_by_test_id("action-drop")).to_have_count(0)


def test_menus_send_what_was_chosen(look: Look, api: Api, bot: Receiver) -> None:
    people = {"type": "users_select", "action_id": "give"}
    several = {**menu("talents", "ux", "shop"), "type": "multi_static_select"}
    _post(api, actions(menu("size", "small", "large"), people), section("Who", accessory=several))
    page = look("U0EMRE", "C0TEAM")
    page.get_by_test_id("action-size").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("action-size")).to_contain_text("large")
    page.get_by_test_id("action-give").click()
    page.keyboard.type("len")
    page.get_by_test_id("option-U0LENA").click()
    page.get_by_test_id("action-talents").click()
    page.get_by_test_id("option-shop").click()
    page.keyboard.press("Escape")
    sent = [got.payload["actions"][0] for got in bot.wait("block_actions", 3)]
    assert sent[0]["selected_option"]["value"] == "large"
    assert sent[1]["selected_user"] == "U0LENA"
    assert [one["value"] for one in sent[2]["selected_options"]] == ["shop"]


def _ticket() -> dict[str, Any]:
    note = {**typed("note", multiline=True), "optional": True}
    kinds = {"type": "input", "block_id": "kind", "label": plain("Kind"), "element": menu("pick")}
    more = actions(button("another"), block_id="more")
    where = section("For <#C0GENERAL>")
    return modal(where, typed("what", initial_value="Draft"), kinds, note, more)


def _answers(api: Api) -> Any:
    def answer(got: Got) -> Reply:
        payload = got.payload
        if got.kind == "block_actions":
            method = "views.push" if payload.get("view") else "views.open"
            api(method, trigger_id=payload["trigger_id"], view=_ticket())
        if got.kind == "view_submission":
            text = payload["view"]["state"]["values"]["what"]["text"]["value"]
            if text == "Draft":
                errors = {"what": "Say more than that."}
                return 200, {"response_action": "errors", "errors": errors}
        return 200, ""

    return answer


def _opened(look: Look, api: Api, bot: Receiver) -> Page:
    bot.answer = _answers(api)
    _post(api, actions(button("ticket")))
    page = look("U0EMRE", "C0TEAM")
    page.get_by_test_id("action-ticket").click()
    expect(page.get_by_test_id("modal")).to_be_visible()
    return page


def test_a_modal_keeps_what_was_typed_until_it_is_right(
    look: Look, api: Api, bot: Receiver
) -> None:
    page = _opened(look, api, bot)
    expect(page.get_by_test_id("modal").get_by_role("link", name="#general")).to_be_visible()
    expect(page.get_by_test_id("input-what").locator("input")).to_be_focused()
    page.get_by_test_id("input-note").locator("textarea").fill("Since this morning")
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("error-kind")).to_have_text("Please fill this in.")
    page.get_by_test_id("action-pick").click()
    page.get_by_test_id("option-b").click()
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("error-what")).to_have_text("Say more than that.")
    what = page.get_by_test_id("input-what").locator("input")
    expect(what).to_be_focused()
    expect(page.get_by_test_id("input-note").locator("textarea")).to_have_value(
        "Since this morning"
    )
    what.fill("The shop shows old prices")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("modal")).to_have_count(0)
    values = bot.wait("view_submission", 2)[-1].payload["view"]["state"]["values"]
    assert values["what"]["text"]["value"] == "The shop shows old prices"
    assert values["kind"]["pick"]["selected_option"]["value"] == "b"
    assert values["note"]["text"]["value"] == "Since this morning"


def test_modals_stack_and_go_back(look: Look, api: Api, bot: Receiver) -> None:
    page = _opened(look, api, bot)
    page.get_by_test_id("input-what").locator("input").fill("Typed below")
    page.get_by_test_id("action-another").click()
    expect(page.get_by_test_id("modal-back")).to_be_visible()
    expect(page.get_by_test_id("input-what").locator("input")).to_have_value("Draft")
    page.get_by_test_id("modal-back").click()
    expect(page.get_by_test_id("modal-back")).to_have_count(0)
    expect(page.get_by_test_id("input-what").locator("input")).to_have_value("Typed below")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("modal")).to_have_count(0)
    expect(page.get_by_test_id("action-ticket")).to_be_focused()


def test_a_file_is_put_into_a_window_and_taken_out_again(
    look: Look, api: Api, bot: Receiver
) -> None:
    proof = {"type": "file_input", "action_id": "file"}
    field = {"type": "input", "block_id": "proof", "label": plain("Proof"), "element": proof}
    _post(api, actions(button("open")))
    page = look("U0EMRE", "C0TEAM")
    page.get_by_test_id("action-open").click()
    trigger = bot.wait("block_actions")[0].payload["trigger_id"]
    api("views.open", trigger_id=trigger, view=modal(field))
    for name in ("one.csv", "two.csv"):
        given = {"name": name, "mimeType": "text/csv", "buffer": b"a;b"}
        page.get_by_test_id("action-file").set_input_files([given])
        expect(page.get_by_test_id("modal")).to_contain_text(name)
    page.get_by_role("button", name="one.csv").click()
    page.get_by_test_id("modal-submit").click()
    state = bot.wait("view_submission")[0].payload["view"]["state"]["values"]
    assert [one["name"] for one in state["proof"]["file"]["files"]] == ["two.csv"]
