"""An observed week: what was noticed, and when it is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.features.digests import observed, pictures, planning
from bot.features.platforms.models import PlatformMode
from tests.bot.features.house import GRACE, HARB, JONAS, LOOKS, SHOP, TEAM, UNCLEAR, House

FRIDAY = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
"""Three in the afternoon in Berlin."""


@pytest.fixture
def watched(house: House) -> House:
    house.platform.mode = PlatformMode.OBSERVE
    return house


def test_questions_answers_and_business_hours(watched: House) -> None:
    for hours in (1, 3, 26):  # the last one overnight: eleven hours of business time
        request = watched.ask()
        watched.pass_time(hours=hours)
        watched.say(JONAS, "Behoben.", thread=request.thread_ts)
    watched.now = datetime(2026, 11, 19, 16, 30, tzinfo=UTC)
    open_one = watched.ask(LOOKS)
    withdrawn = watched.ask(SHOP, "U0TIL")
    watched.remove(withdrawn.thread_ts)
    week = observed.week_of(watched.session, watched.platform, FRIDAY)
    assert week.questions == 4
    [question] = week.unanswered
    assert question.words == "Das Layout der Landingpage sieht auf dem Handy falsch aus"
    assert open_one.thread_ts.replace(".", "") in question.link
    assert week.median_answer is not None
    assert week.longest_answer is not None
    assert timedelta(hours=3) <= week.median_answer < timedelta(hours=3, minutes=1)
    assert timedelta(hours=10, minutes=59) < week.longest_answer < timedelta(hours=11, minutes=1)
    older = observed.week_of(watched.session, watched.platform, FRIDAY + timedelta(days=8))
    assert (older.questions, older.median_answer) == (0, None)


def test_topics_are_talents_and_not_people(watched: House) -> None:
    for text in (SHOP, LOOKS, UNCLEAR):
        watched.ask(text)
        watched.pass_time(minutes=10)
    watched.ask("The prices in the shop are wrong, can you have a look?", GRACE, HARB)
    week = observed.week_of(watched.session, watched.platform, FRIDAY)
    found = [(one.talent and one.talent["en"], len(one.questions)) for one in week.topics]
    assert found == [("Shop", 2), ("Ux", 1), (None, 1)]


def test_dates_that_members_named_are_quoted_with_their_link(watched: House) -> None:
    request = watched.ask()
    said = watched.say(JONAS, "Das ist bis Freitag sauber.", thread=request.thread_ts)
    watched.say("U0ANKE", "Am Montag wäre auch gut.", thread=request.thread_ts)
    [dated] = observed.week_of(watched.session, watched.platform, FRIDAY).promised
    assert dated.words == "Das ist bis Freitag sauber."
    assert dated.at.date() == FRIDAY.date()
    assert said.replace(".", "") in dated.link


def test_the_picture_counts_by_client_and_day(watched: House) -> None:
    request = watched.ask()
    watched.say(JONAS, "Behoben.", thread=request.thread_ts)
    watched.pass_time(days=1)
    watched.ask(LOOKS)
    found = observed.bars(watched.session, watched.platform, FRIDAY)
    assert [day.day for day in found.columns] == [16, 17, 18, 19, 20]
    [row] = found.rows
    assert (row.name, list(row.pairs)) == (
        "Nordwind",
        [(0, 0), (0, 0), (1, 1), (1, 0), (0, 0)],
    )


def test_it_comes_once_each_friday_to_the_team_alone(watched: House) -> None:
    watched.ask()
    for late in (0, 1, 50):
        observed.friday(watched.session, "mario", FRIDAY + timedelta(hours=late))
    [card] = watched.cards(observed.KIND)
    assert (card.place, str(card.audience)) == (TEAM, "team")
    assert len(watched.jobs(pictures.UPLOAD)) == 1
    assert watched.due(planning.OBSERVED) == {"mario": FRIDAY + timedelta(days=7)}


def test_only_an_observing_platform_is_told_about_its_week(house: House) -> None:
    house.ask()
    observed.friday(house.session, "mario", FRIDAY)
    assert house.cards(observed.KIND) == []
    house.platform.mode = PlatformMode.OBSERVE
    observed.friday(house.session, "mario", FRIDAY + timedelta(days=4))
    assert house.cards(observed.KIND) == [], "too late"


def test_a_week_without_a_question_is_told_without_a_picture(watched: House) -> None:
    observed.friday(watched.session, "mario", FRIDAY)
    assert len(watched.cards(observed.KIND)) == 1
    assert watched.jobs(pictures.UPLOAD) == []
