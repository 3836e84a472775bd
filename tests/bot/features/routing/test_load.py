"""What is open, what is usual, whose client it is: counted anew, from requests alone."""

from __future__ import annotations

from datetime import timedelta

from bot.features.platforms.models import Absence, Client, Member, MemberTalent, Platform
from bot.features.requests import actions
from bot.features.requests.models import Request, RequestState
from bot.features.routing.gather import candidates
from bot.features.routing.load import usual_of
from bot.features.routing.values import Candidate
from tests.bot.features.house import EMRE, JONAS, LOOKS, MORNING, SHOP, House

DAYS = [MORNING - timedelta(days=n) for n in range(1, 21)]


def candidate(house: House, who: str, client: str | None = None) -> Candidate:
    known = house.client(client) if client else None
    people = candidates(house.session, house.platform, (), house.now, known)
    return next(one for one in people if one.person_id == who)


def had(house: House, who: str, text: str = SHOP) -> Request:
    """A request that somebody took and answered."""
    request = house.ask(text)
    actions.take(house.session, request.id, who, house.now)
    house.pass_time(minutes=5)
    house.say(who, "Ist erledigt.", thread=request.thread_ts)
    house.pass_time(minutes=5)
    return request


def test_what_is_usual_is_the_median_of_the_days_since_the_first() -> None:
    long = (MORNING - timedelta(days=15), None)
    short = (MORNING - timedelta(days=4), MORNING - timedelta(days=2))
    assert usual_of([long, short], DAYS) == 1.0
    assert usual_of([long, long, short], DAYS) == 2.0
    assert usual_of([(MORNING - timedelta(days=9), None)], DAYS) is None, "too few days are known"
    assert usual_of([], DAYS) is None


def test_what_somebody_has_open_and_had_lately_is_counted(house: House) -> None:
    first = had(house, JONAS)
    had(house, JONAS, LOOKS)
    actions.done_by_member(house.session, first.id, JONAS, house.now)
    jonas = candidate(house, JONAS)
    assert (jonas.open_requests, jonas.lately, jonas.usual) == (1, 2, None)
    house.pass_time(days=40)
    jonas = candidate(house, JONAS)
    assert (jonas.open_requests, jonas.lately, jonas.usual) == (1, 0, 1.0)


def test_what_is_open_on_another_platform_takes_room_too(house: House) -> None:
    had(house, JONAS)
    house.add(
        Platform(key="luigi", name="Luigi", team_channel="C0LUIGI", timezone="Europe/Berlin",
                 hours="Mon-Fri 09:00-18:00")
    )  # fmt: skip
    house.add(
        Member(platform_key="luigi", user_id=JONAS),
        Client(key="west", platform_key="luigi", name="Westwind"),
    )
    house.add(
        Request(platform_key="luigi", client_key="west", channel="C0WEST", thread_ts="1.0",
                author="U0WIM", state=RequestState.TAKEN, assignee=JONAS, created_at=house.now,
                taken_at=house.now, last_client_at=house.now)
    )  # fmt: skip
    jonas = candidate(house, JONAS)
    assert (jonas.open_requests, jonas.lately) == (2, 2)


def test_who_knows_a_client_is_known_where_the_platform_learns(house: House) -> None:
    had(house, JONAS)
    assert candidate(house, JONAS, "nord").known == 1
    assert candidate(house, JONAS, "harb").known == 0
    assert candidate(house, JONAS).known == 0
    house.platform.learning = False
    assert candidate(house, JONAS, "nord").known == 0


def test_an_absence_ahead_leaves_less_room(house: House) -> None:
    assert not candidate(house, JONAS).leaves
    begins = house.now + timedelta(minutes=45)
    house.add(Absence(user_id=JONAS, starts_at=begins, ends_at=house.later(9)))
    jonas = candidate(house, JONAS)
    assert (jonas.available, jonas.leaves) == (True, True)
    house.add(MemberTalent(user_id="U0LENA", talent_key="shop", level=3, likes=True))
    assert house.asked(house.ask()) == ["U0LENA"], "as good, and there tomorrow"


def test_among_equals_it_is_the_turn_of_who_had_fewer_lately(house: House) -> None:
    emre = house.session.get_one(MemberTalent, (EMRE, "shop"))
    emre.level, emre.likes = 3, True
    for _ in range(4):
        request = had(house, JONAS)
        actions.done_by_member(house.session, request.id, JONAS, house.now)
        house.pass_time(minutes=30)
    assert house.asked(house.ask()) == [EMRE], "what Jonas answered does not stand against Emre"
