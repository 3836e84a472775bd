"""Whatever happens in an ending, its report tells just that: compared with the record each time."""

from __future__ import annotations

from dataclasses import replace

from hypothesis.stateful import invariant, precondition

from bot.features.offboarding.models import OffboardingTemplate
from bot.features.offboarding.templates import packed
from tests.bot.features.house import House
from tests.bot.features.machines import play
from tests.bot.features.offboarding.report.comparing import right_to_the_last_line
from tests.bot.features.offboarding.small import GRACE_DAYS, STEPS
from tests.bot.features.offboarding.test_machine import Ending

FOR_CLIENT = ("ads", "accounts", "inactive", "deleted", "block")


class Reported(Ending):
    """A random ending, of which a report is made on the way and at the end."""

    seen = 0

    @precondition(lambda self: self.case_id is not None)
    @invariant()
    def the_report_is_right(self) -> None:
        self.seen += 1
        if self.seen % 4 == 0:
            right_to_the_last_line(self.session, self.case.id, self.now)

    def teardown(self) -> None:
        if hasattr(self, "savepoint") and self.case_id is not None:
            right_to_the_last_line(self.session, self.case.id, self.now)
        super().teardown()


def test_a_report_is_right_whatever_happened(house: House) -> None:
    shown = packed([replace(step, for_client=step.key in FOR_CLIENT) for step in STEPS])
    house.add(OffboardingTemplate(key="small", names={}, grace_days=GRACE_DAYS, steps=shown))
    play(Reported, house.session.connection(), count=2, steps=20)
