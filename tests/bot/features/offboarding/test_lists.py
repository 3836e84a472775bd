"""Accounts, promises, ballots and projects in spe: nothing is left open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.core.errors import Kindly
from bot.features.offboarding import accounts, endings
from bot.features.offboarding.accounts import Entry
from bot.features.offboarding.kinds import AccountKind, AccountState, EndKind, Fate
from bot.features.offboarding.models import Account
from bot.features.promises.models import Promise, PromiseState
from bot.features.requests import actions
from tests.bot.features.house import ANKE, JONAS, LENA, MARA, NORD, SHOP
from tests.bot.features.offboarding.goodbye import Goodbye

DOMAIN = Entry(AccountKind.DOMAIN, "nordwind.de", MARA, 1_250, notice_on=date(2026, 12, 1))


def _put(bye: Goodbye) -> Account:
    return accounts.put(bye.session, bye.case_id, DOMAIN, MARA, bye.now)


def _set(bye: Goodbye, row: Account, state: AccountState, **more: object) -> None:
    accounts.set_state(
        bye.session,
        row.id,
        state,
        MARA,
        bye.now,
        version=row.version,
        **more,  # type: ignore[arg-type]
    )


def test_nothing_on_the_list_of_accounts_stays_open(bye: Goodbye) -> None:
    bye.start()
    bye.until("accounts")
    row = _put(bye)
    with pytest.raises(Kindly, match="Still open on the list of accounts: 1"):
        bye.done("accounts")
    with pytest.raises(Kindly, match="to whom"):
        _set(bye, row, AccountState.HANDED_OVER)
    _set(bye, row, AccountState.HANDED_OVER, to="Anke Petersen")
    bye.done("accounts")
    assert row.to == "Anke Petersen"


def test_two_people_on_one_account(bye: Goodbye) -> None:
    bye.start()
    row = _put(bye)
    accounts.edit(bye.session, row.id, DOMAIN, LENA, bye.now, version=1)
    with pytest.raises(Kindly, match="Lena Brandt has changed this"):
        accounts.edit(bye.session, row.id, DOMAIN, JONAS, bye.now, version=1)


def test_an_account_put_there_by_mistake_is_taken_off(bye: Goodbye) -> None:
    bye.start()
    row = _put(bye)
    accounts.remove(bye.session, row.id, MARA, bye.now, version=1)
    assert not accounts.of_case(bye.session, bye.case_id)
    with pytest.raises(Kindly, match="not on the list"):
        accounts.remove(bye.session, row.id, MARA, bye.now, version=2)
    other = _put(bye)
    _set(bye, other, AccountState.DEACTIVATED)
    with pytest.raises(Kindly, match="stays on the list"):
        accounts.remove(bye.session, other.id, MARA, bye.now, version=other.version)


def test_what_was_deleted_stays_so(bye: Goodbye) -> None:
    bye.start()
    row = _put(bye)
    _set(bye, row, AccountState.DELETED, sure=True)
    with pytest.raises(Kindly, match="cannot be brought back"):
        _set(bye, row, AccountState.OPEN)


def _promise(bye: Goodbye) -> Promise:
    promise = Promise(
        platform_key="mario",
        client_key="nord",
        channel=NORD,
        what="The shop is faster",
        what_not="",
        due=bye.now + timedelta(days=9),
        owner=JONAS,
        made_at=bye.now,
    )
    bye.house.add(promise)
    return promise


def test_a_promise_is_kept_or_handed_over(bye: Goodbye) -> None:
    bye.start()
    promise = _promise(bye)
    with pytest.raises(Kindly, match="Still undecided: 1"):
        bye.done("promises", given=())
    _decide(bye, EndKind.PROMISE, promise.id, Fate.HANDED_OVER, "Their new agency")
    bye.done("promises", given=())
    (end,) = endings.open_ends(bye.session, bye.case, EndKind.PROMISE)
    assert (end.words, end.fate, end.to) == (
        "The shop is faster",
        Fate.HANDED_OVER,
        "Their new agency",
    )


def test_a_promise_that_was_kept_is_no_open_end(bye: Goodbye) -> None:
    bye.start()
    _promise(bye).state = PromiseState.KEPT
    bye.done("promises", given=())
    assert not endings.open_ends(bye.session, bye.case)


def test_a_promise_is_not_let_go(bye: Goodbye) -> None:
    bye.start()
    promise = _promise(bye)
    with pytest.raises(Kindly, match="end it, or hand it over"):
        _decide(bye, EndKind.PROMISE, promise.id, Fate.LET_GO, "Nobody needs it")


def test_each_project_in_spe_is_handed_over_or_let_go(bye: Goodbye) -> None:
    request = bye.house.ask(SHOP, ANKE)
    actions.later(bye.session, request.id, MARA, "After the fair", bye.now)
    bye.start()
    (end,) = endings.open_ends(bye.session, bye.case, EndKind.IN_SPE)
    assert end.words == SHOP
    with pytest.raises(Kindly, match="Still undecided: 1"):
        bye.done("in_spe")
    with pytest.raises(Kindly, match="why it is let go"):
        _decide(bye, EndKind.IN_SPE, end.ref, Fate.LET_GO, " ")
    _decide(bye, EndKind.IN_SPE, end.ref, Fate.LET_GO, "The shop is closed")
    bye.done("in_spe")
    assert "ending decided" in bye.acts()


def _decide(bye: Goodbye, kind: EndKind, ref: str, fate: Fate, to: str) -> None:
    endings.decide(bye.session, bye.case_id, kind, ref, fate, to, MARA, bye.now)


def test_what_is_over_is_not_decided(bye: Goodbye) -> None:
    bye.start()
    with pytest.raises(Kindly, match="over by now"):
        _decide(bye, EndKind.BALLOT, "none", Fate.HANDED_OVER, "Anke")
