"""The team's morning: what is in it, and when it comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.features.digests import planning, team
from bot.features.platforms.models import Absence, PlatformMode, WorkingHours
from bot.features.platforms.owning import Matter
from bot.features.requests import actions
from bot.features.requests.owning import OWNED
from tests.bot.features.house import EMRE, JONAS, LENA, LOOKS, MARA, TEAM, House

NINE = datetime(2026, 11, 18, 8, 0, tzinfo=UTC)
"""A Wednesday, nine o'clock in Berlin."""
DAY = timedelta(days=1)


@dataclass
class Fixed:
    """Matters of a feature that this test makes up."""

    found: list[Matter]
    kind: str = "promise"

    def of_platform(self, _session: Session, _now: datetime, platform: str) -> Iterable[Matter]:
        return [one for one in self.found if one.platform == platform]


def matter(words: str, due: datetime | None = None, **more: object) -> Matter:
    fields = {"owner": JONAS, "client": "nord", "ours": True, **more}
    return Matter(
        "promise", words, platform="mario", words=words, link=None, since=NINE, due=due, **fields
    )  # type: ignore[arg-type]


def at_nine(house: House, *matters: Matter) -> team.TeamDay:
    house.now = NINE
    return team.day_of(house.session, [Fixed(list(matters))], house.platform, NINE)


def words(entries: Iterable[team.Entry]) -> list[str]:
    return [entry.words for entry in entries]


def test_each_matter_stands_where_it_is_looked_for_and_once(house: House) -> None:
    found = at_nine(
        house,
        matter("Die Messe", NINE + timedelta(hours=5)),
        matter("Der Umzug", NINE - DAY),
        matter("Das Angebot", NINE + 5 * DAY),
        matter("Der Relaunch", NINE + 30 * DAY),
        matter("Die Preise", owner=None),
        matter("Die Farben", owner=None, due=NINE + 2 * DAY),
        matter("Die Antwort"),
    )
    assert words(found.today) == ["Die Messe"]
    assert words(found.overdue) == ["Der Umzug"]
    assert words(found.promises) == ["Das Angebot"]
    assert words(found.nobodys) == ["Die Farben", "Die Preise"]


def test_what_is_overdue_names_the_question_and_not_the_person(house: House) -> None:
    found = at_nine(house, matter("Der Umzug", NINE - DAY), matter("Die Messe", NINE))
    assert [entry.owner for entry in found.overdue] == [None]
    assert [entry.owner for entry in found.today] == ["Jonas Weber"]


def test_a_question_that_waits_longer_than_agreed_is_overdue(house: House) -> None:
    request = house.ask()
    actions.take(house.session, request.id, JONAS, house.now)

    def overdue(at: datetime) -> list[str]:
        day = team.day_of(house.session, [OWNED], house.platform, at)
        return words(day.overdue)

    assert overdue(NINE + DAY) == []
    assert overdue(NINE + 2 * DAY) == ["Im Shop stimmen die Preise nach dem Import nicht mehr"]
    house.client().answer_within = 30
    assert overdue(NINE + DAY) != []
    house.say(JONAS, "Das liegt am Import von gestern.", thread=request.thread_ts)
    assert overdue(NINE + 2 * DAY) == [], "answered, though not done"


def test_what_is_somebodys_own_is_nothing_for_the_team(house: House) -> None:
    assert at_nine(house, matter("Zahnarzt", NINE, client="")).is_empty


def test_who_is_away_today_until_when_and_who_covers(house: House) -> None:
    house.add(
        Absence(user_id=JONAS, starts_at=NINE - DAY, ends_at=NINE + DAY, cover=LENA),
        Absence(user_id=EMRE, starts_at=NINE + timedelta(hours=4), ends_at=NINE + DAY),
        Absence(user_id=MARA, starts_at=NINE + DAY, ends_at=NINE + 2 * DAY),
        Absence(user_id=LENA, starts_at=NINE - 3 * DAY, ends_at=NINE - DAY),
    )
    jonas, emre = at_nine(house).away
    assert (jonas.name, jonas.cover, jonas.starts) == ("Jonas Weber", "Lena Brandt", None)
    assert jonas.back == NINE + DAY
    assert (emre.name, emre.starts) == ("Emre Aydin", NINE + timedelta(hours=4))


def test_back_is_when_they_work_again(house: House) -> None:
    friday = NINE + 2 * DAY
    house.add(
        Absence(user_id=JONAS, starts_at=NINE - DAY, ends_at=friday + timedelta(hours=16)),
        WorkingHours(user_id=JONAS, hours="Tue-Fri 10:00-14:00", timezone="Europe/Berlin"),
    )
    [jonas] = at_nine(house).away
    assert jonas.back == datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "ten o'clock on Tuesday"


# When it comes


def morning(house: House, at: datetime, *matters: Matter) -> list[str]:
    """The places of all cards after the job at ``at``."""
    team.morning(house.session, [Fixed(list(matters))], "mario", at)
    return [card.subject for card in house.cards(team.KIND, TEAM)]


def test_nothing_to_say_means_nothing_sent(house: House) -> None:
    assert morning(house, NINE) == []
    assert morning(house, NINE, matter("Die Messe", NINE)) == ["mario|2026-11-18"]


@pytest.mark.parametrize(
    ("at", "comes"),
    [
        ("2026-11-18 08:59", False),
        ("2026-11-18 09:00", True),
        ("2026-11-18 17:30", True),  # away in the morning: late, but of today
        ("2026-11-18 18:30", False),  # nobody works any more
        ("2026-11-21 09:00", False),  # Saturday
        ("2026-12-25 09:00", False),
        ("2026-11-19 03:00", False),  # yesterday's never comes
    ],
)
def test_it_comes_on_the_morning_of_a_business_day(house: House, at: str, comes: bool) -> None:
    moment = datetime.fromisoformat(f"{at}+01:00")
    found = morning(house, moment.astimezone(UTC), matter("Die Messe", moment))
    assert bool(found) is comes


def test_one_a_day_however_often_the_clock_asks(house: House) -> None:
    for hours in (0, 1, 2):
        morning(house, NINE + timedelta(hours=hours), matter("Die Messe", NINE))
    assert len(house.cards(team.KIND)) == 1
    assert house.due(planning.TEAM) == {"mario": NINE + DAY}


def test_two_weeks_at_once_bring_one(house: House) -> None:
    planning.plan(house.session, NINE - DAY)
    later = NINE + 14 * DAY + timedelta(hours=2)
    assert morning(house, later, matter("Die Messe", later)) == ["mario|2026-12-02"]
    assert house.due(planning.TEAM) == {"mario": NINE + 15 * DAY}


def test_a_platform_that_observes_is_left_in_peace(house: House) -> None:
    house.platform.mode = PlatformMode.OBSERVE
    house.ask(LOOKS)
    assert morning(house, NINE, matter("Die Messe", NINE)) == []


def test_the_rows_follow_when_the_zone_changes(house: House) -> None:
    planning.plan(house.session, NINE - timedelta(hours=1))
    before = house.due(planning.TEAM) | house.due(planning.CLIENT)
    house.platform.timezone = "Europe/Lisbon"
    planning.plan(house.session, NINE - timedelta(hours=1))
    assert house.due(planning.TEAM) | house.due(planning.CLIENT) == before
    planning.replan(house.session, "mario", NINE - timedelta(hours=1))
    after = house.due(planning.TEAM) | house.due(planning.CLIENT)
    assert after == {key: at + timedelta(hours=1) for key, at in before.items()}
    assert set(before) == {"mario", "nord", "harb"}
