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
    reasons = (
        (2.0 * parts.named, kind.NAMED, None),
        (2.0 * parts.responsible, kind.RESPONSIBLE, topic),
        (parts.talent, kind.TALENT, key),
        (parts.likes if talent and talent.likes else 0.0, kind.LIKES, key),
        (parts.history + parts.likely if answered else 0.0, kind.ANSWERED, None),
        (parts.likely if points_to_them and not answered else 0.0, kind.LEARNED, None),
        (parts.room if has_room else 0.0, kind.ROOM, None),
        (parts.client, kind.CLIENT, None),
    )
    told = sorted((one for one in reasons if one[0] > 0.0), key=lambda one: -one[0])[:MOST]
    return tuple(
        Reason(which, talent=about, count=answered if which is kind.ANSWERED else None)
        for _, which, about in told
    )
