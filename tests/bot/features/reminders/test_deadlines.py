"""Due dates from Jira: who is reminded of them when, once each, and where else they show."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.features.platforms.models import PlatformMode, WorkingHours
from bot.features.reminders.models import Answer
from bot.features.requests import actions
from bot.features.requests.models import Request
from bot.features.requests.owning import OWNED
from bot.features.tickets import service as tickets
from bot.features.tickets.deadlines import WithDueDates
from bot.ports import TicketRef, TicketState
from tests.bot.features.house import JONAS, LENA, MARA, House
from tests.bot.features.reminders.play import berlin, go_on, press, rung, shown, tick, work_off
from tests.bot.features.tickets.test_tickets import WISH

THURSDAY = date(2026, 11, 26)


def with_ticket(house: House, due: date | None = THURSDAY, taken_by: str = JONAS) -> Request:
    request = house.ask()
    actions.take(house.session, request.id, taken_by, house.now)
    tickets.want(house.session, request, WISH, MARA, house.now)
    tickets.created(house.session, request.id, TicketRef("NORD-1", "https://jira.test/NORD-1"))
    says(house, due)
    return request


def says(house: House, due: date | None, category: str = "new") -> None:
    """Jira answers the next poll."""
    state = TicketState("NORD-1", "Open", category, due=due)
    tickets.followed(house.session, [state], house.now)
    work_off(house.session, house.now)


def told(house: House) -> list[tuple[str, datetime]]:
    return [(one.place, one.at) for one in rung(house)]


def test_the_working_day_before_and_the_day_once_each(house: House) -> None:
    with_ticket(house)
    for _ in range(3):
        says(house, THURSDAY)
    go_on(house, berlin(30))
    assert told(house) == [(JONAS, berlin(25, 9, 30)), (JONAS, berlin(26, 9, 30))]
    [told_of] = shown(house, rung(house)[-1].bundle)
    assert told_of.due is not None
    assert (told_of.due.key, told_of.due.day.date(), told_of.client) == (
        "NORD-1",
        THURSDAY,
        "Nordwind",
    )
    assert "Preise" in told_of.what


def test_who_has_the_request_that_day_is_reminded_and_nobody_else(house: House) -> None:
    request = with_ticket(house)
    go_on(house, berlin(25, 12))
    request.assignee = LENA
    go_on(house, berlin(30))
    assert told(house)[1:] == [(LENA, berlin(26, 9, 30))]


def test_while_nobody_has_it_somebody_is_looked_for_until_the_day_is_over(house: House) -> None:
    request = with_ticket(house)
    request.assignee = None
    go_on(house, berlin(26, 12))
    assert told(house) == []
    request.assignee = LENA
    go_on(house, berlin(26, 13))
    assert told(house) == [(LENA, berlin(26, 12, 30))]
    request.assignee = None
    go_on(house, berlin(30))
    assert house.due("reminders.ring") == {}


def test_a_due_date_on_a_weekend_is_told_on_friday_alone(house: House) -> None:
    with_ticket(house, date(2026, 11, 28))
    go_on(house, berlin(30, 18))
    assert told(house) == [(JONAS, berlin(27, 9, 30))]


def test_in_ones_own_working_days_and_zone(house: House) -> None:
    house.add(WorkingHours(user_id=JONAS, hours="Mon-Wed 09:00-17:00", timezone="Europe/Lisbon"))
    with_ticket(house)
    go_on(house, berlin(30))
    assert told(house) == [(JONAS, berlin(25, 10, 30))]


def test_in_an_absence_that_nobody_covers_on_return(house: House) -> None:
    with_ticket(house)
    house.now = berlin(23)
    house.away(JONAS, days=7)
    go_on(house, berlin(30, 12))
    assert told(house) == [(JONAS, berlin(30, 9))], "the day before is no news any more"


def test_a_moved_date_counts_anew_and_one_that_comes_back_is_told_once(house: House) -> None:
    with_ticket(house)
    go_on(house, berlin(25, 12))
    says(house, date(2026, 11, 27))
    says(house, THURSDAY)
    says(house, date(2026, 11, 27))
    assert [shown(house, one.bundle) for one in rung(house)] == [[]]
    says(house, THURSDAY)
    go_on(house, berlin(30))
    assert told(house) == [(JONAS, berlin(25, 9, 30)), (JONAS, berlin(26, 9, 30))]


@pytest.mark.parametrize("what", ["ticket done", "request done", "no date", "observing"])
def test_nothing_is_said_where_it_is_done_or_has_no_date_any_more(house: House, what: str) -> None:
    request = with_ticket(house)
    go_on(house, berlin(25, 12))
    if what == "ticket done":
        says(house, THURSDAY, "done")
    elif what == "request done":
        actions.done_by_member(house.session, request.id, JONAS, house.now)
    elif what == "no date":
        says(house, None)
    else:
        house.platform.mode = PlatformMode.OBSERVE
    go_on(house, berlin(30))
    assert len(told(house)) == 1
    if what != "observing":
        assert shown(house, rung(house)[0].bundle) == []


def test_what_is_learned_on_the_day_is_told_in_working_time(house: House) -> None:
    house.now = berlin(26, 7)
    with_ticket(house)
    go_on(house, berlin(26, 8))
    says(house, date(2026, 11, 20))
    says(house, THURSDAY)
    go_on(house, berlin(27))
    assert told(house) == [(JONAS, berlin(26, 9, 30))]


def test_an_eve_put_off_until_the_day_is_the_day(house: House) -> None:
    with_ticket(house)
    go_on(house, berlin(25, 12))
    press(house, Answer.TOMORROW, JONAS)
    go_on(house, berlin(30))
    assert told(house) == [(JONAS, berlin(25, 9, 30)), (JONAS, berlin(26, 9, 30))]


def test_what_was_put_off_until_after_a_weekend_comes_all_the_same(house: House) -> None:
    with_ticket(house, date(2026, 11, 28))
    go_on(house, berlin(27, 12))
    press(house, Answer.TOMORROW, JONAS)
    go_on(house, berlin(30, 12))
    assert told(house) == [(JONAS, berlin(27, 9, 30)), (JONAS, berlin(30, 9, 30))]


def test_both_after_downtime_are_one_message(house: House) -> None:
    with_ticket(house)
    house.now = berlin(26, 16)
    tick(house)
    assert told(house) == [(JONAS, berlin(26, 16))], "the day, and not its eve as well"


def test_it_is_the_due_date_of_the_matter(house: House) -> None:
    with_ticket(house)
    owns = WithDueDates(OWNED)
    end = berlin(26, 18)
    [mine] = owns.matters(house.session, house.now, owners=[JONAS])
    [seen] = owns.of_platform(house.session, house.now, "mario")
    assert (mine.due, seen.due) == (end, end)
    assert owns.give(house.session, mine.ref, LENA, house.now)
    [hers] = owns.matters(house.session, house.now, owners=[LENA])
    assert hers.due == end
    says(house, date(2026, 11, 28))
    [weekend] = owns.of_platform(house.session, house.now, "mario")
    assert weekend.due == berlin(28, 18), "nobody works then"
    says(house, THURSDAY, "done")
    [done] = owns.of_platform(house.session, house.now, "mario")
    assert done.due is None
