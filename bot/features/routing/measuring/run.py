"""The settings in which methods are measured: from some examples, across languages, in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from bot.features.routing.measuring.data import FIRST, Asked, InTime, Labelled
from bot.features.routing.measuring.figures import Answers, Flat, Watch, memory
from bot.features.routing.measuring.methods import (
    Method,
    MostFrequent,
    MostRecent,
    Neighbours,
    Production,
    Regression,
    Remembered,
)

SHOTS = (0, 1, 5, 20)
SEEDS = (0, 1, 2)
LATE = 20
"""In one setting each answer is learned only when so many more questions have been asked."""
PASSES = 20
ALL = "all files"
"""What is said of no single file."""
Make = Callable[[], Method]


@dataclass(frozen=True)
class Plan:
    """How much is measured. ``questions``: at most so many are asked, drawn by the seed."""

    embedder: Remembered | None
    seeds: Sequence[int] = SEEDS
    questions: int | None = None
    baselines: bool = True

    def owed(self) -> float:
        """Seconds that reading texts again would have taken."""
        return self.embedder.owed() if self.embedder is not None else 0.0


def measure(data: Labelled | InTime, plan: Plan) -> Iterator[Flat]:
    """Every setting that the data allows, with every method, one after the other."""
    if isinstance(data, InTime):
        for setting, late in (("online", 0), (f"{LATE} late", LATE)):
            for method, make in _methods((), described=False, batch=False, plan=plan):
                yield in_time(data, setting, late, method, make, plan)
        return
    for setting, seed, learned, asked in settings(data, plan):
        labels = sorted({one.label for one in data.learned})
        for method, make in _methods(labels, described=True, batch=True, plan=plan):
            if asked and (learned or method.startswith("perron")):
                yield _labelled(
                    data.name, setting, seed, learned, asked, labels, method, make, plan
                )


def _methods(
    labels: Sequence[str], *, described: bool, batch: bool, plan: Plan
) -> list[tuple[str, Make]]:
    """The production router, with and without the extra, and what stands beside it."""
    found: list[tuple[str, Make]] = []
    if plan.embedder is not None:
        found.append(("perron", lambda: Production(labels, described, plan.embedder)))
    lexical = "perron, words only" if found else "perron"
    found.append((lexical, lambda: Production(labels, described, None)))
    if plan.baselines:
        found += [
            ("most frequent", MostFrequent),
            ("most recent", MostRecent),
            ("tf-idf, logistic regression", lambda: Regression(PASSES if batch else 0)),
            ("bm25 neighbours", Neighbours),
        ]
    return found


def settings(
    data: Labelled, plan: Plan
) -> Iterator[tuple[str, int, Sequence[Asked], Sequence[Asked]]]:
    """Each setting with its draw: what it is called, the seed, what is learned, what is asked."""
    for seed in plan.seeds:
        asked = _drawn(data.asked, plan.questions, seed)
        for shots in SHOTS if seed == plan.seeds[0] else SHOTS[1:]:
            yield f"{shots} examples", seed, _examples(data.learned, shots, seed), asked
        if seed == plan.seeds[0]:
            yield "all examples", seed, _examples(data.learned, None, seed), asked
        for one, other in _pairs(data):
            learned = [a for a in data.learned if a.language == one]
            there = [a for a in data.asked if a.language == other]
            for shots in SHOTS[2:]:
                examples = _examples(learned, shots, seed)
                setting = f"{shots} examples, {one} to {other}"
                yield setting, seed, examples, _drawn(there, plan.questions, seed)


def _pairs(data: Labelled) -> list[tuple[str, str]]:
    languages = sorted({one.language for one in data.learned if one.language})
    return [(one, other) for one in languages for other in languages if one != other]


def _drawn(asked: Sequence[Asked], count: int | None, seed: int) -> Sequence[Asked]:
    if count is None or len(asked) <= count:
        return asked
    return Random(seed).sample(list(asked), count)


def _examples(learned: Sequence[Asked], shots: int | None, seed: int) -> Sequence[Asked]:
    """So many of each label, all mixed, an hour apart."""
    by_label: dict[str, list[Asked]] = {}
    for one in learned:
        by_label.setdefault(one.label, []).append(one)
    draw = Random(seed)
    chosen = [
        one
        for label in sorted(by_label)
        for one in draw.sample(by_label[label], len(by_label[label]))[:shots]
    ]
    draw.shuffle(chosen)
    return [replace(one, at=FIRST + timedelta(hours=n)) for n, one in enumerate(chosen)]


def _labelled(
    name: str, setting: str, seed: int, learned: Sequence[Asked], asked: Sequence[Asked],
    labels: Sequence[str], method: str, make: Make, plan: Plan,
) -> Flat:  # fmt: skip
    before, answers, router = memory(), Answers(), make()
    for one in learned:
        with Watch(answers.learning, plan.owed):
            router.learn(one)
    at = FIRST + timedelta(hours=len(learned))
    for one in asked:
        _asks(router, replace(one, at=at), labels, answers, plan)
    return _flat(name, setting, seed, method, answers, before)


def in_time(data: InTime, setting: str, late: int, method: str, make: Make, plan: Plan) -> Flat:
    """Predict, then learn what is known by then; nothing of the future."""
    before, answers, router = memory(), Answers(), make()
    seen: list[str] = []
    for number, one in enumerate(data.asked):
        if seen:
            _asks(router, one, seen, answers, plan)
        else:
            answers.add((), 0.0, one.label)
        if number >= late:
            earlier = replace(data.asked[number - late], known=one.at)
            with Watch(answers.learning, plan.owed):
                router.learn(earlier)
            if earlier.label not in seen:
                seen.append(earlier.label)
    return _flat(data.name, setting, 0, method, answers, before)


def grown(texts: Sequence[Asked], sizes: Sequence[int], plan: Plan) -> Iterator[Flat]:
    """How long a score takes after so many messages were learned, and what they weigh.

    Then 200 more are asked and, as in the product, learned after that.
    """
    people = [f"p{n}" for n in range(20)]
    if plan.embedder is not None:  # what it remembers would be weighed with the router
        plan = replace(plan, embedder=Remembered(plan.embedder.embedder, most=0))
    alone = replace(plan, baselines=False)
    for method, make in _methods((), described=False, batch=False, plan=alone):
        before, answers, router, number = memory(), Answers(), make(), 0
        for size in sizes:
            while number < size:
                router.learn(_varied(texts, number, people))
                number += 1
            answers.scoring.clear()
            answers.learning.clear()
            new = [_varied(texts, ahead, people) for ahead in range(number, number + 200)]
            for one in new:
                _asks(router, one, people, answers, plan)
            for one in new:
                with Watch(answers.learning, plan.owed):
                    router.learn(one)
            number += len(new)
            flat = _flat(ALL, f"{size} learned", 0, method, answers, before)
            told = ("data", "setting", "seed", "method", "score_ms_p50", "score_ms_p95",
                    "learn_ms_p50", "learn_ms_p95", "memory_mb")  # fmt: skip
            yield {name: flat[name] for name in told}


def _varied(texts: Sequence[Asked], number: int, people: Sequence[str]) -> Asked:
    """No two are the same: the texts in turn, with another one's first line below them."""
    one, other = texts[number % len(texts)], texts[number * 7 % len(texts)]
    below = other.text.partition("\n")[0]
    return replace(one, text=f"{one.text}\n{below}", at=FIRST + timedelta(minutes=number),
                   label=people[number * number % len(people)])  # fmt: skip


def _asks(router: Method, one: Asked, labels: Sequence[str], answers: Answers, plan: Plan) -> None:
    with Watch(answers.scoring, plan.owed):
        ranked, confidence = router.say(one, labels)
    answers.add(ranked, confidence, one.label)


def _flat(name: str, setting: str, seed: int, method: str, answers: Answers, before: float) -> Flat:
    told: Flat = {"data": name, "setting": setting, "seed": seed, "method": method}
    return {**told, **answers.figures(), "memory_mb": round(max(0.0, memory() - before), 1)}
