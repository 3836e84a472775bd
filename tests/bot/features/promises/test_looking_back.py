"""A quarter of ballots and promises, counted; nothing in it is about a person."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.features.promises import living, looking_back
from bot.features.promises.looking_back import Back, Fate, Quarter, look, typed
from bot.features.promises.service import ballot_ended
from bot.features.promises.values import Ended, Outcome
from handlers.promises import back_views
from handlers.promises.picture import png
from tests.bot.features.house import JONAS, MORNING
from tests.bot.features.promises.team import FAIR, Team

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("words", "quarter"),
    [
        ("", Quarter(2026, 4)),
        ("this", Quarter(2026, 4)),
        ("last", Quarter(2026, 3)),
        ("letztes Quartal", Quarter(2026, 3)),
        ("Q3", Quarter(2026, 3)),
        ("4", Quarter(2026, 4)),
        ("Q3 2025", Quarter(2025, 3)),
        ("2025-Q3", Quarter(2025, 3)),
        ("3/2025", Quarter(2025, 3)),
        (" 2025 q1 ", Quarter(2025, 1)),
    ],
)
def test_quarters_as_people_type_them(words: str, quarter: Quarter) -> None:
    assert typed(words, MORNING, BERLIN) == quarter


@pytest.mark.parametrize("words", ["Q5", "2027-Q1", "Q1 2025 2026", "2025 q1 2026", "spring"])
def test_what_is_no_quarter_yet(words: str) -> None:
    with pytest.raises(Kindly):
        typed(words, MORNING, BERLIN)


def test_without_a_year_it_has_begun() -> None:
    spring = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)
    assert typed("Q4", spring, BERLIN) == Quarter(2025, 4)
    assert typed("last", spring, BERLIN) == Quarter(2026, 1)


def test_a_quarter_begins_where_the_platform_is() -> None:
    start, end = Quarter(2026, 4).span(BERLIN)
    assert start.astimezone(UTC) == datetime(2026, 9, 30, 22, 0, tzinfo=UTC)
    assert end.astimezone(UTC) == datetime(2026, 12, 31, 23, 0, tzinfo=UTC)


def ended(team: Team, ballot: str, outcome: Outcome, certainty: float | None = None) -> None:
    told = Ended(ballot, "mario", outcome, team.house.now, certainty)
    ballot_ended(team.session, told)


def test_how_sure_the_team_was_against_what_was_kept(team: Team) -> None:
    for ballot, certainty in (("b1", 4.6), ("b3", 4.0), ("b4", 2.9), ("b5", None), ("b6", 3.4)):
        ended(team, ballot, Outcome.GO, certainty)
        ended(team, ballot, Outcome.GO, certainty)
    ended(team, "b2", Outcome.NO)
    ended(team, "b7", Outcome.UNDECIDED)
    kept, moved, failed, other = (team.promises(ballot=one) for one in ("b1", "b3", "b4", "b5"))
    team.promises(ballot="b6")
    living.kept(team.session, kept.id, JONAS, MORNING)
    team.moves(moved, FAIR + timedelta(days=7))
    living.not_kept(team.session, failed.id, JONAS, "Later", MORNING)
    living.kept(team.session, other.id, JONAS, MORNING)
    back = look(team.session, team.house.platform, Quarter(2026, 4))
    assert back.ballots == 7
    assert back.outcomes == {Outcome.GO: 5, Outcome.NO: 1, Outcome.UNDECIDED: 1}
    assert [dict(band) for band in back.sure] == [
        {Fate.NOT_KEPT: 1},
        {Fate.OPEN: 1},
        {Fate.KEPT: 1, Fate.NEW_DATE: 1},
    ]
    assert back.promises == {Fate.KEPT: 2, Fate.NEW_DATE: 1, Fate.NOT_KEPT: 1, Fate.OPEN: 1}
    earlier = look(team.session, team.house.platform, Quarter(2026, 3))
    assert (earlier.ballots, sum(earlier.promises.values())) == (0, 0)


def test_no_figure_is_about_a_person() -> None:
    assert {one.name for one in fields(Back)} == {
        "platform",
        "quarter",
        "outcomes",
        "sure",
        "promises",
    }


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_picture_is_a_picture_and_has_words_beside_it(team: Team, language: str) -> None:
    ended(team, "b1", Outcome.GO, 4.5)
    team.promises()
    back, t = look(team.session, team.house.platform, Quarter(2026, 4)), Translator(language)
    content = png(back, back_views.labels(back, t))
    assert content.startswith(b"\x89PNG")
    assert "Super Mario, Q4 2026" in back_views.alt(back, t)
    assert "1" in back_views.alt(back, t)
    blank = png(Back("Super Mario", back.quarter), back_views.labels(back, t))
    assert blank != content


def test_the_subject_tells_what_it_is_about(team: Team) -> None:
    subject = looking_back.ask(team.session, team.house.platform, Quarter(2026, 4), MORNING)
    assert looking_back.from_subject(subject) == ("mario", Quarter(2026, 4))
    assert [card.subject for card in team.house.cards(looking_back.CARD)] == [subject]
