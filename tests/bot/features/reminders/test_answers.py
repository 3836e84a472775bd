"""What is pressed on a reminder, by whom, and what comes of it."""

from __future__ import annotations

import pytest

from bot.core.errors import Kindly
from bot.features.reminders import answering, reading
from bot.features.reminders.models import Answer
from tests.bot.features.house import COLLEAGUE, EMRE, JONAS, LENA, MARA, TEAM, House
from tests.bot.features.reminders.play import berlin, go_on, press, remind, rung, shown, times


def test_done_ends_what_comes_once_and_lets_go_on_what_repeats(house: House) -> None:
    once = remind(house, "me at 11:00: numbers")
    go_on(house, berlin(18, 12))
    press(house, Answer.DONE)
    again = remind(house, "every day at 13:00: walk")
    go_on(house, berlin(18, 14))
    press(house, Answer.DONE)
    assert (once.ended_at, again.ended_at) == (berlin(18, 12), None)
    assert again.rings_at == berlin(19, 13)


def test_in_an_hour_is_an_hour_also_at_night(house: House) -> None:
    remind(house, f"<@{LENA}> at 17:30: numbers")
    go_on(house, berlin(18, 17, 45))
    press(house, Answer.HOUR, LENA)
    go_on(house, berlin(18, 18, 45))
    press(house, Answer.HOUR, LENA)
    go_on(house, berlin(20))
    assert times(house) == [berlin(18, 17, 30), berlin(18, 18, 45), berlin(18, 19, 45)]


@pytest.mark.parametrize(("at", "comes"), [("14:30", (14, 30)), ("20:15", (9, 0))])
def test_tomorrow_is_the_next_working_day(house: House, at: str, comes: tuple[int, int]) -> None:
    remind(house, f"me on Friday at {at}: numbers")
    go_on(house, berlin(20, 21))
    press(house, Answer.TOMORROW)
    go_on(house, berlin(25))
    assert times(house)[1:] == [berlin(23, *comes)]


def test_a_repetition_goes_on_beside_what_was_put_off(house: House) -> None:
    remind(house, "every day 11:00: numbers")
    go_on(house, berlin(18, 11, 30))
    press(house, Answer.HOUR)
    go_on(house, berlin(19, 12))
    assert times(house) == [berlin(18, 11), berlin(18, 12, 30), berlin(19, 11)]


def test_what_was_not_answered_gives_way_to_the_next_time(house: House) -> None:
    remind(house, "every day 11:00: numbers")
    go_on(house, berlin(20, 12))
    first, second, third = rung(house)
    assert (first.answer, second.answer, third.answer) == ("replaced", "replaced", None)
    assert shown(house, first.bundle) == []
    assert len(shown(house, third.bundle)) == 1


def test_twice_is_harmless_and_a_second_thought_is_said(house: House) -> None:
    reminder = remind(house, "me at 11:00: numbers")
    go_on(house, berlin(18, 11))
    for _ in range(2):
        press(house, Answer.HOUR)
    assert reminder.rings_at == berlin(18, 12)
    with pytest.raises(Kindly, match="answered already"):
        press(house, Answer.DONE)
    go_on(house, berlin(18, 13))
    assert len(rung(house)) == 2


def test_only_who_it_is_for_answers_it_and_also_who_asked_stops_it(house: House) -> None:
    reminder = remind(house, f"<@{LENA}> every day at 11:00: numbers")
    go_on(house, berlin(18, 11))
    for by in (MARA, JONAS):
        with pytest.raises(Kindly, match="somebody else's"):
            press(house, Answer.DONE, by)
    with pytest.raises(Kindly, match="somebody else's"):
        answering.stop(house.session, reminder.id, EMRE, house.now)
    for reader in (MARA, LENA):
        [listed] = reading.of_person(house.session, reader, house.now)
        assert listed.asked_by == (MARA if reader == LENA else None)
    answering.stop(house.session, reminder.id, LENA, house.now)
    for _ in range(2):
        answering.stop(house.session, reminder.id, MARA, house.now)
    go_on(house, berlin(25))
    assert len(rung(house)) == 1


def test_a_teams_reminder_is_anybodys_of_the_team_to_answer(house: House) -> None:
    reminder = remind(house, f"<#{TEAM}> every day at 11:00: stand-up")
    go_on(house, berlin(18, 11))
    with pytest.raises(Kindly, match="Only members of Super Mario"):
        press(house, Answer.DONE, COLLEAGUE)
    press(house, Answer.STOP, JONAS)
    assert reminder.ended_at == house.now


def test_the_other_reading_is_a_press_away(house: House) -> None:
    reminder = remind(house, "me next Friday at 11: numbers")
    chosen, other = reminder.rings_at, reminder.other_at
    assert chosen is not None
    assert other is not None
    value = f"{reminder.id}:{int(other.timestamp())}"
    for _ in range(2):
        answering.meant(house.session, value, MARA, house.now)
        assert (reminder.rings_at, reminder.other_at) == (other, chosen)
    with pytest.raises(Kindly, match="somebody else's"):
        answering.meant(house.session, value, LENA, house.now)
