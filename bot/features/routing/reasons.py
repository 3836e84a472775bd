"""Why somebody is asked: the parts of their score that add most, as what is true of them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.features.routing.values import Candidate, Parts, Reason, ReasonKind, TalentLevel
from bot.features.routing.weights import Settings

MOST = 3


def why(
    candidate: Candidate,
    parts: Parts,
    talent: TalentLevel | None,
    topic: str | None,
    likely: Mapping[str, float],
    answered: int,
    settings: Settings,
) -> tuple[Reason, ...]:
    """At most three: arrangements first, then what adds most. No part that is 0, and no level.

    ``likely``: what was learned makes of everybody, by person; empty where nothing was.
    """
    kind, key = ReasonKind, talent.talent_key if talent else None
    usual = candidate.usually_open(settings.usual)
    has_room = candidate.open_requests <= usual and not candidate.leaves
    points_to_them = likely.get(candidate.person_id, 0.0) * len(likely) > 1.0
    found = [
        (2.0 * parts.named, Reason(kind.NAMED)),
        (2.0 * parts.responsible, Reason(kind.RESPONSIBLE, talent=topic)),
        (parts.talent, Reason(kind.TALENT, talent=key)),
        (parts.likes if talent and talent.likes else 0.0, Reason(kind.LIKES, talent=key)),
        (
            parts.history + parts.likely if answered else 0.0,
            Reason(kind.ANSWERED, count=answered),
        ),
        (
            parts.likely if points_to_them and not answered else 0.0,
            Reason(kind.LEARNED),
        ),
        (parts.room if has_room else 0.0, Reason(kind.ROOM)),
        (parts.client, Reason(kind.CLIENT)),
    ]
    told = sorted((one for one in found if one[0] > 0.0), key=lambda one: -one[0])
    return tuple(reason for _, reason in told[:MOST])
