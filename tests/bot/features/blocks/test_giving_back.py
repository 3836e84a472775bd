"""Access given back while the block stands: with a lift, by two members in one confirmation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.features.blocks import lifting
from bot.features.blocks.lifting import Wanted
from bot.features.blocks.models import BlockLift
from bot.features.blocks.reading import lift_view
from bot.features.offboarding import access
from bot.features.offboarding.kinds import AccessState, StepState
from bot.features.offboarding.models import Access
from bot.features.platforms.models import ClientStatus
from handlers.blocks import views
from tests.bot.features.house import EMRE, LENA, MARA, House
from tests.bot.features.offboarding.goodbye import Goodbye


@pytest.fixture
def bye(house: House) -> Goodbye:
    """Ten days after the last day: access is inactive, the block stands."""
    bye = Goodbye(house)
    bye.start()
    ids = bye.note("Anke", "Til")
    bye.until("access_inactive")
    access.set_inactive(bye.session, bye.case_id, ids, MARA, bye.now)
    bye.done("access_inactive", given=())
    bye.until("block")
    bye.done("block")
    return bye


def _id(bye: Goodbye, name: str) -> str:
    rows = access.of_case(bye.session, bye.case_id)
    return next(row.id for row in rows if row.name == name)


def _state(bye: Goodbye, name: str) -> AccessState:
    return AccessState(bye.session.get_one(Access, _id(bye, name)).state)


def _asks(bye: Goodbye, *names: str, days: float = 3) -> BlockLift:
    ids = [_id(bye, name) for name in names]
    wanted = Wanted("nord", bye.now + timedelta(days=days), "One more export.", ids)
    return lifting.ask(bye.session, wanted, LENA, bye.now)


def _confirms(bye: Goodbye, lift: BlockLift, by: str = EMRE) -> None:
    lifting.confirm(bye.session, lift.id, by, bye.now, version=lift.version)


def test_one_confirmation_lifts_the_block_and_gives_it_back(bye: Goodbye) -> None:
    lift = _asks(bye, "Anke")
    assert _state(bye, "Anke") == AccessState.INACTIVE
    with pytest.raises(Kindly, match="second member"):
        _confirms(bye, lift, LENA)
    _confirms(bye, lift)
    assert bye.house.client().status == ClientStatus.ACTIVE
    assert (_state(bye, "Anke"), _state(bye, "Til")) == (AccessState.ACTIVE, AccessState.INACTIVE)
    assert bye.state("access_inactive") == StepState.POSSIBLE
    assert bye.state("block") == StepState.DONE
    entry = next(one for one in bye.entries() if one.what == "access undone")
    assert (entry.who, entry.after["reason"]) == (EMRE, "One more export.")


def test_what_is_confirmed_stands_before_who_confirms(bye: Goodbye) -> None:
    view = lift_view(bye.session, _asks(bye, "Anke"))
    assert "Anke · Wiki: space NORD" in str(views.lift_card(view, Translator("en")).blocks)


def test_when_the_time_is_over_the_card_says_what_is_active_still(bye: Goodbye) -> None:
    lift = _asks(bye, "Anke", "Til")
    _confirms(bye, lift)
    bye.house.pass_time(days=3)
    lifting.time_over(bye.session, lift.id, bye.now)
    assert bye.house.client().status == ClientStatus.DELIVERY_BLOCK
    drawn = views.back(lift_view(bye.session, lift), Translator("en"))
    assert "2 lines on the list of access are still active" in str(drawn.blocks)


def test_after_the_grace_period_it_is_not_even_asked(bye: Goodbye) -> None:
    bye.pass_days(45)
    with pytest.raises(Kindly, match="grace period is over"):
        _asks(bye, "Anke")


def test_a_grace_period_that_ends_meanwhile_changes_nothing(bye: Goodbye) -> None:
    lift = _asks(bye, "Anke", days=60)
    bye.pass_days(45)
    with pytest.raises(Kindly, match="grace period is over"):
        _confirms(bye, lift)
    assert _state(bye, "Anke") == AccessState.INACTIVE


def test_a_question_taken_back_gives_nothing_back(bye: Goodbye) -> None:
    lift = _asks(bye, "Anke")
    lifting.drop(bye.session, lift.id, EMRE, bye.now, version=lift.version)
    assert _state(bye, "Anke") == AccessState.INACTIVE
