"""Who is asked about a promise in passing, how often, and what is kept of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.core.errors import Kindly
from bot.core.forms import Form
from bot.features.noticing import service
from bot.features.platforms.models import PlatformMode
from bot.features.promises.models import Promise
from bot.features.requests.intake import Incoming
from tests.bot.features.house import (
    ANKE,
    COLLEAGUE,
    JONAS,
    LENA,
    NORD,
    NORD_TOO,
    OURS,
    TEAM,
    THEIRS,
    House,
)

WORDS = "Das schaffen wir bis Freitag."
FRIDAY = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


@pytest.fixture
def noticing(house: House) -> House:
    """The house, whose platform wants promises noticed."""
    house.platform.notices_promises = True
    return house


def writes(
    house: House, who: str = JONAS, text: str = WORDS, channel: str = NORD, **more: Any
) -> str:
    ts = f"{house.now.timestamp():.6f}"
    team = THEIRS if who == ANKE else OURS
    service.heard(house.session, Incoming(channel, ts, who, team, text, **more), house.now)
    return ts


def question(house: House) -> str:
    [card] = house.cards(service.ASKS)
    return card.subject


def test_its_author_is_asked_in_private(noticing: House) -> None:
    ts = writes(noticing)
    [card] = noticing.cards(service.ASKS)
    assert (card.place, card.audience) == (JONAS, "member")
    found = service.noticed(noticing.session, card.subject)
    assert found is not None
    assert (found.words, found.due, found.client) == (WORDS, FRIDAY, "nord")
    assert (found.channel, found.thread_ts) == (NORD, ts)


def test_it_is_off_unless_a_platform_wants_it(house: House) -> None:
    writes(house)
    assert house.cards(service.ASKS) == []


@pytest.mark.parametrize("who", [ANKE, COLLEAGUE])
def test_only_members_are_asked(noticing: House, who: str) -> None:
    writes(noticing, who)
    assert noticing.cards(service.ASKS) == []


def test_only_where_perron_was_introduced_and_is_active(noticing: House) -> None:
    writes(noticing, channel=NORD_TOO)
    writes(noticing, channel=TEAM)
    noticing.platform.mode = PlatformMode.OBSERVE
    writes(noticing)
    assert noticing.cards(service.ASKS) == []


def test_never_twice_about_the_same_message(noticing: House) -> None:
    writes(noticing)
    service.neither(noticing.session, question(noticing), JONAS)
    writes(noticing)
    writes(noticing, edited_ts="1.1")
    assert len(noticing.cards(service.ASKS)) == 1
    assert noticing.session.scalars(select(Form)).all() == []


def test_what_is_said_in_a_thread_with_a_promise_is_known(noticing: House) -> None:
    ts = writes(noticing)
    service.note(noticing.session, question(noticing), JONAS, WORDS, FRIDAY, noticing.now)
    noticing.pass_time(hours=1)
    writes(noticing, LENA, thread_ts=ts)
    assert len(noticing.cards(service.ASKS)) == 1


def test_noted_it_is_a_promise_of_its_author_and_of_the_request(noticing: House) -> None:
    request = noticing.ask()
    noticing.pass_time(minutes=5)
    writes(noticing, thread_ts=request.thread_ts)
    promise = service.note(
        noticing.session, question(noticing), JONAS, "Prices are right again", FRIDAY, noticing.now
    )
    assert (promise.owner, promise.due, promise.ballot) == (JONAS, FRIDAY, None)
    assert (promise.what, promise.request_id) == ("Prices are right again", request.id)
    assert promise.thread_ts == request.thread_ts
    assert [card.place for card in noticing.cards("promises.board")] == [NORD]
    assert noticing.session.scalars(select(Form)).all() == []
    assert noticing.due(service.FORGET) == {}


def test_silence_keeps_nothing(noticing: House) -> None:
    writes(noticing)
    asked = question(noticing)
    assert noticing.due(service.FORGET) == {asked: noticing.now + timedelta(days=1)}
    service.forget(noticing.session, asked)
    assert service.noticed(noticing.session, asked) is None
    assert noticing.session.scalars(select(Form)).all() == []
    assert noticing.session.scalars(select(Promise)).all() == []
    with pytest.raises(Kindly, match="no longer open"):
        service.neither(noticing.session, asked, JONAS)


def test_nobody_else_answers_it(noticing: House) -> None:
    writes(noticing)
    asked = question(noticing)
    with pytest.raises(Kindly):
        service.note(noticing.session, asked, LENA, WORDS, FRIDAY, noticing.now)
    with pytest.raises(Kindly, match="what is promised"):
        service.note(noticing.session, asked, JONAS, " ", FRIDAY, noticing.now)
    with pytest.raises(Kindly, match="passed"):
        service.note(noticing.session, asked, JONAS, WORDS, noticing.now, noticing.now)
    assert service.noticed(noticing.session, asked) is not None
