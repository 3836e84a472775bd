"""Owners by talent, one reminder a day, absences, and what people have in hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import Kindly
from bot.features.declaration import state
from bot.features.declaration.service import apply
from bot.features.offboarding import flow, leaving_out, moving, reading, reminding, walking
from bot.features.offboarding.cards import CASE, REMINDER
from bot.features.offboarding.kinds import StepState
from bot.features.offboarding.over import HAND
from bot.features.offboarding.owning import OWNED
from bot.features.offboarding.reminding import REMIND
from bot.features.platforms.models import (
    Client,
    ClientMode,
    Member,
    MemberTalent,
    Platform,
    Responsibility,
    Talent,
)
from tests.bot.features.house import COLLEAGUE, EMRE, JONAS, LENA, MARA
from tests.bot.features.offboarding.goodbye import Goodbye


def _talent(bye: Goodbye, key: str, who: str, level: int = 3, *, likes: bool = True) -> None:
    if bye.session.get(Talent, key) is None:
        bye.house.add(Talent(key=key, names={"en": key}, descriptions={}))
    bye.house.add(MemberTalent(user_id=who, talent_key=key, level=level, likes=likes))


def test_a_step_goes_to_whom_it_suits_whatever_their_role(bye: Goodbye) -> None:
    _talent(bye, "campaigns", EMRE)
    bye.start()
    assert bye.step("campaigns").owner == EMRE
    assert bye.step("rights").owner == LENA


def test_the_first_talent_that_somebody_has_counts(bye: Goodbye) -> None:
    _talent(bye, "analytics", JONAS)
    bye.start()
    assert bye.step("campaigns").owner == JONAS


def test_who_only_wants_to_learn_a_talent_gets_no_step_by_it(bye: Goodbye) -> None:
    _talent(bye, "campaigns", EMRE, level=0)
    _talent(bye, "analytics", JONAS, level=1, likes=False)
    bye.start()
    assert bye.step("campaigns").owner == JONAS


def test_who_is_responsible_comes_first(bye: Goodbye) -> None:
    _talent(bye, "campaigns", EMRE)
    bye.session.get_one(Client, "nord").mode = ClientMode.MANAGED
    bye.house.add(Responsibility(client_key="nord", talent_key="campaigns", user_id=LENA))
    bye.start()
    assert bye.step("campaigns").owner == LENA


def test_an_ending_is_not_one_persons(bye: Goodbye) -> None:
    for who in (EMRE, JONAS):
        _talent(bye, "billing", who)
    bye.start()
    theirs = {
        bye.step(key).owner for key in ("services", "costs", "folders", "last_report", "block")
    }
    assert theirs == {EMRE, JONAS}


def test_where_nobody_has_the_talent_whoever_asked_keeps_it_in_mind(bye: Goodbye) -> None:
    bye.start(by=LENA)
    assert bye.step("services").owner in {LENA, MARA}
    assert all(step.owner is not None for step in bye.steps())


def _remind(bye: Goodbye, who: str = MARA) -> bool:
    bye.house.now = bye.house.due(REMIND)[who]
    return reminding.remind(bye.session, who, bye.now)


def test_what_somebody_had_in_hand_who_has_left_is_somebody_elses_by_the_next_morning(
    bye: Goodbye,
) -> None:
    bye.start()
    step = bye.step("campaigns")
    walking.give_to(bye.session, step.id, EMRE, EMRE, bye.now, version=step.version)
    assert step.handed_at == bye.now
    bye.session.get_one(Member, ("mario", EMRE)).active = False
    bye.house.now = bye.house.due(REMIND)[EMRE]
    flow.morning(bye.session, EMRE, bye.now)
    assert step.owner not in (EMRE, None)
    in_hand = [one for one in bye.steps() if one.owner == step.owner and one.handed_at is not None]
    assert len(in_hand) == 1
    assert EMRE not in bye.house.due(REMIND)
    last = bye.entries()[-1]
    assert (last.what, last.who, last.before["owner"]) == ("step given", "perron", EMRE)


def test_one_message_a_day_for_all_steps_in_business_hours(bye: Goodbye) -> None:
    bye.start(last_day=bye.now.date())
    assert bye.house.due(REMIND)[MARA] == datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
    assert _remind(bye)
    assert not reminding.remind(bye.session, MARA, bye.now)
    (card,) = bye.house.cards(REMINDER, MARA)
    wanted = card.wanted
    flow.changed(bye.session, bye.case)
    assert card.wanted > wanted, "its buttons follow what has become of the step"
    theirs = {s.key for s in bye.steps() if s.owner == MARA and s.state == StepState.POSSIBLE}
    views = reading.reminder_view(bye.session, card.subject, "de", bye.now)
    assert {view.line.key for view in views} == theirs
    assert len(theirs) > 1
    assert bye.house.due(REMIND)[MARA] == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_what_is_far_away_is_named_once_a_week(bye: Goodbye) -> None:
    bye.start()
    sent = []
    while bye.now < datetime(2026, 11, 27, 12, 0, tzinfo=UTC):
        if _remind(bye):
            sent.append(bye.now.date().isoformat())
    assert sent == ["2026-11-25"]


def test_nobody_is_reminded_at_night_or_on_a_holiday_or_while_away(bye: Goodbye) -> None:
    bye.start(last_day=bye.now.date())
    bye.house.now = datetime(2026, 11, 19, 22, 0, tzinfo=UTC)
    assert not reminding.remind(bye.session, MARA, bye.now)
    bye.house.away(MARA, days=1)
    bye.house.now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert not reminding.remind(bye.session, MARA, bye.now)
    bye.house.now = datetime(2026, 12, 24, 12, 0, tzinfo=UTC)
    assert not reminding.remind(bye.session, MARA, datetime(2026, 12, 25, 9, 0, tzinfo=UTC))


def test_who_has_nothing_to_do_is_left_alone(bye: Goodbye) -> None:
    bye.start()
    for step in bye.steps():
        if step.owner == MARA:
            bye.not_needed(step.key)
    block = bye.step("block")
    leaving_out.confirm(bye.session, block.id, LENA, bye.now, version=block.version)
    assert MARA not in bye.house.due(REMIND)
    assert not reminding.remind(bye.session, MARA, bye.now)


def test_who_has_given_all_away_is_not_woken_for_it(bye: Goodbye) -> None:
    bye.start()
    bye.house.now += timedelta(hours=14)
    first, *others = [step for step in bye.steps() if step.owner == MARA]
    for other in others:
        walking.give_to(
            bye.session, other.id, JONAS, JONAS, bye.now, version=bye.step(other.key).version
        )
    assert MARA in bye.house.due(REMIND)
    for to in (EMRE, JONAS):
        version = bye.step(first.key).version
        walking.give_to(bye.session, first.id, JONAS, to, bye.now, version=version)
    for who in (MARA, EMRE):
        assert who not in bye.house.due(REMIND)
        assert f"{bye.case_id}:{who}" not in bye.house.due(HAND)


def test_what_was_done_meanwhile_is_no_longer_in_the_message(bye: Goodbye) -> None:
    bye.start(last_day=bye.now.date())
    _remind(bye)
    (card,) = bye.house.cards(REMINDER, MARA)
    first = reading.reminder_view(bye.session, card.subject, "en", bye.now)[0]
    bye.not_needed(first.line.key)
    left = reading.reminder_view(bye.session, card.subject, "en", bye.now)
    assert first.line.id not in {view.line.id for view in left}


def test_possible_steps_are_what_somebody_has_in_hand(bye: Goodbye) -> None:
    bye.start()
    mine = list(OWNED.matters(bye.session, bye.now, owners=[LENA]))
    assert {m.words for m in mine} >= {"Usage rights and source files handed over"}
    assert all(m.ours and m.due is not None and m.owner == LENA for m in mine)
    of_all = OWNED.of_platform(bye.session, bye.now, "mario")
    assert {m.ref for m in of_all} >= {m.ref for m in mine}


def test_what_is_blocked_does_not_wait_for_its_owner(bye: Goodbye) -> None:
    bye.start()
    step = bye.step("rights")
    until = bye.now.date() + timedelta(days=5)
    walking.blocked(bye.session, step.id, LENA, "No.", until, bye.now, version=step.version)
    (matter,) = [m for m in OWNED.matters(bye.session, bye.now, owners=[LENA]) if m.ref == step.id]
    assert not matter.ours


def test_an_absence_moves_steps_to_the_cover(bye: Goodbye) -> None:
    bye.start()
    step = bye.step("rights")
    assert OWNED.give(bye.session, step.id, EMRE, bye.now)
    assert not OWNED.give(bye.session, step.id, EMRE, bye.now)
    assert not OWNED.give(bye.session, step.id, COLLEAGUE, bye.now)
    assert not OWNED.give(bye.session, "none", EMRE, bye.now)
    assert step.owner == EMRE


def test_a_case_that_is_over_is_nobodys_matter(bye: Goodbye) -> None:
    bye.start()
    bye.call_off()
    assert not list(OWNED.of_platform(bye.session, bye.now, "mario"))
    assert not OWNED.give(bye.session, bye.step("rights").id, EMRE, bye.now)


def test_with_the_client_the_ending_goes_to_another_platform(bye: Goodbye) -> None:
    bye.start()
    other = Platform(
        key="tetris",
        name="Tetris",
        team_channel="C0TETRIS",
        timezone="Europe/Berlin",
        hours="Mon-Fri 09:00-18:00",
        holidays="DE-BW",
    )
    bye.house.add(other)
    bye.house.add(Member(platform_key="tetris", user_id=COLLEAGUE))
    apply(bye.session, state.current(bye.session), bye.now)
    facts = state.current(bye.session)
    facts["client", "nord"]["platform_key"] = "tetris"
    apply(bye.session, facts, bye.now)
    moving.client_moved(bye.session, "nord", bye.now)
    assert bye.acts().count("offboarding platform") == 1
    assert "C0TETRIS" in {card.place for card in bye.house.cards(CASE)}
    step = bye.step("campaigns")
    assert step.owner not in {MARA, JONAS, LENA, EMRE}
    with pytest.raises(Kindly, match="Tetris"):
        bye.done("campaigns", by=MARA)
    bye.done("campaigns", by=COLLEAGUE)
