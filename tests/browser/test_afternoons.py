"""Long afternoons by hand: the trade fair in one of two languages, and an ending."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.browser import ending
from tests.browser.conftest import Look
from tests.browser.trade_fair import ENGLISH, GERMAN, is_promised_and_kept
from tests.examples import in_turn

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FAIRS = (
    pytest.param(partial(is_promised_and_kept, fair=GERMAN), id="the trade fair in German"),
    pytest.param(partial(is_promised_and_kept, fair=ENGLISH), id="the trade fair in English"),
)
ENDING = pytest.param(ending.is_asked_for_confirmed_and_walked, id="an ending")


@pytest.mark.parametrize("afternoon", [*in_turn(FAIRS), ENDING])
def test_it_goes_to_its_end(look: Look, afternoon: Callable[[Look], None]) -> None:
    afternoon(look)
