"""What a client's people see of their own company's matters, and that it is no more."""

from __future__ import annotations

from bot.features.home import company
from bot.features.platforms.models import ClientStatus
from bot.features.requests import actions, raising
from tests.bot.features.house import (
    ANKE,
    GRACE,
    HARB,
    JONAS,
    LOOKS,
    NORD,
    NORD_TOO,
    SHOP,
    TIL,
    House,
)

FAR = "Der Versand nach Norwegen fehlt im Checkout."


def test_in_a_channel_everything_open_there_is_shown_with_whom(house: House) -> None:
    house.ask(SHOP)
    taken = house.ask(LOOKS, TIL)
    actions.take(house.session, taken.id, JONAS, house.now)
    house.ask("The layout of the page looks wrong.", GRACE, HARB)
    found = company.in_channel(house.session, NORD)
    assert found is not None
    assert [(one.words, one.assignee) for one in found.matters] == [(SHOP, None), (LOOKS, JONAS)]
    assert found.name == "Nordwind"


def test_what_is_over_is_not_open(house: House) -> None:
    request = house.ask(SHOP)
    actions.done_by_member(house.session, request.id, JONAS, house.now)
    found = company.in_channel(house.session, NORD)
    assert found is not None
    assert found.matters == []


def test_in_the_team_channel_and_elsewhere_there_is_nothing_to_see(house: House) -> None:
    house.ask(SHOP)
    assert company.in_channel(house.session, "C0TEAM") is None
    assert company.in_channel(house.session, "C0ANY") is None


def test_a_person_sees_the_channels_they_have_written_in_and_no_other(house: House) -> None:
    house.ask(SHOP)
    assert [one.name for one in company.of_person(house.session, ANKE)] == ["Nordwind"]
    assert company.of_person(house.session, TIL) == []
    assert company.of_person(house.session, GRACE) == []
    (own,) = company.of_person(house.session, ANKE)
    assert [one.words for one in own.matters] == [SHOP]


def test_a_former_client_sees_nothing_more(house: House) -> None:
    house.ask(SHOP)
    house.client().status = ClientStatus.DELIVERY_BLOCK
    house.session.flush()
    assert company.of_person(house.session, ANKE) == []


def test_a_members_words_for_a_matter_are_not_the_clients_to_read(house: House) -> None:
    ts = house.say(ANKE, "ok")
    pointed = raising.Pointed(NORD, ts, None, ANKE, "ok")
    raising.raise_for_client(house.session, pointed, "GEHEIM", JONAS, house.now)
    found = company.in_channel(house.session, NORD)
    assert found is not None
    assert "GEHEIM" not in repr(found)
    assert len(found.matters) == 1
    assert NORD_TOO not in repr(found)
