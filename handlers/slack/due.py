"""Rules about one subject, as jobs: most come by the clock, as a due row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.core.worker import JobHandler, Settle, Tools


def by_the_clock(rule: Callable[[Session, str, datetime], object]) -> JobHandler:
    """``rule(session, subject, now)`` in the transaction that removes the job."""

    def job(tools: Tools, payload: Mapping[str, Any]) -> Settle:
        now = tools.clock.now()

        def settle(session: Session) -> None:
            rule(session, payload["subject"], now)

        return settle

    return job
