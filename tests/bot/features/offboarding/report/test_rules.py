"""What stands in a report and what does not, at its edges."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.core.errors import Kindly
from bot.features.offboarding import accounts, putting_back, walking
from bot.features.offboarding.accounts import Entry
from bot.features.offboarding.kinds import AccountKind, AccountState
from bot.features.offboarding.models import Change
from bot.features.offboarding.report.for_client import ClientReport, client_report
from bot.features.offboarding.report.internal import InternalReport, Sum, internal_report
from tests.bot.features.house import JONAS, MARA
from tests.bot.features.offboarding.goodbye import Goodbye
from tests.bot.features.offboarding.report.comparing import right_to_the_last_line


def theirs(bye: Goodbye) -> ClientReport:
    return client_report(bye.session, bye.case_id, "de", bye.now)


def ours(bye: Goodbye) -> InternalReport:
    return internal_report(bye.session, bye.case_id, "en", bye.now)


def mailer(bye: Goodbye) -> None:
    entry = Entry(AccountKind.TOOL, "Mailer", JONAS, 900)
    row = accounts.put(bye.session, bye.case_id, entry, MARA, bye.now)
    state = AccountState.DEACTIVATED
    accounts.set_state(bye.session, row.id, state, JONAS, bye.now, version=row.version)


def test_a_list_stands_there_and_the_block_does_not_whatever_a_template_says(bye: Goodbye) -> None:
    bye.start()
    mailer(bye)
    assert [one.name for one in theirs(bye).accounts] == ["Mailer"]
    bye.step("accounts").for_client, bye.step("block").for_client = False, True
    report = theirs(bye)
    assert report.accounts == ()
    assert "block" not in {one.usual for one in report.open}


def test_both_are_of_the_day_that_it_is_where_the_platform_is(bye: Goodbye) -> None:
    bye.start()
    bye.house.now = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
    assert ours(bye).as_of.date() == theirs(bye).as_of.date() == date(2026, 11, 30)


def test_what_is_blocked_is_not_expected_before_it_comes_back(bye: Goodbye) -> None:
    bye.start()
    step, until = bye.step("rights"), date(2027, 1, 4)
    walking.blocked(bye.session, step.id, JONAS, "No.", until, bye.now, version=step.version)
    assert {one.usual: one.due for one in theirs(bye).open}["rights"] == until


def test_an_agencys_own_words_go_before_ours(bye: Goodbye) -> None:
    bye.start()
    bye.step("farewell").names = {"de": "Ein Brief", "en": "A letter"}
    assert [one.usual for one in theirs(bye).open if one.name == "Ein Brief"] == [None]


def test_money_is_counted_by_currency(bye: Goodbye) -> None:
    bye.start()
    for name, cents, currency in (("A", 100, "EUR"), ("B", 250, "CHF"), ("C", None, "EUR")):
        entry = Entry(AccountKind.TOOL, name, None, cents, currency)
        accounts.put(bye.session, bye.case_id, entry, MARA, bye.now)
    assert ours(bye).sums == (Sum("CHF", 250, 250), Sum("EUR", 100, 100))


def test_after_a_call_off_it_tells_what_is_as_it_was(bye: Goodbye) -> None:
    bye.start()
    mailer(bye)
    bye.call_off()
    right_to_the_last_line(bye.session, bye.case_id, bye.now)
    [left] = ours(bye).put_back
    assert (left.words, left.at) == ("Mailer", None)
    [change] = bye.session.query(Change).all()
    putting_back.put_back(bye.session, change.id, bye.now, by=MARA)
    [back] = ours(bye).put_back
    assert (back.words, back.at, back.by) == ("Mailer", bye.now, "Mara Vogt")
    with pytest.raises(Kindly, match="called off"):
        theirs(bye)


def test_nothing_is_reported_to_a_client_before_it_is_confirmed(bye: Goodbye) -> None:
    bye.ask()
    with pytest.raises(Kindly, match="second member"):
        theirs(bye)
    assert [one.act for one in ours(bye).history] == ["offboarding asked"]
