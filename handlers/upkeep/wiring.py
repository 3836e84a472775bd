"""The daily tick: what is old enough is forgotten, and what must be planned is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core import forms, inbox, schedule
from bot.core.worker import JobHandler, Settle, Tools
from bot.features.digests import planning, weekly
from bot.features.requests import upkeep
from bot.features.tickets.service import forget_descriptions
from handlers.slack.feature import Context
from handlers.tickets.jobs import refresh_projects

DAILY = "upkeep.daily"


def register(_app: App, _ctx: Context) -> None:
    """Nothing in Slack starts it: the schedule does."""


def plan(session: Session, now: datetime) -> None:
    """See to it that whatever comes by the clock is planned; at start, as often as one likes."""
    if session.get(schedule.Due, (DAILY, "all")) is None:
        schedule.at(session, DAILY, "all", now + timedelta(days=1))
    planning.plan(session, now)


def daily(retention_days: int) -> JobHandler:
    """Forget what is old enough, read Jira's projects anew, see to tomorrow."""

    def handler(tools: Tools, payload: Mapping[str, Any]) -> Settle:
        now = tools.clock.now()

        def settle(session: Session) -> None:
            upkeep.forget_texts(session, now, retention_days)
            forget_descriptions(session, now - timedelta(days=retention_days))
            weekly.forget(session, now - timedelta(days=retention_days))
            inbox.forget_old(session, now)
            forms.forget_old(session, now)
            refresh_projects(session)
            plan(session, now)
            schedule.at(session, DAILY, payload["subject"], now + timedelta(days=1))

        return settle

    return handler
