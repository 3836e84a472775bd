"""The few words of a question that tell what it is about, as far as they may leave the house.

They go to the agency's own wiki as a search. So no names of people, no addresses, no numbers: a
matter is found without them. Pure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Set

from bot.features.requests import sense_words as known
from bot.features.routing.names import ORDINARY
from bot.features.routing.words import normalise, words

MOST = 5
"""Words that are asked for: those that say most. Two of them make a page worth reading."""
READ = 200
"""Words of a question that are read: what it is about comes early."""
SHORTEST = 3
_PRIVATE = re.compile(r"https?://\S+|\S+@\S+|\S*\d\S*")
"""Addresses, and whatever has a digit in it: telephones, orders, customers, IBANs."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NAME = r"\s+(?-i:[A-ZÄÖÜ][^\W\d_]*(?:-[^\W\d_]+)*\.?)"
_CALLED = re.compile(
    rf"""\b(?:
        (?:herrn?|frau|familie|kollege|kollegin|mrs?|ms|miss|dr|prof)\b\.?(?:{_NAME}){{1,3}}
      | (?:hi|hey|hello|hallo|moin|servus|liebe[rs]?|sehr\sgeehrte[rs]?|dear
        |guten\s(?:morgen|tag|abend)|good\s(?:morning|afternoon|evening))\b(?:{_NAME}){{1,2}}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""*Hallo Jonas*, *Frau Dr. Meyer-Lüdenscheid*: whom a question calls by name, known or not."""
_SMALL = (
    known.THANKS
    | known.GREETING
    | known.FAREWELL
    | known.AGREEMENT
    | known.PRAISE
    | known.FILLER
    | frozenset(
        re.findall(
            r"\w+",
            """denn wegen zwischen jedoch allerdings sowie sondern trotzdem deshalb darum
            deswegen obwohl waehrend gegen ihm ihn ihnen jemand solche solchen jede jeder
            jedes jeden beide ob falls damals worueber womit wofuer deren dessen seitdem
            bereits vermutlich offenbar folgende folgenden koenne konnte konnten duerfen darf
            lassen bleibt blieb wieso sodass statt about after before between both does doing
            during each either few further having however instead itself most nor over own
            same such than therefore they those though through under upon very whether while
            whom whose within without yet since seems seem seemed anymore kindly wondering
            wonder regarding""",
        )
    )
)


def telling(text: str, seen: Mapping[str, int], without: Set[str] = frozenset()) -> tuple[str, ...]:
    """Up to `MOST` words as they were written, in lower case, the rarest first.

    ``seen``: stem → in how many earlier questions it was. ``without``: normalised words that are
    names. Empty where a question says nothing but everyday words.
    """
    plain = _CALLED.sub(" ", _PRIVATE.sub(" ", text))
    found: dict[str, str] = {}
    for word in map(_base, _WORD.findall(plain)[:READ]):
        folded = normalise(word)
        [stem] = words(word) or [""]
        small = folded in _SMALL or folded in without or stem in ORDINARY
        if len(word) >= SHORTEST and stem and not small:
            found.setdefault(stem, word.lower())
    places = {stem: place for place, stem in enumerate(found)}
    best: list[str] = []
    for stem in sorted(found, key=lambda one: (-_says(one, seen), places[one])):
        if not any(_same(stem, other) for other in best):
            best.append(stem)
    return tuple(found[stem] for stem in best[:MOST])


def counted(texts: Iterable[str]) -> dict[str, int]:
    """Stem → in how many of the texts it is."""
    seen: dict[str, int] = {}
    for text in texts:
        for stem in set(words(text)):
            seen[stem] = seen.get(stem, 0) + 1
    return seen


def names(people: Iterable[str]) -> frozenset[str]:
    """The words of names, normalised, as ``without`` has them."""
    return frozenset(normalise(part) for name in people for part in _WORD.findall(name))


def _base(word: str) -> str:
    """*Anke's* is a word; what else is drawn together (*doesn't*) says nothing."""
    head, _, tail = word.replace("’", "'").partition("'")
    return head if tail.casefold() in ("", "s") else ""


def _same(one: str, other: str) -> bool:
    """Two forms of a word whose stems are not quite the same (*Preis*, *Preise*)."""
    begins = one.startswith(other) or other.startswith(one)
    return begins and abs(len(one) - len(other)) <= 2


def _says(stem: str, seen: Mapping[str, int]) -> float:
    """How much a word tells: rare ones do, and of equally rare ones the longer ones."""
    return -math.log(seen.get(stem, 0) + 1.0) + 0.05 * min(len(stem), 12)
