"""The whole way, from the question to the last access deleted."""

from __future__ import annotations

from bot.features.offboarding.kinds import CaseState
from bot.features.platforms.models import ClientStatus
from tests.bot.features.offboarding.goodbye import Goodbye


def test_a_whole_ending(bye: Goodbye) -> None:
    bye.start()
    for key in [step.key for step in bye.steps()]:
        if key == "access_deleted":
            continue
        bye.done(key)
    assert bye.house.client().status == ClientStatus.DELIVERY_BLOCK
    assert bye.case.state == CaseState.RUNNING
    bye.pass_days(31)
    bye.done("access_deleted")
    assert bye.case.state == CaseState.FINISHED
    assert bye.case.live is None
