"""What everybody sets up for themselves: talents with levels and likes, and working hours."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.core.i18n import mark
from bot.features.declaration import state
from bot.features.declaration.editing import AtField, Typed, edit, read, value
from bot.features.declaration.fields import MEMBER, SKILL
from bot.features.declaration.rules import Facts

LIKES = "+"
"""Behind a level: and I like doing it."""
NOT_MINE = "0"
LEARNS = "learn"
"""Instead of a level: I want to learn it."""


def own_facts(session: Session, user: str, kind: str) -> Facts:
    """What one person has declared of a kind: ``skill`` or ``hours``."""
    found = state.current(session)
    return {key: values for key, values in found.items() if key[:2] == (kind, user)}


def answer(level: int | None, *, likes: bool) -> str:
    """A talent's level and liking as one choice: ``0``, ``learn``, ``1``, ``1+`` … ``3+``."""
    if level == 0:
        return LEARNS
    return NOT_MINE if level is None else f"{level}{LIKES if likes else ''}"


def save_talents(
    session: Session, user: str, talents: Sequence[str], seen: Facts, given: Typed
) -> None:
    """One's own level of each of ``talents``."""
    wanted: Facts = {}
    for talent in talents:
        chosen = given.get(talent) or NOT_MINE
        if chosen == LEARNS:
            wanted["skill", user, talent] = {"level": 0, "likes": False}
        elif chosen != NOT_MINE:
            level = value(SKILL["level"], talent, chosen.removesuffix(LIKES))
            wanted["skill", user, talent] = {"level": level, "likes": chosen.endswith(LIKES)}
    edit(session, {key: seen[key] for key in seen if key[-1] in talents}, wanted, user)


def save_hours(session: Session, user: str, seen: Facts, given: Typed) -> None:
    """One's own working hours; none are those of the platform."""
    values = read(MEMBER, ("hours", "timezone"), given)
    if values["timezone"] and not values["hours"]:
        raise AtField(
            "hours", mark("A time zone of your own needs hours beside it, as you work there.")
        )
    edit(session, seen, {("hours", user): values} if values["hours"] else {}, user)
