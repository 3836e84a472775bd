"""What somebody has in hand of requests, and how it comes into other hands."""

from __future__ import annotations

from bot.features.platforms.models import Member
from bot.features.requests import actions
from bot.features.requests.models import Request
from bot.features.requests.owning import OWNED
from tests.bot.features.house import EMRE, GRACE, HARB, JONAS, LENA, LOOKS, MARA, NORD, SHOP, House


def taken(house: House, who: str = JONAS) -> Request:
    request = house.ask()
    actions.take(house.session, request.id, who, house.now)
    return request


def test_what_somebody_took_is_theirs_and_what_nobody_has_is_the_platforms(house: House) -> None:
    mine = taken(house)
    house.pass_time(hours=1)
    house.ask("The layout of the landing page looks wrong.", GRACE, HARB)
    [matter] = OWNED.matters(house.session, house.now, owners=[JONAS, LENA])
    assert (matter.kind, matter.ref, matter.owner) == ("request", mine.id, JONAS)
    assert (matter.client, matter.platform, matter.words) == ("nord", "mario", SHOP)
    assert matter.link == f"https://us.test/archives/{NORD}/p{mine.thread_ts.replace('.', '')}"
    assert (matter.ours, matter.since, matter.due) == (True, mine.created_at, None)
    every = OWNED.of_platform(house.session, house.now, "mario")
    assert {one.owner for one in every} == {JONAS, None}
    assert list(OWNED.of_platform(house.session, house.now, "other")) == []


def test_long_words_are_one_short_line(house: House) -> None:
    request = house.ask(SHOP + "\n" + LOOKS * 9)
    [matter] = OWNED.of_platform(house.session, house.now, "mario")
    assert matter.ref == request.id
    assert matter.words.startswith(f"{SHOP} {LOOKS}")
    assert (len(matter.words), matter.words[-1]) == (150, "…")


def test_what_is_over_is_nobodys(house: House) -> None:
    request = taken(house)
    actions.done_by_member(house.session, request.id, JONAS, house.now)
    assert list(OWNED.matters(house.session, house.now, owners=[JONAS])) == []
    assert list(OWNED.of_platform(house.session, house.now, "mario")) == []
    assert not OWNED.give(house.session, request.id, LENA, house.now)
    assert not OWNED.give(house.session, "unknown", LENA, house.now)


def test_given_to_others_nothing_is_learned_and_the_giver_tells_them(house: House) -> None:
    request = taken(house)
    learned = house.outcomes(request)
    assert OWNED.give(house.session, request.id, EMRE, house.now)
    assert request.assignee == EMRE
    assert house.outcomes(request) == learned
    assert house.cards("request.given") == [], "of many at once they are told once, by the giver"
    assert len(house.cards("request.client")) == 1
    assert not OWNED.give(house.session, request.id, EMRE, house.now), "it is theirs already"


def test_only_members_of_the_platform_can_be_given_something(house: House) -> None:
    request = taken(house)
    house.session.get_one(Member, ("mario", MARA)).active = False
    assert not OWNED.give(house.session, request.id, MARA, house.now)
    assert request.assignee == JONAS
