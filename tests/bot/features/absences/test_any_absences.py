"""Whatever people enter, change and end, nothing is lost and nobody is told twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.core.cards import Card
from bot.core.errors import Kindly
from bot.features.absences import entering, handover, returning
from bot.features.absences.models import Handed
from bot.features.absences.owned import AllOwned
from bot.features.absences.reading import of_person
from bot.features.platforms.availability import back_at
from bot.features.platforms.models import Absence
from bot.features.requests.models import Request
from bot.features.requests.owning import OWNED
from tests.bot.features.absences.life import live_until, taken
from tests.bot.features.house import EMRE, JONAS, LENA, LOOKS, MARA, House
from tests.examples import examples

PEOPLE = (JONAS, LENA, EMRE, MARA)


@dataclass(frozen=True)
class Deed:
    """What somebody does. ``first`` and ``length`` in quarters of a day, from now on."""

    what: str
    who: str
    cover: str | None
    first: int
    length: int
    wait: int
    """Hours that pass afterwards."""


DEEDS = st.builds(
    Deed,
    st.sampled_from(["enter", "enter", "enter", "change", "remove", "back", "take", "take back"]),
    st.sampled_from(PEOPLE),
    st.none() | st.sampled_from(PEOPLE),
    st.integers(-2, 30),
    st.integers(1, 30),
    st.integers(0, 60),
)


def do(house: House, owned: AllOwned, deed: Deed) -> None:
    quarter = timedelta(hours=6)
    start = house.now + deed.first * quarter
    span = (start, start + deed.length * quarter)
    session, who = house.session, deed.who
    mine = of_person(session, who, house.now)
    handed = session.scalars(select(Handed).order_by(Handed.id)).all()
    if deed.what == "enter":
        entering.enter(session, owned, who, *span, deed.cover, house.now)
    elif deed.what == "change" and mine:
        entering.change(session, owned, mine[0].id, who, *span, deed.cover, house.now)
    elif deed.what == "remove" and mine:
        entering.remove(session, mine[-1].id, who, house.now)
    elif deed.what == "back":
        entering.come_back(session, who, house.now)
    elif deed.what == "take" and handed:
        handover.take(session, owned, handed[-1].id, who, house.now)
    elif deed.what == "take back" and handed:
        handover.take_back(session, owned, handed[0].id, handed[0].user_id, house.now)


@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=st.lists(DEEDS, min_size=1, max_size=12))
def test_nothing_is_lost_and_nothing_doubled(house: House, deeds: list[Deed]) -> None:
    owned, session = AllOwned((OWNED,)), house.session
    with session.begin_nested() as savepoint:
        house = House(session)
        requests = [taken(house, JONAS), taken(house, LENA, LOOKS)]
        for deed in deeds:
            try:
                with session.begin_nested():
                    do(house, owned, deed)
            except Kindly:
                pass  # told kindly; nothing was changed
            live_until(house, owned, house.now + timedelta(hours=deed.wait))
            _all_is_well(house, requests)
        live_until(house, owned, house.now + timedelta(days=60))
        _all_is_over(house, requests)
        savepoint.rollback()
    session.expire_all()


def _all_is_well(house: House, requests: list[Request]) -> None:
    for request in requests:
        assert request.assignee in PEOPLE, "in somebody's hands, always"
    cards = house.session.scalars(select(Card).where(Card.kind.startswith("absence."))).all()
    shown = Counter((card.kind, card.subject, card.place) for card in cards)
    assert not shown or max(shown.values()) == 1, "a message once"
    for absence in house.session.scalars(select(Absence)):
        if absence.over_at is None and absence.ends_at <= house.now:
            due = back_at(house.session, absence.user_id, absence.ends_at, house.platform)
            assert due >= house.now, "welcomed back as soon as they work again"
        keys = [(row.kind, row.ref) for row in handover.handed_in(house.session, absence.id)]
        assert len(set(keys)) == len(keys), "handed over once in an absence"


def _all_is_over(house: House, requests: list[Request]) -> None:
    assert house.session.scalars(select(Absence)).all() == [], "told, and forgotten"
    assert house.session.scalars(select(Handed)).all() == []
    for kind in ("absences.begin", "absences.back", "absences.tell", "absences.forget"):
        assert house.due(kind) == {}
    assert returning.told_in(house.session, 1) == []
    assert all(request.assignee in PEOPLE for request in requests)
