"""What votes come to, and when a ballot closes: rules without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.features.ballots.models import Choice, Condition
from bot.features.ballots.outcome import (
    FEW,
    Tally,
    certainty,
    joined,
    outcome,
    reaches_quorum,
    tally,
)
from bot.features.ballots.timing import (
    SHORTEST,
    default_closing,
    may_close,
    moved_closing,
    reminders,
)
from bot.features.platforms.calendar import BusinessHours
from bot.features.platforms.models import BallotRule
from bot.features.promises.values import Outcome

GO, GO_IF, NO, ABSTAIN = Choice.GO, Choice.GO_IF, Choice.NO, Choice.ABSTAIN
CONSENT, TWO_THIRDS, MAJORITY = BallotRule
VOTES = st.lists(st.sampled_from(list(Choice)), max_size=12)
BERLIN = BusinessHours("Europe/Berlin", "Mon-Fri 09:00-18:00", "DE-BW")
SHORT_FRIDAYS = BusinessHours("America/New_York", "Mon-Thu 08:00-17:00, Fri 08:00-13:00")
HOURS = st.sampled_from([BERLIN, SHORT_FRIDAYS])
START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(), timedelta(days=729)).map(lambda passed: START + passed)
A_WHILE = st.timedeltas(timedelta(minutes=1), timedelta(days=20))


@pytest.mark.parametrize(
    ("votes", "rule", "expected"),
    [
        ([GO, GO_IF, GO], CONSENT, Outcome.GO),
        ([GO, GO, GO, NO], CONSENT, Outcome.NO),
        ([GO, ABSTAIN, ABSTAIN], CONSENT, Outcome.GO),
        ([NO, ABSTAIN, ABSTAIN], CONSENT, Outcome.NO),
        ([GO, GO_IF, NO], TWO_THIRDS, Outcome.GO),
        ([GO, GO_IF, NO, NO, GO], TWO_THIRDS, Outcome.NO),
        ([GO, NO, ABSTAIN], MAJORITY, Outcome.NO),
        ([GO, GO_IF, NO], MAJORITY, Outcome.GO),
        ([GO, ABSTAIN, ABSTAIN], TWO_THIRDS, Outcome.GO),
    ],
)
def test_each_rule(votes: list[Choice], rule: BallotRule, expected: Outcome) -> None:
    assert outcome(tally(votes), rule, 60, len(votes)) is expected


@pytest.mark.parametrize("rule", BallotRule)
def test_nobody_decides_where_everybody_abstains(rule: BallotRule) -> None:
    assert outcome(tally([ABSTAIN] * 3), rule, 60, 3) is Outcome.UNDECIDED


def test_the_quorum_is_a_share_of_those_asked() -> None:
    assert outcome(Tally(go=2), CONSENT, 60, 4) is None
    assert outcome(Tally(go=3), CONSENT, 60, 5) is Outcome.GO
    assert outcome(Tally(go=2, abstain=1), CONSENT, 60, 5) is Outcome.GO
    assert not reaches_quorum(0, 1, 3)


@given(VOTES, st.sampled_from(list(BallotRule)), st.integers(1, 100), st.integers(0, 8))
def test_an_outcome_follows_from_the_counts_alone(
    votes: list[Choice], rule: BallotRule, quorum: int, missing: int
) -> None:
    asked = len(votes) + missing
    found = outcome(tally(votes), rule, quorum, asked)
    assert found is outcome(tally(sorted(votes)), rule, quorum, asked)
    assert (found is None) == (len(votes) * 100 < quorum * asked)
    if found is Outcome.GO:
        assert GO in votes or GO_IF in votes
        more = outcome(tally([*votes, GO]), rule, quorum, asked + 1)
        assert more in (Outcome.GO, None), "another go never turns it round"
    if found is Outcome.NO:
        assert NO in votes
    if found is Outcome.GO and rule is CONSENT:
        assert NO not in votes


@given(VOTES)
def test_a_stricter_rule_never_says_go_where_a_looser_one_does_not(votes: list[Choice]) -> None:
    found = [outcome(tally(votes), rule, 1, len(votes)) for rule in (CONSENT, TWO_THIRDS, MAJORITY)]
    assert found == sorted(found, key=lambda one: one is Outcome.GO)


def test_certainty_is_told_from_three_on() -> None:
    assert certainty([4] * (FEW - 1)) is None
    assert certainty([3, 4, 5]) == (4.0, pytest.approx(0.816, abs=0.001))


def test_conditions_that_say_the_same_are_joined() -> None:
    said = [
        (Condition.OTHER, "No  demo on Friday."),
        (Condition.TIME_OFF, ""),
        (Condition.OTHER, "no demo on friday"),
        (Condition.SCOPE, ""),
        (Condition.TIME_OFF, ""),
        (Condition.TIME_OFF, ""),
    ]
    assert joined(said) == joined(reversed(said))
    assert [(one, count) for one, _, count in joined(said)] == [
        (Condition.TIME_OFF, 3),
        (Condition.OTHER, 2),
        (Condition.SCOPE, 1),
    ]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("now", "answer_by", "closes"),
    [
        ("2026-11-18T10:00", "2026-11-25T12:00", "2026-11-19T16:00"),
        ("2026-11-20T17:00", "2026-11-25T12:00", "2026-11-23T16:00"),
        ("2026-11-21T11:00", "2026-11-25T12:00", "2026-11-23T16:00"),
        ("2026-12-24T10:00", "2027-01-08T12:00", "2026-12-28T16:00"),
        ("2026-11-18T10:00", "2026-11-19T12:00", "2026-11-19T11:00"),
        ("2026-11-18T10:00", "2026-11-18T12:00", "2026-11-18T11:30"),
        ("2026-11-20T15:00", "2026-11-22T12:00", "2026-11-20T18:00"),
        ("2026-11-20T17:50", "2026-11-22T12:00", None),
        ("2026-11-21T11:00", "2026-11-22T12:00", None),
        ("2026-10-23T17:00", "2026-11-25T12:00", "2026-10-26T16:00"),
    ],
)
def test_closing_is_the_next_business_day_or_early_enough(
    now: str, answer_by: str, closes: str | None
) -> None:
    found = default_closing(BERLIN, at(now), at(answer_by))
    assert found == (at(closes) if closes else None)


@given(HOURS, MOMENTS, A_WHILE)
def test_closing_is_never_in_a_holiday_and_always_before_the_answer(
    hours: BusinessHours, now: datetime, left: timedelta
) -> None:
    closes = default_closing(hours, now, now + left)
    if closes is None:
        assert hours.between(now, now + left) < timedelta(hours=1) + 2 * SHORTEST
    else:
        assert now < closes < now + left
        assert hours.is_business_day(hours.local_date(closes))
        assert may_close(hours, closes, now, now + left)


@given(HOURS, MOMENTS, A_WHILE)
def test_closing_moves_one_business_day_at_most_and_not_past_the_answer(
    hours: BusinessHours, now: datetime, left: timedelta
) -> None:
    first = default_closing(hours, now, now + left)
    assume(first is not None)
    assert first is not None
    moved = moved_closing(hours, first, first, now + left)
    if moved is not None:
        assert first < moved < now + left
        days = hours.business_days_later(hours.local_date(first), 1)
        assert hours.local_date(moved) <= days
        assert hours.is_business_day(hours.local_date(moved))


@pytest.mark.parametrize(
    ("asked", "closes", "half", "hour"),
    [
        ("2026-11-18T10:00", "2026-11-19T16:00", "2026-11-18T17:30", "2026-11-19T15:00"),
        ("2026-11-20T14:00", "2026-11-23T16:00", "2026-11-23T10:30", "2026-11-23T15:00"),
        ("2026-11-18T10:00", "2026-11-18T12:00", None, "2026-11-18T11:00"),
        ("2026-11-18T10:00", "2026-11-18T11:00", None, None),
    ],
)
def test_reminders_come_at_half_of_the_business_time_and_an_hour_before(
    asked: str, closes: str, half: str | None, hour: str | None
) -> None:
    found = reminders(BERLIN, at(asked), at(closes))
    assert found.half == (at(half) if half else None)
    assert found.hour == (at(hour) if hour else None)


@given(HOURS, MOMENTS, A_WHILE)
def test_reminders_come_before_closing_the_half_first(
    hours: BusinessHours, now: datetime, left: timedelta
) -> None:
    closes = now + left
    found = reminders(hours, now, closes)
    if found.hour is not None:
        assert now < found.hour < closes
    if found.half is not None:
        assert found.hour is not None
        assert now <= found.half < found.hour
