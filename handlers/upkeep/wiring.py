"""The daily tick and the Friday report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core import forms, inbox, schedule
from bot.core.cards import Claimed
from bot.core.i18n import Translator
from bot.core.worker import Draw, Drawing, JobHandler, Settle, Tools
from bot.features.platforms.models import Platform
from bot.features.platforms.service import platforms
from bot.features.requests import upkeep
from bot.features.tickets.service import forget_descriptions
from handlers.slack import readers
from handlers.slack.blocks import header, section
from handlers.slack.feature import Context
from handlers.tickets.jobs import refresh_projects

DAILY = "upkeep.daily"
WEEKLY = "upkeep.week"


def register(_app: App, _ctx: Context) -> None:
    """Nothing in Slack starts it: the schedule does."""


def plan(session: Session, now: datetime) -> None:
    """See to it that the daily and weekly rows exist; at start, as often as one likes."""
    if session.get(schedule.Due, (DAILY, "all")) is None:
        schedule.at(session, DAILY, "all", now + timedelta(days=1))
    for platform in platforms(session):
        if session.get(schedule.Due, (WEEKLY, platform.key)) is None:
            schedule.at(session, WEEKLY, platform.key, upkeep.next_friday(platform, now))


def daily(retention_days: int) -> JobHandler:
    """Forget what is old enough, read Jira's projects anew, see to tomorrow."""

    def handler(tools: Tools, payload: Mapping[str, Any]) -> Settle:
        now = tools.clock.now()

        def settle(session: Session) -> None:
            upkeep.forget_texts(session, now, retention_days)
            forget_descriptions(session, now - timedelta(days=retention_days))
            inbox.forget_old(session, now)
            forms.forget_old(session, now)
            refresh_projects(session)
            plan(session, now)
            schedule.at(session, DAILY, payload["subject"], now + timedelta(days=1))

        return settle

    return handler


def weekly(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """Report an observed week, and see to the next."""
    now = tools.clock.now()

    def settle(session: Session) -> None:
        platform = session.get(Platform, payload["subject"])
        if platform is not None and platform.active:
            upkeep.report_week(session, platform, now)
            schedule.at(session, WEEKLY, platform.key, upkeep.next_friday(platform, now))

    return settle


def _week(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    key, _, until = card.subject.partition("|")
    platform = session.get(Platform, key)
    if platform is None:
        return None
    week = upkeep.week_of(session, platform, datetime.fromisoformat(until))
    return draw_week(week, readers.team(platform))


def draw_week(week: upkeep.Week, t: Translator) -> Drawing:
    """An observed week: about matters, never about persons."""
    title = t("What clients asked this week")
    lines = [
        t.plural("One question was noticed.", "{n} questions were noticed.", week.questions),
        t.plural("One has no answer yet.", "{n} have no answer yet.", week.unanswered),
    ]
    if week.median_answer is not None and week.longest_answer is not None:
        lines.append(
            t(
                "Half of the answers came within {median} of business time, the last within "
                "{longest}.",
                median=duration(week.median_answer, t),
                longest=duration(week.longest_answer, t),
            )
        )
    lines.append(t("Clients saw nothing of this: the platform observes."))
    return Drawing(title, [header(title), section("\n".join(lines))])


def duration(span: timedelta, t: Translator) -> str:
    """A time span as people say it: minutes below two hours, else hours."""
    minutes = round(span.total_seconds() / 60)
    if minutes < 120:
        return t.plural("one minute", "{n} minutes", minutes)
    return t.plural("one hour", "{n} hours", round(minutes / 60))


DRAWS: dict[str, Draw] = {"observe.week": _week}
