"""A team that votes: the house of the other features' tests, with the words of a ballot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from bot.features.ballots import asking, closing, voting
from bot.features.ballots.asking import Frame
from bot.features.ballots.models import Ballot, Choice, Condition
from bot.features.platforms.models import Member, Platform
from bot.features.platforms.people import learn_person
from bot.ports import UserInfo
from tests.bot.features.house import EMRE, JONAS, LENA, MORNING, OURS, House

TEAM = (EMRE, JONAS, LENA)
PEACH = ("U0DAISY", "U0PEACH", "U0TOAD")
"""The people of another platform, see `moves_to_peach`."""
FRAME = Frame(
    client="nord",
    what="The new product finder for the trade fair",
    what_not="Not the finder for spare parts",
    due=MORNING + timedelta(days=16),
    answer_by=MORNING + timedelta(days=5),
    if_kept="The order for next year",
    if_broken="Their stand is empty",
    if_no="They ask somebody else for the fair",
    in_return="Overtime is given back in December",
    asked=TEAM,
)
_numbers = count()


def ask(session: Session, now: datetime = MORNING, **changes: Any) -> Ballot:
    """Emre asks, unless ``asker`` says otherwise."""
    asker = changes.pop("asker", EMRE)
    earlier = changes.pop("earlier", None)
    frame = replace(FRAME, **changes)
    return asking.ask(session, frame, asker, now, earlier=earlier)


def vote(
    session: Session,
    ballot: Ballot,
    who: str,
    choice: Choice | None,
    now: datetime = MORNING,
    **change: Any,
) -> voting.Counted | None:
    """Somebody votes; with ``identity`` it is that very press again."""
    number = change.pop("round", ballot.round)
    identity = change.pop("identity", f"press:{next(_numbers)}")
    if choice is Choice.GO_IF:
        change.setdefault("conditions", (Condition.SCOPE,))
    pressed = voting.Pressed(ballot.id, number, who, identity)
    return voting.vote(session, pressed, voting.Change(choice=choice, **change), now)


def close(session: Session, ballot: Ballot) -> datetime:
    """Let the closing time come; returns it."""
    at = ballot.closes_at
    closing.due(session, ballot.id, at)
    return at


def more_members(session: Session, names: Iterable[str], now: datetime = MORNING) -> list[str]:
    """So many more people on the platform."""
    platform = session.get_one(Platform, "mario")
    found = list(names)
    for name in found:
        learn_person(session, UserInfo(id=name, team_id=OURS, name=name.title()), now)
        session.add(Member(platform_key=platform.key, user_id=name, lead=False))
    session.flush()
    return found


def moves_to_peach(house: House) -> None:
    """The client is looked after by another platform from now on, on which `PEACH` are."""
    mario = house.platform
    house.add(
        Platform(
            key="peach",
            name="Peach",
            team_channel="C0PEACH",
            timezone=mario.timezone,
            hours=mario.hours,
            mode=mario.mode,
        )
    )
    for name in PEACH:
        learn_person(house.session, UserInfo(id=name, team_id=OURS, name=name.title()), house.now)
        house.add(Member(platform_key="peach", user_id=name, lead=False))
    house.client("nord").platform_key = "peach"
    house.session.flush()
