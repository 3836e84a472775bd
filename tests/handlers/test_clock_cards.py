"""What the clock says: to whom, in whose words, and not at all once it is settled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.cards import Audience, Claimed
from bot.features.requests import actions
from bot.features.requests.models import Request
from handlers.clocks.wiring import DRAWS, plan
from tests.bot.features.house import ANKE, JONAS, LENA, TEAM, House

NAMES = (JONAS, "Jonas")


def card(kind: str, request: Request, place: str, audience: Audience) -> Claimed:
    """A card about a request that was not posted yet."""
    return Claimed(
        id="1",
        kind=kind,
        subject=f"{request.id}:1",
        audience=audience,
        place=place,
        channel=None,
        thread_ts=None,
        ts=None,
        wanted=1,
        tries=0,
        lease="",
        sending_since=None,
        reposts=0,
        fingerprint=None,
    )


def drawn(house: House, claimed: Claimed) -> str | None:
    """Everything that it says and offers; None where nothing is shown."""
    found = DRAWS[claimed.kind](house.session, claimed, house.now)
    return None if found is None else f"{found.text} {found.blocks}"


def taken(house: House) -> Request:
    request = house.ask()
    actions.take(house.session, request.id, JONAS, house.now)
    return request


@pytest.mark.parametrize("kind", ["clocks.no_answer", "clocks.not_done"])
def test_the_team_hears_of_the_question_and_not_of_who_has_it(house: House, kind: str) -> None:
    request = taken(house)
    said = drawn(house, card(kind, request, TEAM, Audience.TEAM))
    assert said is not None
    assert "Nordwind" in said
    assert not any(name in said for name in NAMES)


@pytest.mark.parametrize("kind", ["clocks.no_answer", "clocks.answer_nears"])
def test_what_was_answered_a_moment_before_is_not_said(house: House, kind: str) -> None:
    request = taken(house)
    claimed = card(kind, request, TEAM, Audience.TEAM)
    assert drawn(house, claimed) is not None
    house.pass_time(hours=1)
    house.say(JONAS, "Ist behoben.", thread=request.thread_ts)
    assert drawn(house, claimed) is None
    said = drawn(house, replace(claimed, ts="1.1"))
    assert said is not None
    assert "Answered" in said


def test_what_was_taken_a_moment_before_asks_nobody(house: House) -> None:
    request = house.ask()
    claimed = card("clocks.not_taken", request, TEAM, Audience.TEAM)
    assert "request_take" in (drawn(house, claimed) or "")
    actions.take(house.session, request.id, JONAS, house.now)
    assert drawn(house, claimed) is None
    assert "request_take" not in (drawn(house, replace(claimed, ts="1.1")) or "request_take")


@pytest.mark.parametrize("kind", ["clocks.first_reminder", "clocks.last_reminder"])
def test_who_has_just_written_is_not_reminded(house: House, kind: str) -> None:
    request = taken(house)
    actions.waiting_for_client(house.session, request.id, JONAS, house.now)
    claimed = card(kind, request, request.channel, Audience.CLIENT)
    assert "Antwort von Ihnen" in (drawn(house, claimed) or "")
    house.pass_time(hours=1)
    house.say(ANKE, "Es sind die Schuhe.", thread=request.thread_ts)
    assert drawn(house, claimed) is None
    assert drawn(house, replace(claimed, ts="1.1")) is not None


def test_who_is_on_call_may_take_it_from_nobody_or_from_other_hands(house: House) -> None:
    request = house.ask()
    claimed = card("clocks.on_call", request, LENA, Audience.MEMBER)
    assert "'request_take'" in (drawn(house, claimed) or "")
    actions.take(house.session, request.id, JONAS, house.now)
    assert "'request_take_over'" in (drawn(house, claimed) or "")
    actions.hand_to(house.session, request.id, LENA, LENA, house.now)
    assert "'request_wait'" in (drawn(house, claimed) or "")


def test_what_is_unknown_draws_nothing(house: House) -> None:
    request = house.ask()
    for kind in DRAWS:
        unknown = replace(card(kind, request, TEAM, Audience.TEAM), subject="unknown|2026-11-16")
        assert drawn(house, unknown) is None


def test_at_start_every_clock_is_computed_anew_once(house: House) -> None:
    for _ in range(2):
        plan(house.session, house.now)
    assert house.jobs("upkeep.replan") == [{"subject": "mario"}]
