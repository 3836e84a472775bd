"""Over 1,000 requests nobody of equal talent has more than 1.3 times another's share.

And somebody with the talent is first at most two points less often than without spreading. Played
on `measuring.agency`, by the rules of the product.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from random import Random

import pytest

from bot.features.routing.index import Index, Past
from bot.features.routing.measuring.agency import BEGIN, TALENTS, World, play
from bot.features.routing.measuring.data import Asked, InTime
from bot.features.routing.measuring.replay import replay
from bot.features.routing.scoring import Message, Scored
from bot.features.routing.words import words

MOST, LOSS = 1.3, 0.02


spoken = cache(words)


class Partial(Index):
    """Learns at once, and clings to it: who had a word twice as often is four times as likely.

    What the product makes of a thousand answers takes 15 seconds; `perron bench spreading` does it.
    """

    def __init__(self) -> None:
        super().__init__(TALENTS)
        self._had = Counter[tuple[str, str]]()
        self._count = 0

    def learn(self, past: Past, known: datetime, counted: object = None) -> None:  # noqa: ARG002
        self._had.update((who, word) for who in past.gains() for word in spoken(past.text))
        self._count += 1

    def score(self, message: Message, among: Iterable[str]) -> Scored:
        said = spoken(message.text)
        had = {who: 0.1 + sum(self._had[who, word] ** 2 for word in said) for who in sorted(among)}
        return Scored({who: one / sum(had.values()) for who, one in had.items()}, 0.95, 1.0, ())

    def learned(self) -> float:
        return self._count / (self._count + 20.0)


@pytest.mark.parametrize("learning", [True, False])
def test_equals_have_equal_shares_of_a_thousand_requests(learning: bool) -> None:
    world = World(learning=learning)
    spread, not_spread = play(world, Partial()), play(replace(world, spread=False), Partial())
    assert spread.had.total() == not_spread.had.total() == 1000
    assert spread.ratio() <= MOST
    assert spread.top1 >= not_spread.top1 - LOSS
    if learning:
        assert not_spread.ratio() > MOST, "else it would not be spreading that does it"


def test_what_the_product_learns_is_no_reason_to_ask_the_same_person_again() -> None:
    world = World(requests=60)
    assert play(world).ratio() < 2.0 < play(replace(world, spread=False)).ratio()


def test_what_real_people_took_is_played_again_in_time() -> None:
    found = replay(taken(60), declared=True)
    plain, spread, followed = found.ways
    assert found.asked == 40, "the first third is only learned"
    assert plain.right >= 36, "who has the part is known"
    assert found.close == 0
    assert followed.right == spread.right == plain.right


def test_where_the_data_hardly_tells_two_apart_their_parts_are_compared() -> None:
    draw = Random(1)
    asked = [replace(one, label=f"{one.label} {draw.randrange(2)}") for one in taken(90).asked]
    found = replay(InTime("by lot", tuple(asked)), declared=True)
    assert found.close > 10
    assert found.fair["ann 0"] == found.fair["ann 1"] > 0, "an even part of each question"
    assert found.ratio(found.ways[0]) is None, "of so few nothing is said"


def taken(count: int) -> InTime:
    """Questions on two parts of a product, each part taken by one person."""
    asked = [
        Asked(
            f"{part} number {n} does not work",
            who,
            "",
            BEGIN + n * timedelta(hours=9),
            parts=(part,),
        )
        for n in range(count)
        for part, who in [(("shop", "ann"), ("report", "uma"))[n % 2]]
    ]
    return InTime("taken", tuple(asked))
