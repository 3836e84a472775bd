"""Asked by one, confirmed by another; a client's wish; called off with all put back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.core.errors import Kindly
from bot.features.offboarding import (
    access,
    accounts,
    changing,
    doing,
    reading,
    starting,
    walking,
    wishing,
)
from bot.features.offboarding.cards import CASE, STEP, WISH
from bot.features.offboarding.kinds import (
    AccessState,
    AccountKind,
    AccountState,
    CaseState,
    StepState,
    WishState,
)
from bot.features.offboarding.models import Access, EndingWish, OffboardingTemplate
from bot.features.offboarding.putting_back import PUT_BACK, not_put_back, not_put_back_yet, put_back
from bot.features.offboarding.results import Result
from bot.features.offboarding.template import DEFAULT
from bot.features.offboarding.templates import packed
from bot.features.platforms.models import ClientStatus, Platform, PlatformMode
from bot.features.webhook.service import SEND
from tests.bot.features.house import ANKE, COLLEAGUE, HARB, JONAS, LENA, MARA, NORD, TEAM
from tests.bot.features.offboarding.goodbye import LAST_DAY, Goodbye


def test_nothing_is_laid_out_before_a_second_member_confirms(bye: Goodbye) -> None:
    bye.ask()
    assert bye.case.state == CaseState.ASKED
    assert not bye.steps()
    bye.confirm()
    assert len(bye.steps()) == len(DEFAULT.steps)
    assert bye.possible() == {
        "campaigns",
        "promises",
        "tickets",
        "services",
        "rights",
        "in_spe",
        "export",
        "among_ourselves",
    }


def test_a_template_that_is_taken_away_gives_way_to_the_default_or_goes_on(bye: Goodbye) -> None:
    steps = packed(DEFAULT.steps[:2])
    own = OffboardingTemplate(key="small", names={"en": "Small"}, grace_days=7, steps=steps)
    bye.house.add(own)
    bye.ask(template="small")
    own.active = False
    bye.confirm()
    assert [step.key for step in bye.steps()] == [step.key for step in DEFAULT.steps]
    bye.call_off()
    own.active = True
    bye.start(template="small")
    own.active = False
    bye.done("campaigns")
    assert (bye.state("tools"), len(bye.view().phases)) == (StepState.POSSIBLE, 1)


def test_what_cannot_be_undone_is_so_whatever_an_agencys_template_says(bye: Goodbye) -> None:
    said = [replace(one, needs=(), irreversible=False) for one in DEFAULT.steps]
    own = OffboardingTemplate(key="own", names={"en": "Own"}, grace_days=7, steps=packed(said))
    bye.house.add(own)
    bye.start(template="own")
    found = {step.key for step in bye.steps() if step.irreversible}
    assert found == {"farewell", "access_deleted", "channels"}, "what Perron does; the rest is ours"
    bye.done("farewell")
    with pytest.raises(Kindly, match="cannot be called off any more"):
        bye.call_off()


def test_whoever_has_asked_does_not_confirm(bye: Goodbye) -> None:
    bye.ask(by=MARA)
    with pytest.raises(Kindly, match="a second member"):
        bye.confirm(by=MARA)
    with pytest.raises(Kindly, match="Only members"):
        bye.confirm(by=COLLEAGUE)


def test_it_is_confirmed_once(bye: Goodbye) -> None:
    bye.start()
    with pytest.raises(Kindly, match="Jonas Weber has confirmed already"):
        bye.confirm(by=LENA)
    assert len(bye.steps()) == len(DEFAULT.steps)


def test_who_confirms_has_seen_what_is_asked(bye: Goodbye) -> None:
    case = bye.ask()
    with pytest.raises(Kindly, match="look again"):
        starting.confirm(bye.session, case.id, JONAS, bye.now, version=case.version - 1)


def test_one_ending_at_a_time(bye: Goodbye) -> None:
    bye.ask()
    with pytest.raises(Kindly, match="an offboarding of Nordwind"):
        bye.ask(by=LENA)
    bye.call_off()
    assert bye.ask(by=LENA).state == CaseState.ASKED


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"by": COLLEAGUE}, "Only members"),
        ({"template": "none"}, "no such template"),
        ({"last_day": date(2028, 1, 1)}, "more than a year"),
    ],
)
def test_what_cannot_be_asked(bye: Goodbye, more: dict[str, object], says: str) -> None:
    with pytest.raises(Kindly, match=says):
        bye.ask(**more)  # type: ignore[arg-type]


def test_a_client_with_a_delivery_block_is_not_ended_twice(bye: Goodbye) -> None:
    bye.house.client().status = ClientStatus.DELIVERY_BLOCK
    with pytest.raises(Kindly, match="delivery block"):
        bye.ask()


def test_a_clients_wish_is_told_to_the_team_and_to_nobody_else(bye: Goodbye) -> None:
    row = wishing.wish(bye.session, "nord", NORD, ANKE, bye.now)
    assert [card.place for card in bye.house.cards(WISH)] == [TEAM]
    assert reading.client_ending(bye.session, "nord").asked
    assert reading.live_case(bye.session, "nord") is None
    assert wishing.wish(bye.session, "nord", NORD, ANKE, bye.now).id == row.id


def test_a_wish_is_for_ones_own_channel(bye: Goodbye) -> None:
    with pytest.raises(Kindly, match="A message to us will do"):
        wishing.wish(bye.session, "nord", HARB, ANKE, bye.now)


def test_a_member_makes_no_wish_in_the_clients_name(bye: Goodbye) -> None:
    with pytest.raises(Kindly, match="for the client"):
        wishing.wish(bye.session, "nord", NORD, LENA, bye.now)
    assert wishing.standing(bye.session, "nord") is None
    assert bye.acts() == []


def test_a_member_carries_a_wish_on(bye: Goodbye) -> None:
    row = wishing.wish(bye.session, "nord", NORD, ANKE, bye.now)
    case = bye.ask()
    assert (case.wish_id, row.state, row.answered_by) == (row.id, WishState.CARRIED_ON, MARA)
    assert wishing.wish(bye.session, "nord", NORD, ANKE, bye.now).id == row.id
    assert reading.wish_view(bye.session, row.id).case_id == case.id


def test_a_wish_is_dropped_once_and_can_come_again(bye: Goodbye) -> None:
    row = wishing.wish(bye.session, "nord", NORD, ANKE, bye.now)
    wishing.drop_wish(bye.session, row.id, LENA, bye.now, version=1)
    with pytest.raises(Kindly, match="Lena Brandt was faster"):
        wishing.drop_wish(bye.session, row.id, JONAS, bye.now, version=1)
    assert not reading.client_ending(bye.session, "nord").asked
    assert wishing.wish(bye.session, "nord", NORD, ANKE, bye.now).id != row.id


def test_a_case_that_a_member_began_is_nothing_for_the_client(bye: Goodbye) -> None:
    bye.start()
    assert not reading.client_ending(bye.session, "nord").asked
    assert all(card.audience != "client" for card in bye.house.cards(CASE))


def test_a_platform_that_observes_stays_silent(bye: Goodbye) -> None:
    bye.session.get_one(Platform, "mario").mode = PlatformMode.OBSERVE
    wishing.wish(bye.session, "nord", NORD, ANKE, bye.now)
    bye.start()
    assert not [*bye.house.cards(CASE), *bye.house.cards(STEP), *bye.house.cards(WISH)]


def test_called_off_it_is_as_if_it_had_not_been(bye: Goodbye) -> None:
    bye.start()
    account = accounts.put(
        bye.session, bye.case_id, accounts.Entry(AccountKind.DOMAIN, "nord.de"), MARA, bye.now
    )
    accounts.set_state(bye.session, account.id, AccountState.DEACTIVATED, MARA, bye.now, version=1)
    bye.call_off()
    assert account.state == AccountState.OPEN
    assert bye.case.state == CaseState.CALLED_OFF
    assert [left.words for left in bye.view().left_behind] == ["nord.de"]
    assert bye.house.client().status == ClientStatus.ACTIVE
    assert not bye.house.due("offboarding.remind")


def test_what_was_changed_outside_is_put_back_by_a_job(bye: Goodbye) -> None:
    bye.start()
    change = _closed_a_ticket(bye)
    bye.call_off()
    assert bye.house.jobs(PUT_BACK) == [{"change": change}]
    put_back(bye.session, change, bye.now, "NORD-1 is open again.")
    put_back(bye.session, change, bye.now, "NORD-1 is open again.")
    assert not bye.view().left_behind
    assert bye.acts().count("offboarding put back") == 1


def test_what_cannot_be_put_back_by_a_job_is_for_a_person(bye: Goodbye) -> None:
    bye.start()
    change = _closed_a_ticket(bye)
    bye.call_off()
    not_put_back(bye.session, change, "No permission.", bye.now)
    (left,) = bye.view().left_behind
    assert (left.by_hand, left.trouble) == (True, "No permission.")
    put_back(bye.session, change, bye.now, by=LENA)
    assert not bye.view().left_behind


def test_what_a_job_brings_after_the_call_off_is_put_back_as_well(bye: Goodbye) -> None:
    bye.start()
    step = _chose_a_ticket(bye)
    bye.call_off()
    assert not doing.is_wanted(bye.session, step.id, step.round)
    assert doing.did(
        bye.session, step.id, step.round, [CLOSED], bye.now, holds=True, words="Closed."
    )
    assert len(bye.house.jobs(PUT_BACK)) == 1


CLOSED = Result("NORD-1", "NORD-1 closed", before={"status": "Open"}, after={"status": "Done"})


def _chose_a_ticket(bye: Goodbye) -> doing.Step:
    step = bye.step("tickets")
    doing.look(bye.session, step.id, MARA, bye.now, version=step.version)
    things = [doing.Found("NORD-1", "NORD-1 Prices")]
    doing.found(
        bye.session, step.id, step.round, things, bye.now, holds=False, words="One is open."
    )
    return doing.choose(
        bye.session, step.id, MARA, {"refs": ["NORD-1"]}, bye.now, version=step.version
    )


def _closed_a_ticket(bye: Goodbye) -> int:
    step = _chose_a_ticket(bye)
    doing.did(
        bye.session, step.id, step.round, [CLOSED], bye.now, holds=True, words="None is open."
    )
    (change,) = not_put_back_yet(bye.session, bye.case_id)
    return change.id


def test_no_way_back_after_what_cannot_be_undone(bye: Goodbye) -> None:
    bye.start()
    bye.until("farewell")
    bye.done("farewell")
    with pytest.raises(Kindly, match="A word to the client"):
        bye.call_off()
    assert bye.view().irreversible_step == "A word to the client"
    assert not bye.view().can_call_off


def test_a_deleted_account_is_no_way_back_either(bye: Goodbye) -> None:
    bye.start()
    row = accounts.put(
        bye.session, bye.case_id, accounts.Entry(AccountKind.TOOL, "Mailer"), MARA, bye.now
    )
    with pytest.raises(Kindly, match="confirm"):
        accounts.set_state(bye.session, row.id, AccountState.DELETED, MARA, bye.now, version=1)
    accounts.set_state(
        bye.session, row.id, AccountState.DELETED, MARA, bye.now, version=1, sure=True
    )
    with pytest.raises(Kindly, match="cannot be called off"):
        bye.call_off()


def test_a_call_off_gives_access_back(bye: Goodbye) -> None:
    bye.start()
    for key in ("farewell", "export", "accounts"):
        bye.not_needed(key)
    ids = bye.note("Anke")
    access.set_inactive(bye.session, bye.case_id, ids, MARA, bye.now)
    bye.call_off()
    assert bye.session.get_one(Access, ids[0]).state == AccessState.ACTIVE
    assert bye.view().left_behind[0].words == "Anke (wiki): space NORD"


def test_every_act_is_in_the_record_and_told_to_the_agencys_software(bye: Goodbye) -> None:
    wishing.wish(bye.session, "nord", NORD, ANKE, bye.now)
    bye.start()
    bye.done("campaigns", by=LENA)
    assert bye.acts()[:3] == ["offboarding wished", "offboarding asked", "offboarding confirmed"]
    done = bye.entries()[-1]
    assert (done.what, done.who, done.before["state"], done.after["state"]) == (
        "step done",
        LENA,
        "possible",
        "done",
    )
    assert done.evidence is not None
    assert done.evidence["given"][0]["kind"] == "link"
    assert [job["event"] for job in bye.house.jobs(SEND)][:2] == ["case.changed", "case.changed"]


def _told(bye: Goodbye, event: str) -> list[dict[str, Any]]:
    bodies = [json.loads(job["body"]) for job in bye.house.jobs(SEND) if job["event"] == event]
    return [body["data"] for body in bodies]


def test_the_agencys_software_hears_states_and_days_and_nobodys_words(bye: Goodbye) -> None:
    bye.start(note="KANARIE they never pay")
    campaigns, far = bye.step("campaigns"), bye.now.date() + timedelta(days=9)
    version = campaigns.version
    walking.blocked(bye.session, campaigns.id, LENA, "KANARIE", far, bye.now, version=version)
    bye.not_needed("services", why="KANARIE")
    blocked = {"step": "campaigns", "phase": "wind down", "state": "blocked"}
    assert any(blocked.items() <= one.items() for one in _told(bye, "step.changed"))
    later = LAST_DAY + timedelta(days=14)
    changing.new_last_day(bye.session, bye.case_id, MARA, later, bye.now, version=bye.case.version)
    assert _told(bye, "case.changed")[-1]["last_day"] == later.isoformat()
    heard = {one["step"]: one["due"] for one in _told(bye, "step.changed")}
    assert heard["rights"] == bye.step("rights").due.isoformat()
    bye.call_off(why="KANARIE")
    assert _told(bye, "case.changed")[-1]["state"] == "called off"
    told = "".join(job["body"] for job in bye.house.jobs(SEND))
    assert not any(word in told for word in ("KANARIE", *(LENA, MARA, JONAS), "Nordwind"))


def test_a_case_that_is_over_is_not_walked(bye: Goodbye) -> None:
    bye.start()
    bye.call_off()
    with pytest.raises(Kindly, match="was called off"):
        bye.done("campaigns")
    assert bye.state("campaigns") == StepState.POSSIBLE


def test_a_channel_that_was_renamed_keeps_its_wish(bye: Goodbye) -> None:
    row = wishing.wish(bye.session, "nord", NORD, ANKE, bye.now)
    wishing.channel_renamed(bye.session, NORD, "C0NEW")
    assert bye.session.get_one(EndingWish, row.id).channel == "C0NEW"
