"""What is told of routing: a platform's figures, few and many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from bot.features.accuracy.figures import Figures, Month
from bot.features.routing.alike import Earlier
from bot.ports import PageTitle
from handlers.accuracy import views
from handlers.similar import views as similar
from tests.texts import data

EARLY = Figures(data.NAME, [Month(date(2026, n, 1), right=n) for n in (1, 2)], passes=False)
EARLIER = Earlier(data.NAME, data.NAME * 40, "https://a.test", datetime(2026, 3, 2, 9, tzinfo=UTC))
PAGE = PageTitle(data.NAME * 40, "https://a.test/" + "x" * 680)
LATER = Figures(data.NAME, [Month(date(2026, n, 1), 9, 9, 9, 9, 9) for n in range(1, 7)], True)


def given() -> Iterator[tuple[Any, ...]]:
    """Each view with what it is given beside the translator."""
    for few, pages in (([EARLIER], []), ([EARLIER] * 3, [PAGE] * 3), ([], [PAGE])):
        yield similar.alike, data.NAME * 40, similar.Found(few, pages)
    yield (similar.gone,)
    yield (partial(similar.gone, decided=True),)
    for found in (EARLY, LATER):
        yield views.answer, found, None
        yield views.answer, found, "<#C0TEAM>"
        yield views.card, found, None
        yield views.card, found, "F0001"
