"""Predicted first, counted when somebody answered; questions are counted, never people."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot.core.forgetting import Forgetting
from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.accuracy import service
from bot.features.accuracy.figures import ENOUGH, SOME, Figures, Month, figures
from bot.features.accuracy.models import Predicted
from bot.features.platforms.models import Member, PlatformMode
from bot.features.requests import actions
from bot.features.requests.models import Outcome, OutcomeKind, Request
from bot.features.routing import service as routing
from handlers.accuracy import views
from handlers.accuracy.wiring import FEATURE
from handlers.slack.feature import Asker
from tests.bot.features.house import (
    ANKE,
    COLLEAGUE,
    EMRE,
    JONAS,
    LENA,
    LOOKS,
    MARA,
    SHOP,
    UNCLEAR,
    House,
)

NOVEMBER = date(2026, 11, 1)


def of(house: House, request: Request) -> Predicted:
    return house.session.get_one(Predicted, request.id)


def ask(house: House, text: str) -> Request:
    """A matter of its own."""
    house.pass_time(hours=1)
    return house.ask(text)


def month(house: House, first: date = NOVEMBER) -> Month:
    found = figures(house.session, house.platform, house.now)
    return next(one for one in found.months if one.first == first)


def answers(house: House, request: Request, who: str) -> None:
    house.say(who, "Ist behoben.", thread=request.thread_ts)


def test_what_was_predicted_is_held_against_who_answered(house: House) -> None:
    first, near, nobody = ask(house, SHOP), ask(house, LOOKS), ask(house, UNCLEAR)
    assert (of(house, first).people[0], of(house, first).guessed) == (JONAS, True)
    assert of(house, near).people[0] == LENA
    assert not of(house, nobody).guessed
    assert month(house) == Month(NOVEMBER), "nobody has answered anything yet"
    answers(house, first, JONAS)
    answers(house, near, of(house, near).people[1])
    answers(house, nobody, MARA)
    assert month(house) == Month(NOVEMBER, right=1, near=1, team=1)


def test_whoever_closes_it_has_answered_it(house: House) -> None:
    request = house.ask(SHOP)
    answers(house, request, JONAS)
    actions.hand_to(house.session, request.id, JONAS, MARA, house.now)
    assert month(house).right == 1
    actions.done_by_member(house.session, request.id, MARA, house.now)
    assert month(house).right == 0
    assert (month(house).near, month(house).other) in ((1, 0), (0, 1))


def test_later_searches_change_nothing_about_what_was_predicted(house: House) -> None:
    request = house.ask(SHOP)
    before = list(of(house, request).people)
    routing.pass_on(house.session, request.id, JONAS, house.now)
    house.route()
    assert of(house, request).people == before
    assert month(house).passed == 0
    answers(house, request, EMRE)
    assert (month(house).right, month(house).passed) == (0, 1)


def test_nothing_is_predicted_anew_where_it_is_opened_again(house: House) -> None:
    request = house.ask(SHOP)
    before = list(of(house, request).people)
    actions.not_a_request(house.session, request.id, MARA, house.now)
    house.pass_time(minutes=1)
    house.away(JONAS)
    actions.reopen_by_member(house.session, request.id, MARA, house.now)
    house.route()
    assert house.asked(request)[-1] == EMRE
    assert of(house, request).people == before


def test_what_was_no_request_counts_for_nothing(house: House) -> None:
    request = house.ask(SHOP)
    actions.not_a_request(house.session, request.id, MARA, house.now)
    assert month(house).all == 0


def test_while_it_only_observes_it_is_measured_already(house: House) -> None:
    house.platform.mode = PlatformMode.OBSERVE
    request = house.ask(SHOP)
    assert house.asked(request) == []
    answers(house, request, JONAS)
    assert month(house).right == 1


def test_six_months_each_by_itself_where_the_platform_is(house: House) -> None:
    answers(house, house.ask(SHOP), JONAS)
    house.pass_time(days=30)
    answers(house, house.ask(SHOP), LENA)
    found = figures(house.session, house.platform, house.now)
    assert [one.first.month for one in found.months] == [7, 8, 9, 10, 11, 12]
    assert [one.right for one in found.months] == [0, 0, 0, 0, 1, 0]
    assert found.whole.guessed == 2
    assert found.early
    enough = Figures("P", [Month(NOVEMBER, right=ENOUGH)], passes=True)
    assert not enough.early


def test_a_month_begins_and_ends_when_it_does_where_the_platform_is(house: House) -> None:
    """In Berlin it is after midnight, and another month, long before it is in UTC."""
    for number, last in enumerate((date(2026, 5, 31), date(2026, 10, 31))):
        house.now = datetime.combine(last, time(23, 30), UTC)
        passed_on(house, number, passed=False)
    house.now = datetime(2026, 11, 30, 22, 30, tzinfo=UTC)
    assert rights(house) == {6: 1, 7: 0, 8: 0, 9: 0, 10: 0, 11: 1}
    house.pass_time(hours=1)
    assert rights(house) == {7: 0, 8: 0, 9: 0, 10: 0, 11: 1, 12: 0}


def rights(house: House) -> dict[int, int]:
    """By number of the month."""
    months = figures(house.session, house.platform, house.now).months
    return {one.first.month: one.right for one in months}


def test_once_a_question_is_long_over_nobody_is_named(house: House) -> None:
    request, waits = ask(house, SHOP), ask(house, LOOKS)
    answers(house, request, JONAS)
    actions.done_by_member(house.session, request.id, JONAS, house.now)
    before = month(house)
    service.settle(house.session, house.now + timedelta(days=1))
    assert (of(house, request).people, of(house, request).place) == ([], 1)
    assert of(house, waits).people
    assert month(house) == before


def test_who_is_forgotten_is_named_nowhere_and_the_others_keep_their_place(house: House) -> None:
    request = house.ask(SHOP)
    first, second = of(house, request).people[:2]
    gone = Forgetting(frozenset({first}), frozenset(), house.now)
    assert service.forget(house.session, gone) == {"predicted": 1}
    assert first not in str(house.session.scalars(select(Predicted.people)).all())
    answers(house, request, second)
    assert month(house).near == 1


def test_no_figure_is_about_a_person(house: House) -> None:
    assert {one.name for one in fields(Figures)} == {"platform", "months", "passes"}
    assert {str(one.type) for one in fields(Month)} == {"date", "int"}
    request = house.ask(SHOP)
    answers(house, request, JONAS)
    said = str(figures(house.session, house.platform, house.now))
    assert [who for who in (ANKE, JONAS, LENA, MARA, EMRE) if who in said] == []


def test_passes_are_told_where_nobody_can_work_out_whose_they_are(house: House) -> None:
    """Of months that are over, of enough passes among enough questions, of enough people."""

    def told() -> bool:
        return figures(house.session, house.platform, house.now).passes

    for number in range(ENOUGH):
        passed_on(house, number, passed=number < SOME)
    assert (month(house).passed, told()) == (SOME, False), "the month goes on"
    house.pass_time(days=30)
    found = figures(house.session, house.platform, house.now)
    assert (found.passes, found.over.passed, found.over.all) == (True, SOME, ENOUGH)
    lines = views.lines(found, Translator("en"))
    assert lines[-1] == "Up to last month, passed on by somebody: 5 (25%)."

    one_pass = select(Outcome).where(Outcome.request_id == "r0")
    house.session.delete(house.session.scalars(one_pass).one())
    house.session.flush()
    assert not told(), "few passes"
    passed_on(house, ENOUGH, passed=True)
    assert not told(), "one more in the month that goes on"
    house.pass_time(days=30)
    assert told()
    house.session.delete(house.session.get_one(Member, ("mario", EMRE)))
    house.session.flush()
    assert not told(), "few people"


def passed_on(house: House, number: int, *, passed: bool) -> None:
    """A question that was answered by whom it was thought to be for, perhaps after a pass."""
    id_ = f"r{number}"
    house.add(
        Request(id=id_, platform_key="mario", client_key="nord", channel="C0NORD", thread_ts=id_,
                author=ANKE, created_at=house.now, last_client_at=house.now)
    )  # fmt: skip
    house.add(
        Predicted(request_id=id_, platform_key="mario", people=[], guessed=True, place=1,
                  at=house.now)
    )  # fmt: skip
    if passed:
        kind = OutcomeKind.PASSED
        house.add(Outcome(request_id=id_, kind=kind, person=JONAS, at=house.now))


def test_only_members_read_the_figures_of_their_platform(house: House) -> None:
    [command] = FEATURE.commands
    t = Translator("en")
    drawn = command.run(house.session, Asker(MARA, "", t), "", house.now)
    assert isinstance(drawn, Drawing)
    assert "too early" in str(drawn.blocks)
    for outsider in (COLLEAGUE, ANKE):
        with pytest.raises(ValueError, match="no platform"):
            command.run(house.session, Asker(outsider, "", t), "", house.now)
