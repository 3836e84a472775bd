"""A member's page: what it holds, and that the platform reads the same for everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience, Card
from bot.features.home.service import AHEAD, page_of
from bot.features.platforms.owning import Matter, redraw_homes
from tests.bot.features.house import EMRE, JONAS, LENA, MARA, MORNING, House

PLAIN = Matter(
    kind="thing",
    ref="1",
    owner=JONAS,
    platform="mario",
    client="nord",
    words="Preise",
    link=None,
    ours=True,
    since=MORNING,
)


class Things:
    """A feature that knows of these matters."""

    kind = "thing"

    def __init__(self, *matters: Matter) -> None:
        self.all = matters

    def matters(
        self, _session: Session, _now: datetime, *, owners: Collection[str]
    ) -> Iterable[Matter]:
        return [matter for matter in self.all if matter.owner in owners]

    def of_platform(self, _session: Session, _now: datetime, platform: str) -> Iterable[Matter]:
        return [matter for matter in self.all if matter.platform == platform]

    def give(self, _session: Session, _ref: str, _to: str, _now: datetime) -> bool:
        return False


def test_my_turn_and_waiting_are_told_apart_and_others_matters_are_not_mine(house: House) -> None:
    owns = [
        Things(
            PLAIN,
            replace(PLAIN, ref="2", ours=False),
            replace(PLAIN, ref="3", owner=LENA),
            replace(PLAIN, ref="4", owner=None),
        )
    ]
    page = page_of(house.session, JONAS, house.now, owns)
    assert [matter.ref for matter in page.my_turn] == ["1"]
    assert [matter.ref for matter in page.waiting] == ["2"]


def test_what_is_due_within_seven_days_comes_up_and_is_first(house: House) -> None:
    soon = replace(PLAIN, ref="soon", due=house.now + AHEAD)
    late = replace(PLAIN, ref="late", due=house.now + AHEAD + timedelta(seconds=1))
    overdue = replace(PLAIN, ref="overdue", due=house.now - timedelta(days=1))
    page = page_of(house.session, JONAS, house.now, [Things(PLAIN, late, soon, overdue)])
    assert [matter.ref for matter in page.coming] == ["overdue", "soon"]
    assert [matter.ref for matter in page.my_turn] == ["overdue", "soon", "late", "1"]


def test_who_is_away_within_a_week_is_named_with_their_cover(house: House) -> None:
    house.away(LENA, days=2, cover=EMRE)
    house.pass_time(days=-30)
    house.away(MARA, days=3)  # over by then
    house.pass_time(days=30)
    page = page_of(house.session, JONAS, house.now, [])
    assert [(one.user_id, one.cover) for one in page.away] == [(LENA, EMRE)]
    assert page.away[0].zone == house.platform.timezone


def test_the_platform_reads_the_same_for_the_lead_and_for_everybody(house: House) -> None:
    owns = [
        Things(
            PLAIN,
            replace(PLAIN, ref="2", owner=None, since=MORNING - timedelta(days=1)),
            replace(PLAIN, ref="3", ours=False, since=MORNING - timedelta(days=9)),
        )
    ]
    lead, member = (page_of(house.session, who, house.now, owns) for who in (MARA, JONAS))
    assert lead.glances == member.glances
    (glance,) = member.glances
    assert (glance.waiting_for_us, glance.waiting_for_clients, glance.in_nobodys_hands) == (2, 1, 1)
    assert glance.oldest == MORNING - timedelta(days=1)
    assert (lead.leads, member.leads) == (True, False)


def test_the_homes_that_were_opened_are_drawn_anew_when_the_platform_changes(house: House) -> None:
    for who in (JONAS, "U0STRANGER"):
        cards.show(house.session, cards.HOME, f"home:{who}", Audience.MEMBER, who)
    before = {card.place: card.wanted for card in house.session.query(Card)}
    redraw_homes(house.session, "mario")
    after = {card.place: card.wanted for card in house.session.query(Card)}
    assert after[JONAS] > before[JONAS]
    assert after["U0STRANGER"] == before["U0STRANGER"]
