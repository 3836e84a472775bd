"""What a client writes outside a thread goes on with what is open, or is something new."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.core.cards import Card
from bot.core.forgetting import Forgetting
from bot.features.requests import actions, learning
from bot.features.requests.belonging import Matter, belongs
from bot.features.requests.essence import essence
from bot.features.requests.forgetting import forget
from bot.features.requests.gist import gist
from bot.features.requests.models import Message, Request, Whose
from bot.features.requests.sense import sense
from bot.features.requests.splitting import split
from bot.features.requests.turns import turn_of
from tests.bot.features.house import ANKE, JONAS, LOOKS, MARA, NORD, SHOP, TIL, House


def test_a_follow_up_in_the_channel_joins_and_is_seen(house: House, request_: Request) -> None:
    house.pass_time(hours=2)
    ts = house.say(ANKE, "die preise sind nach dem import immer noch falsch")
    assert house.request(ts).id == request_.id
    assert house.jobs("requests.notice")[-1]["ts"] == ts
    assert house.request(house.say(TIL, LOOKS)).id != request_.id


def test_another_number_is_another_matter(house: House) -> None:
    first = house.request(house.say(ANKE, "Warum stimmt Auftrag 4711 im Shop nicht?"))
    house.pass_time(hours=2)
    other = house.say(ANKE, "Warum stimmt der Auftrag 4712 im Shop immer noch nicht?")
    assert house.request(other).id != first.id


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        ("für den import wäre excel am besten", True),
        ("wir planen einen import aus einem anderen system", False),
        ("beim import bitte an die adressen denken", True),
    ],
)
def test_what_is_spoken_of_as_known_is_gone_on_with(
    house: House, request_: Request, text: str, joins: bool
) -> None:
    house.pass_time(hours=2)
    assert (house.request(house.say(ANKE, text)).id == request_.id) is joins


def test_a_rank_may_change(house: House) -> None:
    ranked = house.request(house.say(ANKE, "wir sind bei google auf seite 3 gerutscht"))
    house.pass_time(hours=2)
    again = house.request(house.say(ANKE, "inzwischen sind wir bei google auf seite 4"))
    assert again.id == ranked.id


def test_whoever_has_it_is_told_of_a_follow_up(house: House, request_: Request) -> None:
    actions.take(house.session, request_.id, JONAS, house.now)
    house.pass_time(hours=2)
    house.say(ANKE, "die preise sind nach dem import immer noch falsch")
    told = select(Card.place).where(Card.kind == "request.followed")
    assert house.session.scalars(told).all() == [JONAS]


def test_what_recurs_in_the_same_words_is_new_each_time(house: House, request_: Request) -> None:
    house.pass_time(hours=2)
    assert house.request(house.say(ANKE, SHOP)).id != request_.id


@pytest.mark.parametrize(("who", "joins"), [(ANKE, True), (TIL, False)])
def test_a_yes_in_the_channel_answers_who_was_asked(
    house: House, request_: Request, who: str, joins: bool
) -> None:
    house.say(JONAS, "Sollen wir die alten Preise wieder einspielen?", thread=request_.thread_ts)
    assert turn_of(house.session, request_).whose == Whose.CLIENT
    house.pass_time(hours=1)
    ts = house.say(who, "ja")
    assert (house.session.get(Message, (NORD, ts)) is not None) is joins
    assert (turn_of(house.session, request_).whose == Whose.TEAM) is joins


def test_a_thread_of_two_takes_a_reply_to_the_one_it_is_about(
    house: House, request_: Request
) -> None:
    reply = house.say(ANKE, LOOKS, thread=request_.thread_ts)
    second = split(house.session, request_.id, MARA, [reply], "", house.now)
    about = house.say(ANKE, "nur die Landingpage auf dem Handy", thread=request_.thread_ts)
    assert house.request(about).id == second.id
    other = house.say(ANKE, "der Import lief um acht", thread=request_.thread_ts)
    assert house.request(other).id == request_.id


def test_what_the_clients_people_say_to_each_other_is_theirs(
    house: House, request_: Request
) -> None:
    house.pass_time(hours=2)
    house.say(ANKE, f"<@{TIL}> hast du das schon freigegeben?")
    assert house.requests() == [request_]
    house.say(ANKE, f"<@{JONAS}> hast du das schon freigegeben?")
    assert len(house.requests()) == 2


def test_what_was_judged_is_forgotten_with_the_client(house: House, request_: Request) -> None:
    actions.not_a_request(house.session, request_.id, MARA, house.now)
    assert [one.text for one in learning.of_platform(house.session, "mario")] == [SHOP]
    people, names = frozenset({ANKE}), frozenset({"Anke Petersen"})
    forget(house.session, Forgetting(people, names, house.now, client_key="nord"))
    assert learning.of_platform(house.session, "mario") == []


MAIL = """{own}

Von: Kundenservice <service@nordwind.example>
Gesendet: Mittwoch, 11. November 2026 08:14
An: Anke Petersen
Betreff: Beschwerde

Der Kunde kann seit gestern nicht bezahlen.

Mit freundlichen Grüßen
Sabine Wolff
Nordwind GmbH"""


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("FYI", "FYI\n\nDer Kunde kann seit gestern nicht bezahlen."),
        ("Siehe unten!", "Siehe unten!\n\nDer Kunde kann seit gestern nicht bezahlen."),
        ("", "Der Kunde kann seit gestern nicht bezahlen."),
        ("Bitte den Kunden anrufen.\n\nVG Anke", "Bitte den Kunden anrufen."),
    ],
)
def test_what_is_routed_of_a_forwarded_mail(own: str, words: str) -> None:
    assert essence(MAIL.format(own=own)) == words


def test_the_summary_of_a_forwarded_mail_names_the_matter() -> None:
    said = MAIL.format(own="WG: Zahlung klemmt im Shop\n\nKönnt ihr helfen?\n\nVG Anke")
    assert gist(said) == "Zahlung klemmt im Shop"


def test_likeness_in_the_numbers_of_routing_decides_where_little_is_shared() -> None:
    at = datetime(2026, 11, 18, 9, tzinfo=UTC)
    slow = Matter("slow", "der checkout ist schon wieder so langsam", frozenset({ANKE}), at)
    news = Matter("news", "wann kommt der Newsletter?", frozenset({ANKE}), at)
    text = "bei mir hängt der checkout auch"
    assert belongs(text, TIL, at, [slow], sense(text)) == "slow"
    assert belongs(text, TIL, at, [news], sense(text)) is None
    phone = Matter("phone", LOOKS, frozenset({ANKE}), at)
    begins = "Wann startet die neue Landingpage für den Shop?"
    assert belongs(begins, ANKE, at, [phone], sense(begins)) is None, "one word is no matter yet"
    agreed = Matter("agreed", "einverstanden", frozenset({ANKE}), at)
    assert belongs(agreed.said, ANKE, at, [agreed], sense(agreed.said)) is None, "no answer to us"
