"""Whose eyes, which channel, what is new; in both languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from playground.testing import Running
from tests.playground_page.conftest import Api, Look

pytestmark = pytest.mark.browser


def test_one_sees_what_the_chosen_person_sees(look: Look) -> None:
    page = look("U0MARA", "C0TEAM")
    expect(page.get_by_test_id("channel-C0TEAM")).to_be_visible()
    page.get_by_test_id("person-U0ANKE").click()
    expect(page).to_have_url(re.compile("as=U0ANKE&channel=C0NORDWIND"))
    expect(page.get_by_test_id("channel-C0TEAM")).to_have_count(0)
    expect(page.get_by_test_id("external-bar")).to_contain_text("Gleiswerk")
    expect(page.get_by_test_id("sidebar")).to_contain_text("Nordwind")
    people = page.get_by_test_id("people")
    expect(people).to_contain_text("Agentur")
    expect(people.get_by_text("Kunde", exact=True)).to_have_count(2)


def test_the_language_is_the_persons_until_switched(look: Look) -> None:
    page = look("U0MARA", "C0TEAM")
    expect(page.get_by_test_id("composer")).to_have_attribute(
        "placeholder", "Nachricht an #super-mario"
    )
    page.get_by_test_id("person-U0EMRE").click()
    expect(page.get_by_test_id("composer")).to_have_attribute("placeholder", "Message #super-mario")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_test_id("language").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.reload()
    expect(page.get_by_test_id("people")).to_contain_text("Mit wessen Augen")


def test_news_come_by_themselves_and_disturb_nothing(look: Look, pg: Running) -> None:
    page = look("U0ANKE", "C0NORDWIND")
    page.get_by_test_id("composer").fill("half a thought")
    ts = pg.post("post", as_="jonas", channel="C0NORDWIND", text="Moin *Anke*")["ts"]
    expect(page.get_by_test_id(f"message-{ts}").locator("strong")).to_have_text("Anke")
    expect(page.get_by_test_id("composer")).to_have_value("half a thought")
    expect(page.get_by_test_id("composer")).to_be_focused()


def test_what_is_new_elsewhere_is_marked(look: Look, api: Api) -> None:
    page = look("U0JONAS", "C0GENERAL")
    api("chat.postMessage", channel="C0TEAM", text="Moin <@U0JONAS>")
    room = page.get_by_test_id("channel-C0TEAM")
    expect(room.locator(".count")).to_have_text("1")
    expect(page.get_by_test_id("person-U0LENA").locator(".dot")).to_be_visible()
    room.click()
    expect(page.locator(".messages .new-line, .message")).not_to_have_count(0)
    expect(room.locator(".count")).to_have_count(0)
    page.get_by_test_id("channel-C0GENERAL").click()
    expect(room).not_to_have_class(re.compile("unread"))


def test_only_its_reader_sees_an_ephemeral_message(look: Look, api: Api) -> None:
    api("chat.postEphemeral", channel="C0TEAM", user="U0LENA", text="Just for Lena")
    page = look("U0LENA", "C0TEAM")
    expect(page.get_by_text("Nur für dich sichtbar")).to_be_visible()
    page.get_by_test_id("dismiss").click()
    expect(page.get_by_text("Just for Lena")).to_have_count(0)
    other = look("U0EMRE", "C0TEAM")
    expect(other.get_by_test_id("composer")).to_be_visible()
    expect(other.get_by_text("Just for Lena")).to_have_count(0)


def test_home_is_drawn_and_opening_it_is_told(look: Look, api: Api) -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "You have *nothing* open"}}
    api("views.publish", user_id="U0JONAS", view={"type": "home", "blocks": [block]})
    api("conversations.open", users="U0JONAS")
    page = look("U0JONAS", "dm")
    page.get_by_test_id("home-tab").click()
    expect(page.get_by_test_id("home")).to_contain_text("You have nothing open")


def test_a_permalink_leads_to_its_message(look: Look, pg: Running) -> None:
    first = pg.post("post", as_="anke", channel="C0NORDWIND", text="A question")["ts"]
    reply = pg.post("post", as_="til", channel="C0NORDWIND", text="And more", thread_ts=first)
    page = look("U0MARA", "C0TEAM")
    path = f"/archives/C0NORDWIND/p{reply['ts'].replace('.', '')}?thread_ts={first}"
    page.goto(pg.url + path)
    expect(page.get_by_test_id("thread-pane")).to_contain_text("And more")
    expect(page.get_by_test_id("channel-C0NORDWIND")).to_have_attribute("aria-current", "page")


def test_behind_the_scenes_unfolds_and_filters(look: Look, pg: Running) -> None:
    page = look("U0ANKE", "C0NORDWIND")
    page.get_by_test_id("scenes-toggle").click()
    pg.post("post", as_="anke", channel="C0NORDWIND", text="Look at this")
    entry = page.get_by_test_id("scenes").locator("details").filter(has_text="Look at this").first
    entry.locator("summary").click()
    expect(entry.locator("pre").first).to_contain_text('"event_callback"')
    page.get_by_test_id("filter-event").click()
    expect(entry).to_have_count(0)


def test_times_are_in_the_zone_of_whoever_looks(look: Look, pg: Running) -> None:
    pg.post("clock", set="2030-01-16T09:05:00+00:00")
    ts = pg.post("post", as_="grace", channel="C0HARBOUR", text="Morning")["ts"]
    page = look("U0GRACE", "C0HARBOUR")
    when = page.get_by_test_id(f"message-{ts}").locator(".message-time")
    expect(when).to_have_text("09:05")
    page.get_by_test_id("person-U0EMRE").click()
    expect(when).to_have_text("10:05")


def test_who_came_is_said_in_the_readers_language(look: Look, pg: Running) -> None:
    pg.post("invite", channel="C0NWRELAUNCH", user="U0PERRON", as_="mara")
    page = look("U0LENA", "C0NWRELAUNCH")
    line = page.locator(".message.system")
    expect(line).to_contain_text("@Perron ist dem Kanal beigetreten")
    page.get_by_test_id("person-U0EMRE").click()
    expect(line).to_contain_text("@Perron has joined the channel")


def test_no_two_people_look_the_same(look: Look) -> None:
    page = look("U0MARA", "C0TEAM")
    faces = page.locator(".person .avatar")
    colours = faces.evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
    assert len(colours) == len(set(colours)) == 9


def test_until_the_demo_is_ready_one_can_look_but_not_touch(look: Look, pg: Running) -> None:
    pg.call(lambda: pg.playground.prepare("history"))
    page = look("U0GRACE", "C0HARBOUR")
    strip = page.get_by_test_id("preparing")
    expect(strip).to_contain_text("Two weeks of history")
    page.get_by_test_id("composer").fill("Too early")
    page.get_by_test_id("composer").press("Enter")
    expect(page.locator(".toast")).to_contain_text("not ready yet")
    expect(page.get_by_test_id("composer")).to_have_value("Too early")
    assert pg.messages("grace", "C0HARBOUR") == []
    pg.call(lambda: pg.playground.prepare(None))
    expect(strip).to_be_hidden()
    page.get_by_test_id("composer").press("Enter")
    expect(page.locator(".message")).to_contain_text("Too early")
