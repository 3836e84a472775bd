"""The end of a case: the client's status, and what is left when all is settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.offboarding.models import Step
from bot.features.offboarding.walking import Given


def block(
    session: Session,
    step_id: str,
    by: str,
    now: datetime,
    *,
    version: int,
    given: Sequence[Given] = (),
) -> Step:
    """The click on the last phase: the client's status becomes delivery block, the step is done.

    It follows *inactive*, not *deleted*: Kindly while access is active. `walking.done` of this
    step comes here, too. The case goes on until every step is settled, then it is finished.
    """
    raise NotImplementedError
