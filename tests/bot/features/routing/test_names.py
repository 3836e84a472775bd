"""What a client's people call things is learned: names that no talent has ever heard of."""

from __future__ import annotations

import pytest

from bot.features.requests import actions
from bot.features.routing.gather import weigh, weigh_text
from bot.features.routing.memory import Memory
from bot.features.routing.names import KEPT, Names
from bot.features.routing.scoring import Message, Scored
from bot.features.routing.values import EPOCH, Suggestion, WhyNone
from bot.features.routing.words import words
from tests.bot.features.house import (
    ANKE,
    EMRE,
    GRACE,
    HARB,
    JONAS,
    LENA,
    MARA,
    NORD,
    SHOP,
    UNCLEAR,
    House,
)

OTHERS = (SHOP, "Im Warenkorb fehlt die Bestellung.", "Der Export der Preise geht nicht.")
TIMES = 1.5
"""So much likelier than anybody else is who knows the name."""


@pytest.fixture
def memory() -> Memory:
    return Memory()


def answered(house: House, by: str, text: str, who: str = ANKE, channel: str = NORD) -> None:
    house.pass_time(hours=3)
    request = house.ask(text, who, channel)
    actions.take(house.session, request.id, by, house.now)
    house.say(by, "Erledigt.", channel, thread=request.thread_ts)
    actions.done_by_member(house.session, request.id, by, house.now)


def scored(house: House, memory: Memory, text: str, client: str = "nord") -> Scored:
    index = memory.index(house.session, house.platform.key)
    return index.score(Message("", text, house.now, client), (MARA, JONAS, LENA, EMRE))


def knows(found: Scored, person: str) -> bool:
    others = [share for who, share in found.people.items() if who != person]
    return found.people[person] > TIMES * max(others)


def test_a_name_once_answered_points_to_who_answered_it(house: House, memory: Memory) -> None:
    answered(house, JONAS, SHOP)
    asked = "Der Quirrlo spinnt schon wieder."
    assert not knows(scored(house, memory, asked), LENA)
    answered(house, LENA, "Beim Quirrlo fehlt etwas.")
    found = scored(house, memory, asked)
    assert knows(found, LENA)
    assert found.neighbours[0].gains == {LENA: 1.0}


def test_an_abbreviation_does_among_many_questions_of_others(house: House, memory: Memory) -> None:
    for text in OTHERS:
        answered(house, JONAS, text)
    assert not knows(scored(house, memory, "Wo bleibt die KVA?"), LENA)
    answered(house, LENA, "Die KVA vom Mai ist falsch.")
    assert knows(scored(house, memory, "Wo bleibt die KVA?"), LENA)


def test_where_two_clients_mean_two_things_by_it_the_client_decides(
    house: House, memory: Memory
) -> None:
    for text in ("Das Cockpit ist leer.", "Im Cockpit fehlen Zahlen.", "Das Cockpit lädt nicht."):
        answered(house, LENA, text)
        answered(house, JONAS, text, GRACE, HARB)
    asked = "Was ist mit dem Cockpit?"
    assert scored(house, memory, asked).people[LENA] > scored(house, memory, asked).people[JONAS]
    for_harbour = scored(house, memory, asked, "harb").people
    assert for_harbour[JONAS] > for_harbour[LENA]


def test_what_one_client_calls_it_helps_where_another_calls_it_so(
    house: House, memory: Memory
) -> None:
    answered(house, JONAS, SHOP)
    for text in ("Beim Quirrlo fehlt etwas.", "Der Quirrlo zeigt nichts an."):
        answered(house, LENA, text)
    assert knows(scored(house, memory, "The Quirrlo is broken again.", "harb"), LENA)


# What comes of it: somebody is asked


def suggested(house: House, text: str, who: str = ANKE, channel: str = NORD) -> Suggestion:
    house.pass_time(hours=3)
    request = house.request(house.say(who, text, channel), channel)
    return weigh(house.session, request, (), house.now)


def why(found: Suggestion) -> dict[str, int | None]:
    return {r.kind.value: r.count for r in found.choice.reasons} if found.choice else {}


def test_who_answered_with_a_name_is_asked_when_there_is_little_else(house: House) -> None:
    bare = "Was ist mit dem Quirrlo?"
    assert suggested(house, bare).why_none is WhyNone.NOBODY_FITS
    answered(house, LENA, "Beim Quirrlo fehlt etwas.")
    found = suggested(house, bare)
    assert found.choice is not None
    assert found.choice.person_id == LENA
    assert why(found)["answered"] == 1
    for _ in range(4):
        answered(house, LENA, "Der Quirrlo ist leer.")
    assert why(suggested(house, bare))["answered"] == 5


@pytest.mark.parametrize(
    ("who", "channel", "asked"),
    [
        (ANKE, NORD, "Könnt ihr das Banner im Quirrlo tauschen?"),
        (ANKE, NORD, "Der Quirrlo hat wieder Schluckauf."),
        (GRACE, HARB, "Could the quirrlo sing loudly?"),
    ],
)
def test_in_a_sentence_two_answers_with_a_name_are_enough(
    house: House, who: str, channel: str, asked: str
) -> None:
    answered(house, JONAS, SHOP)
    answered(house, LENA, "Beim Quirrlo fehlt etwas.")
    assert suggested(house, asked, who, channel).choice is None
    answered(house, LENA, "Wann kommt denn der Quirrlo?")
    found = suggested(house, asked, who, channel)
    assert found.choice is not None
    assert found.choice.person_id == LENA
    assert why(found)["answered"] == 2


def test_two_answers_are_enough_among_many_questions_of_others(house: House) -> None:
    for number in range(10):
        answered(house, (JONAS, MARA)[number % 2], (SHOP, "Wann ist der Termin?")[number % 2])
    for text in ("Beim Quirrlo fehlt etwas.", "Wann kommt denn der Quirrlo?"):
        answered(house, LENA, text)
    found = suggested(house, "Könnt ihr das Banner im Quirrlo tauschen?")
    assert found.choice is not None
    assert found.choice.person_id == LENA


def test_an_ordinary_word_is_no_name(house: House, memory: Memory) -> None:
    for text in ("Wir haben ein Problem mit Krawumm.", "Noch ein Problem: der Plimp ist kaputt."):
        answered(house, LENA, text)
    index = memory.index(house.session, house.platform.key)
    found = {
        text: len(index.named(Message("", text, house.now, "nord"), words(text), {LENA, JONAS}))
        for text in (UNCLEAR, "Ein neues Problem: Plimp ist kaputt", "Der Import vom Krawumm")
    }
    assert list(found.values()) == [0, 1, 1]


def test_a_word_that_several_people_answer_is_no_name(house: House) -> None:
    for person in (LENA, JONAS, LENA, JONAS):
        answered(house, person, "Was ist mit dem Zirbel?")
    assert weigh_text(house.session, "Der Zirbel", house.platform, house.now).choice is None


def test_a_talents_word_is_stronger_than_a_name(house: House) -> None:
    for _ in range(2):
        answered(house, LENA, "Wo bleibt der Quirrlo?")
    found = suggested(house, "Wo bleiben die Preise im Quirrlo-Shop?")
    assert found.choice is not None
    assert found.choice.person_id == JONAS


def test_whoever_corrects_is_asked_next(house: House) -> None:
    for _ in range(2):
        answered(house, LENA, "Wo bleibt der Quirrlo?")
    house.away(LENA)
    answered(house, EMRE, "Wo bleibt der Quirrlo?")
    found = suggested(house, "Wo bleibt der Quirrlo?")
    assert found.choice is not None
    assert found.choice.person_id == EMRE


# What is kept of names


def test_of_one_word_among_many_and_of_a_question_itself_nothing_is_told() -> None:
    names = Names()
    names.learn("one", "nord", EPOCH, words("Wo bleibt der Quirrlo?"), {LENA: 1.0})
    found = {
        text: [(past.key, much) for past, much in names.answered(key, "nord", words(text), {LENA})]
        for key, text in (
            ("", "Der Quirrlo braucht Banner"),
            ("", "Banner, Logo, Foto, Film und Quirrlo"),
            ("one", "Der Quirrlo"),
        )
    }
    assert list(found.values()) == [[("one", 0.5)], [], []]
    names.learn("one", "nord", EPOCH, words("Wo bleibt der Quirrlo?"), {})
    assert names.answered("", "nord", words("Der Quirrlo"), {LENA}) == [], "it was given away"


def test_the_newest_names_are_kept_and_none_as_text() -> None:
    names = Names()
    names.learn("first", "nord", EPOCH, words("Wo bleibt der Quirrlo?"), {LENA: 1.0})
    for number in range(KEPT):
        name = words(f"Zirbel{'abcdefghij'[number % 10]}")
        names.learn(str(number), "nord", EPOCH, name, {LENA: 1.0})
    assert names.answered("", "nord", words("Der Quirrlo"), {LENA}) == []
    assert len(names.state()) == KEPT
    assert "irbel" not in repr(names.state())
