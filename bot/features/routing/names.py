"""What a client's people call things: words that no talent has, and whose questions had them.

A name (a product, a project, an abbreviation) tells much after a single answer, when a question
that is little more than the name is not like any other yet, word for word. A word is taken for a
name if it is no ordinary one and the questions that had it went nearly all to one person; asked
for are names only where no word is a talent's. Words are hashed: no text is kept.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from bot.features.routing.words import stem

KEPT = 2_000
"""Questions whose names are remembered: the newest."""
READ = 40
"""Words of a question that are read: names come early, and long mails are not kept."""
SHORTEST = 3
MANY = 50
"""A word of more questions than that is left to what was learned from them."""
LEAST = 0.3
"""How much of a text names must be: one word of many is no hint at what it is about."""
NEARLY_ALL = 0.75
"""The share of the questions with a word that must be one person's."""
ORDINARY = frozenset(
    stem(word)
    for word in re.findall(
        r"\w+",
        """problem probleme frage fragen fehler hilfe thema sache sachen ding dinge anliegen bitte
    moment info infos information team kollege kollegin kollegen kolleginnen kunde kunden chef
    chefin leute jemand niemand niemanden freund gruss gruesse lieben liebe guten morgen abend
    nachmittag vormittag mittag uhr stunde stunden minute minuten zeit ende anfang start jahr
    seite seiten website webseite homepage link links datei dateien bild bilder text texte mail
    mails email nachricht nachrichten version stelle stellen teil teile rueckmeldung antwort
    spinnt spinnen funktioniert funktionieren klappt klappen laeuft laufen lief geht ging gehen
    fehlt fehlen kaputt falsch richtig leer komisch seltsam langsam schnell neu neue neuen neues
    alt alte alten gross grosse klein kleine kleines kleiner gut gute schlecht eilig dringend
    wichtig aktuell aktuelle moeglich nebenan stand status zeigt zeigen anzeigen sehen sieht seht
    schauen schaut schau pruefen pruef prueft aendern aendert geaendert machen mache mach gemacht
    bekommen bekommt kommt kommen kam helfen hilft brauchen braucht brauche finden findet finde
    wissen weiss sagen sagt melden meldet gemeldet erledigen erledigt haengt stimmt stimmen passt
    passen passiert laedt laden geladen oeffnen oeffnet schicken schickt geschickt senden gesendet
    bringen lassen laesst liegt steht stehen wirklich vielleicht eigentlich irgendwie irgendwas
    nichts niemals bereits weiter weitere naechste naechsten letzte letzten erste ersten zwei drei
    beim vom ins dazu dabei davon damit daran darauf warten wartet sein gern gerne okay ja nein
    doch eben genau anders andere anderen ihnen ihre ihrem ihren ihrer seine seinen euren eurem
    problem question error issue issues trouble help thing things matter stuff someone somebody
    anyone anybody nobody nothing something anything everything colleague colleagues customer
    customers team people guys dear regards morning afternoon evening time hour hours minute
    minutes page pages site website link file files picture image images text mail email message
    messages version part place answer reply news update work works working worked broken breaks
    break fail fails failed missing wrong right empty strange odd slow fast new old big small good
    bad urgent important current possible state status show shows showing see sees look looks
    looking check checks change changes changed make makes made need needs want wants find finds
    know knows say says tell tells happen happens happened open opens load loads loading send sends
    sent let put take back first last next one two three already really maybe actually somehow
    since until while because then than yes okay well only other others another his her its like
    likes use uses used using into out before long said ago once able unable way ways best try tries
    tried trying allow allowed possible nutzen nutzt benutzen verwenden verwendet moeglichkeit
    gibts lang lange gesagt versuchen versucht art weg wege verschieden verschiedene""",
    )
)
"""Words that say nothing of what is meant, as clients use them, German and English."""


@dataclass
class Answered:
    """A past question with a name, and person → what it tells for them, 0..1."""

    key: str
    client: str
    at: datetime
    gains: Mapping[str, float]
    numbers: tuple[int, ...]


class Names:
    """One platform's; learned in the order of the outcomes."""

    def __init__(self) -> None:
        self._answered: dict[str, Answered] = {}
        self._had: dict[int, dict[str, Answered]] = {}

    def learn(
        self, key: str, client: str, at: datetime, said: Sequence[str], gains: Mapping[str, float]
    ) -> None:
        """What became of a question; again if more became of it. ``said``: its words' stems."""
        known = self._answered.get(key)
        if known is not None:
            known.gains = gains
        elif gains:
            numbers = tuple(_number(word) for word in _telling(said))
            one = self._answered[key] = Answered(key, client, at, gains, numbers)
            for number in numbers:
                self._had.setdefault(number, {})[key] = one
            if len(self._answered) > KEPT:
                self._drop(next(iter(self._answered)))

    def answered(
        self, key: str, client: str, said: Sequence[str], among: Set[str]
    ) -> list[tuple[Answered, float]]:
        """Past questions with a name that is ``said``, and how much of it that is (0..1).

        A client's own where it has any. ``key``: the question itself, which tells nothing.
        """
        telling = _telling(said)
        every = (self._had.get(_number(word), {}) for word in telling)
        known = [had for had in every if len(had) <= MANY]
        most = max(Counter(chain.from_iterable(known)).values(), default=0)
        if not most or most / len(telling) < LEAST:
            return []  # whosever they are; most long questions end here
        shared = Counter[str]()
        for had in known:
            found = [one for one in had.values() if one.key != key]
            found = [one for one in found if one.client == client] or found
            if found and _nearly_all_ones(found, among):
                shared.update(one.key for one in found)
        much = {k: count / len(telling) for k, count in shared.items()}
        return [(self._answered[k], share) for k, share in much.items() if share >= LEAST]

    def state(self) -> list[tuple[object, ...]]:
        """Everything, for comparing."""
        return [
            (one.key, one.client, sorted(one.gains.items()), one.numbers)
            for one in self._answered.values()
        ]

    def _drop(self, key: str) -> None:
        for number in self._answered.pop(key).numbers:
            del self._had[number][key]
            if not self._had[number]:
                del self._had[number]


def _telling(said: Sequence[str]) -> tuple[str, ...]:
    """The first words that could be names, each once."""
    could = (w for w in said if len(w) >= SHORTEST and w not in ORDINARY)
    return tuple(islice(dict.fromkeys(could), READ))


def _number(word: str) -> int:
    return zlib.crc32(word.encode())


def _nearly_all_ones(found: list[Answered], among: Set[str]) -> bool:
    """Whether they went nearly all to one person, of those who are there."""
    theirs: dict[str, float] = {}
    for one in found:
        for person, gain in one.gains.items():
            if person in among:
                theirs[person] = theirs.get(person, 0.0) + gain
    everyone = sum(theirs.values())
    return everyone > 0.0 and max(theirs.values()) >= NEARLY_ALL * everyone
