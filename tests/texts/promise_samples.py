"""Answers and promises in each state that reads differently, for the test of all texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.core.i18n import Translator
from bot.features.noticing.service import Noticed
from bot.features.promises.looking_back import Back, Fate, Quarter
from bot.features.promises.models import AnswerState, ChangeKind, PromiseState
from bot.features.promises.reading import (
    ClientPromise,
    ClientState,
    Step,
    TeamAnswer,
    TeamPromise,
)
from bot.features.promises.values import Outcome, Verdict
from handlers.noticing import views as noticing_views
from handlers.promises import back_views, client_views, direct_views, letters, team_views, windows
from handlers.promises.direct_views import CopyState
from handlers.promises.letters import Chosen
from tests.texts import data

LATER = data.AT + timedelta(days=7)
MANY = tuple("Όρος " * 60 for _ in range(12))
HANDS = ((data.PERSON, "Σάββατο"), ("U0002", ""))

YES = TeamAnswer(
    ballot=data.ID,
    client=data.NAME,
    verdict=Verdict.YES,
    what=data.WORDS,
    what_not="Όχι αυτό",
    due=data.AT,
    conditions=("Όρος",),
    alternatives=("Μικρό",),
    hands=HANDS,
    state=AnswerState.WANTED,
    by=None,
    at=None,
    link=data.LINK,
    lessons=("Νωρίς",),
)
BARE = replace(YES, what_not="", conditions=(), alternatives=(), hands=(), link=None, lessons=())
ANSWERED = replace(YES, state=AnswerState.GIVEN, by=data.PERSON, at=data.AT)
ANSWERS = (
    YES,
    BARE,
    ANSWERED,
    replace(YES, state=AnswerState.BY_HAND, by=data.PERSON, at=data.AT),
    replace(YES, state=AnswerState.WITHDRAWN),
    replace(YES, verdict=Verdict.NO),
    replace(BARE, verdict=Verdict.NO),
    replace(YES, what="ω " * 150, conditions=MANY, alternatives=MANY, lessons=MANY[:5]),
    replace(YES, verdict=Verdict.NO, what="ω " * 150, alternatives=MANY),
)

HISTORY = tuple(
    Step(kind, data.PERSON, data.AT + timedelta(hours=n), data.AT)
    for n, kind in enumerate(ChangeKind)
)
OPEN = TeamPromise(
    id=data.ID,
    client=data.NAME,
    what=data.WORDS,
    what_not="Όχι αυτό",
    due=data.AT,
    owner=data.PERSON,
    state=PromiseState.OPEN,
    in_danger=False,
    instead=None,
    conditions=("Όρος",),
    alternatives=("Μικρό",),
    hands=HANDS,
    history=HISTORY[:1],
    link=data.LINK,
    lessons=(),
    before=("Νωρίς",),
)
PROMISES = (
    OPEN,
    replace(OPEN, in_danger=True, history=HISTORY),
    replace(OPEN, may_tell=True),
    replace(OPEN, state=PromiseState.KEPT, may_tell=True, lessons=("Νωρίς",), before=()),
    replace(OPEN, state=PromiseState.NOT_KEPT, instead="Αργότερα", link=None, history=HISTORY),
    replace(OPEN, what="ω " * 200, conditions=MANY, alternatives=MANY, lessons=MANY, before=MANY),
)

SEEN = ClientPromise(data.WORDS, data.AT, data.PERSON, ClientState.OPEN)
BOARD = (
    SEEN,
    replace(SEEN, state=ClientState.NEW_DATE, due=LATER, earlier=(data.AT,)),
    replace(SEEN, state=ClientState.KEPT),
    replace(SEEN, state=ClientState.AGREED_ANEW, instead="Αργότερα"),
)

CHOSEN = Chosen(data.WORDS, data.AT, "Europe/Berlin")
FULL = replace(
    CHOSEN,
    what_not="Όχι αυτό",
    owner=data.NAME,
    conditions=("Όρος", "Άλλος"),
    reason="Επειδή",
    alternatives=("Μικρό",),
    before=data.AT,
    instead="Αργότερα",
)
LETTERS = (
    letters.yes,
    letters.no,
    letters.in_danger,
    letters.kept,
    letters.new_date,
    letters.agreed_anew,
)
READERS = [windows.Readers(data.NAME, "C0001", people) for people in (None, 0, 1, 12)]
CHANNELS = [("C0001", "#νότος"), ("C0002", "#νότος-2")]

NOTICED = Noticed("p", "c", "C0001", "1.1", None, data.PERSON, data.WORDS, data.AT)

Given = tuple[Any, ...]


def given() -> Iterator[Given]:
    """Views for the team, each with what it is given."""
    for answer in ANSWERS:
        yield (team_views.answer_card, answer)
        for channels in (CHANNELS[:1], CHANNELS):
            yield (windows.choose, answer, data.PERSON, channels, data.ID)
    for one in PROMISES:
        yield (team_views.promise_card, one)
        for asked_at in (data.AT - timedelta(days=7), data.AT, LATER):
            yield (team_views.asks, one, asked_at)
        for wanted in (True, False):
            for alone in (True, False):
                yield (direct_views.lesson, one, wanted, alone)
                yield (direct_views.lesson_window, one, alone)
        yield (direct_views.new_date, one, data.WORDS)
        yield (direct_views.not_kept, one)
    for found in ((), PROMISES, PROMISES * 5):
        yield (team_views.listing, data.NAME, found)
    for state in CopyState:
        yield (direct_views.copy, "```ω```" * 100, "C0001", data.ID, state)
    yield from _drafts()
    yield from backs()
    yield (noticing_views.asks, data.ID, NOTICED, data.LINK)
    yield (noticing_views.note, data.ID, NOTICED, data.WORDS)


def _drafts() -> Iterator[Given]:
    for callback_id in (windows.DRAFT, windows.WORD_DRAFT):
        for can_be_posted in (True, False):
            yield (windows.draft, callback_id, "ω " * 1200, can_be_posted, data.ID)
    for readers in READERS:
        for how in (windows.POST, windows.BY_HAND):
            preview = (windows.PREVIEW, "ω " * 1200, readers, data.NAME, how, data.ID)
            yield (windows.preview, *preview)


def to_client() -> Iterator[Given]:
    """What clients read."""
    for promises in ((), BOARD, BOARD * 10):
        yield (client_views.board, promises)
    for letter in LETTERS:
        for chosen in (CHOSEN, FULL):
            yield (client_views.word, _written(letter, chosen), data.NAME)


def _written(letter: Any, chosen: Chosen) -> Any:
    def written(t: Translator) -> str:
        return str(letter(chosen, t))

    return written


def backs() -> Iterator[Given]:
    """A quarter to look back at."""
    bands = ({Fate.NOT_KEPT: 1}, {}, {Fate.KEPT: 2, Fate.NEW_DATE: 1, Fate.OPEN: 3})
    quarter = Quarter(2026, 4)
    full = Back(data.NAME, quarter, dict.fromkeys(Outcome, 3), bands, dict.fromkeys(Fate, 2))
    for picture in (None, "F0001"):
        yield (back_views.looking_back, full, picture)
        yield (back_views.looking_back, Back(data.NAME, quarter), picture)
