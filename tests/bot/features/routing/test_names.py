"""What a client's people call things is learned: names that no talent has ever heard of."""

from __future__ import annotations

import pytest

from bot.features.requests import actions
from bot.features.routing.memory import Memory
from bot.features.routing.scoring import Message, Scored
from tests.bot.features.house import ANKE, EMRE, GRACE, HARB, JONAS, LENA, MARA, NORD, SHOP, House

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
