"""Over zones, clock changes, leap days, holidays, hours, absences and downtime: in no forbidden
time, none lost, none doubled, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.core import schedule
from bot.core.dates import Moment, Repetition, next_times
from bot.features.platforms.models import Absence, Platform, WorkingHours
from bot.features.platforms.service import hours_of
from bot.features.reminders.making import Wish, make
from bot.features.reminders.models import Reminder, Ringing
from bot.features.reminders.ringing import LATE
from tests.bot.features.house import LENA, MARA, TEAM, House
from tests.bot.features.reminders.play import go_on, rung, tick
from tests.examples import examples

ZONES = ("Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Apia")
STARTS = (
    datetime(2026, 10, 20, 6, 11, tzinfo=UTC),  # the clocks of Europe change
    datetime(2027, 3, 9, 6, 11, tzinfo=UTC),  # those of America
    datetime(2027, 3, 23, 6, 11, tzinfo=UTC),  # Easter, and Europe's clocks
    datetime(2028, 2, 24, 6, 11, tzinfo=UTC),  # a leap day
    datetime(2026, 12, 22, 6, 11, tzinfo=UTC),  # Christmas and a new year
)
HOURS = ("Mon-Fri 09:00-18:00", "Mon-Thu 07:30-12:00,13:00-16:00", "Sun-Thu 10:00-19:00")
SPAN = timedelta(days=15)
CAUGHT_UP = timedelta(days=13)
"""After it nothing is in anybody's way; what came first is not forgotten yet."""
EVERY = (
    {"every": "DAILY"},
    {"every": "DAILY", "business_day": 0},
    {"every": "WEEKLY", "weekdays": (1, 3)},
    {"every": "WEEKLY", "weekdays": (6,), "interval": 2},
    {"every": "MONTHLY", "month_day": 31},
    {"every": "MONTHLY", "business_day": -1},
    {"every": "YEARLY", "month_day": 29},
)


@dataclass(frozen=True)
class Asked:
    """For whom (``TEAM``: the channel), how many days on, the minute of day, how it repeats."""

    whom: str
    after: timedelta
    minute: int
    repeats: int | None


@dataclass(frozen=True)
class Life:
    """Two weeks of two people. ``away`` and ``down`` are hours after the start, and how many."""

    start: datetime
    zones: tuple[str, str]
    hours: tuple[str, str]
    asked: tuple[Asked, ...]
    away: tuple[tuple[str, int, int], ...]
    down: tuple[tuple[int, int], ...]


def lives() -> st.SearchStrategy[Life]:
    asked = st.builds(
        Asked,
        whom=st.sampled_from((MARA, LENA, TEAM)),
        after=st.integers(0, 9).map(lambda n: timedelta(days=n)),
        minute=st.integers(0, 287).map(lambda n: 5 * n),
        repeats=st.none() | st.integers(0, len(EVERY) - 1),
    )
    span = st.tuples(st.integers(0, 300), st.integers(1, 90))
    return st.builds(
        Life,
        start=st.sampled_from(STARTS),
        zones=st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)),
        hours=st.tuples(st.sampled_from(HOURS), st.sampled_from(HOURS)),
        asked=st.lists(asked, min_size=1, max_size=4).map(tuple),
        away=st.lists(
            st.tuples(st.sampled_from((MARA, LENA)), st.integers(0, 300), st.integers(4, 120)),
            max_size=3,
        ).map(tuple),
        down=st.lists(span, max_size=2).map(tuple),
    )


@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(life=lives())
def test_any_reminders(house: House, life: Life) -> None:
    undone = house.session.begin_nested()
    try:
        check(House(house.session), life)
    finally:
        undone.rollback()
        house.session.expire_all()


def check(house: House, life: Life) -> None:
    house.now = life.start
    for who, timezone, hours in zip((MARA, LENA), life.zones, life.hours, strict=True):
        house.add(WorkingHours(user_id=who, hours=hours, timezone=timezone))
    house.add(*(_absence(life, *one) for one in life.away))
    reminders = [_make(house, life, one) for one in life.asked]
    _live(house, life)
    for asked, reminder in zip(life.asked, reminders, strict=True):
        came = [one for one in rung(house) if one.reminder_id == reminder.id]
        in_no_forbidden_time(house.session, life, reminder, came)
        none_lost_and_none_doubled(house.session, life, asked, reminder, came)
    in_order_and_folded(rung(house))


def _absence(life: Life, who: str, begins: int, lasts: int) -> Absence:
    start = life.start + timedelta(hours=begins)
    return Absence(user_id=who, starts_at=start, ends_at=start + timedelta(hours=lasts))


def _make(house: House, life: Life, asked: Asked) -> Reminder:
    here = ZoneInfo(life.zones[0])
    day = life.start.astimezone(here).date() + timedelta(days=1) + asked.after
    at = time(asked.minute // 60, asked.minute % 60)
    when: Moment | Repetition = Moment(datetime.combine(day, at, here).astimezone(UTC))
    if asked.repeats is not None:
        when = Repetition(life.zones[0], at, day, **EVERY[asked.repeats])  # type: ignore[arg-type]
    channel = TEAM if asked.whom == TEAM else None
    person = asked.whom if channel is None else None
    wish = Wish(MARA, when, "numbers", person=person, channel=channel)
    return make(house.session, wish, house.now)


def _live(house: House, life: Life) -> None:
    """Perron runs, but while it is down, whatever was due waits until it is up again."""
    for begins, lasts in sorted(life.down):
        go_on(house, max(house.now, life.start + timedelta(hours=begins)))
        house.now += timedelta(hours=lasts)
        tick(house)
    go_on(house, max(house.now, life.start + SPAN) + CAUGHT_UP)


def in_no_forbidden_time(
    session: Session, life: Life, reminder: Reminder, came: list[Ringing]
) -> None:
    for one in came:
        for who, begins, lasts in life.away:
            start = life.start + timedelta(hours=begins)
            assert who != one.place or not start <= one.at < start + timedelta(hours=lasts)
        if reminder.person == LENA:
            hours = hours_of(session, LENA, session.get_one(Platform, "mario"))
            assert hours.is_open(one.at), "what others ask for keeps to one's hours"


def none_lost_and_none_doubled(
    session: Session, life: Life, asked: Asked, reminder: Reminder, came: list[Ringing]
) -> None:
    """Each time that was promised is told once; what comes late may stand for several."""
    until = life.start + SPAN
    promised = _promised(session, life, asked, reminder, until)
    for at in promised:
        assert sum(one.due_at <= at <= one.at for one in came) == 1
    for one in came:
        assert one.due_at <= one.at
        assert one.due_at in promised or one.due_at > until
    is_plain = not life.away and not life.down and asked.whom != LENA
    assert not is_plain or all(one.at == one.due_at for one in came)
    if asked.repeats is None:
        assert len(came) == 1
        assert schedule.next_due(session) is not None, "it is forgotten later"


def _promised(
    session: Session, life: Life, asked: Asked, reminder: Reminder, until: datetime
) -> list[datetime]:
    """Counted straight from the repetition, in one go."""
    if reminder.repeats is None:
        here = ZoneInfo(life.zones[0])
        day = life.start.astimezone(here).date() + timedelta(days=1) + asked.after
        wall = time(asked.minute // 60, asked.minute % 60)
        return [datetime.combine(day, wall, here).astimezone(UTC)]
    platform = session.get_one(Platform, "mario")
    hours = hours_of(session, asked.whom, platform)
    times = next_times(
        Repetition.from_stored(reminder.repeats),
        life.start,
        40,
        is_business_day=hours.is_business_day,
    )
    return [at for at in times if at <= until]


def in_order_and_folded(came: list[Ringing]) -> None:
    """What is late for one reader at one moment is one message; nothing comes before its turn."""
    for place in {one.place for one in came}:
        theirs = [one for one in came if one.place == place]
        late = [one for one in theirs if one.at - one.due_at > LATE]
        for one in late:
            waves = {other.bundle for other in late if other.at == one.at}
            assert len(waves) == 1
        for bundle in {one.bundle for one in theirs}:
            assert len({one.place for one in came if one.bundle == bundle}) == 1
