"""Text as weighted features: word stems and character n-grams, German and English alike.

N-grams of three to five letters let a German compound meet its parts ("Newsletterversand" and
"Newsletter") and forgive typos, without a dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

Vector = Mapping[str, float]
"""Feature → weight. Words are themselves, n-grams begin with ``~``."""

GRAM_SIZES = (3, 4, 5)
GRAM_SHARE = 1.2
"""The squared weight of all of a word's n-grams together; the word itself has 1."""

_SUFFIXES = re.findall(r"\w+", "ungen ings ung ing ern ies est ed en er es em ly e n s")
_SHORTEST_STEM = 4
_STOP = frozenset(
    re.findall(
        r"\w+",
        """der die das den dem des ein eine einen einem einer und oder aber ist sind war waren wird
    werden wurde hat haben habe hatte ich du er sie es wir ihr uns euch mich mir dich dir sich mein
    dein unser unsere unseren euer eure man nicht kein keine noch schon auch nur so wie was wer wo
    wann warum wieso welche welcher welches mit von zu zum zur bei fuer auf aus an am im in um ueber
    unter nach vor seit bis durch ohne dass wenn als ob da dann hier dort jetzt mal bitte danke
    hallo moin koennt koennen koennte koenntet kann kannst muss muessen soll sollen sollte will
    wollen moechte moechten wuerde wuerden gibt geht macht machen sehr mehr wieder immer leider
    gerade gestern heute morgen diese dieser dieses diesen alle alles etwas
    the a an and or but is are was were be been being has have had do does did i you he she it we
    they me us them my your our their this that these those not no of in on at to for from with by
    about as if when what who where why how which can could would should will shall may might must
    please thanks thank hi hello hey there here now just also too so very more still again always
    today yesterday tomorrow all some any get got week weeks month months day days year
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag
    freitag samstag sonntag woche wochen monat monate tag tage jahr jahre""",
    )
)


def normalise(text: str) -> str:
    """Lower case, ä→ae, ß→ss, no accents."""
    text = text.casefold()
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        text = text.replace(umlaut, plain)
    bare = unicodedata.normalize("NFKD", text)
    return "".join(c for c in bare if not unicodedata.combining(c))


def words(text: str) -> tuple[str, ...]:
    """Stems of the words that carry meaning, in order; numbers and web addresses are left out."""
    plain = re.sub(r"https?://\S+", " ", normalise(text))
    return tuple(stem(word) for word in re.findall(r"[^\W\d_]{2,}", plain) if word not in _STOP)


def stem(word: str) -> str:
    """A normalised word without its ending; light: one suffix, four letters stay."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return word[: -len(suffix)]
    return word


@lru_cache(maxsize=20_000)
def _grams(word: str) -> tuple[str, ...]:
    return tuple(
        f"~{word[i : i + size]}" for size in GRAM_SIZES for i in range(len(word) - size + 1)
    )


def features(text: str) -> dict[str, float]:
    """Log-damped counts of stems and their n-grams (see ``GRAM_SHARE``)."""
    gathered: dict[str, float] = {}
    for word, count in Counter(words(text)).items():
        damped = 1.0 + log(count)
        gathered[word] = gathered.get(word, 0.0) + damped
        grams = _grams(word)
        for gram in grams:
            gathered[gram] = gathered.get(gram, 0.0) + damped * sqrt(GRAM_SHARE / len(grams))
    return gathered


PART = 0.7
"""A compound that has a talent's word in it ("Newsletterversand"), or a typo, counts this much."""
SHORTEST_PART = 5
ALIKE = 0.6
"""Share of common trigrams (Dice) from which two words are the same but for a typo."""


@dataclass(frozen=True)
class Vocabulary:
    """The stems of a talent's texts, and their trigrams to find nearly the same ones."""

    stems: frozenset[str]
    trigrams: Mapping[str, frozenset[str]]

    @staticmethod
    def of(text: str) -> Vocabulary:
        stems = frozenset(words(text))
        return Vocabulary(stems, {word: _trigrams(word) for word in stems})

    def match(self, word: str) -> float:
        """1 for a word of the vocabulary, ``PART`` for one that contains it or nearly is it."""
        if word in self.stems:
            return 1.0
        if len(word) < SHORTEST_PART:
            return 0.0
        return PART if any(self._nearly(word, known) for known in self.stems) else 0.0

    def _nearly(self, word: str, known: str) -> bool:
        if len(known) < SHORTEST_PART:
            return False
        if known in word or word in known:
            return True
        mine, theirs = _trigrams(word), self.trigrams[known]
        return 2 * len(mine & theirs) >= ALIKE * (len(mine) + len(theirs))


@lru_cache(maxsize=20_000)
def _trigrams(word: str) -> frozenset[str]:
    padded = f"^{word}$"
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def unit(vector: Vector) -> dict[str, float]:
    """The vector at length 1; an empty one stays empty."""
    length = sqrt(sum(weight * weight for weight in vector.values()))
    return {feature: weight / length for feature, weight in vector.items()} if length else {}
