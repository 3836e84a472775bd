"""Who is best suited to a question, and why: a pure function with the parts of the score visible.

Six parts, each 0..1, add up to the total. Their weights are such that all that is found out about
talent weighs less than a standing responsibility, and both together less than a name the client
wrote. Nobody is guessed: where no one fits, or two are too close, the choice is left open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import timedelta
from math import fsum

from bot.features.routing.index import Index, OutcomeKind, Past, TalentText
from bot.features.routing.values import (
    Candidate,
    Parts,
    Question,
    Reason,
    ReasonKind,
    Scored,
    Suggestion,
    TalentLevel,
    WhyNone,
)

__all__ = [
    "Candidate",
    "Index",
    "OutcomeKind",
    "Parts",
    "Past",
    "Question",
    "Reason",
    "ReasonKind",
    "Scored",
    "Settings",
    "Suggestion",
    "TalentLevel",
    "TalentText",
    "WhyNone",
    "suggest",
]


@dataclass(frozen=True)
class Settings:
    """Weights and thresholds; set so that a test of each rule holds, not tuned on data yet."""

    talent: float = 0.20
    history: float = 0.18
    likes: float = 0.04
    room: float = 0.07
    responsible: float = 0.50
    named: float = 1.00
    neighbours: int = 15
    similar: float = 0.20
    """Cosine to a past question from which it counts as alike."""
    same_client: float = 1.25
    half_life: timedelta = timedelta(days=365)
    doubt: float = 0.10
    """As if a stranger had answered one fairly similar question: few past answers tell little."""
    levels: tuple[float, float, float] = (0.5, 0.75, 1.0)
    fits: float = 0.02
    """Talent and history together below this: nobody fits."""
    margin: float = 0.06
    """The lead, as a share of the leader's own score, up to which two are too close."""
    topic_lead: float = 1.2
    """How much nearer the topic must be than the next talent."""

    def __post_init__(self) -> None:
        found_out = self.talent + self.history + self.likes + self.room
        if not found_out < self.responsible or not found_out + self.responsible < self.named:
            raise ValueError("weights: talent, history, likes and room < responsible < named")


@dataclass(frozen=True)
class _Evidence:
    """What the index says of a question: talents' relevance 0..1, past answers per person."""

    relevance: Mapping[str, float]
    topic: str | None
    support: Mapping[str, float]
    answered: Mapping[str, int]


def suggest(
    question: Question,
    candidates: Sequence[Candidate],
    index: Index,
    *,
    settings: Settings = Settings(),
) -> Suggestion:
    """The best suited person, or why there is none. Order of ``candidates`` is irrelevant."""
    evidence = _evidence(question, index, settings)
    there = [c for c in candidates if c.available and not c.passed]
    everyone = fsum(evidence.support.get(c.person_id, 0.0) for c in there)
    scored = [_score(c, question, evidence, everyone, settings) for c in there]
    ranked = tuple(sorted(scored, key=lambda s: (-s.total, s.person_id)))
    why_none = _why_none(ranked, settings)
    return Suggestion(ranked, None if why_none else ranked[0], why_none, evidence.topic)


def _why_none(ranked: tuple[Scored, ...], settings: Settings) -> WhyNone | None:
    if not ranked:
        return WhyNone.NOBODY_AVAILABLE
    best, parts = ranked[0], ranked[0].parts
    arranged = parts.named + parts.responsible
    if not arranged and parts.talent + parts.history < settings.fits:
        return WhyNone.NOBODY_FITS
    if len(ranked) > 1:
        lead = best.total - ranked[1].total
        if lead <= settings.margin * (best.total - arranged):
            return WhyNone.TOO_CLOSE
    return None


def _score(
    candidate: Candidate, question: Question, found: _Evidence, everyone: float, s: Settings
) -> Scored:
    person = candidate.person_id
    level, likes, best_talent = _talent(candidate, found.relevance, s)
    proven = found.support.get(person, 0.0) / (everyone + s.doubt) if everyone else 0.0
    is_named = person in question.named
    stands_for = question.mode == "managed" and found.topic is not None
    is_responsible = stands_for and question.responsible.get(found.topic or "") == person
    parts = Parts(
        talent=s.talent * level,
        likes=s.likes * likes,
        history=s.history * proven,
        room=s.room * max(level, proven) * 3.0 / (3.0 + candidate.open_requests),
        named=s.named * is_named,
        responsible=s.responsible * is_responsible,
    )
    topic = found.topic if is_responsible else None
    reasons = [Reason(ReasonKind.NAMED)] if is_named else []
    reasons += [Reason(ReasonKind.RESPONSIBLE, talent=topic)] if is_responsible else []
    reasons += _reasons(candidate, best_talent, likes > 0.0, found.answered.get(person, 0))
    return Scored(person, sum(astuple(parts)), parts, tuple(reasons))


def _reasons(
    candidate: Candidate, talent: TalentLevel | None, likes: bool, answered: int
) -> list[Reason]:
    """Levels are nobody's business, so none is in here."""
    reasons = [Reason(ReasonKind.TALENT, talent=talent.talent_key)] if talent else []
    if talent and talent.likes and likes:
        reasons.append(Reason(ReasonKind.LIKES, talent=talent.talent_key))
    if answered:
        reasons.append(Reason(ReasonKind.ANSWERED, count=answered))
    return [*reasons, Reason(ReasonKind.OPEN, count=candidate.open_requests)]


def _talent(
    candidate: Candidate, relevance: Mapping[str, float], s: Settings
) -> tuple[float, float, TalentLevel | None]:
    """How far the talents reach (relevance × level), the same for what is liked, and the best."""

    def reach(talent: TalentLevel) -> float:
        return relevance.get(talent.talent_key, 0.0) * s.levels[talent.level - 1]

    best = max(candidate.talents, key=lambda t: (reach(t), t.talent_key), default=None)
    if best is None or reach(best) == 0.0:
        return 0.0, 0.0, None
    liked = [relevance.get(t.talent_key, 0.0) for t in candidate.talents if t.likes]
    return reach(best), max(liked, default=0.0), best


def _evidence(question: Question, index: Index, s: Settings) -> _Evidence:
    weighed = index.weigh(question.text)
    relevance = index.talents_near(question.text)
    support: dict[str, float] = {}
    answered: dict[str, int] = {}
    own = question.request_id
    newest = max((p.at for p in index.history if not own or p.request_id != own), default=None)
    for past, cosine in index.past_near(weighed, s.neighbours, apart_from=own):
        if newest is None or cosine < s.similar:
            continue
        known = s.same_client if past.client_key == question.client_key else 1.0
        weight = cosine**2 * known * 0.5 ** ((newest - past.at) / s.half_life)
        for person, gain in past.gains().items():
            support[person] = support.get(person, 0.0) + weight * gain
            answered[person] = answered.get(person, 0) + (gain == 1.0)
    return _Evidence(relevance, _topic(relevance, s), support, answered)


def _topic(relevance: Mapping[str, float], s: Settings) -> str | None:
    """The talent that the words point to, if it is clearly ahead of the next."""
    first, second = ([*sorted(relevance, key=lambda key: (-relevance[key], key)), "", ""])[:2]
    if relevance.get(first, 0.0) <= s.topic_lead * relevance.get(second, 0.0):
        return None
    return first
