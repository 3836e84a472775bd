"""What a platform says about suggestions: in a few named steps, never in weights."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class Counting(StrEnum):
    """How much something counts when somebody is looked for."""

    IGNORE = "ignore"
    A_LITTLE = "a little"
    NORMAL = "normal"
    MUCH = "much"


class Newcomers(StrEnum):
    """How many of the questions on a talent go to those who want to learn it."""

    NONE = "none"
    ONE_IN_TEN = "one in ten"
    ONE_IN_FIVE = "one in five"


class MayBeWrong(StrEnum):
    """How often somebody may be asked whose question it is not; above that the team is asked."""

    ONE_IN_TWENTY = "one in twenty"
    ONE_IN_TEN = "one in ten"
    ONE_IN_FIVE = "one in five"
    ALWAYS_SUGGEST = "always suggest"


class Suggesting:
    """Columns of a platform."""

    level_counts: Mapped[Counting] = mapped_column(
        String(10), default=Counting.NORMAL, server_default="normal"
    )
    """How good somebody says they are."""
    likes_count: Mapped[Counting] = mapped_column(
        String(10), default=Counting.NORMAL, server_default="normal"
    )
    """Whether they like doing it."""
    room_counts: Mapped[Counting] = mapped_column(
        String(10), default=Counting.NORMAL, server_default="normal"
    )
    """How much they have open, against what is usual for them, and how long they are there."""
    client_counts: Mapped[Counting] = mapped_column(
        String(10), default=Counting.NORMAL, server_default="normal"
    )
    """Whether they know the client."""
    newcomers: Mapped[Newcomers] = mapped_column(
        String(20), default=Newcomers.ONE_IN_TEN, server_default="one in ten"
    )
    may_be_wrong: Mapped[MayBeWrong] = mapped_column(
        String(20), default=MayBeWrong.ONE_IN_TEN, server_default="one in ten"
    )
