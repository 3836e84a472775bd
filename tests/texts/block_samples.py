"""Blocks in each state that reads differently, for the test of all texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from bot.features.blocks.models import LiftState
from bot.features.blocks.reading import BlockView, Booked, Given, Heard, LiftView, Word
from bot.features.offboarding.kinds import System
from handlers.blocks import client_views, views
from tests.texts import data

Sample = tuple[Any, ...]
DAY = date(2026, 3, 20)
LIFT = LiftView(
    id=data.ID,
    version=2,
    client=data.NAME,
    state=LiftState.ASKED,
    until=data.AT,
    why=data.WORDS,
    asked_by=data.PERSON,
    confirmed_by="U0002",
    ended_by=None,
    ended_at=data.AT,
)
BACK = tuple(Given(system, "Άννα", "Όλα") for system in System)
LIFTS = tuple(replace(LIFT, state=state, why="ω " * 400) for state in LiftState)
BLOCK = BlockView("κ", data.NAME, True, data.AT, data.PERSON, None)
BLOCKS = (BLOCK, replace(BLOCK, since=None, contact=None), *(replace(BLOCK, lift=o) for o in LIFTS))
HEARD = Heard(data.NAME, data.PERSON, "C0001", "1.1", DAY, 0, "1.1")
HOURS = Booked("Κ-1", DAY, gone=False, told=False)
GONE, TOLD = replace(HOURS, gone=True), replace(HOURS, told=True)


def given() -> Iterator[Sample]:
    """What members see."""
    for block in BLOCKS:
        yield views.standing, block
    for lift in LIFTS:
        yield views.lift_card, lift
        yield views.lift_card, replace(lift, gives_back=BACK)
    for active in (1, 3):
        yield views.back, replace(LIFT, still_active=active)
    yield views.back, LIFT
    yield views.back, replace(LIFT, ended_by=data.PERSON)
    yield views.lift_window, data.NAME, "κ"
    for more in (0, 1, 4):
        for named in (True, False):
            yield views.heard, replace(HEARD, more=more), [data.LINK, data.LINK], named
    for found in ((), (HOURS, GONE), (GONE,), (TOLD, GONE), (HOURS,) * 40):
        yield views.hours, data.NAME, found
        yield views.booked, data.NAME, found


def to_client() -> Iterator[Sample]:
    """What a client's person reads."""
    yield client_views.answer, Word(data.PERSON, DAY)
    yield client_views.answer, Word(None, DAY)
