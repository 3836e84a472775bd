"""Intake: which messages become requests, which join one, and which are left in peace."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.features.channels import service as channels
from bot.features.platforms.models import ClientStatus, Contact, PlatformMode
from bot.features.platforms.service import learn_person
from bot.features.requests import intake
from bot.features.requests.models import ClosedBy, Message, RequestState
from bot.ports import UserInfo
from tests.bot.features.house import (
    ANKE,
    COLLEAGUE,
    GRACE,
    HARB,
    JONAS,
    LOOKS,
    MARA,
    NORD,
    NORD_TOO,
    OURS,
    SHOP,
    TEAM,
    TIL,
    House,
)


def test_a_question_becomes_a_request_that_is_noticed_routed_and_shown(house: House) -> None:
    ts = house.say(ANKE, SHOP)
    request = house.request(ts)
    assert (request.state, request.author, request.thread_ts) == (RequestState.OPEN, ANKE, ts)
    assert house.jobs("requests.notice") == [{"channel": NORD, "ts": ts, "on": True}]
    assert house.jobs("requests.route") == [{"subject": request.id}]
    assert [card.place for card in house.cards("request.team")] == [TEAM]


@pytest.mark.parametrize("text", ["Danke!", "Guten Morgen zusammen", "ok", ":tada:"])
def test_kind_words_do_not_become_requests_and_are_not_kept(house: House, text: str) -> None:
    ts = house.say(ANKE, text)
    assert house.requests() == []
    assert house.session.get(Message, (NORD, ts)) is None


def test_a_file_alone_is_a_request(house: House) -> None:
    ts = house.say(ANKE, "", files=("preise.xlsx",))
    assert house.request(ts).state == RequestState.OPEN


def test_the_same_message_again_changes_nothing(house: House) -> None:
    ts = house.say(ANKE, SHOP)
    house.say(ANKE, SHOP, ts=ts)
    assert len(house.requests()) == 1
    assert len(house.jobs("requests.notice")) == 1


@pytest.mark.parametrize(("seconds", "requests"), [(119, 1), (121, 2)])
def test_messages_within_two_minutes_are_one_request(
    house: House, seconds: int, requests: int
) -> None:
    house.say(ANKE, SHOP)
    house.pass_time(seconds=seconds)
    house.say(ANKE, LOOKS)
    assert len(house.requests()) == requests


def test_the_window_is_the_clients_own(house: House) -> None:
    house.client().window_seconds = 0
    house.say(ANKE, SHOP)
    house.say(ANKE, LOOKS)
    assert len(house.requests()) == 2


def test_the_window_is_one_persons_in_one_channel(house: House) -> None:
    channels.introduce(house.session, NORD_TOO, MARA, "Hello", house.later(-1), posted_by_hand=True)
    house.say(ANKE, SHOP)
    house.say(TIL, LOOKS)
    house.say(ANKE, LOOKS, NORD_TOO)
    assert len(house.requests()) == 3


def test_a_message_that_comes_late_joins_by_when_it_was_written(house: House) -> None:
    early = f"{house.now.timestamp():.6f}"
    house.pass_time(seconds=60)
    second = house.say(ANKE, "Wie geht das mit dem Export?")
    house.pass_time(minutes=10)
    house.say(ANKE, SHOP, ts=early)
    assert house.request(early).id == house.request(second).id


def test_a_reply_elsewhere_is_no_reason_to_join_what_is_asked_next(house: House) -> None:
    first = house.say(ANKE, SHOP)
    house.pass_time(minutes=30)
    house.say(ANKE, "Es sind die Staffelpreise.", thread=first)
    other = house.say(ANKE, LOOKS)
    assert house.request(other).id != house.request(first).id


def test_a_closed_request_takes_in_nothing_by_the_window(house: House) -> None:
    first = house.say(ANKE, SHOP)
    house.remove(first)
    second = house.say(ANKE, LOOKS)
    assert house.request(second).state == RequestState.OPEN
    assert len(house.requests()) == 2


def test_replies_in_the_thread_join_whoever_writes_and_whatever(house: House) -> None:
    ts = house.say(ANKE, SHOP)
    house.pass_time(hours=3)
    for who, text in ((ANKE, "Danke"), (TIL, LOOKS)):
        assert house.request(house.say(who, text, thread=ts)).id == house.request(ts).id


def test_a_question_in_somebody_elses_thread_is_a_request_of_that_thread(house: House) -> None:
    root = house.say(JONAS, "Wir haben heute ein neues Release.")
    asked = house.say(ANKE, "Stimmen dann auch die Preise im Shop wieder?", thread=root)
    request = house.request(asked)
    assert request.thread_ts == root
    assert house.jobs("requests.notice") == [{"channel": NORD, "ts": asked, "on": True}]
    house.say(JONAS, "Ja, das schaue ich mir an.", thread=root)
    assert request.assignee == JONAS


def test_a_reply_waits_for_the_first_message_of_its_thread_once(house: House) -> None:
    root = f"{house.now.timestamp():.6f}"
    reply = house.say(ANKE, "Es sind die Staffelpreise.", thread=root)
    assert house.requests() == []
    [waiting] = house.jobs("requests.sort")
    house.say(ANKE, SHOP, ts=root)
    intake.place(house.session, intake.Incoming.from_payload(waiting))
    assert house.request(reply).id == house.request(root).id


def test_nothing_is_read_before_the_introduction(house: House) -> None:
    ts = house.say(ANKE, SHOP, NORD_TOO)
    house.edit(ANKE, ts, SHOP + " Dringend.", NORD_TOO)
    assert house.requests() == []
    assert house.session.get(Message, (NORD_TOO, ts)) is None


def test_what_was_written_before_the_introduction_stays_unread(house: House) -> None:
    before = f"{(house.now - timedelta(hours=2)).timestamp():.6f}"
    house.say(ANKE, SHOP, ts=before)
    house.edit(ANKE, before, SHOP + " Dringend.")
    house.remove(before)
    assert house.session.get(Message, (NORD, before)) is None


def test_a_channel_of_nobody_is_not_read(house: House) -> None:
    house.say(ANKE, SHOP, TEAM)
    assert house.requests() == []


def test_members_posts_are_never_requests(house: House) -> None:
    house.say(MARA, "Könnt ihr bitte die Preise prüfen?")
    house.say(COLLEAGUE, "Könnt ihr bitte die Preise prüfen?")
    assert house.requests() == []


def test_other_bots_are_left_in_peace_wherever_they_come_from(house: House) -> None:
    house.say("B0ALARM", "Der Server antwortet nicht?", team="T0NORD", is_bot=True)
    ts = house.say(ANKE, SHOP)
    house.say("B0ALARM", "Ticket angelegt", thread=ts, is_bot=True)
    assert len(house.requests()) == 1
    assert house.request(ts).answered_at is None


def test_guests_and_contacts_in_our_own_workspace_are_clients(house: House) -> None:
    learn_person(house.session, UserInfo("U0GUEST", OURS, "Gast", is_guest=True), house.now)
    learn_person(house.session, UserInfo("U0LISTED", OURS, "Gelistet"), house.now)
    house.add(Contact(client_key="nord", user_id="U0LISTED"))
    for who in ("U0GUEST", "U0LISTED"):
        assert house.request(house.say(who, SHOP)).author == who


def test_somebody_unknown_is_looked_up_and_in_doubt_a_client(house: House) -> None:
    ts = house.say("U0NEW", SHOP, team=None)
    assert house.requests() == []
    [waiting] = house.jobs("requests.sort")
    intake.place(house.session, intake.Incoming.from_payload(waiting))
    assert house.request(ts).author == "U0NEW"
    assert len(house.jobs("requests.sort")) == 1, "looked up once, not for ever"


def test_a_client_we_have_no_name_of_is_looked_up(house: House) -> None:
    house.say("U0NEW", SHOP, team="T0NORD")
    assert house.jobs("people.learn") == [{"user": "U0NEW"}]


def test_a_kind_word_edited_into_a_question_becomes_a_request(house: House) -> None:
    ts = house.say(ANKE, "Danke")
    house.edit(ANKE, ts, SHOP)
    assert house.request(ts).state == RequestState.OPEN


def test_the_newest_edit_counts_in_whatever_order_they_come(house: House) -> None:
    ts = house.say(ANKE, SHOP)
    house.say(ANKE, "zweite Fassung", ts=ts, edited_ts=f"{float(ts) + 20:.6f}", files=("a.pdf",))
    house.say(ANKE, "erste Fassung", ts=ts, edited_ts=f"{float(ts) + 10:.6f}")
    row = house.session.get_one(Message, (NORD, ts))
    assert (row.text, row.files) == ("zweite Fassung", ["a.pdf"])
    assert len(house.requests()) == 1


def test_an_edit_that_overtakes_its_message_is_the_message(house: House) -> None:
    ts = f"{house.now.timestamp():.6f}"
    house.edit(ANKE, ts, LOOKS)
    house.say(ANKE, SHOP, ts=ts)
    assert house.session.get_one(Message, (NORD, ts)).text == LOOKS


def test_an_edit_reaches_a_message_that_was_still_being_looked_up(house: House) -> None:
    ts = house.say("U0NEW", SHOP, team=None)
    house.edit("U0NEW", ts, LOOKS, team=None)
    for waiting in house.jobs("requests.sort"):
        intake.place(house.session, intake.Incoming.from_payload(waiting))
    assert house.session.get_one(Message, (NORD, ts)).text == LOOKS


def test_a_request_of_which_everything_was_deleted_is_withdrawn(house: House) -> None:
    first = house.say(ANKE, SHOP)
    second = house.say(ANKE, LOOKS)
    request = house.request(first)
    house.remove(first)
    assert request.state == RequestState.OPEN
    house.remove(second)
    assert (request.state, request.closed_by) == (RequestState.CLOSED, ClosedBy.WITHDRAWN)
    assert house.session.get_one(Message, (NORD, second)).text is None


def test_a_message_that_was_deleted_before_it_came_stays_away(house: House) -> None:
    ts = f"{house.now.timestamp():.6f}"
    house.remove(ts)
    house.say(ANKE, SHOP, ts=ts)
    house.edit(ANKE, ts, SHOP)
    assert house.requests() == []


def test_nothing_new_is_noticed_of_a_client_with_a_delivery_block(house: House) -> None:
    house.client().status = ClientStatus.DELIVERY_BLOCK
    house.say(ANKE, SHOP)
    house.say(GRACE, "The prices in the shop are wrong.", HARB)
    assert [request.client_key for request in house.requests()] == ["harb"]


def test_an_observing_platform_notes_everything_and_shows_nothing(house: House) -> None:
    house.platform.mode = PlatformMode.OBSERVE
    ts = house.say(ANKE, SHOP)
    house.route()
    house.say(JONAS, "Ich schaue nach.", thread=ts)
    house.say(ANKE, "Und wann ist das fertig?", thread=ts)
    assert house.request(ts).assignee == JONAS
    assert house.jobs("requests.notice") == []
    assert [card.kind for card in house.cards("request.team") + house.cards("request.client")] == []
    assert house.due("requests.client_card") == {}
