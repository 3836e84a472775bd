"""Steps: done with evidence, not needed, blocked, given, moved, opened again; two at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.errors import Kindly
from bot.features.offboarding import flow, reopening, walking
from bot.features.offboarding.cards import STEP, WAITS, subject_of
from bot.features.offboarding.kinds import EvidenceKind, StepState
from bot.features.offboarding.over import HAND, UNBLOCK
from bot.features.offboarding.walking import Given
from bot.features.platforms.models import Member
from tests.bot.features.house import COLLEAGUE, EMRE, JONAS, LENA, MARA
from tests.bot.features.offboarding.goodbye import LINK, TEXT, Goodbye

MONDAY = date(2026, 11, 30)


def _reopen(bye: Goodbye, key: str, by: str = MARA) -> None:
    step = bye.step(key)
    reopening.reopen(bye.session, step.id, by, "One was missed.", bye.now, version=step.version)


def _block(bye: Goodbye, key: str, until: date = MONDAY) -> None:
    step = bye.step(key)
    walking.blocked(bye.session, step.id, MARA, "No answer.", until, bye.now, version=step.version)


def test_done_makes_possible_what_waited_for_it(bye: Goodbye) -> None:
    bye.start()
    assert bye.state("tools") == StepState.WAITING
    bye.done("campaigns")
    assert bye.state("tools") == StepState.POSSIBLE


def test_nothing_is_done_before_its_turn(bye: Goodbye) -> None:
    bye.start()
    with pytest.raises(Kindly, match="waits for: “Campaigns paused or ended, and settled”"):
        bye.done("tools")


def test_two_people_on_one_step(bye: Goodbye) -> None:
    bye.start()
    seen = bye.step("campaigns").version
    bye.done("campaigns", by=LENA, version=seen)
    with pytest.raises(Kindly, match=r"Lena Brandt was faster: “Campaigns .*” is done already"):
        bye.done("campaigns", by=JONAS, version=seen)
    assert bye.acts().count("step done") == 1


def test_a_step_that_was_given_away_meanwhile_has_to_be_looked_at_again(bye: Goodbye) -> None:
    bye.start()
    step = bye.step("campaigns")
    seen = step.version
    walking.give_to(bye.session, step.id, MARA, EMRE, bye.now, version=seen)
    with pytest.raises(Kindly, match="changed meanwhile"):
        bye.done("campaigns", version=seen)


def test_evidence_is_asked_for(bye: Goodbye) -> None:
    bye.start()
    with pytest.raises(Kindly, match="is done once there is evidence"):
        bye.done("campaigns", given=())
    bye.done("campaigns", given=LINK)
    assert bye.step_view("campaigns").evidence[0].words == "https://wiki.test/nordwind"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (Given(EvidenceKind.LINK, "see the wiki"), "not a link"),
        (Given(EvidenceKind.NUMBER, "many"), "not a number"),
        (Given(EvidenceKind.TEXT, "  "), "write down"),
        (Given(EvidenceKind.CHECK, "yes"), "Only Perron itself"),
    ],
)
def test_evidence_is_what_it_says(bye: Goodbye, given: Given, says: str) -> None:
    bye.start()
    with pytest.raises(Kindly, match=says):
        bye.done("campaigns", given=[given])


def test_a_wrong_kind_of_evidence_is_not_enough(bye: Goodbye) -> None:
    bye.start()
    with pytest.raises(Kindly, match="once there is evidence"):
        bye.done("export", given=TEXT)


def test_what_cannot_be_undone_is_confirmed_first(bye: Goodbye) -> None:
    bye.start()
    bye.until("farewell")
    with pytest.raises(Kindly, match="cannot be undone"):
        bye.done("farewell", sure=False)
    assert bye.case.irreversible_at is None
    bye.done("farewell", sure=True)
    assert bye.case.irreversible_step == "farewell"


def test_not_needed_says_why(bye: Goodbye) -> None:
    bye.start()
    with pytest.raises(Kindly, match="why"):
        bye.not_needed("campaigns", why=" ")
    bye.not_needed("campaigns", why="There were none.")
    assert (bye.step("campaigns").reason, bye.state("tools")) == (
        "There were none.",
        StepState.POSSIBLE,
    )


def test_what_is_blocked_comes_back_on_its_date(bye: Goodbye) -> None:
    bye.start()
    _block(bye, "campaigns")
    due = bye.house.due(UNBLOCK)[bye.step("campaigns").id]
    assert due == datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    walking.come_back(bye.session, bye.step("campaigns").id, bye.now)
    assert bye.state("campaigns") == StepState.BLOCKED
    walking.come_back(bye.session, bye.step("campaigns").id, due)
    walking.come_back(bye.session, bye.step("campaigns").id, due)
    assert bye.state("campaigns") == StepState.POSSIBLE
    assert bye.acts().count("step unblocked") == 1


def test_blocked_until_a_day_to_come(bye: Goodbye) -> None:
    bye.start()
    with pytest.raises(Kindly, match="still to come"):
        _block(bye, "campaigns", until=bye.now.date())


def test_what_goes_on_before_its_date_is_in_hand_again(bye: Goodbye) -> None:
    bye.start()
    _block(bye, "campaigns")
    step = bye.step("campaigns")
    walking.unblocked(bye.session, step.id, MARA, bye.now, version=step.version)
    assert not bye.house.due(UNBLOCK)
    assert step.handed_at == bye.now
    with pytest.raises(Kindly, match="not blocked any more"):
        walking.unblocked(bye.session, step.id, MARA, bye.now, version=step.version)


def test_each_owner_has_one_step_at_a_time(bye: Goodbye) -> None:
    bye.start()
    shown = [card.place for card in bye.house.cards(STEP)]
    assert len(shown) == len(set(shown))
    first = next(s for s in bye.steps() if s.owner == MARA and s.handed_at is not None)
    waiting = [s for s in bye.steps() if s.owner == MARA and s.state == StepState.POSSIBLE]
    assert bye.step_view(first.key).yours_after == len(waiting) - 1
    bye.done(first.key)
    assert [card.subject for card in bye.house.cards(STEP, MARA)] == [
        subject_of(s) for s in bye.steps() if s.owner == MARA and s.handed_at is not None
    ]


def test_a_step_is_handed_out_in_its_owners_hours(bye: Goodbye) -> None:
    bye.house.now = datetime(2026, 11, 18, 21, 0, tzinfo=UTC)
    bye.ask(by=LENA)
    bye.confirm(by=EMRE)
    assert not bye.house.cards(STEP, MARA)
    due = bye.house.due(HAND)
    assert due[f"{bye.case_id}:{MARA}"] == datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
    bye.house.now = due[f"{bye.case_id}:{MARA}"]
    flow.hand_later(bye.session, f"{bye.case_id}:{MARA}", bye.now)
    assert len(bye.house.cards(STEP, MARA)) == 1


def test_whoever_presses_gets_the_next_step_at_any_hour(bye: Goodbye) -> None:
    bye.start()
    bye.house.now = datetime(2026, 11, 18, 21, 0, tzinfo=UTC)
    theirs = [s.key for s in bye.steps() if s.owner == MARA and s.handed_at is not None]
    bye.done(theirs[0], by=MARA)
    assert len(bye.house.cards(STEP, MARA)) == 2


def test_given_to_somebody_else(bye: Goodbye) -> None:
    bye.start()
    step = bye.step("campaigns")
    walking.give_to(bye.session, step.id, MARA, EMRE, bye.now, version=step.version)
    assert step.owner == EMRE
    assert subject_of(step) in [card.subject for card in bye.house.cards(STEP, EMRE)]
    with pytest.raises(Kindly, match="Emre Aydin has it already"):
        walking.give_to(bye.session, step.id, MARA, EMRE, bye.now, version=step.version)
    with pytest.raises(Kindly, match="not a member"):
        walking.give_to(bye.session, step.id, MARA, COLLEAGUE, bye.now, version=step.version)


def test_given_to_somebody_away_their_cover_gets_it(bye: Goodbye) -> None:
    bye.start()
    bye.house.away(EMRE, cover=LENA)
    step = bye.step("tickets")
    walking.give_to(bye.session, step.id, MARA, EMRE, bye.now, version=step.version)
    assert step.owner == LENA
    bye.house.away(JONAS)
    with pytest.raises(Kindly, match="Jonas Weber is away, and nobody covers"):
        walking.give_to(bye.session, step.id, MARA, JONAS, bye.now, version=step.version)


def test_who_is_away_when_a_step_becomes_possible_is_covered(bye: Goodbye) -> None:
    bye.start()
    tools = bye.step("tools")
    tools.owner = EMRE
    bye.house.away(EMRE, cover=LENA)
    bye.done("campaigns")
    assert tools.owner == LENA


def test_the_step_of_somebody_who_has_left_is_somebody_elses(bye: Goodbye) -> None:
    bye.start()
    tools = bye.step("tools")
    tools.owner = EMRE
    bye.session.get_one(Member, ("mario", EMRE)).active = False
    bye.done("campaigns")
    assert tools.owner != EMRE


def test_a_new_date_is_to_come(bye: Goodbye) -> None:
    bye.start()
    step = bye.step("campaigns")
    walking.new_date(bye.session, step.id, MARA, MONDAY, bye.now, version=step.version)
    assert (step.due, step.due_by_hand) == (MONDAY, True)
    yesterday = bye.now.date() - timedelta(days=1)
    with pytest.raises(Kindly, match="passed"):
        walking.new_date(bye.session, step.id, MARA, yesterday, bye.now, version=step.version)


def test_a_reopened_step_is_before_its_owner_at_once_beside_what_they_have(bye: Goodbye) -> None:
    bye.start()
    rights = bye.step("rights")
    walking.give_to(bye.session, rights.id, MARA, MARA, bye.now, version=rights.version)
    bye.done("rights")
    [other] = _in_hand(bye)
    _reopen(bye, "rights")
    assert set(_in_hand(bye)) == {"rights", other}


def _in_hand(bye: Goodbye) -> list[str]:
    """What stands before Mara now."""
    steps = [s for s in bye.steps() if s.owner == MARA and s.state == StepState.POSSIBLE]
    return [s.key for s in steps if s.handed_at is not None]


def test_what_builds_on_a_reopened_step_waits_again_and_its_owner_is_told(bye: Goodbye) -> None:
    bye.start()
    bye.done("campaigns")
    bye.done("tools")
    bye.done("services")
    assert bye.state("accounts") == StepState.POSSIBLE
    _reopen(bye, "campaigns")
    states = [bye.state(key) for key in ("campaigns", "tools", "accounts")]
    assert states == [StepState.POSSIBLE, StepState.WAITING, StepState.WAITING]
    assert bye.step("tools").check_again
    assert {card.place for card in bye.house.cards(WAITS)} >= {bye.step("tools").owner}
    bye.done("campaigns", given=())
    bye.done("tools", given=())
    assert not bye.step("tools").check_again


def test_what_was_left_out_stays_left_out(bye: Goodbye) -> None:
    bye.start()
    bye.done("campaigns")
    bye.not_needed("tools")
    _reopen(bye, "campaigns")
    assert bye.state("tools") == StepState.NOT_NEEDED


def test_what_cannot_be_undone_stays_done_and_says_so(bye: Goodbye) -> None:
    bye.start()
    bye.until("farewell")
    bye.done("farewell")
    _reopen(bye, "rights")
    assert (bye.state("farewell"), bye.step("farewell").check_again) == (StepState.DONE, True)
    with pytest.raises(Kindly, match="Add a step"):
        _reopen(bye, "farewell")


def test_a_delivery_block_is_not_opened_again(bye: Goodbye) -> None:
    bye.start()
    bye.until("block")
    bye.done("block")
    with pytest.raises(Kindly, match="two members can lift it"):
        _reopen(bye, "block")


def test_open_steps_are_not_opened_again(bye: Goodbye) -> None:
    bye.start()
    with pytest.raises(Kindly, match="open already"):
        _reopen(bye, "campaigns")


def test_nobody_from_outside_the_platform(bye: Goodbye) -> None:
    bye.start()
    with pytest.raises(Kindly, match="Only members"):
        bye.done("campaigns", by=COLLEAGUE)
