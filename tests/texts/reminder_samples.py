"""Reminders in each state that reads differently, for the test of all texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from bot.core.dates import Moment, Repetition, Unclear
from bot.core.dates.errors import NOTHING_TO_SPLIT
from bot.features.reminders.models import Answer
from bot.features.reminders.reading import Bundle, Due, Made, Rings
from handlers.reminders import modals, views
from tests.texts import data

LATER = data.AT + timedelta(days=1)
WEEKLY = Repetition("Europe/Berlin", time(9, 30), date(2026, 3, 10), "WEEKLY", 2, (1,))
RINGS = Rings(
    id=data.ID,
    what=data.WORDS,
    link=None,
    client=None,
    asked_by=None,
    due_at=data.AT,
    late=False,
    answer=None,
    answered_by=None,
    again_at=None,
    repetition=None,
    zone="Europe/Berlin",
    due=None,
)
FULL = replace(
    RINGS, link=data.LINK, client=data.NAME, asked_by=data.PERSON, late=True, repetition=WEEKLY
)
DUE = replace(RINGS, link=data.LINK, client=data.NAME, due=Due("Ν-1", data.LINK, data.AT))
ANSWERED = [
    replace(FULL, answer=answer, answered_by=data.PERSON, again_at=again)
    for answer, again in (
        (Answer.DONE, None),
        (Answer.STOP, None),
        (Answer.HOUR, LATER),
        (Answer.TOMORROW, None),
    )
]
MADE = Made(
    id=data.ID,
    what=data.WORDS,
    link=None,
    asked_by=None,
    person=None,
    channel=None,
    when=Moment(LATER),
    next=(LATER,),
    other=None,
    zone="Europe/Berlin",
    ended=False,
)
MANY = [
    MADE,
    replace(MADE, person=data.PERSON, next=(LATER + timedelta(hours=1),)),
    replace(MADE, channel="C1", when=WEEKLY, next=(LATER, LATER + timedelta(days=14))),
    replace(MADE, asked_by=data.PERSON, other=LATER + timedelta(days=7)),
]
CHANNELS = [("C1", data.NAME)]

UNCLEAR = Unclear(NOTHING_TO_SPLIT, text=data.WORDS)


def _bundle(*some: Rings, more: int = 0) -> Bundle:
    waiting = [one for one in some if one.answer is None]
    return Bundle(waiting, [one for one in some if one.answer is not None], more)


def given() -> Iterator[tuple[Any, ...]]:
    """Each view with what it is given."""
    for one in (RINGS, FULL, DUE, replace(DUE, late=True), *ANSWERED):
        yield views.rings, _bundle(one), data.AT
    for some in ([RINGS, FULL], [DUE, *ANSWERED], ANSWERED, [RINGS, *ANSWERED * 2]):
        yield views.rings, _bundle(*some), data.AT
    yield views.rings, _bundle(*[FULL] * 10, *ANSWERED * 2, more=4), data.AT
    for made in (*MANY, replace(MADE, ended=True), replace(MADE, when=None, what="ω" * 2000)):
        yield views.made, made, data.AT
    for listed in ([], MANY[:1], MANY, MANY * 9):
        yield views.listing, listed, data.AT
    filled = modals.Filled(what=data.WORDS, when="9:30", link=data.LINK)
    for one in (
        filled,
        replace(filled, bound=True),
        modals.Filled(who="C1", what="ω" * 3000),
        modals.Filled(who=modals.PERSON, person=data.PERSON),
        lambda t: replace(filled, why=UNCLEAR.to(t)),
    ):
        yield modals.window, one, CHANNELS, data.ID
