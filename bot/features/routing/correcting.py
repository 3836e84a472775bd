"""What somebody put into other hands: the next question like it is known to be theirs, too.

However clearly its words point to a talent, whoever handed the question over knew better. The
nearer the new question is to that one, the less its words say for talents that the person who was
given it has not got. That ends when somebody else has had a newer question like it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from bot.features.routing.scoring import Neighbour
from bot.features.routing.values import Candidate
from bot.features.routing.weights import Settings

Given = tuple[str, float]
"""A person, and how alike the question was that was put into their hands, 0..1."""


def given(
    neighbours: Iterable[Neighbour], hands: Mapping[str, str], among: Set[str], s: Settings
) -> Given | None:
    """What was last put into somebody's hands among questions that are much alike, if it stands.

    ``hands``: request id → to whom it was given and whose it still is; ``among``: who is there.
    """
    others = set[str]()
    for past in sorted(neighbours, key=lambda one: (one.at, one.key), reverse=True):
        if past.likeness < s.much_alike:
            continue
        person = hands.get(past.key)
        if person is not None:
            return (person, past.likeness) if person in among and others <= {person} else None
        others |= {one for one, gain in past.gains.items() if gain}
    return None


def corrected(
    relevance: Mapping[str, float], there: Sequence[Candidate], put: Given | None
) -> Mapping[str, float]:
    """Talent → relevance, less for what whoever was given the like has not got."""
    if put is None:
        return relevance
    person, likeness = put
    their = next(one for one in there if one.person_id == person)
    return {
        key: much if their.has(key) else much * (1.0 - likeness) for key, much in relevance.items()
    }
