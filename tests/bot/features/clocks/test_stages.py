"""What the clock brings next: each stage once, in time, and in a time that is free for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.features.clocks.models import Stage
from bot.features.clocks.stages import Standing, answer_due, due, steps
from bot.features.platforms.targets import USUAL, SharedHours
from bot.features.requests.models import Whose
from bot.features.requests.turns import TurnAt

HOURS = SharedHours("Europe/Berlin", "Mon-Fri 09:00-18:00", "DE-BW")
DONE_IN_A_WEEK = replace(USUAL, done=timedelta(hours=45))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Berlin's wall time in November 2026."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


OPENED = at(18, 10)
ASKED = Standing(opened=OPENED, turns=[TurnAt(Whose.TEAM, OPENED)])
TAKEN = replace(ASKED, taken_at=at(18, 11))
WAITING = replace(TAKEN, turns=[*ASKED.turns, TurnAt(Whose.CLIENT, at(18, 12))])


def plan(standing: Standing, targets: object = None) -> list[tuple[Stage, datetime]]:
    found = steps(standing, USUAL if targets is None else DONE_IN_A_WEEK, HOURS)
    return [(step.stage, step.at) for step in found]


def test_not_taken_the_team_is_asked_at_two_thirds_and_at_the_target() -> None:
    assert plan(ASKED) == [(Stage.CALL, at(18, 14)), (Stage.NOT_TAKEN, at(18, 16))]


def test_taken_the_answer_is_awaited() -> None:
    assert plan(TAKEN) == [(Stage.ANSWER_NEARS, at(18, 16)), (Stage.NO_ANSWER, at(19, 10))]


def test_who_takes_it_late_is_not_told_at_once_that_it_is_late() -> None:
    late = replace(ASKED, taken_at=at(19, 11))
    assert plan(late) == [(Stage.NO_ANSWER, at(19, 14))]


def test_answered_nothing_more_is_due_without_a_target_for_the_end() -> None:
    answered = replace(TAKEN, spoken_at=at(18, 13))
    assert plan(answered) == []
    assert plan(answered, DONE_IN_A_WEEK) == [
        (Stage.END_NEARS, at(23, 13)),
        (Stage.NOT_DONE, at(25, 10)),
    ]


def test_what_the_client_answers_is_answered_in_time_as_well() -> None:
    back = replace(
        WAITING,
        turns=[*WAITING.turns, TurnAt(Whose.TEAM, at(20, 9))],
        spoken_at=at(18, 12),
    )
    assert plan(back) == [(Stage.ANSWER_NEARS, at(20, 15)), (Stage.NO_ANSWER, at(23, 9))]


def test_a_stage_that_falls_on_closing_time_comes_in_the_morning() -> None:
    asked = Standing(opened=at(18, 14), turns=[TurnAt(Whose.TEAM, at(18, 14))])
    assert plan(asked)[0] == (Stage.CALL, at(19, 9))
    assert answer_due(asked, USUAL, HOURS) == at(19, 14)


def test_the_client_is_reminded_after_three_and_seven_business_days() -> None:
    assert plan(WAITING) == [(Stage.FIRST_REMINDER, at(23, 12))]
    once = replace(WAITING, said={Stage.FIRST_REMINDER: at(23, 12)})
    assert plan(once) == [(Stage.LAST_REMINDER, at(27, 12))]
    twice = replace(WAITING, said={**once.said, Stage.LAST_REMINDER: at(27, 12)})
    assert plan(twice) == []


def test_a_reminder_that_came_late_keeps_its_distance_to_the_next() -> None:
    late = replace(WAITING, said={Stage.FIRST_REMINDER: at(30, 9)})
    assert plan(late) == [(Stage.LAST_REMINDER, datetime(2026, 12, 4, 8, 0, tzinfo=UTC))]


def test_the_clients_days_count_from_the_teams_last_word() -> None:
    said_more = replace(WAITING, spoken_at=at(19, 15))
    assert plan(said_more) == [(Stage.FIRST_REMINDER, at(24, 15))]


def test_what_rests_or_is_over_is_left_in_peace() -> None:
    assert plan(replace(WAITING, rests=True)) == []
    over = [*ASKED.turns, TurnAt(Whose.NOBODY, at(18, 11))]
    assert plan(replace(ASKED, turns=over)) == []
    assert answer_due(replace(ASKED, turns=over), USUAL, HOURS) is None


def test_what_was_said_of_this_question_is_not_said_again_but_of_the_next_one_it_is() -> None:
    said = {Stage.CALL: at(18, 14), Stage.NOT_TAKEN: at(18, 16)}
    assert plan(replace(ASKED, said=said)) == []
    again = [*ASKED.turns, TurnAt(Whose.NOBODY, at(19, 9)), TurnAt(Whose.TEAM, at(20, 9))]
    reopened = Standing(opened=at(20, 9), turns=again, said=said)
    assert [stage for stage, _ in plan(reopened)] == [Stage.CALL, Stage.NOT_TAKEN]


def test_after_an_outage_the_last_word_of_a_pair_is_enough() -> None:
    found = steps(ASKED, USUAL, HOURS)
    assert [step.stage for step in due(found, at(18, 14))] == [Stage.CALL]
    assert [step.stage for step in due(found, at(20, 9))] == [Stage.NOT_TAKEN]
    assert due(found, at(18, 13, 59)) == []
