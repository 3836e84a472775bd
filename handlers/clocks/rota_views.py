"""Whose weeks on call they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.platforms.models import Platform
from bot.features.platforms.oncall import OnCall
from handlers.slack.blocks import context, escape, section, when

NOON = time(12)


def weeks(platform: Platform, found: Sequence[OnCall], t: Translator) -> Drawing:
    """This week and the next ones."""
    text = t("On call at {platform}:", platform=platform.name)
    lines = [f"• {_week(platform, one.monday)}: {_person(one.user_id, t)}" for one in found]
    how = t(
        "To hand your week on, type for example `/perron oncall 30.11. @lena`; "
        "without a name you take that week over."
    )
    return Drawing(text, [section("\n".join([f"*{escape(text)}*", *lines])), context(how)])


def _week(platform: Platform, monday: date) -> str:
    """Monday to Sunday. Noon, so that it is the same day to whoever reads it elsewhere."""
    first, last = (
        datetime.combine(day, NOON, ZoneInfo(platform.timezone)).astimezone(UTC)
        for day in (monday, monday + timedelta(days=6))
    )
    return f"{when(first, '{date_short}')} – {when(last, '{date_short}')}"


def _person(user_id: str | None, t: Translator) -> str:
    return f"<@{user_id}>" if user_id is not None else t("nobody yet")


def yours(platform: Platform, monday: date, is_yours: bool, t: Translator) -> Drawing:
    """The direct message to whom a week was handed; it says so when it is handed on."""
    week = _week(platform, monday)
    if is_yours:
        text = t("You are on call {week}.", week=week)
    else:
        text = t("You are no longer on call {week}.", week=week)
    return Drawing(text, [section(text)])
