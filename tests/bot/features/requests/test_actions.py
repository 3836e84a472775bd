"""What members do by pressing: who may, who was faster, and what stays as it was."""

from __future__ import annotations

import pytest

from bot.core.errors import Kindly
from bot.features.platforms.models import ClientStatus
from bot.features.requests import actions, client_actions, reading, splitting
from bot.features.requests.models import ClosedBy, ProjectInSpe, Request, RequestState
from tests.bot.features.house import (
    ANKE,
    COLLEAGUE,
    EMRE,
    HARB,
    JONAS,
    LENA,
    LOOKS,
    MARA,
    NORD,
    SHOP,
    House,
)


def taken(house: House, request: Request, by: str = JONAS) -> Request:
    actions.take(house.session, request.id, by, house.now)
    return request


# Take, give, take over


def test_taking_names_who_has_it_and_since_when(house: House, request_: Request) -> None:
    house.pass_time(minutes=3)
    taken(house, request_)
    assert (request_.state, request_.assignee, request_.taken_at) == (
        RequestState.TAKEN,
        JONAS,
        house.now,
    )
    assert house.outcomes(request_)[-1] == ("taken", JONAS)


def test_taking_what_another_took_a_second_earlier_changes_nothing(
    house: House, request_: Request
) -> None:
    taken(house, request_)
    before = (request_.taken_at, request_.version, house.outcomes(request_))
    house.pass_time(seconds=1)
    with pytest.raises(Kindly, match="Jonas Weber has taken this already"):
        actions.take(house.session, request_.id, LENA, house.now)
    assert (request_.taken_at, request_.version, house.outcomes(request_)) == before
    assert request_.assignee == JONAS


def test_taking_twice_is_taking_once(house: House, request_: Request) -> None:
    taken(house, request_)
    version = request_.version
    taken(house, request_)
    assert request_.version == version


def test_anybody_of_the_platform_may_take_over_or_hand_on(house: House, request_: Request) -> None:
    taken(house, request_)
    house.pass_time(minutes=1)
    actions.hand_to(house.session, request_.id, LENA, LENA, house.now)
    assert request_.assignee == LENA
    assert house.cards("request.given") == [], "who takes over needs no telling"
    house.pass_time(minutes=1)
    actions.hand_to(house.session, request_.id, MARA, JONAS, house.now)
    assert request_.assignee == JONAS
    assert [card.place for card in house.cards("request.given")] == [JONAS]
    assert house.outcomes(request_)[-3:] == [
        ("given to", JONAS),
        ("given away", LENA),
        ("taken", JONAS),
    ]


def test_who_is_given_it_a_second_time_is_told_a_second_time(
    house: House, request_: Request
) -> None:
    for to in (JONAS, LENA, JONAS):
        house.pass_time(minutes=1)
        actions.hand_to(house.session, request_.id, MARA, to, house.now)
    assert len(house.cards("request.given", JONAS)) == 2


def test_taking_over_from_somebody_the_card_did_not_show_is_told(
    house: House, request_: Request
) -> None:
    taken(house, request_)
    seen = reading.hands_of(request_)
    house.pass_time(seconds=1)
    actions.hand_to(house.session, request_.id, LENA, LENA, house.now, seen=seen)
    with pytest.raises(Kindly, match="Lena Brandt took this a moment ago"):
        actions.hand_to(house.session, request_.id, EMRE, EMRE, house.now, seen=seen)
    assert request_.assignee == LENA


@pytest.mark.parametrize("to", [COLLEAGUE, ANKE, "U0BOT", "U0NOBODY"])
def test_only_members_can_be_given_it(house: House, request_: Request, to: str) -> None:
    with pytest.raises(Kindly, match="not a member of this platform"):
        actions.hand_to(house.session, request_.id, MARA, to, house.now)
    assert request_.assignee is None


def test_nobody_who_is_away_is_given_it(house: House, request_: Request) -> None:
    house.away(JONAS)
    with pytest.raises(Kindly, match="Jonas Weber is away"):
        actions.hand_to(house.session, request_.id, MARA, JONAS, house.now)
    actions.take(house.session, request_.id, JONAS, house.now)
    assert request_.assignee == JONAS, "but they may take it themselves"


DEEDS = {
    "take": lambda h, r, who: actions.take(h.session, r.id, who, h.now),
    "take over": lambda h, r, who: actions.hand_to(h.session, r.id, who, who, h.now),
    "give": lambda h, r, who: actions.hand_to(h.session, r.id, who, LENA, h.now),
    "done": lambda h, r, who: actions.done_by_member(h.session, r.id, who, h.now),
    "reopen": lambda h, r, who: actions.reopen_by_member(h.session, r.id, who, h.now),
    "not a request": lambda h, r, who: actions.not_a_request(h.session, r.id, who, h.now),
    "later": lambda h, r, who: actions.later(h.session, r.id, who, "im Mai", h.now),
    "split": lambda h, r, who: splitting.split(h.session, r.id, who, (), "zwei", h.now),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("who", [ANKE, COLLEAGUE, "U0NOBODY"])
def test_only_members_press_anything_on_the_team_card(
    house: House, request_: Request, deed: str, who: str
) -> None:
    with pytest.raises(Kindly, match=r"Only members of Super Mario|for members of a platform"):
        DEEDS[deed](house, request_, who)
    assert (request_.state, request_.assignee) == (RequestState.OPEN, None)


@pytest.mark.parametrize("deed", ["take", "take over", "give", "not a request", "later", "split"])
def test_on_an_outdated_card_nothing_is_changed(house: House, request_: Request, deed: str) -> None:
    client_actions.done_by_client(house.session, request_.id, NORD, ANKE, house.now)
    with pytest.raises(Kindly, match="no longer open"):
        DEEDS[deed](house, request_, MARA)
    assert (request_.state, request_.closed_by) == (RequestState.CLOSED, ClosedBy.CLIENT)
    assert len(house.requests()) == 1


@pytest.mark.parametrize("deed", ["take", "take over", "give", "reopen", "later", "split"])
def test_nothing_is_begun_for_a_client_with_a_delivery_block(
    house: House, request_: Request, deed: str
) -> None:
    if deed == "reopen":
        actions.done_by_member(house.session, request_.id, MARA, house.now)
    state = request_.state
    house.client().status = ClientStatus.DELIVERY_BLOCK
    with pytest.raises(Kindly, match="delivery block"):
        DEEDS[deed](house, request_, MARA)
    assert (request_.state, request_.assignee) == (state, None)


def test_a_request_that_is_gone_is_said_to_be(house: House) -> None:
    with pytest.raises(Kindly, match="no longer exists"):
        actions.take(house.session, "0123456789abcdef", MARA, house.now)


# Not a request


def test_the_same_words_again_are_left_in_peace(house: House, request_: Request) -> None:
    actions.not_a_request(house.session, request_.id, MARA, house.now)
    assert request_.state == RequestState.NOT_A_REQUEST
    assert house.jobs("requests.notice")[-1] == {
        "channel": NORD,
        "ts": request_.thread_ts,
        "on": False,
    }
    assert house.due("requests.client_card") == {}
    house.pass_time(days=1)
    house.say(ANKE, SHOP)
    assert len(house.requests()) == 1
    house.say(ANKE, LOOKS)
    assert len(house.requests()) == 2


def test_what_one_client_taught_does_not_hold_for_another(house: House, request_: Request) -> None:
    actions.not_a_request(house.session, request_.id, MARA, house.now)
    house.say("U0GRACE", SHOP, HARB)
    assert len(house.requests()) == 2


def test_it_is_a_request_after_all(house: House, request_: Request) -> None:
    actions.not_a_request(house.session, request_.id, MARA, house.now)
    actions.reopen_by_member(house.session, request_.id, LENA, house.now)
    assert request_.state == RequestState.OPEN
    assert house.jobs("requests.notice")[-1]["on"] is True
    assert house.jobs("requests.route") == [{"subject": request_.id}]
    assert list(house.due("requests.client_card")) == [request_.id]
    house.pass_time(days=1)
    house.say(ANKE, SHOP)
    assert len(house.requests()) == 2, "the newest word of the team counts"


def test_not_a_request_twice_is_noted_once(house: House, request_: Request) -> None:
    for _ in range(2):
        actions.not_a_request(house.session, request_.id, MARA, house.now)
    assert house.outcomes(request_).count(("not a request", MARA)) == 1


# Later


def test_later_keeps_a_project_in_spe_that_the_client_sees(house: House, request_: Request) -> None:
    actions.later(house.session, request_.id, MARA, "  nach dem\nSommer ", house.now)
    kept = house.session.get_one(ProjectInSpe, request_.id)
    assert (kept.client_key, kept.when) == ("nord", "nach dem Sommer")
    assert reading.for_client(house.session, request_, house.now).kept_until == "nach dem Sommer"
    assert len(house.cards("request.client")) == 1
    assert ("later", MARA) in house.outcomes(request_)


def test_later_wants_a_word_on_when(house: House, request_: Request) -> None:
    with pytest.raises(Kindly, match="say when"):
        actions.later(house.session, request_.id, MARA, "   ", house.now)
    assert request_.state == RequestState.OPEN
