"""What every feature has to do at start, daily, and when a platform was set up anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.core import forms, inbox, schedule
from bot.core.worker import JobHandler, Settle, Tools
from handlers.slack.feature import Feature, nothing

DAILY = "upkeep.daily"
REPLAN = "upkeep.replan"


def feature(others: Sequence[Feature], retention_days: int) -> Feature:
    """The feature, which sees to what the others want to have done."""

    def plan(session: Session, now: datetime) -> None:
        if session.get(schedule.Due, (DAILY, "all")) is None:
            schedule.at(session, DAILY, "all", now + timedelta(days=1))

    jobs = {DAILY: _daily(others, retention_days), REPLAN: _replan(others)}
    return Feature("upkeep", nothing, {}, jobs, plan=plan)


def _daily(others: Sequence[Feature], retention_days: int) -> JobHandler:
    """Forget what is old enough, plan what is to come, see to tomorrow."""

    def handler(tools: Tools, payload: Mapping[str, Any]) -> Settle:
        now = tools.clock.now()

        def settle(session: Session) -> None:
            inbox.forget_old(session, now)
            forms.forget_old(session, now)
            for one in others:
                one.daily(session, now - timedelta(days=retention_days))
                one.plan(session, now)
            schedule.at(session, DAILY, payload["subject"], now + timedelta(days=1))

        return settle

    return handler


def _replan(others: Sequence[Feature]) -> JobHandler:
    """A platform was set up anew: whatever depends on its time follows."""

    def handler(tools: Tools, payload: Mapping[str, Any]) -> Settle:
        now = tools.clock.now()

        def settle(session: Session) -> None:
            for one in others:
                one.replan(session, payload["subject"], now)

        return settle

    return handler
