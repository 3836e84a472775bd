"""The long goodbye, walked once for all tests, with both reports as they were on the way.

Each time they are compared with the record to the last line.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy.orm import Session

from bot.core.db import make_engine
from bot.core.forgetting import Forgetting
from bot.core.migrate import metadata
from bot.features.offboarding.forgetting import forget, names_with_access
from bot.features.offboarding.report.for_client import ClientReport, client_report
from bot.features.offboarding.report.internal import InternalReport, internal_report
from bot.features.record.forgetting import forget as forget_entries
from tests.bot.features.house import ANKE, TIL, build
from tests.bot.features.offboarding.long_goodbye import LongGoodbye
from tests.bot.features.offboarding.report.comparing import right_to_the_last_line


@dataclass(frozen=True)
class Stage:
    """Both reports at one time, in German."""

    theirs: ClientReport
    ours: InternalReport


@dataclass(frozen=True)
class Walked:
    """``forgotten`` is the end once more, after the client's ``people`` were forgotten."""

    begun: Stage
    wound_down: Stage
    handed_over: Stage
    closed: Stage
    finished: Stage
    forgotten: Stage
    people: frozenset[str]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """From the beginning to the end."""
        return self.begun, self.wound_down, self.handed_over, self.closed, self.finished


@cache
def walked() -> Walked:
    """Walk it; the first that asks waits for it."""
    engine = make_engine("sqlite://")
    metadata().create_all(engine)
    with Session(engine) as session:
        bye = LongGoodbye(build(session))
        stages: list[Stage] = []
        for walk in (bye.begin, bye.wind_down, bye.hand_over, bye.close, bye.finish):
            walk()
            right_to_the_last_line(session, bye.case_id, bye.now)
            stages.append(_stage(bye))
        people = _forget(bye)
        begun, wound_down, handed_over, closed, finished = stages
        found = Walked(begun, wound_down, handed_over, closed, finished, _stage(bye), people)
    engine.dispose()
    return found


def _stage(bye: LongGoodbye) -> Stage:
    return Stage(
        client_report(bye.session, bye.case_id, "de", bye.now),
        internal_report(bye.session, bye.case_id, "de", bye.now),
    )


def _forget(bye: LongGoodbye) -> frozenset[str]:
    """As `perron forget --client` does, as far as endings and the record go."""
    people = frozenset({ANKE, TIL})
    names = frozenset(names_with_access(bye.session, "nord") | {"Anke Petersen", "Til Hansen"})
    forgetting = Forgetting(people, names, bye.now, client_key="nord")
    forget(bye.session, forgetting)
    forget_entries(bye.session, forgetting)
    bye.session.expire_all()
    return people | names
