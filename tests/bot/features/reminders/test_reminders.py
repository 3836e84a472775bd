"""Who may remind whom, when it comes, and what becomes of it."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from bot.core.dates import Unclear
from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.features.platforms.models import Absence, BusySpan, Member, Platform, WorkingHours
from bot.features.reminders import reading, ringing
from bot.features.reminders.models import Answer, Reminder
from bot.features.reminders.timing import RING
from bot.features.requests import actions
from handlers.reminders import views
from tests.bot.features.house import (
    ANKE,
    COLLEAGUE,
    HARB,
    LENA,
    MARA,
    NORD,
    TEAM,
    House,
)
from tests.bot.features.reminders.play import berlin, go_on, press, remind, rung, shown, tick, times

EN = Translator("en")


# Who, and where


def test_oneself_somebody_of_the_platform_and_the_team_channel_can_be_reminded(
    house: House,
) -> None:
    for text, place, what in (
        ("me tomorrow at 9 to call Anke", MARA, "call Anke"),
        ("mich morgen um 9 Uhr: Anke anrufen", MARA, "Anke anrufen"),
        ("tomorrow at 9 call Anke", MARA, "call Anke"),
        ("me to call Anke tomorrow at 9", MARA, "call Anke"),
        ("mich daran, morgen um 9 Anke anzurufen", MARA, "Anke anzurufen"),
        (f"<@{MARA}> tomorrow at 9: call Anke", MARA, "call Anke"),
        ("@mara tomorrow at 9: call Anke", MARA, "call Anke"),
        (f"<@{LENA}> tomorrow at 9: hours", LENA, "hours"),
        ("@lena tomorrow at 9: hours", LENA, "hours"),
        (f"<#{TEAM}|team> tomorrow at 9 stand-up", TEAM, "stand-up"),
        ("team tomorrow at 9 stand-up", TEAM, "stand-up"),
        ("everybody to fill in hours tomorrow at 9", TEAM, "fill in hours"),
        ("das Team daran, morgen um 9 Stunden einzutragen", TEAM, "Stunden einzutragen"),
        ("uns morgen um 9: Stunden", TEAM, "Stunden"),
        ("me tomorrow at 9: &lt;b&gt; &amp; &lt;i&gt;", MARA, "&lt;b&gt; &amp; &lt;i&gt;"),
        ("me to call R&amp;D; tomorrow at 9", MARA, "call R&amp;D"),
        ("me to read &lt;b&gt; tomorrow at 9", MARA, "read &lt;b&gt;"),
    ):
        reminder = remind(house, text)
        assert (reminder.place, reminder.what) == (place, what)
        assert reminder.rings_at == berlin(19)


@pytest.mark.parametrize(
    ("text", "maker", "why"),
    [
        (f"<#{NORD}> tomorrow: invoice", MARA, "Nordwind reads that channel"),
        ("<#C0ELSEWHERE> tomorrow: invoice", MARA, "in team channels alone"),
        (f"<@{ANKE}> tomorrow: invoice", MARA, "You and Anke Petersen are on no platform"),
        (f"<@{COLLEAGUE}> tomorrow: invoice", MARA, "You and Kim Sommer are on no platform"),
        ("me tomorrow: invoice", COLLEAGUE, "for members of a platform"),
        ("@nobody tomorrow: invoice", MARA, "whom you mean by “nobody”"),
    ],
)
def test_never_a_client_nor_where_one_reads(house: House, text: str, maker: str, why: str) -> None:
    with pytest.raises(Kindly, match=why):
        remind(house, text, maker)
    assert house.session.scalars(select(Reminder)).all() == []


def test_a_channel_of_a_platform_that_is_not_ones_own_names_no_client(house: House) -> None:
    house.add(
        Platform(
            key="tetris",
            name="Tetris",
            team_channel="C0TETRIS",
            timezone="Europe/Berlin",
            hours="Mon-Fri 09:00-18:00",
        )
    )
    house.add(Member(platform_key="tetris", user_id=COLLEAGUE))
    for channel in (NORD, "C0TEAM"):
        with pytest.raises(Kindly) as refusal:
            remind(house, f"<#{channel}> tomorrow: invoice", COLLEAGUE)
        assert "Nordwind" not in str(refusal.value)


def test_what_is_not_understood_is_not_guessed(house: House) -> None:
    with pytest.raises(Unclear):
        remind(house, "me to call Anke some day")
    with pytest.raises(Kindly, match="what the reminder is about"):
        remind(house, "me tomorrow at 9")
    with pytest.raises(Kindly, match="up to 2000 characters"):
        remind(house, f"me tomorrow at 9: {'long ' * 500}")


# When


def test_it_comes_once_at_the_time_that_was_said(house: House) -> None:
    remind(house, "me on Saturday at 22:15: water the plants")
    go_on(house, berlin(30))
    assert times(house) == [berlin(21, 22, 15)]
    assert [card.place for card in house.cards(ringing.CARD)] == [MARA]


def test_for_somebody_else_it_keeps_to_their_working_time(house: House) -> None:
    house.add(WorkingHours(user_id=LENA, hours="Mon-Thu 10:00-16:00", timezone="Europe/Lisbon"))
    remind(house, f"<@{LENA}> on Friday at 22:00: hours")
    go_on(house, berlin(30))
    assert times(house) == [berlin(23, 11)], "Monday at ten in Lisbon"


def test_what_others_ask_for_waits_while_somebody_is_busy_and_ones_own_does_not(
    house: House,
) -> None:
    busy = (berlin(18, 13), berlin(18, 15))
    house.add(*(BusySpan(user_id=who, starts_at=busy[0], ends_at=busy[1]) for who in (MARA, LENA)))
    remind(house, f"<@{LENA}> at 14:00: hours")
    remind(house, "me at 14:00: hours")
    go_on(house, berlin(19))
    assert (times(house, LENA), times(house, MARA)) == ([berlin(18, 15)], [berlin(18, 14)])


def test_a_repetition_keeps_its_wall_time_when_the_clocks_change(house: House) -> None:
    house.now = berlin(20, month=10)
    reminder = remind(house, "every Sunday 2:30 backup")
    go_on(house, berlin(2))
    hours = [one.at.astimezone(berlin(1).tzinfo) for one in rung(house)]
    assert [(at.day, at.hour, at.minute) for at in hours] == [(25, 2, 30), (1, 2, 30)]
    assert reminder.rings_at == berlin(8, 2, 30)
    house.now = berlin(28, 9, month=3)
    assert reading.made(house.session, reminder, MARA, house.now).next[0].minute == 30


def test_the_next_times_are_in_order_and_those_at_which_it_really_comes(house: House) -> None:
    """18 November 2026 is a Wednesday; Mara is away on the 20th and for the week after it."""
    for first, last in ((20, 21), (23, 28)):
        away = Absence(user_id=MARA, starts_at=berlin(first, 0), ends_at=berlin(last, 0))
        house.session.add(away)
    house.session.flush()
    house.now = berlin(18, 10)
    reminder = remind(house, "me every day at 9 to drink coffee until 31 December")
    told = list(reading.made(house.session, reminder, MARA, house.now).next)
    go_on(house, berlin(2, month=12))
    assert told == times(house)[: len(told)]
    assert len(told) == 3


def test_a_time_that_has_to_wait_says_why(house: House) -> None:
    away = Absence(user_id=LENA, starts_at=berlin(19, 0), ends_at=berlin(20, 0))
    house.session.add(away)
    house.session.flush()

    def text(maker: str, said: str) -> str:
        reminder = remind(house, said, maker=maker)
        made = reading.made(house.session, reminder, maker, house.now)
        return str(views.made(made, house.now, EN).blocks)

    assert "You are away then." in text(LENA, "me tomorrow at 9: hours")
    assert f"<@{LENA}> is not at work then." in text(MARA, f"<@{LENA}> tomorrow at 9: hours")
    assert "then." not in text(MARA, "me tomorrow at 9: hours")


def test_the_last_business_day_heeds_the_holidays(house: House) -> None:
    house.now = berlin(1, month=12)
    house.platform.holidays = "DE-HB"  # New Year's Eve is none, the Reformation Day is
    reminder = remind(house, f"<#{TEAM}> jeden letzten Werktag im Monat: Stunden eintragen")
    assert reminder.rings_at == berlin(31, month=12)
    house.now = datetime(2031, 10, 20, 9, tzinfo=berlin(1).tzinfo)
    assert reading.made(house.session, reminder, MARA, house.now).next[0] == datetime(
        2026, 12, 31, 9, tzinfo=berlin(1).tzinfo
    )
    go_on(house, datetime(2031, 11, 1, tzinfo=berlin(1).tzinfo))
    assert rung(house)[-1].at == datetime(2031, 10, 30, 9, tzinfo=berlin(1).tzinfo)


def test_never_in_an_absence_but_on_return_and_marked_as_late(house: House) -> None:
    house.away(MARA, days=5)
    remind(house, "me tomorrow at 14:00: tax")
    remind(house, "every day 8:00: stretch")
    go_on(house, berlin(26, 7))
    assert set(times(house)) == {berlin(23, 10), berlin(24, 8), berlin(25, 8)}
    back = [one for one in rung(house) if one.at == berlin(23, 10)]
    assert len(back) == 2, "each once, however often it would have come meanwhile"
    assert len({one.bundle for one in back}) == 1, "in one message"
    assert all(one.late for one in shown(house, back[0].bundle))


def test_an_absence_that_ends_earlier_than_it_was_to_holds_nothing_back(house: House) -> None:
    house.away(MARA, days=30)
    remind(house, "me tomorrow at 14:00: tax")
    go_on(house, berlin(20, 12))
    absence = house.session.scalars(select(Absence)).one()
    absence.ends_at = house.now
    go_on(house, berlin(24))
    assert times(house) == [berlin(23)], "looked at again on the next working day"


# Bound to a request


def test_bound_to_a_request_it_goes_in_an_absence_to_whoever_has_it_then(house: House) -> None:
    request = house.ask()
    actions.take(house.session, request.id, MARA, house.now)
    reminder = remind(house, "every day 11:00: numbers", request_id=request.id)
    house.away(MARA, days=1.5)
    request.assignee = LENA
    go_on(house, berlin(20, 12))
    assert [(one.place, one.at) for one in rung(house)] == [
        (LENA, berlin(18, 11)),
        (LENA, berlin(19, 11)),
        (MARA, berlin(20, 11)),
    ]
    assert reminder.person == MARA


def test_done_with_the_request_it_says_nothing_and_takes_away_what_stands(house: House) -> None:
    request = house.ask()
    remind(house, "me at 11:00: numbers", request_id=request.id)
    remind(house, "me at 15:00: numbers", request_id=request.id)
    go_on(house, berlin(18, 12))
    [row] = rung(house)
    [card] = house.cards(ringing.CARD)
    wanted = card.wanted
    actions.done_by_member(house.session, request.id, MARA, house.now)
    assert card.wanted == wanted + 1
    assert shown(house, row.bundle) == []
    assert reading.of_person(house.session, MARA, house.now) == []
    go_on(house, berlin(20))
    assert len(rung(house)) == 1


def test_a_request_that_rests_or_is_kept_for_later_is_not_done(house: House) -> None:
    request = house.ask()
    remind(house, "me tomorrow at 11:00: numbers", request_id=request.id)
    actions.later(house.session, request.id, MARA, "after the summer", house.now)
    go_on(house, berlin(20))
    assert times(house) == [berlin(19, 11)]


# After downtime


def test_what_was_missed_comes_once_in_one_message_a_reader_promises_first(house: House) -> None:
    request = house.ask("Wo bleibt die Rechnung?", ANKE)
    remind(house, "me at 11:00: oldest")
    remind(house, "me at 12:00: promise", request_id=request.id)
    remind(house, "every day 13:00: again")
    remind(house, f"<@{LENA}> at 14:00: hers")
    remind(house, f"<#{TEAM}> at 15:00: everybody's")
    house.now = berlin(20, 16)
    tick(house)
    tick(house)
    entries = shown(house, rung(house, MARA)[0].bundle)
    assert [one.what for one in entries] == ["promise", "oldest", "again"]
    assert all(one.late for one in entries)
    assert [len(rung(house, place)) for place in (MARA, LENA, TEAM)] == [3, 1, 1]
    assert len(house.cards(ringing.CARD)) == 3
    go_on(house, berlin(21, 14))
    assert [one.at for one in rung(house, MARA)[3:]] == [berlin(21, 13)]


def test_what_is_over_for_long_is_forgotten(house: House) -> None:
    remind(house, "me at 11:00: numbers")
    kept = remind(house, "every day 11:00: numbers")
    go_on(house, berlin(18, 11))
    house.now = berlin(28, month=12)
    tick(house)
    assert house.session.scalars(select(Reminder)).all() == [kept]


def test_a_job_that_is_repeated_tells_nothing_twice(house: House) -> None:
    reminder = remind(house, "every day 11:00: numbers")
    go_on(house, berlin(18, 11))
    for _ in range(3):
        ringing.ring(house.session, reminder.id, house.now)
        ringing.ring_late(house.session, MARA, house.now)
    assert len(rung(house)) == 1
    assert house.due(RING) == {reminder.id: berlin(19, 11)}


def test_a_far_reminder_does_not_outlive_its_request(house: House) -> None:
    request = house.ask()
    far = remind(house, "every year on 1 March: numbers", request_id=request.id)
    actions.done_by_member(house.session, request.id, MARA, house.now)
    go_on(house, berlin(20, month=12))
    assert far.ended_at is not None
    go_on(house, berlin(30, month=12))
    assert house.session.scalars(select(Reminder)).all() in ([], [far])
    assert rung(house) == []


def test_it_follows_the_team_to_its_new_channel(house: House) -> None:
    remind(house, f"<#{TEAM}> every day 11:00: stand-up")
    go_on(house, berlin(18, 12))
    house.platform.team_channel = "C0NEWTEAM"
    go_on(house, berlin(19, 12))
    assert [one.place for one in rung(house)] == [TEAM, "C0NEWTEAM"]


def test_more_than_a_message_can_hold_is_not_lost(house: House) -> None:
    for minute in range(60):
        remind(house, f"me at 11:{minute:02}: matter {minute}")
    house.now = berlin(18, 16)
    tick(house)
    assert len({one.bundle for one in rung(house)}) == 1
    drawn = views.rings(reading.of_bundle(house.session, rung(house)[0].bundle), house.now, EN)
    assert drawn is not None
    assert sum(block["type"] == "actions" for block in drawn.blocks) == 10
    assert "and 50 more" in str(drawn.blocks)
    press(house, Answer.DONE)
    drawn = views.rings(reading.of_bundle(house.session, rung(house)[0].bundle), house.now, EN)
    assert drawn is not None
    assert "and 49 more" in str(drawn.blocks)


def test_who_has_left_is_not_reminded(house: House) -> None:
    remind(house, f"<@{LENA}> every day at 11:00: numbers")
    house.session.get_one(Member, ("mario", LENA)).active = False
    go_on(house, berlin(25))
    assert rung(house) == []
    assert HARB not in {card.place for card in house.cards(ringing.CARD)}
