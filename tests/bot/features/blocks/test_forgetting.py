"""After the retention period the client's people leave the rows of a block, too."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.core.cards import Card
from bot.core.forgetting import standing
from bot.features.blocks.models import BlockLift
from bot.features.forgetting.service import carry_out, plan_client
from bot.features.platforms.forgetting import names_of
from bot.features.platforms.service import learn_person
from bot.features.record.verifying import verify
from bot.ports import UserInfo
from handlers.registry import features
from integrations.ical import IcalCalendars
from tests.bot.features.blocks.blocked import Ended
from tests.bot.features.house import ANKE, EMRE, GRACE, SHOP, THEIRS

RETENTION = timedelta(days=180)
FORGETS = [
    feature.forget
    for feature in features(search_lag=0, retention_days=180, calendars=IcalCalendars())
]


def test_who_wrote_after_the_end_is_forgotten_everywhere(ended: Ended) -> None:
    """Somebody whom Perron has only ever answered, and whom a reason for a lift names."""
    ben = UserInfo(id="U0BEN", team_id="T0ELSE", name="Ben Nordmann")
    learn_person(ended.session, ben, ended.now)
    ended.posts(SHOP, "U0BEN", team="T0ELSE")
    ended.goes_by(EMRE, "emre")
    ended.look(ended.wrote("1"))
    ended.asks(why="Ben Nordmann and <@U0BEN> asked for a last invoice")
    ended.house.pass_time(days=4)
    ended.due()
    ended.house.now += RETENTION
    who = plan_client(ended.session, "nord", RETENTION, ended.now)
    assert "U0BEN" in who.people
    assert GRACE not in who.people
    assert "Ben Nordmann" in names_of(ended.session, {"U0BEN"}, set())
    carry_out(ended.session, who, FORGETS)
    assert standing(ended.session, who) == []
    assert ended.answers() == []
    lift = ended.session.scalars(select(BlockLift)).one()
    assert "invoice" in lift.why, "that it was lifted, and why, stays readable"
    assert ended.hours()[0].author == EMRE, "our own people are no client's"
    assert verify(ended.session).is_fine
    kinds = set(ended.session.scalars(select(Card.kind)))
    assert "blocks.lift" in kinds


def test_the_period_runs_from_the_block(ended: Ended) -> None:
    ended.posts(SHOP, team=THEIRS)
    ended.house.now += RETENTION
    assert ANKE in plan_client(ended.session, "nord", RETENTION, ended.now).people
