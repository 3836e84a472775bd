"""What time does: texts are forgotten, an observed week is counted."""

from __future__ import annotations

from datetime import timedelta

from bot.features.requests import actions, client_actions, lifecycle, reading, upkeep
from bot.features.requests.models import Message
from bot.features.tickets import service as tickets
from tests.bot.features.house import ANKE, JONAS, LOOKS, MARA, NORD, SHOP, House


def texts(house: House) -> list[str | None]:
    return [message.text for message in house.session.query(Message).order_by(Message.ts)]


def forget(house: House) -> None:
    upkeep.forget_texts(house.session, house.now - timedelta(days=180))
    house.session.expire_all()


def test_texts_are_deleted_180_days_after_the_end_and_the_cards_forget_them(house: House) -> None:
    request = house.ask()
    house.say(JONAS, "Behoben.", thread=request.thread_ts)
    client_actions.done_by_client(house.session, request.id, NORD, ANKE, house.now)
    house.pass_time(days=179)
    forget(house)
    assert texts(house) == [SHOP, "Behoben."]
    house.pass_time(days=2)
    [card] = house.cards("request.team")
    wanted = card.wanted
    forget(house)
    assert texts(house) == [None, None]
    assert reading.for_team(house.session, request).words == ""
    assert card.wanted == wanted + 1
    forget(house)
    assert card.wanted == wanted + 1, "once is enough"


def test_what_is_open_or_kept_for_later_is_not_forgotten(house: House) -> None:
    house.ask()
    house.pass_time(hours=1)
    kept = house.ask(LOOKS)
    actions.later(house.session, kept.id, MARA, "im Herbst", house.now)
    house.pass_time(days=400)
    forget(house)
    assert texts(house) == [SHOP, LOOKS]


def test_what_rests_for_as_long_is_forgotten_as_well(house: House) -> None:
    request = house.ask()
    house.say(JONAS, "Welche Artikel sind das?", thread=request.thread_ts)
    lifecycle.rest(house.session, request, house.now)
    house.pass_time(days=181)
    forget(house)
    assert texts(house) == [None, None]


def test_what_was_no_request_and_a_members_words_are_forgotten_too(house: House) -> None:
    request = house.ask()
    request.words = "Preise"
    wish = tickets.Wish(issue_type="1", summary=SHOP, description=SHOP)
    tickets.want(house.session, request, wish, MARA, house.now)
    actions.not_a_request(house.session, request.id, MARA, house.now)
    house.pass_time(days=181)
    tickets.forget_descriptions(house.session, house.now - timedelta(days=180))
    forget(house)
    assert (texts(house), request.words) == ([None], None)
    ticket = tickets.ticket_of(house.session, request.id)
    assert ticket is not None
    assert (ticket.summary, ticket.description) == ("", "")


def test_tombstones_are_kept_as_long_as_texts(house: House) -> None:
    house.remove(f"{house.now.timestamp():.6f}")
    house.pass_time(days=179)
    forget(house)
    assert len(texts(house)) == 1
    house.pass_time(days=2)
    forget(house)
    assert texts(house) == []
