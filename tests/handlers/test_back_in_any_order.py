"""A message that comes by itself and one that is read back: nothing is lost in either order."""

from __future__ import annotations

import pytest

from tests.bot.features.house import ANKE, House
from tests.handlers.test_back import Kept, away

FIRST, GOES_ON, ANOTHER = "Wo ist das Logo?", "Und der Text?", "Wer pflegt die Bilder?"


@pytest.fixture
def kept(house: House) -> Kept:
    return Kept(house)


def missed_then_heard(house: House, kept: Kept, later: str, *, at_once: bool) -> tuple[str, str]:
    """`FIRST` was never delivered; ``later`` at once, or only when both had been read back."""
    away(house, hours=1)
    missed = kept.unheard(FIRST)
    house.pass_time(hours=1)
    heard = kept.say(later) if at_once else kept.unheard(later)
    house.pass_time(minutes=1)
    kept.come_back()
    house.say(ANKE, later, ts=heard)
    return missed, heard


@pytest.mark.parametrize("at_once", [True, False])
def test_two_matters_are_two_in_either_order(house: House, kept: Kept, at_once: bool) -> None:
    missed, heard = missed_then_heard(house, kept, ANOTHER, at_once=at_once)
    assert house.requests() == [house.request(missed), house.request(heard)]


def test_what_goes_on_with_what_was_read_back_belongs_to_it(house: House, kept: Kept) -> None:
    missed, heard = missed_then_heard(house, kept, GOES_ON, at_once=False)
    assert house.requests() == [house.request(missed)] == [house.request(heard)]


def test_what_goes_on_with_what_nobody_has_heard_yet_stands_alone(house: House, kept: Kept) -> None:
    """Nothing spoke for joining them when it came; in doubt it is a matter of its own."""
    missed, heard = missed_then_heard(house, kept, GOES_ON, at_once=True)
    assert house.requests() == [house.request(missed), house.request(heard)]
