"""Two members lift a block for a while; then it is back, whatever happens in between."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete

from bot.core.errors import Kindly
from bot.core.schedule import Due
from bot.features.blocks import lifting, moving, upkeep
from bot.features.blocks.lifting import Wanted
from bot.features.blocks.models import LiftState
from bot.features.blocks.standing import blocked_since
from bot.features.forgetting.service import NotYet, plan_client
from bot.features.forgetting.service import blocked_since as forgotten_since
from bot.features.offboarding import starting
from bot.features.offboarding.kinds import Why
from bot.features.offboarding.starting import Start
from bot.features.platforms.models import ClientStatus, Member, Platform
from bot.features.record import service as record
from bot.features.webhook.service import SEND
from tests.bot.features.blocks.blocked import ON_BOTH, Ended
from tests.bot.features.house import COLLEAGUE, EMRE, GRACE, LENA, SHOP, TEAM

pytestmark = ON_BOTH


def status(ended: Ended) -> ClientStatus:
    return ClientStatus(ended.house.client().status)


def told(ended: Ended) -> list[str]:
    """The client's status, as the agency's own software hears it."""
    return [json.loads(job["body"])["data"]["status"] for job in ended.house.jobs("webhook.send")]


def test_one_member_alone_lifts_nothing(ended: Ended) -> None:
    lift = ended.asks()
    assert status(ended) == ClientStatus.DELIVERY_BLOCK
    with pytest.raises(Kindly, match="second member"):
        ended.confirms(lift, LENA)
    assert status(ended) == ClientStatus.DELIVERY_BLOCK
    assert told(ended) == []


def test_a_second_member_lifts_it_and_work_begins_again(ended: Ended) -> None:
    ended.lifts()
    assert status(ended) == ClientStatus.ACTIVE
    assert told(ended) == ["active"]
    ended.house.ask(SHOP)
    assert len(ended.house.requests()) == 1


def test_then_it_is_back_by_itself_and_the_team_is_told(ended: Ended) -> None:
    ended.lifts(days=3)
    ended.house.pass_time(days=3)
    ended.due()
    assert status(ended) == ClientStatus.DELIVERY_BLOCK
    assert told(ended) == ["active", "delivery block"]
    assert [card.place for card in ended.house.cards("blocks.back")] == [TEAM]
    assert blocked_since(ended.session, "nord") == ended.now


def test_its_end_comes_once_however_often_it_is_due(ended: Ended) -> None:
    lift = ended.lifts()
    ended.house.pass_time(days=3)
    for _ in range(3):
        lifting.time_over(ended.session, lift.id, ended.now)
        ended.house.pass_time(hours=1)
    assert told(ended) == ["active", "delivery block"]


def test_it_is_not_back_too_early(ended: Ended) -> None:
    lift = ended.lifts()
    lifting.time_over(ended.session, lift.id, ended.now)
    assert status(ended) == ClientStatus.ACTIVE
    assert ended.house.due(lifting.END) == {lift.id: lift.until}


def test_an_end_that_was_lost_is_planned_again(ended: Ended) -> None:
    lift = ended.lifts()
    ended.session.execute(delete(Due))
    upkeep.plan(ended.session, ended.now)
    assert ended.house.due(lifting.END) == {lift.id: lift.until}
    ended.house.pass_time(days=30)
    ended.due()
    assert status(ended) == ClientStatus.DELIVERY_BLOCK


def test_anybody_brings_it_back_early(ended: Ended) -> None:
    lift = ended.lifts()
    lifting.block_again(ended.session, lift.id, LENA, ended.now, version=lift.version)
    assert status(ended) == ClientStatus.DELIVERY_BLOCK
    assert ended.house.due(lifting.END) == {}
    with pytest.raises(Kindly, match="back already"):
        lifting.block_again(ended.session, lift.id, EMRE, ended.now, version=lift.version)


def test_each_step_is_in_the_record(ended: Ended) -> None:
    lift = ended.lifts()
    lifting.block_again(ended.session, lift.id, LENA, ended.now, version=lift.version)
    entries = record.entries(ended.session, client_key="nord")
    assert [(entry.what, entry.who) for entry in entries] == [
        ("block lift asked", LENA),
        ("block lifted", EMRE),
        ("block back", LENA),
    ]
    assert entries[1].after["why"] == "A last invoice."
    told = [json.loads(job["body"])["data"] for job in ended.house.jobs(SEND)]
    assert told == [
        {"status": "active", "until": lift.until.isoformat()},
        {"status": "delivery block"},
    ]
    assert (entries[1].before["status"], entries[1].after["status"]) == (
        "delivery block",
        "active",
    )


def test_a_question_that_nobody_confirms_lapses(ended: Ended) -> None:
    lift = ended.asks(days=1)
    ended.house.pass_time(days=1)
    with pytest.raises(Kindly, match="ask anew"):
        ended.confirms(lift)
    ended.due()
    assert lift.state == LiftState.DROPPED
    assert told(ended) == []
    assert ended.asks().state == LiftState.ASKED


def test_a_question_can_be_taken_back(ended: Ended) -> None:
    lift = ended.asks()
    lifting.drop(ended.session, lift.id, EMRE, ended.now, version=lift.version)
    with pytest.raises(Kindly, match="taken back"):
        ended.confirms(lift)
    assert status(ended) == ClientStatus.DELIVERY_BLOCK


def test_a_card_that_is_out_of_date_does_nothing(ended: Ended) -> None:
    lift = ended.asks()
    with pytest.raises(Kindly, match="changed this meanwhile"):
        lifting.confirm(ended.session, lift.id, EMRE, ended.now, version=lift.version + 1)


def test_two_lifts_at_once_are_one(ended: Ended) -> None:
    lift = ended.asks()
    with pytest.raises(Kindly, match="has asked for this already"):
        ended.asks(EMRE)
    ended.confirms(lift)
    with pytest.raises(Kindly, match="lifted already"):
        ended.asks(EMRE)


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (Wanted("nord", datetime(2026, 11, 18, 9, 0, tzinfo=UTC), "x"), "over already"),
        (Wanted("nord", datetime(2027, 11, 18, 9, 0, tzinfo=UTC), "x"), "three months"),
        (Wanted("nord", datetime(2026, 11, 20, 9, 0, tzinfo=UTC), "  "), "say why"),
        (Wanted("harb", datetime(2026, 11, 20, 9, 0, tzinfo=UTC), "x"), "no delivery block"),
        (Wanted("gone", datetime(2026, 11, 20, 9, 0, tzinfo=UTC), "x"), "no such client"),
    ],
)
def test_what_makes_no_sense_is_refused(ended: Ended, wanted: Wanted, why: str) -> None:
    with pytest.raises(Kindly, match=why):
        lifting.ask(ended.session, wanted, LENA, ended.now)


def test_nobody_from_outside_lifts_anything(ended: Ended) -> None:
    with pytest.raises(Kindly, match="members of a platform"):
        ended.asks(GRACE)
    lift = ended.asks()
    with pytest.raises(Kindly, match="members of a platform"):
        ended.confirms(lift, GRACE)


def test_the_end_is_an_instant_whatever_the_clocks_on_the_wall_do(ended: Ended) -> None:
    """From before the change to summer time until after it, to the second."""
    ended.house.now = datetime(2027, 3, 27, 11, 0, tzinfo=UTC)
    lift = ended.lifts(days=2)
    ended.house.now = lift.until - timedelta(seconds=1)
    ended.due()
    assert status(ended) == ClientStatus.ACTIVE
    ended.house.now = lift.until
    ended.due()
    assert status(ended) == ClientStatus.DELIVERY_BLOCK


def test_a_lift_begins_the_retention_period_anew(ended: Ended) -> None:
    """Whose people are served again are not forgotten meanwhile, nor right after it."""
    ended.lifts(days=3)
    ended.house.pass_time(days=1)
    with pytest.raises(NotYet, match="no delivery block"):
        plan_client(ended.session, "nord", timedelta(days=10), ended.now)
    ended.house.pass_time(days=2)
    ended.due()
    assert forgotten_since(ended.session, "nord") == ended.now
    ended.house.pass_time(days=9)
    with pytest.raises(NotYet, match="from 1 Dec 2026"):
        plan_client(ended.session, "nord", timedelta(days=10), ended.now)
    ended.house.pass_time(days=2)
    plan_client(ended.session, "nord", timedelta(days=10), ended.now)


def test_a_lift_goes_with_its_client_to_another_platform(ended: Ended) -> None:
    lift = ended.asks()
    ended.house.add(
        Platform(
            key="tetris",
            name="Tetris",
            team_channel="C0TETRIS",
            timezone="Europe/Berlin",
            hours="Mon-Fri 09:00-18:00",
            holidays="DE-BW",
            mode="active",
        )
    )
    ended.house.add(Member(platform_key="tetris", user_id=COLLEAGUE))
    ended.house.client().platform_key = "tetris"
    with pytest.raises(Kindly, match="Only members of Tetris"):
        ended.confirms(lift, EMRE)
    moving.platform_changed(ended.session, "tetris", ended.now)
    moving.platform_changed(ended.session, "tetris", ended.now)
    shown = [card.place for card in ended.house.cards("blocks.lift")]
    assert (lift.platform_key, sorted(shown)) == ("tetris", sorted([TEAM, "C0TETRIS"]))
    ended.confirms(lift, COLLEAGUE)
    assert status(ended) == ClientStatus.ACTIVE


def test_no_second_ending_begins_while_the_block_is_lifted(ended: Ended) -> None:
    ended.lifts()
    wanted = Start("nord", ended.now.date() + timedelta(days=20), Why.BY_US)
    with pytest.raises(Kindly, match="has ended already"):
        starting.ask(ended.session, wanted, LENA, ended.now)
