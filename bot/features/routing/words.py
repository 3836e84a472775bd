"""The words of a text by their stems, and which texts have them, German and English alike.

A German compound meets its parts ("Newsletterversand" and "Newsletter") and a typo is forgiven,
without a dictionary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from bot.features.routing.scoring.text import normalise as normalise

_SUFFIXES = re.findall(r"\w+", "ungen ings ung ing ern ies est ed en er es em ly e n s")
_BY_LAST = {last: [s for s in _SUFFIXES if s[-1] == last] for last in {s[-1] for s in _SUFFIXES}}
_ADDRESS = re.compile(r"https?://\S+")
_WORD = re.compile(r"[^\W\d_]{2,}")
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


def words(text: str) -> tuple[str, ...]:
    """Stems of the words that carry meaning, in order; numbers and web addresses are left out."""
    plain = _ADDRESS.sub(" ", normalise(text))
    return tuple(stem(word) for word in _WORD.findall(plain) if word not in _STOP)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A normalised word without its ending; light: one suffix, four letters stay."""
    for suffix in _BY_LAST.get(word[-1:], ()):
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return word[: -len(suffix)]
    return word


def forget() -> None:
    """Have no word in mind any more: the last ones are kept, each by itself, to save time."""
    stem.cache_clear()
    _trigrams.cache_clear()


PART = 0.7
"""A compound that has a talent's word in it ("Newsletterversand"), or a typo, counts this much."""
SHORTEST_PART = 5
ALIKE = 0.6
"""Share of common trigrams (Dice) from which two words are the same but for a typo."""


class Vocabularies:
    """The stems of several texts by key, found by their trigrams."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._keys: dict[str, list[str]] = {}
        self._by_trigram: dict[str, list[str]] = {}
        for key, text in texts.items():
            for known in sorted(set(words(text))):
                self._keys.setdefault(known, []).append(key)
        for known in self._keys:
            if len(known) >= SHORTEST_PART:
                for trigram in _trigrams(known):
                    self._by_trigram.setdefault(trigram, []).append(known)
        self.matches = lru_cache(maxsize=5_000)(self._matches)
        """`_matches`; the same words come again and again."""

    def _matches(self, word: str) -> Mapping[str, float]:
        """Key → 1 where it has the word, ``PART`` where it has a part of it or nearly it."""
        found: dict[str, float] = {}
        if len(word) >= SHORTEST_PART:
            common = Counter(
                known for trigram in _trigrams(word) for known in self._by_trigram.get(trigram, ())
            )
            for known, count in common.items():
                if _nearly(word, known, count):
                    found.update(dict.fromkeys(self._keys[known], PART))
        found.update(dict.fromkeys(self._keys.get(word, ()), 1.0))
        return found


def _nearly(word: str, known: str, common: int) -> bool:
    """One has the other in it, or so many trigrams in ``common`` that it may be a typo."""
    if known in word or word in known:
        return True
    return 2 * common >= ALIKE * (len(_trigrams(word)) + len(_trigrams(known)))


@lru_cache(maxsize=20_000)
def _trigrams(word: str) -> frozenset[str]:
    padded = f"^{word}$"
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))
