"""A pass teaches nothing, whenever it comes; who is forgotten as a member is in nothing learned."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.features.requests import actions
from bot.features.requests.models import Outcome
from bot.features.routing import memory as remembering
from bot.features.routing.memory import Memory
from bot.features.routing.service import asked_since_opened, pass_on, silent
from tests.bot.features.house import JONAS, LENA, House
from tests.bot.features.routing.test_memory import PEOPLE, TEXTS, agency, ask, note


def test_a_pass_after_somebody_has_taken_it_teaches_nothing(house: House) -> None:
    request = house.ask()
    house.pass_time(hours=2)
    [asked] = asked_since_opened(house.session, request)
    silent(house.session, str(asked.id), house.now)
    actions.take(house.session, request.id, LENA, house.now)
    memory = Memory()
    before = memory.index(house.session, "mario").fingerprint()
    pass_on(house.session, request.id, JONAS, house.now)
    assert ("passed", JONAS) in house.outcomes(request)
    assert memory.index(house.session, "mario").fingerprint() == before


def test_a_member_who_is_forgotten_is_in_nothing_that_was_learned_however_long_ago(
    session: Session,
) -> None:
    agency(session)
    for number, text in enumerate(TEXTS):
        ask(session, number, text)
        note(session, number, "answered", PEOPLE[number % 2])
    session.add_all(
        Outcome(id=remembering.LOOK_BACK + 10 + n, request_id="p3", kind="closed",
                person=PEOPLE[1], at=session.get_one(Outcome, 1).at)
        for n in range(3)
    )  # fmt: skip
    session.flush()
    memory = Memory()
    memory.index(session, "p")
    session.execute(update(Outcome).where(Outcome.person == PEOPLE[0]).values(person=None))
    session.expire_all()
    kept, anew = (one.index(session, "p").fingerprint() for one in (memory, Memory()))
    assert kept == anew
