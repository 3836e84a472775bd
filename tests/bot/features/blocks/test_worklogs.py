"""Hours that are written after the block: told to their author, then to the platform, nameless."""

from __future__ import annotations

from datetime import timedelta

from bot.core.cards import Audience
from bot.features.blocks import upkeep, worklogs
from bot.features.blocks.cards import batch
from bot.features.blocks.reading import shown_to, told
from bot.features.platforms.blocking import LOOK
from bot.features.platforms.models import Member, PlatformMode
from tests.bot.features.blocks.blocked import ON_BOTH, Ended
from tests.bot.features.house import EMRE, TEAM

pytestmark = ON_BOTH


def test_looks_begin_with_the_block_and_come_twice_a_day(ended: Ended) -> None:
    assert ended.house.due(LOOK) == {"nord": ended.now + timedelta(hours=12)}
    ended.house.pass_time(hours=12)
    ended.look()
    assert ended.house.due(LOOK) == {"nord": ended.now + timedelta(hours=12)}


def test_a_look_that_was_lost_is_planned_again(ended: Ended) -> None:
    worklogs.schedule.cancel(ended.session, LOOK, "nord")
    upkeep.plan(ended.session, ended.now)
    assert ended.house.due(LOOK) == {"nord": ended.now}


def test_jira_is_asked_from_a_little_before_the_last_look(ended: Ended) -> None:
    begun = ended.now
    wanted = worklogs.watched(ended.session, "nord", ended.now)
    assert wanted == worklogs.Watched(("NORD",), begun - worklogs.LAG)
    ended.house.pass_time(hours=12)
    ended.look()
    wanted = worklogs.watched(ended.session, "nord", ended.now)
    assert wanted == worklogs.Watched(("NORD",), ended.now - worklogs.LAG)


def test_nobody_is_looked_for_who_is_served_or_observed(ended: Ended) -> None:
    assert worklogs.watched(ended.session, "harb", ended.now) is None
    lift = ended.lifts()
    assert worklogs.watched(ended.session, "nord", ended.now) is None
    ended.house.now = lift.until
    ended.due()
    ended.house.platform.mode = PlatformMode.OBSERVE
    assert worklogs.watched(ended.session, "nord", ended.now) is None


def test_its_author_alone_is_told_first(ended: Ended) -> None:
    ended.goes_by(EMRE, "emre")
    ended.house.pass_time(hours=2)
    ended.look(ended.wrote("1"), ended.wrote("2"))
    (card,) = ended.house.cards("blocks.hours")
    assert (card.place, card.audience) == (EMRE, Audience.MEMBER)
    assert [one.issue for one in shown_to(ended.session, card.subject, EMRE)] == [
        "NORD-1",
        "NORD-2",
    ]
    assert ended.house.cards("blocks.booked") == []


def test_the_same_entry_is_told_once(ended: Ended) -> None:
    ended.goes_by(EMRE, "emre")
    ended.house.pass_time(hours=2)
    entry = ended.wrote("1")
    ended.look(entry)
    ended.house.pass_time(hours=12)
    ended.look(entry)
    assert len(ended.house.cards("blocks.hours")) == 1


def test_what_is_still_there_in_two_days_the_platform_hears_without_a_name(ended: Ended) -> None:
    ended.goes_by(EMRE, "emre")
    ended.house.pass_time(hours=2)
    entry = ended.wrote("1")
    ended.look(entry)
    ended.house.pass_time(days=1, hours=23)
    ended.look(entry)
    assert ended.house.cards("blocks.booked") == []
    ended.house.now = ended.house.due(LOOK)["nord"]
    assert ended.hours()[0].shown_at + worklogs.STAYS == ended.now
    ended.look(entry)
    (card,) = ended.house.cards("blocks.booked")
    assert (card.place, card.audience) == (TEAM, Audience.TEAM)
    (line,) = told(ended.session, card.subject)
    assert (line.issue, line.told) == ("NORD-1", True)
    assert EMRE not in repr(line)


def test_what_is_gone_meanwhile_nobody_else_hears_of(ended: Ended) -> None:
    ended.goes_by(EMRE, "emre")
    ended.house.pass_time(hours=2)
    ended.look(ended.wrote("1"))
    subject = batch("nord", ended.now)
    ended.house.pass_time(days=1)
    ended.look()
    assert [one.gone for one in shown_to(ended.session, subject, EMRE)] == [True]
    ended.house.pass_time(days=3)
    ended.look()
    assert ended.house.cards("blocks.booked") == []


def test_what_jira_only_kept_back_is_there_again(ended: Ended) -> None:
    ended.goes_by(EMRE, "emre")
    entry = ended.wrote("1")
    ended.look(entry)
    ended.house.pass_time(hours=12)
    ended.look()
    ended.house.pass_time(hours=12)
    ended.look(entry)
    assert ended.hours()[0].gone_at is None
    ended.house.pass_time(days=2)
    ended.look(entry)
    assert len(ended.house.cards("blocks.booked")) == 1


def test_whom_nobody_knows_the_platform_hears_of_at_once(ended: Ended) -> None:
    ended.look(ended.wrote("1", "somebody"))
    assert ended.house.cards("blocks.hours") == []
    assert len(ended.house.cards("blocks.booked")) == 1


def test_a_member_who_has_left_is_nobody(ended: Ended) -> None:
    ended.goes_by(EMRE, "emre")
    ended.session.get_one(Member, ("mario", EMRE)).active = False
    ended.look(ended.wrote("1"))
    assert ended.hours()[0].author is None


def test_what_was_written_before_the_block_or_while_it_was_lifted_is_right(ended: Ended) -> None:
    before = ended.wrote("1", at=ended.now - timedelta(hours=1))
    ended.house.pass_time(days=1)
    lift = ended.lifts(days=1)
    ended.house.pass_time(hours=5)
    during = ended.wrote("2")
    ended.house.now = lift.until
    ended.due()
    ended.house.pass_time(hours=1)
    after = ended.wrote("3")
    ended.look(before, during, after)
    assert [row.worklog for row in ended.hours()] == ["3"]


def test_old_rows_go_with_the_retention_period_and_are_not_found_anew(ended: Ended) -> None:
    entry = ended.wrote("1", "somebody")
    ended.look(entry)
    ended.posts("Wann kommt die Rechnung?")
    ended.house.pass_time(days=40)
    ended.look(entry)
    upkeep.forget_old(ended.session, ended.now - timedelta(days=30))
    assert ended.hours() == []
    assert ended.answers() == []
    wanted = worklogs.watched(ended.session, "nord", ended.now)
    assert wanted is not None
    assert wanted.since > entry.written
