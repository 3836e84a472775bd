"""What the words of a question, and what was learned, say of it: before anybody is weighed."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence, Set
from dataclasses import dataclass
from math import log

from bot.features.routing.correcting import corrected, given
from bot.features.routing.index import Index
from bot.features.routing.pointing import others
from bot.features.routing.scoring import Message
from bot.features.routing.values import Candidate
from bot.features.routing.weights import Settings
from bot.features.routing.words import words

NEVER = 1e-9
"""Added before logarithms are taken."""


@dataclass(frozen=True)
class Evidence:
    """What the index says of a question: talents' relevance 0..1, past answers per person."""

    relevance: Mapping[str, float]
    topic: str | None
    support: Mapping[str, float]
    alike: Mapping[str, tuple[str, ...]]
    """Person → past questions like it that they answered, the nearest first."""
    near: Set[str]
    """Who had one that is much like it, and in what the words clearly point to, if they do."""
    others: float
    """How much say those have who have not got a talent that words clearly point to, 0..1."""
    likely: Mapping[str, float]
    by_name: Mapping[str, float]
    """Of ``support``, what past questions tell that had the same name."""
    early: Mapping[str, float]
    """The same as a share of the likeliest, where meanings are known."""
    confidence: float
    learned: float
    """How much is left to ``likely``, 0..1."""
    put: str | None = None
    """Into whose hands somebody put the last question like it."""

    def say(self, candidate: Candidate, s: Settings) -> float:
        """0..1: how far habit has a say.

        Where words point clearly to one talent, who had other questions is likelier by habit
        alone: no further than their talent reaches, or than questions with these words went to
        those who have not got it; unless they had one much like it.
        """
        if not is_clear(self.topic, self.relevance, s) or candidate.person_id in self.near:
            return 1.0
        reach = [t.reach() for t in candidate.talents if t.talent_key == self.topic]
        return max([self.others, *reach])

    def ahead(self, theirs: Set[str]) -> float | None:
        """How much likelier one of them is than anybody else, as a logarithm.

        None where there is nobody else, or where meanings are not known.
        """
        outside = [share for person, share in self.likely.items() if person not in theirs]
        if not self.early or not outside:
            return None
        most = max((share for person, share in self.likely.items() if person in theirs), default=0)
        return log((most + NEVER) / (max(outside) + NEVER))


def evidence(asked: Message, there: Sequence[Candidate], index: Index, s: Settings) -> Evidence:
    """For a question, among those who are there. A name tells where no talent is meant."""
    among, said = {candidate.person_id for candidate in there}, words(asked.text)
    scored = index.score(asked, among)
    put = given(scored.neighbours, index.hands(), among, s)
    relevance = corrected(index.talents_near(said), there, put)
    topic = _topic(relevance, s)
    clear = _clear(asked, said, topic, there, index) if is_clear(topic, relevance, s) else None
    support: dict[str, float] = {}
    alike: dict[str, tuple[str, ...]] = {}
    near = set[str]()
    newest = max((past.at for past in scored.neighbours), default=asked.at)
    for past in scored.neighbours:
        if past.likeness < s.similar:
            continue
        known = s.same_client if past.client == asked.client else 1.0
        weight = past.likeness**2 * known * 0.5 ** ((newest - past.at) / s.half_life)
        for person, gain in past.gains.items():
            says = clear.says(past.key, person) if clear else 1.0
            support[person] = support.get(person, 0.0) + weight * gain * says
            if gain and past.likeness >= s.much_alike and says == 1.0:
                near.add(person)
            if gain == 1.0 and past.likeness >= s.much_alike:
                alike[person] = (*alike.get(person, ()), past.key)
    by_name = {} if any(relevance.values()) else _by_name(asked, said, among, index, s, alike)
    for person, weight in by_name.items():
        support[person] = support.get(person, 0.0) + weight
        near.add(person)
    most = max(scored.people.values(), default=1.0)
    early = {p: share / most for p, share in scored.people.items()} if index.meanings else {}
    return Evidence(
        relevance, topic, support, alike, near, clear.others if clear else 1.0,
        scored.people, by_name, early, scored.confidence, index.learned(), put[0] if put else None,
    )  # fmt: skip


def is_clear(topic: str | None, relevance: Mapping[str, float], s: Settings) -> bool:
    """Whether words point clearly to one talent."""
    return topic is not None and relevance[topic] >= s.clear


@dataclass(frozen=True)
class _Clear:
    """Words point clearly to one talent: then two questions may be alike in their phrasing only."""

    have: Set[str]
    """Who has the talent."""
    had: Container[str]
    """Past questions that have these words, too …"""
    hands: Container[str]
    """… or that somebody put into other hands."""
    others: float

    def says(self, past: str, person: str) -> float:
        """How much a past question like it speaks for somebody, 0..1."""
        is_alike = past in self.had or past in self.hands
        return 1.0 if is_alike or person in self.have else self.others


def _clear(
    asked: Message, said: Sequence[str], topic: str | None, there: Sequence[Candidate], index: Index
) -> _Clear:
    had = index.had(asked, said, topic or "")
    have = {c.person_id for c in there if c.has(topic or "")}
    return _Clear(have, had, index.hands(), others(had, have, {c.person_id for c in there}))


def _by_name(
    asked: Message,
    said: Sequence[str],
    among: Set[str],
    index: Index,
    s: Settings,
    alike: dict[str, tuple[str, ...]],
) -> dict[str, float]:
    """Person → what past questions tell that had the same name; they are put beside ``alike``.

    Without those that are alike word for word: they tell more than that, and do so already.
    """
    found: dict[str, float] = {}
    for past, much in index.named(asked, said, among):
        known = s.same_client if past.client == asked.client else 1.0
        weight = s.by_name * much * known
        for person, gain in past.gains.items():
            if gain and past.key not in alike.get(person, ()):
                found[person] = found.get(person, 0.0) + weight * gain
                if gain == 1.0:
                    alike[person] = (*alike.get(person, ()), past.key)
    return found


def _topic(relevance: Mapping[str, float], s: Settings) -> str | None:
    """The talent that the words point to, if it is clearly ahead of the next."""
    first, second = ([*sorted(relevance, key=lambda key: (-relevance[key], key)), "", ""])[:2]
    if relevance.get(first, 0.0) <= s.topic_lead * relevance.get(second, 0.0):
        return None
    return first
