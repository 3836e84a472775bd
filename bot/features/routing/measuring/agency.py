"""A platform whose clients ask a thousand times: how load is spread, and at what price.

Who is asked is what the product makes of it: `score.suggest` with an `Index`, and load counted by
`load.counted`. Invented are the people, the words and the hours; nobody passes, nobody is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random

from bot.features.platforms.calendar import BusinessHours
from bot.features.requests.essence import essence
from bot.features.routing.index import Index, OutcomeKind, Past, TalentText
from bot.features.routing.load import KNOWN_FOR, LOOKED_BACK, Held, Load, counted, working_days
from bot.features.routing.score import suggest
from bot.features.routing.values import Candidate, Question, TalentLevel
from bot.features.routing.weights import Settings, Steps

BEGIN = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
"""A Monday."""
HOURS = BusinessHours("Europe/Berlin", "Mon-Fri 09:00-18:00", None)
DAY, NOON = 9.0, time(12, tzinfo=UTC)
OPEN_FOR = 12.0
"""Working hours for which a request is open, on average."""
AWAY = timedelta(days=14)
DECLARED = 0.7
"""How often a client uses a word of the talent; else one that has to be learned."""
CLIENTS = ("north", "east", "south")
EQUALS = {"shop": 4, "looks": 3, "numbers": 2}
"""Talent → how many have it, all at the same level; nobody has two."""
WORDS = {
    "shop": ("shop prices checkout basket orders import", "voucher stock Quirrlo vat parcel"),
    "looks": ("layout colours button landingpage design logo", "blurry slider Pixi mobile overlap"),
    "numbers": ("report tracking analytics figures export cookies", "funnel Zebra bounce utm sums"),
}
"""Talent → words of its description, and words that only clients use."""
OPENINGS = (
    "Could you have a look at {}?",
    "Since this morning there is something wrong with {}.",
    "Who can help us with {}?",
    "We need {} by Friday.",
    "Kurze Frage zu {}:",
    "Still not as it should be: {}.",
    "Can we change {} before the fair?",
    "Hello, our boss asks about {}.",
)
GOING_ON = (
    "It is about {}.",
    "What about {}, by the way?",
    "I think it came with the new {}.",
    "Das betrifft auch {}.",
    "On Tuesday we had the same with {}.",
    "Thanks, also for {} yesterday!",
    "{} is what we see.",
    "No hurry, {} comes first.",
)
SPREAD, NOT_SPREAD = Settings(), Settings(steps=Steps(room=0.0))
"""What a platform has at first, and what it has where room is ignored."""


@dataclass(frozen=True)
class World:
    """What is played. ``a_day``: requests on a working day; ``holidays``: each has two weeks."""

    requests: int = 1000
    learning: bool = True
    spread: bool = True
    a_day: float = 8.0
    holidays: bool = False
    seed: int = 1


@dataclass
class Played:
    """What came of it."""

    had: Counter[str] = field(default_factory=Counter)
    """Person → requests that came to them."""
    right: int = 0
    """With somebody first who has the talent."""
    suggested: int = 0
    """Where somebody was asked; else it was left to the team."""

    @property
    def top1(self) -> float:
        """The share with somebody first who has the talent."""
        return self.right / self.had.total()

    def ratio(self) -> float:
        """How many times another's share somebody of equal talent had, at most."""
        groups = [[self.had[who] for who in people(talent)] for talent in EQUALS]
        return max(max(group) / max(1, min(group)) for group in groups)


@dataclass(frozen=True)
class Asked:
    """A client's question, and the talent it needs."""

    id: str
    text: str
    talent: str
    client: str
    at: datetime


@dataclass
class Books:
    """What came to whom, as the product's tables have it."""

    held: list[Held] = field(default_factory=list)
    open: list[tuple[datetime, Asked, str]] = field(default_factory=list)
    """Until when, what, and with whom; in the order in which it was taken."""
    answered: list[tuple[datetime, str, str]] = field(default_factory=list)
    """When it was asked, by which client, and who answered."""

    def load(self, asked: Asked) -> Load:
        """As it is when something is asked."""
        still = [Held(who, one.at, None, is_open=True) for _, one, who in self.open]
        found = loaded([*self.held, *still], asked.at)
        found.known.update(who for _, client, who in self.answered if client == asked.client)
        return found


def loaded(held: Iterable[Held], now: datetime) -> Load:
    """As `load.load_of` counts it of what stands in the tables."""
    return counted(held, _days(HOURS.local_date(now)), now)


@lru_cache
def _days(today: date) -> list[datetime]:
    return working_days(HOURS, datetime.combine(today, NOON))


def people(talent: str) -> list[str]:
    """Those who have it."""
    return [f"{talent} {n}" for n in range(EQUALS[talent])]


EVERYBODY = {who: talent for talent in EQUALS for who in people(talent)}
TALENTS = [TalentText(key, {"en": key}, {"en": words}) for key, (words, _) in WORDS.items()]
LEVEL = 2


def play(world: World, index: Index | None = None) -> Played:
    """The whole of it: whoever is asked takes it, answers and closes it.

    Where the team is asked, somebody with the talent takes it, by lot.
    """
    reach = {who: {talent: _level(talent).reach()} for who, talent in EVERYBODY.items()}
    index = index or Index(TALENTS, reach)
    done, books, random = Played(), Books(), Random(world.seed + 1)
    settings = SPREAD if world.spread else NOT_SPREAD
    for asked in _asked(world):
        _close(books, index, asked.at, learning=world.learning)
        question = Question(asked.text, asked.client, request_id=asked.id, at=asked.at)
        found = suggest(question, _candidates(world, books, asked), index, settings=settings)
        first = found.ranked[0].person_id if found.ranked else ""
        done.right += EVERYBODY.get(first) == asked.talent
        done.suggested += found.choice is not None
        who = found.choice.person_id if found.choice else random.choice(_there(world, asked))
        done.had[who] += 1
        lasts = timedelta(hours=random.expovariate(1 / OPEN_FOR))
        books.open.append((HOURS.add(asked.at, lasts), asked, who))
        if world.learning:
            index.learn(_past(asked, (who, OutcomeKind.TAKEN)), asked.at)
    return done


def _level(talent: str) -> TalentLevel:
    return TalentLevel(talent, LEVEL, likes=False)


def _asked(world: World) -> Iterator[Asked]:
    random, at = Random(world.seed), BEGIN
    for number in range(world.requests):
        at = HOURS.add(at, timedelta(hours=random.expovariate(world.a_day / DAY)))
        talent = random.choice(list(EVERYBODY.values()))
        said = (random.choice(part).format(_word(random, talent)) for part in (OPENINGS, GOING_ON))
        text = essence(" ".join(said))
        yield Asked(f"{world.seed}-{number}", text, talent, random.choice(CLIENTS), at)


def _word(random: Random, talent: str) -> str:
    declared, own = WORDS[talent]
    return random.choice((declared if random.random() < DECLARED else own).split())


def _close(books: Books, index: Index, now: datetime, *, learning: bool) -> None:
    """What is over by now is answered, and learned."""
    over = sorted((one for one in books.open if one[0] <= now), key=lambda one: one[0])
    books.open = [one for one in books.open if one[0] > now]
    since = now - LOOKED_BACK
    books.held = [one for one in books.held if one.closed is None or one.closed >= since]
    books.answered = [one for one in books.answered if one[0] >= now - KNOWN_FOR]
    for at, asked, who in over:
        books.held.append(Held(who, asked.at, at, is_open=False))
        if learning:
            books.answered.append((asked.at, asked.client, who))
            index.learn(_past(asked, (who, OutcomeKind.TAKEN), (who, OutcomeKind.CLOSED)), at)


def _past(asked: Asked, *outcomes: tuple[str, OutcomeKind]) -> Past:
    return Past(asked.text, asked.client, outcomes, asked.at, asked.id)


def _candidates(world: World, books: Books, asked: Asked) -> Sequence[Candidate]:
    load = books.load(asked)
    return [
        Candidate(
            who,
            (_level(talent),),
            load.open[who],
            available=not _away(world, who, asked.at),
            usual=load.usual.get(who),
            lately=load.lately[who],
            known=load.known[who],
        )
        for who, talent in EVERYBODY.items()
    ]


def _there(world: World, asked: Asked) -> list[str]:
    """Those with the talent who are not away; if all are, whoever comes back has it."""
    there = [who for who in people(asked.talent) if not _away(world, who, asked.at)]
    return there or people(asked.talent)


def _away(world: World, who: str, at: datetime) -> bool:
    """On holiday: everybody once, one after the other, over the whole time."""
    if not world.holidays:
        return False
    whole = timedelta(days=world.requests / world.a_day * 7 / 5)
    turn = list(EVERYBODY).index(who) * 5 % len(EVERYBODY)
    begins = BEGIN + (whole - AWAY) * turn / len(EVERYBODY)
    return begins <= at < begins + AWAY
