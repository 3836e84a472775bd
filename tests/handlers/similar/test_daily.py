"""What is done daily, as it is put together: once its words are old, a question names nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.features.accuracy.models import Predicted
from bot.features.requests import actions
from bot.features.requests.models import Request
from bot.features.similar import service as similar
from bot.features.similar.models import Alike
from handlers.registry import features
from integrations.ical import IcalCalendars
from tests.bot.features.house import GRACE, HARB, JONAS, LENA, SHOP, House

RETENTION = timedelta(days=180)
ALL = features(search_lag=0, retention_days=RETENTION.days, calendars=IcalCalendars())


@pytest.fixture
def old(house: House) -> Request:
    """A question that was answered, and was shown to whoever has one that still goes on."""
    old = house.ask(SHOP, GRACE, HARB)
    house.say(JONAS, "Ist behoben.", HARB, thread=old.thread_ts)
    actions.done_by_member(house.session, old.id, JONAS, house.now)
    house.pass_time(hours=1)
    request = house.ask(SHOP)
    actions.take(house.session, request.id, LENA, house.now)
    similar.tell(house.session, request.id, similar.find(house.session, request.id))
    return old


def the_day_is_over(house: House) -> None:
    for one in ALL:
        one.daily(house.session, house.now - RETENTION)
    house.session.expire_all()


def predicted_first(house: House, request: Request) -> list[str]:
    return house.session.get_one(Predicted, request.id).people[:1]


def test_for_whom_it_was_thought_to_be_goes_and_the_place_stays(house: House, old: Request) -> None:
    house.pass_time(days=RETENTION.days - 1)
    the_day_is_over(house)
    assert predicted_first(house, old) == [JONAS]
    house.pass_time(days=2)
    the_day_is_over(house)
    assert predicted_first(house, old) == []
    assert house.session.get_one(Predicted, old.id).place == 1


def test_it_is_shown_beside_no_other_question_any_more(house: House, old: Request) -> None:
    shown = select(Alike.earlier_id)
    house.pass_time(days=RETENTION.days - 1)
    the_day_is_over(house)
    assert house.session.scalars(shown).all() == [old.id]
    house.pass_time(days=2)
    the_day_is_over(house)
    assert house.session.scalars(shown).all() == []
