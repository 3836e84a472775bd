"""Ballots in each state that reads differently, for the test of all texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.features.ballots.asking import Frame
from bot.features.ballots.models import Alternative, Ballot, Choice, Condition, Stage
from bot.features.ballots.outcome import Tally
from bot.features.ballots.reading import Line, Offered, Result, Shown
from bot.features.ballots.reminding import Nudge
from bot.features.ballots.secrecy import Paper
from bot.features.platforms.models import BallotRule
from handlers.ballots import after_views, ask_views, result_views, vote_modals, vote_views
from tests.texts import data

LATER = data.AT + timedelta(days=7)
LONG = "Πρόταση " * 400
PEOPLE = (data.PERSON, "U0002", "U0003", "U0004")

OPEN = Shown(
    id=data.ID,
    round=1,
    stage=Stage.VOTING,
    client=data.NAME,
    what=data.WORDS,
    what_not="Όχι αυτό",
    due=LATER,
    answer_by=LATER,
    if_kept="Καλό",
    if_broken="Κακό",
    if_no="Άλλο",
    in_return="Άδεια",
    rule=BallotRule.CONSENT,
    quorum=60,
    asker=data.PERSON,
    asked=PEOPLE,
    voted=2,
    closes_at=LATER,
    moved=False,
    zone="Europe/Athens",
    thread=data.LINK,
    earlier=data.LINK,
    link=data.LINK,
    lessons=("Νωρίς",),
    needs="Δύο άτομα",
)
BARE = replace(
    OPEN, what_not="", in_return="", thread=None, earlier=None, link=None, lessons=(), needs=""
)
SHOWN = (
    OPEN,
    BARE,
    replace(OPEN, voted=4),
    replace(OPEN, moved=True, rule=BallotRule.TWO_THIRDS),
    replace(
        OPEN, rule=BallotRule.MAJORITY, restarted_by=data.PERSON, restarted_at=data.AT, round=2
    ),
    replace(
        OPEN,
        client="Ω" * 120,
        what=LONG,
        what_not=LONG,
        if_kept=LONG,
        if_broken=LONG,
        if_no=LONG,
        in_return=LONG,
        needs=LONG,
        lessons=(LONG,) * 5,
        asked=tuple(f"U{n:05}" for n in range(500)),
    ),
)
CLOSED = tuple(replace(one, stage=stage) for one in SHOWN for stage in list(Stage)[1:])

CONDITIONS: tuple[Line, ...] = tuple(
    (str(one), "Όρος" if one == Condition.OTHER else "", 2) for one in Condition
)
OFFERS: tuple[Line, ...] = tuple(
    (str(one), "" if one == Alternative.NOTHING else "Λίγο", 1) for one in Alternative
)
HANDS = (Offered(data.PERSON, True, "Σάββατο"), Offered("U0002", False, ""))
RESULT = Result(
    ballot=OPEN,
    tally=Tally(go=2, go_if=1, no=0, abstain=1),
    certainty=3.7,
    spread=0.5,
    conditions=CONDITIONS,
    reasons=("Επειδή",),
    views=((data.PERSON, "Άποψη"),),
    hands=HANDS,
    alternatives=OFFERS,
    stood_by=data.PERSON,
    confirmed_by="U0002",
)
RESULTS = (
    RESULT,
    replace(RESULT, spread=1.5, stood_by=None, hands=()),
    replace(RESULT, tally=Tally(go=1, no=1), certainty=None, conditions=(), reasons=(), views=()),
    replace(RESULT, tally=Tally(abstain=3), alternatives=()),
    replace(RESULT, tally=None, certainty=None, conditions=(), reasons=()),
    replace(
        RESULT,
        conditions=tuple(("other", LONG[:500], n) for n in range(1, 60)),
        reasons=(LONG[:500],) * 60,
        hands=tuple(Offered(f"U{n:05}", n % 2 > 0, LONG[:500]) for n in range(120)),
        alternatives=tuple(("smaller", LONG[:500], n) for n in range(1, 60)),
        views=((data.PERSON, LONG),) * 3,
    ),
)
PAPERS = (
    None,
    Paper(Choice.NO),
    Paper(Choice.GO_IF, tuple(Condition), words="Όρος", certainty=4, why="Επειδή " * 60),
)
BALLOT = Ballot(id=data.ID, what=LONG, round=1)
FRAME = Frame(
    client="νότος",
    what=LONG,
    what_not="",
    due=LATER,
    answer_by=LATER,
    if_kept="Καλό",
    if_broken="Κακό",
    if_no="Άλλο",
    in_return="",
    asked=PEOPLE,
    closes_at=LATER,
)


def given() -> Iterator[tuple[Any, ...]]:
    """Each view with what it is given beside the translator."""
    yield from _voting()
    yield from _closed()
    yield from _windows()


def _voting() -> Iterator[tuple[Any, ...]]:
    for one in (*SHOWN, *CLOSED):
        yield vote_views.team_card, one
        for has in (True, False):
            yield vote_views.lead, one, has
    for one in SHOWN:
        yield vote_views.vote_counted, one
        for has in (True, False):
            yield vote_views.begun_again, one, has
            yield vote_views.voter, one, has
        for nudge in Nudge:
            yield vote_views.reminder, one, nudge


def _closed() -> Iterator[tuple[Any, ...]]:
    for one in CLOSED:
        for hand in (None, *HANDS):
            yield after_views.voter, one, hand
        for has_spoken in (True, False):
            yield after_views.hands_again, one, has_spoken
    for stage in list(Stage)[1:]:
        for result in RESULTS:
            for shown in (OPEN, SHOWN[-1]):
                ballot = replace(shown, stage=stage, newer=data.LINK)
                yield result_views.card, replace(result, ballot=ballot)
                yield result_views.lapsed, ballot
                yield result_views.card, replace(result, ballot=replace(ballot, asked_again=True))


def _windows() -> Iterator[tuple[Any, ...]]:
    filled = ask_views.filled(FRAME, data.AT, "Europe/Athens", "en", anew=True)
    clients = [("νότος", data.NAME), ("βορράς", "Ω" * 200)]
    for start in (filled, ask_views.Filled()):
        yield ask_views.ask, start, clients, "s1"
    readings = dict.fromkeys(("due", "answer_by", "closes_at"), (data.AT, LATER))
    yield ask_views.which, readings, data.AT, "Europe/Athens", "s1"
    for restarts in (True, False):
        yield ask_views.confirm, FRAME, data.NAME, data.AT, "Europe/Athens", "s1", restarts
    for paper in PAPERS:
        for choice in (None, Choice.GO_IF):
            yield vote_modals.mine, data.ID, 1, paper, choice
    for words in ("", "Σάββατο"):
        yield vote_modals.hand, BALLOT, words
        yield vote_modals.view, BALLOT, words
    yield vote_modals.offer, BALLOT
