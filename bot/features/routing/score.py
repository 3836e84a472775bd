"""Who is best suited to a question, and why: a function with the parts of the score visible.

Seven parts, each 0..1, add up to the total. Their weights are such that all that is found out about
talent weighs less than a standing responsibility, and both together less than a name the client
wrote. At first talents and single past questions decide; the more was learned, the more is left to
what it makes probable. Nobody is guessed: where no one fits, or two are too close, the choice is
left open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import astuple, dataclass
from datetime import timedelta
from math import fsum

from bot.features.routing.index import Index, OutcomeKind, Past, TalentText
from bot.features.routing.scoring import Message
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

    talent: float = 0.18
    history: float = 0.16
    likely: tuple[float, float] = (0.16, 0.37)
    """On the first day, where meanings are known (words alone are judged better by the two above);
    and once much was learned, when it takes the place of both."""
    beside: float = 0.6
    """What is left of the two where meanings are known."""
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
    fits: float = 0.02
    """Talent and history together below this: nobody fits."""
    margin: float = 0.06
    """The lead, as a share of the leader's own score, up to which two are too close."""
    topic_lead: float = 1.2
    """How much nearer the topic must be than the next talent."""

    def __post_init__(self) -> None:
        found_out = max(self.talent + self.history, self.likely[1])
        with_meaning = self.beside * (self.talent + self.history) + self.likely[0]
        found_out = max(found_out, with_meaning)
        found_out += self.likes + self.room
        if not found_out < self.responsible or not found_out + self.responsible < self.named:
            raise ValueError("weights: talent, history, likes and room < responsible < named")


@dataclass(frozen=True)
class _Evidence:
    """What the index says of a question: talents' relevance 0..1, past answers per person."""

    relevance: Mapping[str, float]
    topic: str | None
    support: Mapping[str, float]
    answered: Mapping[str, int]
    likely: Mapping[str, float]
    early: Mapping[str, float]
    """The same as a share of the likeliest, where meanings are known."""
    confidence: float
    learned: float
    """How much is left to ``likely``, 0..1."""


def suggest(
    question: Question,
    candidates: Sequence[Candidate],
    index: Index,
    *,
    settings: Settings = Settings(),
) -> Suggestion:
    """The best suited person, or why there is none. Order of ``candidates`` is irrelevant."""
    there = [c for c in candidates if c.available and not c.passed]
    evidence = _evidence(question, {c.person_id for c in there}, index, settings)
    everyone = fsum(evidence.support.get(c.person_id, 0.0) for c in there)
    scored = [_score(c, question, evidence, everyone, settings) for c in there]
    ranked = tuple(sorted(scored, key=lambda s: (-s.total, s.person_id)))
    why_none = _why_none(ranked, evidence, settings)
    choice = None if why_none else ranked[0]
    return Suggestion(ranked, choice, why_none, evidence.topic, evidence.confidence)


def _why_none(
    ranked: tuple[Scored, ...], evidence: _Evidence, settings: Settings
) -> WhyNone | None:
    if not ranked:
        return WhyNone.NOBODY_AVAILABLE
    best, parts = ranked[0], ranked[0].parts
    arranged = parts.named + parts.responsible
    if not arranged and not _fits(best, evidence, settings):
        return WhyNone.NOBODY_FITS
    if len(ranked) > 1:
        lead = best.total - ranked[1].total
        if lead <= settings.margin * (best.total - arranged):
            return WhyNone.TOO_CLOSE
    return None


def _fits(best: Scored, found: _Evidence, s: Settings) -> bool:
    """Whether anything but habit speaks for somebody: a talent, or a past question."""
    early = best.parts.talent + best.parts.history
    least = s.fits * (1.0 - found.learned) * (s.beside if found.early else 1.0)
    return early >= least and early > 0.0


def _score(
    candidate: Candidate, question: Question, found: _Evidence, everyone: float, s: Settings
) -> Scored:
    person = candidate.person_id
    level, likes, best_talent = _talent(candidate, found.relevance)
    proven = found.support.get(person, 0.0) / (everyone + s.doubt) if everyone else 0.0
    is_named = person in question.named
    stands_for = question.mode == "managed" and found.topic is not None
    is_responsible = stands_for and question.responsible.get(found.topic or "") == person
    likely, early = found.likely.get(person, 0.0), 1.0 - found.learned
    words = early * (s.beside if found.early else 1.0)
    suited = early * max(level, proven) + found.learned * likely
    parts = Parts(
        talent=s.talent * words * level,
        likes=s.likes * likes,
        history=s.history * words * proven,
        likely=s.likely[0] * early * found.early.get(person, 0.0)
        + s.likely[1] * found.learned * likely,
        room=s.room * suited * 3.0 / (3.0 + candidate.open_requests),
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
    candidate: Candidate, relevance: Mapping[str, float]
) -> tuple[float, float, TalentLevel | None]:
    """How far the talents reach (relevance × level), the same for what is liked, and the best."""

    def reach(talent: TalentLevel) -> float:
        return relevance.get(talent.talent_key, 0.0) * talent.reach()

    best = max(candidate.talents, key=lambda t: (reach(t), t.talent_key), default=None)
    if best is None or reach(best) == 0.0:
        return 0.0, 0.0, None
    liked = [relevance.get(t.talent_key, 0.0) for t in candidate.talents if t.likes]
    return reach(best), max(liked, default=0.0), best


def _evidence(question: Question, among: Set[str], index: Index, s: Settings) -> _Evidence:
    relevance = index.talents_near(question.text)
    asked = Message(question.request_id, question.text, question.at, question.client_key)
    scored = index.score(asked, among)
    support: dict[str, float] = {}
    answered: dict[str, int] = {}
    newest = max((past.at for past in scored.neighbours), default=question.at)
    for past in scored.neighbours:
        if past.likeness < s.similar:
            continue
        known = s.same_client if past.client == question.client_key else 1.0
        weight = past.likeness**2 * known * 0.5 ** ((newest - past.at) / s.half_life)
        for person, gain in past.gains.items():
            support[person] = support.get(person, 0.0) + weight * gain
            answered[person] = answered.get(person, 0) + (gain == 1.0)
    most = max(scored.people.values(), default=1.0)
    early = {p: share / most for p, share in scored.people.items()} if index.meanings else {}
    return _Evidence(
        relevance, _topic(relevance, s), support, answered,
        scored.people, early, scored.confidence, index.learned(),
    )  # fmt: skip


def _topic(relevance: Mapping[str, float], s: Settings) -> str | None:
    """The talent that the words point to, if it is clearly ahead of the next."""
    first, second = ([*sorted(relevance, key=lambda key: (-relevance[key], key)), "", ""])[:2]
    if relevance.get(first, 0.0) <= s.topic_lead * relevance.get(second, 0.0):
        return None
    return first
