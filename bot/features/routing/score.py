"""Who is best suited to a question, and why: a function with the parts of the score visible.

How suited somebody is (talents, past questions, what was learned) is multiplied by how much they
like it, by the room they have and by how well they know the client; each of these by a bounded
factor. A standing responsibility weighs more than all of that, and a name the client wrote more
than both together. At first talents and single past questions decide; the more was learned, the
more is left to what it makes probable. Nobody is guessed: where no one fits, or where it would be
wrong too often, the choice is left open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from math import fsum
from typing import NamedTuple

from bot.features.routing.evidence import Evidence, evidence
from bot.features.routing.index import Index, OutcomeKind, Past, TalentText
from bot.features.routing.reasons import why
from bot.features.routing.scoring import Message
from bot.features.routing.spreading import turns
from bot.features.routing.sure import Told, sure
from bot.features.routing.values import (
    LEARNS,
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
from bot.features.routing.weights import Settings

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

NORMAL = Settings()
ALIKE = 3
"""Similar past questions that are told at most."""


class Suited(NamedTuple):
    """How suited somebody is, before likes, room and client."""

    talent: TalentLevel | None
    """Of their talents the one that reaches farthest."""
    proven: float
    """Their share of the answers to past questions like it, 0..1."""
    likely: float
    """What was learned makes of them, 0..1; 0 for who has not got a clear topic's talent, and never
    had anything much like it: habit alone has no say there."""
    parts: Parts
    turn: float = 1.0


class Weighed(NamedTuple):
    """A candidate with what was found out about them."""

    candidate: Candidate
    talent: TalentLevel | None
    proven: float
    likely: float
    scored: Scored


def suggest(
    question: Question,
    candidates: Sequence[Candidate],
    index: Index,
    *,
    settings: Settings = NORMAL,
) -> Suggestion:
    """The best suited person, or why there is none. Order of ``candidates`` is irrelevant."""
    there = [c for c in candidates if c.available and not c.passed]
    asked = Message(question.request_id, question.text, question.at, question.client_key)
    found = evidence(asked, there, index, settings)
    weighed = _weigh(question, there, found, settings)
    weighed.sort(key=lambda w: (-w.scored.total, _draw(question, w.candidate.person_id)))
    ranked = tuple(one.scored for one in weighed)
    confidence = _confidence(weighed, found, settings)
    why_none = _why_none(ranked, found, confidence, settings)
    choice = None if why_none else ranked[0]
    if choice and not any(c.passed for c in candidates):
        choice = _who_wants_to_learn(question, weighed, settings) or choice
    return Suggestion(ranked, choice, why_none, found.topic, confidence)


def _draw(question: Question, whom: str) -> float:
    """0..1, at random, and the same whenever the same is asked."""
    key = f"{question.request_id or question.text} {whom}"
    return int.from_bytes(sha256(key.encode()).digest()[:6]) / 2**48


def _confidence(weighed: Sequence[Weighed], found: Evidence, settings: Settings) -> float:
    """That it is the first one's, or that of somebody with the same talent: no wrong person."""
    if not weighed:
        return 0.0
    best = weighed[0]
    if _arranged(best.scored):
        return 1.0
    topic = best.talent.talent_key if best.talent else None
    same = {w.candidate.person_id: w.likely for w in weighed if w.candidate.has(topic or "")}
    most = max(w.likely for w in weighed) or 1.0
    told = Told(
        talent=found.relevance.get(topic or "", 0.0),
        proven=best.proven,
        against=_against(best, weighed, found),
        confidence=found.confidence * max([best.likely, *same.values()]) / most,
        behind=max(same.values(), default=0.0) / most,
        named=_by_name(best.candidate, found, settings),
        learned=found.learned,
        talents=len(found.relevance),
        ahead=found.ahead({best.candidate.person_id, *same}),
    )
    return sure(told)


def _by_name(candidate: Candidate, found: Evidence, s: Settings) -> float:
    """Their share of the answers to past questions with the same name."""
    theirs = found.by_name.get(candidate.person_id, 0.0)
    return theirs / (fsum(found.by_name.values()) + s.doubt)


def _against(best: Weighed, weighed: Sequence[Weighed], found: Evidence) -> float:
    """What speaks for somebody else: talents they have not, answers of those without theirs."""
    topic = best.talent.talent_key if best.talent else None
    others = [r for key, r in found.relevance.items() if not best.candidate.has(key)]
    proven = [
        w.proven
        for w in weighed
        if w is not best and not (topic is not None and w.candidate.has(topic))
    ]
    return max([0.0, *others, *proven])


def _arranged(scored: Scored) -> float:
    return scored.parts.named + scored.parts.responsible


def _why_none(
    ranked: tuple[Scored, ...], found: Evidence, confidence: float, s: Settings
) -> WhyNone | None:
    if not ranked:
        return WhyNone.NOBODY_AVAILABLE
    best, arranged = ranked[0], _arranged(ranked[0])
    if arranged:
        rivals = [one for one in ranked[1:2] if _arranged(one) == arranged]
        close = any(best.total - one.total <= s.margin * (best.total - arranged) for one in rivals)
        return WhyNone.TOO_CLOSE if close else None
    if not _fits(best, found, s):
        return WhyNone.NOBODY_FITS
    return WhyNone.UNSURE if confidence < 1.0 - s.wrong else None


def _fits(best: Scored, found: Evidence, s: Settings) -> bool:
    """Whether anything but habit speaks for somebody: a talent, or a past question."""
    early = best.parts.talent + best.parts.history
    least = s.fits * (1.0 - found.learned) * (s.beside if found.early else 1.0)
    return early >= least and early > 0.0


def _who_wants_to_learn(
    question: Question, weighed: Sequence[Weighed], s: Settings
) -> Scored | None:
    """Instead of the best: somebody who wants to learn their talent, for a share of questions."""
    best = weighed[0]
    if best.talent is None or _arranged(best.scored):
        return None
    topic = best.talent.talent_key
    if not question.request_id or _draw(question, f"learns {topic}") >= s.newcomers:
        return None
    learners = [w for w in weighed if _learns(w.candidate, topic)]
    if not learners:
        return None
    chosen = min(
        learners,
        key=lambda w: (w.candidate.open_requests, _draw(question, w.candidate.person_id)),
    )
    helper = Reason(ReasonKind.HELPER, topic, person=best.candidate.person_id)
    reasons = (Reason(ReasonKind.LEARNS, topic), helper)
    return replace(chosen.scored, reasons=reasons)


def _learns(candidate: Candidate, topic: str) -> bool:
    return any(one.talent_key == topic and one.level == LEARNS for one in candidate.talents)


def _weigh(
    question: Question, there: Sequence[Candidate], found: Evidence, s: Settings
) -> list[Weighed]:
    everyone = fsum(found.support.get(c.person_id, 0.0) for c in there)
    suited = [_suited(c, question, found, everyone, s) for c in there]
    groups: dict[tuple[str, int, bool], list[int]] = {}
    for number, one in enumerate(suited):
        if one.talent is not None:
            key = (one.talent.talent_key, one.talent.level, one.talent.likes)
            groups.setdefault(key, []).append(number)
    for equals in groups.values() if s.steps.room else ():
        whose = turns([there[number] for number in equals])
        if whose is not None and found.put not in {there[number].person_id for number in equals}:
            history = max(suited[number].parts.history for number in equals)
            likely = max(suited[number].parts.likely for number in equals)
            for number, turn in zip(equals, whose, strict=True):
                parts = suited[number].parts._replace(history=history, likely=likely)
                suited[number] = suited[number]._replace(parts=parts, turn=turn)
    return [_multiplied(c, one, found, s) for c, one in zip(there, suited, strict=True)]


def _suited(
    candidate: Candidate, question: Question, found: Evidence, everyone: float, s: Settings
) -> Suited:
    person = candidate.person_id
    talent, reach = _talent(candidate, found.relevance, s)
    proven = found.support.get(person, 0.0) / (everyone + s.doubt) if everyone else 0.0
    early = 1.0 - found.learned
    words = early * (s.beside if found.early else 1.0)
    stands_for = question.mode == "managed" and found.topic is not None
    is_responsible = stands_for and question.responsible.get(found.topic or "") == person
    say = found.say(candidate, s)
    likely = found.likely.get(person, 0.0) * say
    parts = Parts(
        talent=s.talent * words * reach,
        history=s.history * words * proven,
        likely=s.likely[0] * early * found.early.get(person, 0.0) * (say if found.learned else 1.0)
        + s.likely[1] * found.learned * likely,
        named=s.named * (person in question.named),
        responsible=s.responsible * is_responsible,
    )
    return Suited(talent, proven, likely, parts)


def _multiplied(candidate: Candidate, one: Suited, found: Evidence, s: Settings) -> Weighed:
    """How suited somebody is, times 1 + each of three; what each of them adds, and the reasons."""
    steps, parts = s.steps, one.parts
    suited = parts.talent + parts.history + parts.likely
    likes = suited * s.likes * steps.likes * _likes(candidate, found.relevance)
    has_room = (suited + likes) * s.room * steps.room * room(candidate, s) * one.turn
    knows = s.client * steps.client * candidate.known / (candidate.known + s.usual)
    client = (suited + likes + has_room) * knows
    parts = parts._replace(likes=likes, room=has_room, client=client)
    alike = found.alike.get(candidate.person_id, ())
    learned = found.likely if found.learned else {}
    reasons = why(candidate, parts, one.talent, found.topic, learned, len(alike), s)
    scored = Scored(candidate.person_id, parts.total(), parts, reasons, alike[:ALIKE])
    return Weighed(candidate, one.talent, one.proven, one.likely, scored)


def room(candidate: Candidate, s: Settings) -> float:
    """1 with nothing open, a half with what is usual for them; half of it if they leave soon."""
    usual = max(1.0, candidate.usually_open(s.usual))
    return usual / (usual + candidate.open_requests) * (0.5 if candidate.leaves else 1.0)


def _talent(
    candidate: Candidate, relevance: Mapping[str, float], s: Settings
) -> tuple[TalentLevel | None, float]:
    """The talent that reaches farthest (relevance × level), and how far."""

    def reach(talent: TalentLevel) -> float:
        if talent.level == LEARNS:
            return 0.0
        far: float = talent.reach() ** s.steps.level
        return relevance.get(talent.talent_key, 0.0) * far

    best = max(candidate.talents, key=lambda t: (reach(t), t.talent_key), default=None)
    return (best, reach(best)) if best is not None and reach(best) > 0.0 else (None, 0.0)


def _likes(candidate: Candidate, relevance: Mapping[str, float]) -> float:
    """How near what they like is to the question: 1 if nothing is nearer."""
    liked = [relevance.get(t.talent_key, 0.0) for t in candidate.talents if t.likes]
    return max(liked, default=0.0) / (max(relevance.values(), default=0.0) or 1.0)
