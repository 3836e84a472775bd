"""*This is two*."""

from __future__ import annotations

import pytest

from bot.core.errors import Kindly
from bot.features.requests import reading, splitting
from bot.features.requests.models import Request
from tests.bot.features.house import (
    ANKE,
    JONAS,
    LOOKS,
    MARA,
    SHOP,
    House,
)


def test_split_by_messages_gives_each_its_own_thread(house: House, request_: Request) -> None:
    second_ts = house.say(ANKE, LOOKS)
    assert house.request(second_ts).id == request_.id
    second = splitting.split(house.session, request_.id, MARA, [second_ts], "", house.now)
    assert (second.thread_ts, second.author, second.raised_by) == (second_ts, ANKE, MARA)
    assert house.request(second_ts).id == second.id
    assert house.request(request_.thread_ts).id == request_.id
    assert house.jobs("requests.notice")[-1]["ts"] == second_ts
    house.say(ANKE, "Auf dem iPhone.", thread=second_ts)
    assert len(reading.client_messages(house.session, second.id)) == 2
    assert ("split", MARA) in house.outcomes(request_)


def test_split_by_a_reply_stays_in_the_thread(house: House, request_: Request) -> None:
    reply = house.say(ANKE, LOOKS, thread=request_.thread_ts)
    second = splitting.split(house.session, request_.id, MARA, [reply], "", house.now)
    assert second.thread_ts == request_.thread_ts


def test_split_by_words_leaves_the_messages_where_they_are(house: House, request_: Request) -> None:
    second = splitting.split(house.session, request_.id, MARA, (), " Der Export ", house.now)
    assert reading.for_team(house.session, second).words == "Der Export"
    assert reading.for_team(house.session, request_).words == SHOP
    assert len(house.jobs("requests.notice")) == 1, "nothing new to notice"
    house.route()
    assert house.asked(second) == [JONAS]


@pytest.mark.parametrize("everything", [False, True])
def test_split_needs_something_for_each(house: House, request_: Request, everything: bool) -> None:
    keys = [request_.thread_ts] if everything else []
    with pytest.raises(Kindly):
        splitting.split(house.session, request_.id, MARA, keys, " ", house.now)
    assert len(house.requests()) == 1


def test_split_does_not_count_what_was_deleted(house: House, request_: Request) -> None:
    second_ts = house.say(ANKE, LOOKS)
    house.remove(request_.thread_ts)
    with pytest.raises(Kindly, match="has to stay"):
        splitting.split(house.session, request_.id, MARA, [second_ts], "", house.now)
