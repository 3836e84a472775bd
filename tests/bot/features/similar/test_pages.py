"""Pages of the client's own space: found by a job of their own, and forgotten with the question."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.core.forgetting import Forgetting
from bot.features.platforms.models import ClientStatus, PlatformMode
from bot.features.requests import actions
from bot.features.requests import forgetting as forgetting_requests
from bot.features.requests.models import Request
from bot.features.requests.upkeep import forget_texts
from bot.features.similar import pages
from bot.features.similar import service as similar
from bot.features.similar.models import AlikePage
from bot.ports import PageTitle
from tests.bot.features.house import ANKE, GRACE, HARB, JONAS, LENA, NORD, SHOP, House

PRICES = PageTitle("Preise aus dem ERP", "https://wiki.test/7")
IMPORT = PageTitle("Import bei Nacht", "https://wiki.test/8")


@pytest.fixture(autouse=True)
def spaces(house: House) -> None:
    house.client("nord").wiki_space = "NORD"
    house.client("harb").wiki_space = "HARB"


def taken(house: House, text: str = SHOP, who: str = ANKE, channel: str = NORD) -> Request:
    house.pass_time(hours=1)
    request = house.ask(text, who, channel)
    actions.take(house.session, request.id, LENA, house.now)
    return request


def keep(house: House, request: Request, *found: PageTitle, space: str = "NORD") -> None:
    pages.keep(house.session, request.id, space, found, house.now)


def shown(house: House, request: Request) -> list[PageTitle]:
    return pages.pages(house.session, request)


def places(house: House) -> list[str]:
    return [card.place for card in house.cards(similar.CARD)]


def test_its_own_space_is_searched_for_its_telling_words(house: House) -> None:
    found = pages.sought(house.session, taken(house).id)
    assert found is not None
    assert (found.space, set(found.words)) == ("NORD", {"shop", "preise", "import"})
    grace = pages.sought(house.session, taken(house, SHOP, GRACE, HARB).id)
    assert grace is not None
    assert grace.space == "HARB"


def test_neither_people_nor_the_client_are_looked_for(house: House) -> None:
    request = taken(house, "Jonas, der Newsletter von Nordwind an Anke Petersen fehlt")
    found = pages.sought(house.session, request.id)
    assert found is not None
    assert found.words == ("newsletter",)


def test_where_nothing_is_to_be_looked_for_nobody_is_asked(house: House) -> None:
    request = taken(house)
    client = house.client("nord")
    client.wiki_space = None
    assert pages.sought(house.session, request.id) is None
    pages.look(house.session, request.id)
    client.wiki_space = "harb"
    assert pages.sought(house.session, request.id) is None, "another client's, too"
    client.wiki_space = "NORD"
    client.status = ClientStatus.DELIVERY_BLOCK
    assert pages.sought(house.session, request.id) is None
    client.status = ClientStatus.ACTIVE
    house.platform.mode = PlatformMode.OBSERVE
    assert pages.sought(house.session, request.id) is None
    assert house.jobs(pages.LOOK) == []
    house.platform.mode = PlatformMode.ACTIVE
    actions.done_by_member(house.session, request.id, LENA, house.now)
    assert pages.sought(house.session, request.id) is None


def test_a_question_of_everyday_words_is_not_looked_for(house: House) -> None:
    request = taken(house)
    request.words = "Könnt ihr da bitte mal schauen?"
    assert pages.sought(house.session, request.id) is None


def test_what_was_found_is_told_to_who_has_it_alone(house: House) -> None:
    request = taken(house)
    keep(house, request)
    assert places(house) == [], "nothing to say"
    keep(house, request, PRICES, IMPORT, PRICES, IMPORT)
    assert shown(house, request) == [PRICES, IMPORT, PRICES]
    [card] = house.cards(similar.CARD)
    assert (card.place, str(card.audience)) == (LENA, "member")
    before = card.wanted
    keep(house, request, IMPORT)
    house.session.refresh(card)
    assert shown(house, request) == [IMPORT]
    assert card.wanted > before
    actions.hand_to(house.session, request.id, LENA, JONAS, house.now)
    similar.tell(house.session, request.id, [])
    assert sorted(places(house)) == [JONAS, LENA]


def test_it_is_not_shown_once_the_space_is_somebody_elses(house: House) -> None:
    request = taken(house)
    keep(house, request, PRICES, space="HARB")
    assert shown(house, request) == []
    keep(house, request, PRICES)
    house.client("nord").wiki_space = "NORDNEW"
    assert shown(house, request) == []


def test_nobody_is_told_what_was_found_too_late(house: House) -> None:
    request = taken(house)
    actions.done_by_member(house.session, request.id, LENA, house.now)
    keep(house, request, PRICES)
    assert (shown(house, request), places(house)) == ([], [])


def test_it_is_looked_once_more_and_no_more(house: House) -> None:
    request = taken(house)
    pages.later(house.session, request.id, house.now)
    assert house.due(pages.AGAIN) == {request.id: house.now + pages.LATER}
    pages.later(house.session, request.id, house.now, asked_to_wait=3600)
    assert house.due(pages.AGAIN) == {request.id: house.now + timedelta(hours=1)}
    pages.once_more(house.session, request.id, house.now)
    assert house.jobs(pages.LOOK) == [{"subject": request.id, "last": True}]
    actions.done_by_member(house.session, request.id, LENA, house.now)
    pages.once_more(house.session, request.id, house.now)
    assert len(house.jobs(pages.LOOK)) == 1


def test_pages_are_forgotten_with_the_question(house: House) -> None:
    request, hers = taken(house), taken(house, SHOP, GRACE, HARB)
    keep(house, request, PRICES)
    keep(house, hers, IMPORT, space="HARB")
    similar.daily(house.session, house.now)
    assert len(house.session.scalars(select(AlikePage)).all()) == 2
    gone = Forgetting(frozenset({GRACE}), frozenset(), house.now, "harb")
    forgetting_requests.forget(house.session, gone)
    assert similar.forget(house.session, gone)["alike_page"] == 1
    assert shown(house, request) == [PRICES]
    actions.done_by_member(house.session, request.id, LENA, house.now)
    forget_texts(house.session, house.now + timedelta(days=1))
    similar.daily(house.session, house.now)
    assert house.session.scalars(select(AlikePage)).all() == []


def test_a_title_with_the_name_of_who_is_forgotten_goes(house: House) -> None:
    request = taken(house)
    keep(house, request, PageTitle("Zugang für Anke Petersen", "https://wiki.test/9"), PRICES)
    [card] = house.cards(similar.CARD)
    before = card.wanted
    gone = Forgetting(frozenset({ANKE}), frozenset({"Anke Petersen"}), house.now)
    assert similar.forget(house.session, gone)["alike_page"] == 1
    house.session.refresh(card)
    assert (shown(house, request), card.wanted > before) == ([PRICES], True)
