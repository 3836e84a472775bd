"""How far each opinion is believed, learned from how right it was; and how sure that makes us.

Two views of the world are weighed against each other: in the *steady* one a question like an old
one goes where the old one went, whenever that was; in the *shifting* one people's work moves on.
Each is a conditional logit (McFadden 1974) with one weight for each opinion and the same for
everybody, so nothing about a person is in here; which view holds is learned as in Herbster and
Warmuth 1998. On top, the probability that the first is right is calibrated (Platt 1999). All of
it learns from predictions made before the outcome was known.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.features.routing.scoring import habits
from bot.features.routing.scoring.text import Floats

Doubles = NDArray[np.float64]
Flags = NDArray[np.bool_]

OPINIONS = (
    "softmax", "always", "always, few", "fading", "fading, few", "talent, words",
    "talent, meaning", *habits.NAMES,
)  # fmt: skip
STEADY = {
    "softmax": 0.3,
    "always": 7.0,
    "always, few": 0.3,
    "talent, words": 2.0,
    "talent, meaning": 6.0,
    "client": 0.3,
}
SHIFTING = {
    "softmax": 0.5,
    "fading": 4.0,
    "fading, few": 0.1,
    "talent, words": 1.0,
    "talent, meaning": 1.0,
    **dict.fromkeys(habits.NAMES, 0.05),
    "last1000": -0.1,
    "hours": 0.3,
    "client": 0.3,
}
"""What each opinion weighs at first in each view; one that is not named has no say in it."""
STEP, CAUTION = 0.03, 0.1
TRUST, SHARE = 0.3, 0.003
"""How fast a view is believed, and how fast one that was wrong is given another chance."""
FIRST = (0.9, 0.1)
"""How far each view is believed before anything was learned."""
SURE = {
    "lead over the second": 0.64,
    "lead while young": 0.5,
    "likeness": 0.15,
    "young": -0.6,
    "bias": -0.3,
}
"""What speaks for being right, before anything was learned."""
SURE_STEP = 0.06
GROWN_UP = 20.0
"""So many outcomes, and being young counts little more than two thirds."""
FEW = 0.02


class View:
    """A small set of weights that learns slowly."""

    def __init__(self, beginning: dict[str, float]) -> None:
        self.weights: Doubles = np.array([beginning.get(name, 0.0) for name in OPINIONS])
        self._has_say: Doubles = np.array([float(name in beginning) for name in OPINIONS])
        self._squares: Doubles = np.full(len(OPINIONS), CAUTION)

    def logs(self, opinions: Floats) -> Doubles:
        """Logarithms of the people's probabilities."""
        logits: Doubles = opinions.astype(np.float64) @ self.weights
        logits -= logits.max()
        logs: Doubles = logits - np.log(np.exp(logits).sum())
        return logs

    def learn(self, opinions: Floats, target: Doubles) -> None:
        """A step towards what would have been right."""
        slope = ((np.exp(self.logs(opinions)) - target) @ opinions) * self._has_say
        self._squares += slope**2
        self.weights -= STEP * slope / np.sqrt(self._squares)


class Fusion:
    """The views, how far each is believed, and how sure they make us."""

    def __init__(self) -> None:
        self.views = (View(STEADY), View(SHIFTING))
        self.belief: Doubles = np.array(FIRST)
        self.sure: Doubles = np.array(list(SURE.values()))
        self._squares: Doubles = np.full(len(SURE), CAUTION)
        self._outcomes = 0

    def probabilities(self, opinions: Floats) -> Doubles:
        """``opinions``: (people, len(OPINIONS)); sums to 1."""
        logs: Doubles = self.belief @ np.stack([view.logs(opinions) for view in self.views])
        shares: Doubles = np.exp(logs - logs.max())
        shares /= shares.sum()
        return shares

    def confidence(self, probabilities: Doubles, likeness: float, able: Flags) -> float:
        """How probable it is that the first is right, or who is as good as the first.

        ``able``: who has the talent that is asked for; among them anybody may have had it.
        """
        return self._sure_of(self._signs(probabilities, likeness, _equals(probabilities, able)))

    def learn(self, opinions: Floats, target: Doubles, likeness: float, able: Flags) -> None:
        """``target``: who should have been said, by share; sums to 1."""
        self._learn_sure(self.probabilities(opinions), target, likeness, able)
        said = np.stack([view.logs(opinions) for view in self.views]) @ target
        belief = self.belief * np.exp(TRUST * (said - said.max()))
        self.belief = (1.0 - SHARE) * belief / belief.sum() + SHARE / len(self.views)
        for view in self.views:
            view.learn(opinions, target)
        self._outcomes += 1

    def state(self) -> tuple[Doubles, ...]:
        """All numbers, for comparing."""
        return self.belief, self.sure, self._squares, *(view.weights for view in self.views)

    def _learn_sure(
        self, probabilities: Doubles, target: Doubles, likeness: float, able: Flags
    ) -> None:
        equals = _equals(probabilities, able)
        signs = self._signs(probabilities, likeness, equals)
        wrong = (self._sure_of(signs) - float(target[equals].sum())) * signs
        self._squares += wrong**2
        self.sure -= SURE_STEP * wrong / np.sqrt(self._squares)

    def _sure_of(self, signs: Doubles) -> float:
        return float(1.0 / (1.0 + np.exp(-(signs @ self.sure))))

    def _signs(self, probabilities: Doubles, likeness: float, equals: Flags) -> Doubles:
        """What speaks for the first and their equals being right, in the order of ``SURE``."""
        first, second = probabilities[equals].sum(), probabilities[~equals].max(initial=0.0)
        lead = min(np.log((first + 1e-6) / (second + 1e-6)), 12.0)
        young = 1.0 / np.sqrt(1.0 + self._outcomes / GROWN_UP)
        return np.array([lead, lead * young, likeness - 0.5, young, 1.0])


def _equals(probabilities: Doubles, able: Flags) -> Flags:
    """The first, and where they are able, all others who are."""
    equals: Flags = np.arange(len(probabilities)) == probabilities.argmax()
    return equals | able if (equals & able).any() else equals


def few(shares: Floats) -> Floats:
    """The logarithm, in which the difference between little and nothing is seen."""
    logarithm: Floats = np.log(np.maximum(shares, np.float32(0.0)) + np.float32(FEW))
    centred: Floats = logarithm - logarithm.mean()
    return centred
