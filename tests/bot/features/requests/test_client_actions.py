"""What a client's people do by pressing, and what they never read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.errors import Kindly
from bot.features.platforms.models import ClientStatus, Rota
from bot.features.requests import actions, client_actions, reading
from bot.features.requests.client_actions import Heard
from bot.features.requests.models import ClosedBy, Request
from tests.bot.features.house import (
    ANKE,
    HARB,
    JONAS,
    LENA,
    MARA,
    NORD,
    TEAM,
    House,
)


def taken(house: House, request: Request, by: str = JONAS) -> Request:
    actions.take(house.session, request.id, by, house.now)
    return request


def test_done_says_who_said_so(house: House, request_: Request) -> None:
    done = client_actions.done_by_client
    assert done(house.session, request_.id, NORD, ANKE, house.now)
    assert request_.closed_by == ClosedBy.CLIENT
    assert not done(house.session, request_.id, NORD, ANKE, house.now)
    actions.reopen_by_member(house.session, request_.id, MARA, house.now)
    assert done(house.session, request_.id, NORD, MARA, house.now)
    assert request_.closed_by == ClosedBy.TEAM


def more_urgent(house: House, request: Request) -> Heard:
    return client_actions.more_urgent(house.session, request.id, NORD, house.now)


def test_more_urgent_at_night_reaches_who_is_on_call_and_nobody_else(
    house: House, request_: Request
) -> None:
    taken(house, request_)
    house.add(Rota(platform_key="mario", begins=date(2026, 11, 16), members=[LENA]))
    house.pass_time(hours=12)
    assert more_urgent(house, request_) == Heard(on_call=True)
    assert [card.place for card in house.cards("clocks.on_call")] == [LENA]
    assert house.cards("request.urgent") == []


def test_more_urgent_while_nobody_is_on_call_says_when_and_whom_to_turn_to(
    house: House, request_: Request
) -> None:
    taken(house, request_)
    house.platform.emergency = "0711 123456"
    house.pass_time(hours=12)
    morning = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
    assert more_urgent(house, request_) == Heard(back_at=morning, emergency="0711 123456")
    assert house.cards("request.urgent") == [], "nobody is written to at night"
    assert house.due("requests.urgent") == {request_.id: morning}
    client_actions.tell_of_urgency(house.session, request_, morning)
    assert [card.place for card in house.cards("request.urgent")] == [JONAS]


def test_more_urgent_tells_the_assignee_once(house: House, request_: Request) -> None:
    taken(house, request_)
    assert more_urgent(house, request_) == Heard()
    assert more_urgent(house, request_) == Heard(already=True)
    assert [card.place for card in house.cards("request.urgent")] == [JONAS]


@pytest.mark.parametrize("away", [False, True])
def test_more_urgent_tells_the_team_where_nobody_has_it_or_who_has_is_away(
    house: House, request_: Request, away: bool
) -> None:
    if away:
        taken(house, request_)
        house.away(JONAS)
    client_actions.more_urgent(house.session, request_.id, NORD, house.now)
    assert [card.place for card in house.cards("request.urgent")] == [TEAM]


def test_more_urgent_after_it_was_closed_says_how_to_open_it(
    house: House, request_: Request
) -> None:
    client_actions.done_by_client(house.session, request_.id, NORD, ANKE, house.now)
    with pytest.raises(Kindly, match="just write in the thread"):
        client_actions.more_urgent(house.session, request_.id, NORD, house.now)


def test_a_clients_button_works_only_where_its_card_stands(house: House, request_: Request) -> None:
    with pytest.raises(Kindly, match="no longer exists"):
        client_actions.done_by_client(house.session, request_.id, HARB, "U0GRACE", house.now)
    assert request_.is_open


def test_a_client_never_reads_of_a_delivery_block(house: House, request_: Request) -> None:
    house.client().status = ClientStatus.DELIVERY_BLOCK
    with pytest.raises(Kindly) as caught:
        client_actions.more_urgent(house.session, request_.id, NORD, house.now)
    assert "block" not in str(caught.value)
    assert request_.urgent_at is None


def test_the_card_says_when_somebody_is_back_only_to_a_client_who_waits(
    house: House, request_: Request
) -> None:
    taken(house, request_)
    night = house.now + timedelta(hours=12)
    morning = house.now.replace(hour=8) + timedelta(days=1)
    assert reading.for_client(house.session, request_, house.now).back_at is None
    assert reading.for_client(house.session, request_, night).back_at == morning
    house.say(JONAS, "Ist behoben.", thread=request_.thread_ts)
    assert reading.for_client(house.session, request_, night).back_at is None
