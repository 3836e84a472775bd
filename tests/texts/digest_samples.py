"""Digests in each state that reads differently, for the test of all texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.core.i18n import Translator
from bot.features.digests.bars import Bars, Row
from bot.features.digests.company_week import ClientDate, ClientMatter, ClientWeek, SentWeek
from bot.features.digests.models import DigestState
from bot.features.digests.monthly import KIND as MONTH
from bot.features.digests.monthly import Answers, ClientMonth, Month
from bot.features.digests.observed import KIND as WEEK
from bot.features.digests.observed import Dated, ObservedWeek, Question, Topic
from bot.features.digests.team import AwayToday, Entry, TeamDay
from handlers.digests import charts, client_views, draft_views, month_views, observed_views
from handlers.digests import team_views as morning_views
from tests.texts import data

MINUTE = timedelta(minutes=1)
BARS = Bars([date(2026, 3, 1)], [Row(data.NAME, [(3, 2)])])

ENTRY = Entry(data.NAME, data.WORDS, data.LINK, data.AT, data.AT, data.NAME)
BARE = replace(ENTRY, link=None, due=None, owner=None, words="")
AWAY = AwayToday(data.NAME, None, data.AT, None)
BUSY = [replace(ENTRY, client="Ν " * 60, words="ω <ω> " * 20)] * 9
DAYS = (
    TeamDay([ENTRY], [ENTRY, BARE], [ENTRY], [AWAY], [ENTRY, BARE]),
    TeamDay([BARE], [], [BARE], [replace(AWAY, starts=data.AT, cover=data.NAME)], []),
    TeamDay(BUSY, BUSY, BUSY, [AWAY] * 30, BUSY),
)

MATTER = ClientMatter(data.WORDS, data.LINK, data.AT, data.NAME, date(2026, 3, 6))
NAMELESS = replace(MATTER, words="", person=None, due=None)
DATE = ClientDate(data.WORDS, date(2026, 3, 5))
WEEKS = (
    ClientWeek([MATTER], [MATTER, NAMELESS], [MATTER], 2, 1, True, [DATE]),
    ClientWeek([], [], [NAMELESS], 0, 3, happened=True),
    ClientWeek([MATTER] * 20, [replace(MATTER, words="ω " * 40)] * 20, [], 1, 0, True),
)

MONTHS = (
    ClientMonth(data.NAME, 12, 10, 300 * MINUTE, 700 * MINUTE, Answers(61 * MINUTE, 400 * MINUTE)),
    ClientMonth(data.NAME, 0, 1, 0 * MINUTE, 0 * MINUTE, None),
    ClientMonth(data.NAME, 1, 0, 5 * MINUTE, 0 * MINUTE, Answers(MINUTE, MINUTE)),
)

QUESTION = Question(data.NAME, data.WORDS, data.LINK)
TOPICS = [Topic({"el": "Σχέδιο"}, [QUESTION] * 3), Topic(None, [QUESTION])]
DATED = Dated(data.NAME, data.AT, data.WORDS, data.LINK)
OBSERVED = (
    ObservedWeek(0, [], None, None, [], []),
    ObservedWeek(1, [QUESTION], None, None, TOPICS[:1], []),
    ObservedWeek(12, [QUESTION] * 12, 61 * MINUTE, 400 * MINUTE, TOPICS, [DATED] * 12),
    ObservedWeek(1, [], MINUTE, MINUTE, [], [DATED]),
)
DRAFT = draft_views.Draft(
    id=data.ID,
    version=1,
    client=data.NAME,
    channel="C1",
    readers=None,
    state=DigestState.DRAFT,
    week=SentWeek("", (), None),
    edited_by=None,
    decided_by=None,
    sent_at=None,
)


def given() -> Iterator[tuple[Any, ...]]:
    """Views for the team, each with what it is given beside the translator."""
    for day in DAYS:
        yield morning_views.morning, day
    for draft in _drafts():
        yield draft_views.draft, draft, _same
    yield draft_views.edit, data.WORDS, f"{data.ID}:1"
    for picture, months in ((None, MONTHS[:1]), ("F00000001", MONTHS), ("F00000001", MONTHS * 20)):
        found = Month(data.NAME, date(2026, 3, 1), months, response_times=picture is not None)
        yield month_views.of_month, found, picture, _alt(MONTH)
    for week in OBSERVED:
        yield observed_views.draw_week, week, "F00000001" if week.questions else None, _alt(WEEK)


def to_client() -> Iterator[tuple[Any, ...]]:
    """Views for a client."""
    for week in WEEKS:
        for sender in (data.NAME, None):
            yield client_views.digest, _put_into_words(week, sender)
    yield client_views.digest, SentWeek(None, (), data.NAME)


def _put_into_words(week: ClientWeek, sender: str | None) -> Any:
    def made(t: Translator) -> SentWeek:
        text, links = client_views.text_of(week, data.AT, "Europe/Berlin", t)
        return SentWeek(text, links, sender)

    return made


def _drafts() -> Iterator[Any]:
    for state in DigestState:
        for more in (
            {"readers": 1, "sent_at": data.AT},
            {"readers": 4, "decided_by": data.PERSON, "sent_at": data.AT},
            {"readers": None, "decided_by": data.PERSON, "edited_by": data.PERSON},
        ):
            yield _drafted(replace(DRAFT, state=state, **more))


def _drafted(draft: draft_views.Draft) -> Any:
    return lambda t: replace(draft, week=_put_into_words(WEEKS[0], None)(t))


def _same(t: Translator) -> Translator:
    """The client's reader: one who speaks as the team does."""
    return t


def _alt(kind: str) -> Any:
    return lambda t: charts.alt(BARS, kind, t)
