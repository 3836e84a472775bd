"""Who works when in the story of the two weeks: told here once more, minute by minute.

Nothing of the product is used: what is right is computed the slow way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from holidays import country_holidays

from tests.stories.transcript import BERLIN

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
OURS = country_holidays("DE", subdiv="BW", years=2027)
THEIRS = {"C0ALPEN": country_holidays("AT", years=2027)}
"""The holidays of a client, by channel, where it has told any."""
MEMBERS = "MARA JONAS LENA EMRE SOFIE IDA PAUL NORA TARIK KIM"
TEAM = [f"U0{name}" for name in MEMBERS.split()]
LEAD = "U0MARA"
CLIENTS = {
    "C0NORDWIND": ("U0ANKE", "U0TIL"),
    "C0HARBOUR": ("U0GRACE", "U0OWEN"),
    "C0ALPEN": ("U0RESI", "U0TONI"),
}


def berlin(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time of the year 2027 in Berlin."""
    return datetime(2027, month, day, hour, minute, tzinfo=BERLIN)


ABSENCES = {
    "U0EMRE": (berlin(10, 28), berlin(10, 30), "U0SOFIE"),
    "U0LENA": (berlin(10, 29, 12), berlin(10, 30), "U0KIM"),
    "U0JONAS": (berlin(11, 2), berlin(11, 5), "U0IDA"),
}
"""From, until, and who covers."""
NEW_YORK = ZoneInfo("America/New_York")


def platform_works(at: datetime) -> bool:
    """Whether it is business time for the team."""
    here = at.astimezone(BERLIN)
    return _is_day(here.date()) and time(9) <= here.time() < time(18)


def _is_day(day: date) -> bool:
    return day.weekday() < 5 and day not in OURS


def is_away(who: str, at: datetime) -> bool:
    """Whether somebody's absence lasts at that time."""
    start, end, _cover = ABSENCES.get(who, (at, at, None))
    return start <= at < end


def works(who: str, at: datetime) -> bool:
    """Whether somebody may be written to: their hours in their zone, no holiday, no absence."""
    if is_away(who, at):
        return False
    if who == "U0NORA":
        there = at.astimezone(NEW_YORK)
        return _is_day(there.date()) and time(8) <= there.time() < time(16)
    here = at.astimezone(BERLIN)
    if who == "U0PAUL":
        return _is_day(here.date()) and here.weekday() < 3 and time(9) <= here.time() < time(13)
    return platform_works(at)


def both_work(channel: str) -> Callable[[datetime], bool]:
    """Business time between the team and the client of a channel."""
    theirs = THEIRS.get(channel) or ()
    return lambda at: platform_works(at) and at.astimezone(BERLIN).date() not in theirs


def after(at: datetime, minutes: int, counts: Callable[[datetime], bool]) -> datetime:
    """When so many minutes that count have passed, one by one."""
    here = at.replace(second=0, microsecond=0)
    while minutes:
        minutes -= counts(here)
        here += MINUTE
    return here


def first(at: datetime, counts: Callable[[datetime], bool]) -> datetime:
    """The first minute from ``at`` on that counts."""
    here = at.replace(second=0, microsecond=0)
    while not counts(here):
        here += MINUTE
    return here


def days_after(at: datetime, days: int, channel: str) -> datetime:
    """So many days later on which both sides work, at the same time of day."""
    here = at.astimezone(BERLIN)
    both = both_work(channel)
    while days:
        here += DAY  # of the wall clock: the zone's own rules apply when it is compared
        days -= both(datetime.combine(here.date(), time(12), BERLIN))
    return here


def business_days() -> Iterator[date]:
    """The working days of the story."""
    day = date(2027, 10, 25)
    while day <= date(2027, 11, 5):
        if _is_day(day):
            yield day
        day += DAY
