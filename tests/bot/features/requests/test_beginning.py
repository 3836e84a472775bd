"""A platform goes from observing to acting: nothing old is called late, nothing new is lost."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.features.clocks import service as clocks
from bot.features.platforms.models import PlatformMode
from bot.features.requests.models import Request, RequestState
from tests.bot.features.clocks.play import shown, until
from tests.bot.features.house import ANKE, JONAS, LOOKS, SHOP, TIL, House

FRIDAY = datetime(2026, 11, 20, 15, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)


def observed(house: House) -> tuple[Request, Request]:
    """Asked on Wednesday and on Friday at four while the platform only observes."""
    house.platform.mode = PlatformMode.OBSERVE
    old = house.ask(SHOP)
    house.now = FRIDAY
    new = house.ask(LOOKS, TIL)
    house.now = MONDAY
    assert house.cards("request.team") == []
    return old, new


def begin(house: House) -> None:
    house.platform.mode = PlatformMode.ACTIVE
    for _ in range(2):
        clocks.recompute(house.session, "mario", house.now)


def test_who_has_just_asked_is_looked_after_and_the_old_is_not_called_late(house: House) -> None:
    old, new = observed(house)
    begin(house)
    house.route()
    assert [card.subject for card in house.cards("request.team")] == [new.id]
    assert house.asked(new)
    assert old.state == RequestState.CLOSED
    until(house, MONDAY)
    assert old.id not in str([card.subject for card in house.cards("clocks.not_taken")])
    assert house.cards("request.closed_quietly") == []


def test_what_was_closed_so_goes_on_when_the_client_writes(house: House) -> None:
    old, _ = observed(house)
    begin(house)
    house.say(ANKE, "Gibt es dazu schon etwas Neues?", thread=old.thread_ts)
    assert old.is_open
    assert [card.subject for card in house.cards("request.team")].count(old.id) == 1


def test_what_was_answered_meanwhile_is_nobodys_turn(house: House) -> None:
    old, new = observed(house)
    house.say(JONAS, "Das ist behoben.", thread=new.thread_ts)
    begin(house)
    assert (old.state, new.state) == (RequestState.CLOSED, RequestState.CLOSED)
    assert shown(house) == []


def test_while_it_observes_and_where_all_is_shown_nothing_is_closed(house: House) -> None:
    old, new = observed(house)
    clocks.recompute(house.session, "mario", house.now)
    assert old.is_open
    assert new.is_open
    house.platform.mode = PlatformMode.ACTIVE
    late = house.ask("Der Newsletter zeigt falsche Preise. Können Sie das bitte prüfen?")
    house.pass_time(days=9)
    clocks.recompute(house.session, "mario", house.now)
    assert late.is_open
