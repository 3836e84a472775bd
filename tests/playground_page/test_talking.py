"""Writing, threads, reactions, commands; by mouse and by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from playground.testing import Running
from tests.playground.receiver import Got, Receiver, Reply
from tests.playground_page.conftest import Api, Look

pytestmark = pytest.mark.browser


def test_writing_a_question_and_answering_in_its_thread(look: Look, pg: Running) -> None:
    page = look("U0ANKE", "C0NORDWIND")
    page.get_by_test_id("composer").fill("Is a < b & c? https://example.com/x_y_z")
    page.get_by_test_id("composer-send").click()
    message = page.locator(".message").filter(has_text="Is a < b & c?")
    expect(message.get_by_role("link")).to_have_attribute("href", "https://example.com/x_y_z")
    stored = pg.messages("anke", "C0NORDWIND")[-1]["text"]
    assert stored == "Is a &lt; b &amp; c? <https://example.com/x_y_z>"
    message.hover()
    page.get_by_test_id("tool-reply").click()
    page.get_by_test_id("thread-composer").fill("Yes, @Mara Vogt")
    page.keyboard.press("Enter")
    pane = page.get_by_test_id("thread-pane")
    expect(pane.get_by_text("@Mara Vogt")).to_be_visible()
    expect(message.locator(".replies-count")).to_have_text("1 Antwort")
    page.keyboard.press("Escape")
    expect(pane).to_be_hidden()
    expect(message).to_be_focused()


def test_reactions_edits_and_deletions(look: Look, pg: Running) -> None:
    ts = pg.post("post", as_="emre", channel="C0TEAM", text="Frist")["ts"]
    page = look("U0EMRE", "C0TEAM")
    message = page.get_by_test_id(f"message-{ts}")
    message.hover()
    page.get_by_test_id("tool-react").click()
    page.get_by_test_id("emoji-tada").click()
    reaction = message.get_by_test_id("reaction-tada")
    expect(reaction).to_have_attribute("aria-pressed", "true")
    reaction.click()
    expect(reaction).to_have_count(0)
    message.hover()
    page.get_by_test_id("tool-more").click()
    page.get_by_test_id("menu-edit").click()
    page.get_by_test_id("edit-text").fill("First")
    page.keyboard.press("Enter")
    expect(message).to_contain_text("First (edited)")
    page.keyboard.press("m")
    page.get_by_test_id("menu-delete").click()
    page.get_by_test_id("dialog-yes").click()
    expect(message).to_have_count(0)


def test_commands_are_suggested_and_answered_to_their_sender(
    look: Look, bot: Receiver, pg: Running
) -> None:
    def answer(got: Got) -> Reply:
        return (200, {"text": "You have *two* open"}) if got.kind == "command" else (200, "")

    bot.answer = answer
    page = look("U0EMRE", "C0TEAM")
    page.get_by_test_id("composer").press_sequentially("/per")
    expect(page.get_by_test_id("composer-suggestions")).to_contain_text("/perron mine")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("composer")).to_have_value("/perron mine ")
    page.keyboard.press("Enter")
    expect(page.locator(".message.ephemeral")).to_contain_text("You have two open")
    assert bot.wait("command")[0].payload["text"] == "mine"
    ts = pg.post("post", as_="anke", channel="C0NORDWIND", text="For later")["ts"]
    page.get_by_test_id("channel-C0NORDWIND").click()
    page.get_by_test_id(f"message-{ts}").hover()
    page.get_by_test_id("tool-more").click()
    page.get_by_test_id("shortcut-raise").click()
    assert bot.wait("message_action")[0].payload["callback_id"] == "raise"


def test_nothing_that_anyone_writes_becomes_markup(look: Look, api: Api) -> None:
    bad = "<javascript:alert(1)|click> &lt;img src=x onerror=alert(1)&gt; <script>x</script>"
    ts = api("chat.postMessage", channel="C0TEAM", text=bad)["ts"]
    page = look("U0MARA", "C0TEAM")
    message = page.get_by_test_id(f"message-{ts}")
    expect(message).to_contain_text("<img src=x onerror=alert(1)>")
    expect(message).to_contain_text("<javascript:alert(1)|click>")
    expect(message.locator("a, img, script")).to_have_count(0)


def test_dates_are_read_in_the_readers_language(look: Look, api: Api) -> None:
    text = "Due <!date^1750000000^{date_long} at {time}|some day>"
    api("chat.postMessage", channel="C0TEAM", text=text)
    page = look("U0EMRE", "C0TEAM")
    expect(page.locator(".message time").last).to_have_text(re.compile("15 June 2025 at 17:06"))
    page.get_by_test_id("person-U0MARA").click()
    expect(page.locator(".message time").last).to_have_text(re.compile(r"15\. Juni 2025 at 17:06"))


def test_everything_by_keyboard(look: Look, pg: Running) -> None:
    ts = pg.post("post", as_="anke", channel="C0NORDWIND", text="A question")["ts"]
    page = look("U0OWEN", "C0HARBOUR")
    page.keyboard.press("Shift+?")
    expect(page.get_by_test_id("keyboard-help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("dialog")).to_have_count(0)
    page.keyboard.press("Alt+ArrowLeft")
    expect(page).to_have_url(re.compile("as=U0GRACE"))
    page.get_by_test_id("person-U0SOFIE").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("as=U0SOFIE"))
    expect(page.get_by_test_id("channel-C0NORDWIND")).to_be_visible()
    page.get_by_test_id("channel-C0NORDWIND").focus()
    page.keyboard.press("Enter")
    message = page.get_by_test_id(f"message-{ts}")
    expect(message).to_be_visible()
    page.keyboard.press("F6")
    expect(message).to_be_focused()
    page.keyboard.press("r")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(message.get_by_test_id("reaction-white_check_mark")).to_be_visible()
    message.focus()
    page.keyboard.press("t")
    expect(page.get_by_test_id("thread-composer")).to_be_focused()
    page.keyboard.type("One line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("and another")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("thread-pane").get_by_text("and another")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("thread-pane")).to_be_hidden()
    assert pg.messages("anke", "C0NORDWIND", ts)[-1]["text"] == "One line\nand another"


def test_a_threads_count_leaves_out_what_only_one_sees(look: Look, pg: Running, api: Api) -> None:
    root = pg.post("post", as_="anke", channel="C0NORDWIND", text="Frage")["ts"]
    pg.post("post", as_="lena", channel="C0NORDWIND", text="Antwort", thread_ts=root)
    whisper = {"channel": "C0NORDWIND", "user": "U0ANKE", "thread_ts": root}
    api("chat.postEphemeral", **whisper, text="Nur du")
    page = look("U0ANKE", "C0NORDWIND", thread=root)
    expect(page.get_by_test_id("thread-pane")).to_contain_text("Nur du")
    expect(page.locator(".thread .count-line")).to_have_text("1 Antwort")
    expect(page.get_by_test_id(f"replies-{root}")).to_contain_text("1 Antwort")


def test_opening_a_thread_leaves_the_channel_where_it_is(look: Look, pg: Running) -> None:
    words = "Ein längerer Satz, der in einer schmaleren Spalte mehr Zeilen braucht als vorher. " * 3
    posted = [
        pg.post("post", as_=who, channel="C0NORDWIND", text=f"{n} {words}")["ts"]
        for n in range(10)
        for who in ("anke", "til")
    ]
    middle = posted[16]
    page = look("U0ANKE", "C0NORDWIND")
    row = page.get_by_test_id("channel").get_by_test_id(f"message-{middle}")
    row.scroll_into_view_if_needed()
    before = row.bounding_box()
    row.press("t")
    expect(page.get_by_test_id("thread-pane")).to_be_visible()
    expect(row).to_be_in_viewport()
    after = row.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 4


def test_f6_goes_round_all_regions(look: Look, pg: Running) -> None:
    pg.post("post", as_="anke", channel="C0NORDWIND", text="Frage")
    page = look("U0ANKE", "C0NORDWIND")
    page.locator(".message").wait_for()
    page.get_by_test_id("composer").focus()
    where = "document.activeElement.closest('[data-region]')?.dataset.region"
    seen = []
    for _ in range(5):
        page.keyboard.press("F6")
        seen.append(page.evaluate(where))
    assert seen == ["people", "sidebar", "main", "composer", "people"]
    page.keyboard.press("Shift+F6")
    assert page.evaluate(where) == "composer"
    page.keyboard.press("Shift+F6")
    assert page.evaluate(where) == "main"
