"""What a ballot hands over: the team's decision, and how the ballot ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What the team has decided."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Decision:
    """A decision that a client waits for: a yes that is stood behind, or a no. For the team.

    ``ballot`` is the ballot's id, of 40 characters at most; ``platform`` and ``client`` are keys,
    ``request`` the id of the request that it answers. ``hands`` are ``(user_id, words)``.
    """

    ballot: str
    platform: str
    client: str
    request: str | None
    verdict: Verdict
    what: str
    what_not: str
    due: datetime
    conditions: tuple[str, ...] = ()
    """Each in the team's words, joined where the same."""
    alternatives: tuple[str, ...] = ()
    """What could be offered instead, in the team's words."""
    hands: tuple[tuple[str, str], ...] = ()
    owner: str | None = None
    """Who answers for a promise; None: whoever answers the client."""


class Outcome(StrEnum):
    """How a ballot ended."""

    GO = "go"
    NO = "no"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Ended:
    """A ballot that is over, for looking back. Nothing in it is about a person.

    ``certainty``: the mean (1 to 5) as the result card shows it; None where it shows none.
    """

    ballot: str
    platform: str
    outcome: Outcome
    at: datetime
    certainty: float | None = None
