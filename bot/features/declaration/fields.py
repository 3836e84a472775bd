"""What a declaration file may contain, key by key, and what stands for what is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.core.i18n import LANGUAGES, mark
from bot.features.declaration.durations import DURATION_FORM, minutes_of
from bot.features.declaration.reader import (
    Field,
    checked,
    choice,
    flag,
    items,
    keep,
    number,
    pattern,
    text,
)
from bot.features.platforms.calendar import holidays_of, week, zone
from bot.features.platforms.models import BallotRule, ClientMode, PlatformMode, Weekly
from bot.features.platforms.suggesting import Counting, MayBeWrong, Newcomers


def _monday(day: str) -> None:
    if date.fromisoformat(day).weekday():
        raise ValueError(f"{day} is no Monday")


KEY = pattern(
    r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", mark("letters, digits, hyphens, as in super-mario")
)
NAME = text(120)
USER_ID = pattern(r"[UW][A-Z0-9]{2,30}", mark("a person's Slack id like U0123ABCD"))
CHANNEL_ID = pattern(r"[CG][A-Z0-9]{2,30}", mark("a channel's Slack id like C0123ABCD"))
LANGUAGE = choice(*LANGUAGES)
ZONE = checked(zone, mark("a time zone like Europe/Berlin"), 60)
HOURS = checked(week, mark("hours like Mon-Fri 09:00-18:00"), 120)
HOLIDAYS = checked(
    lambda code: holidays_of(code, 2024), mark("a country or a part of it, like DE or DE-BW"), 20
)
MONDAY = checked(_monday, mark("a Monday like 2026-11-23"), 10)
DURATION = checked(lambda words: minutes_of(words, 480), DURATION_FORM, 60)

Form = Mapping[str, Field]

TOP: Form = {
    "talents": Field(items, ()),
    "offboarding": Field(items, ()),
    "platforms": Field(items),
}
IN_LANGUAGES: Form = {language: Field(text(2000), None) for language in LANGUAGES}
TALENT: Form = {
    "key": Field(KEY),
    "name": Field(keep),
    "description": Field(keep, ()),
}
PLATFORM: Form = {
    "key": Field(KEY),
    "name": Field(NAME),
    "team_channel": Field(CHANNEL_ID),
    "timezone": Field(ZONE),
    "hours": Field(HOURS),
    "holidays": Field(HOLIDAYS, None),
    "mode": Field(choice(*PlatformMode), PlatformMode.ACTIVE.value),
    "language": Field(LANGUAGE, "en"),
    "close_after_days": Field(number(1, 365), 14),
    "emergency": Field(text(200), None),
    "response_times": Field(flag, False),
    "ballot_rule": Field(choice(*BallotRule), BallotRule.CONSENT.value),
    "ballot_quorum": Field(number(1, 100), 60),
    "notices_promises": Field(flag, False),
    "learning": Field(flag, None),
    "level_counts": Field(choice(*Counting), Counting.NORMAL.value),
    "likes_count": Field(choice(*Counting), Counting.NORMAL.value),
    "room_counts": Field(choice(*Counting), Counting.NORMAL.value),
    "client_counts": Field(choice(*Counting), Counting.NORMAL.value),
    "newcomers": Field(choice(*Newcomers), Newcomers.ONE_IN_TEN.value),
    "may_be_wrong": Field(choice(*MayBeWrong), MayBeWrong.ONE_IN_TEN.value),
    "billed_label": Field(text(120), None),
    "billed_field": Field(text(120), None),
    "archive_scheme": Field(text(120), None),
    "archive_category": Field(text(120), None),
    "on_call": Field(keep, None),
    "members": Field(items, ()),
    "clients": Field(items, ()),
}
ON_CALL: Form = {"begins": Field(MONDAY), "members": Field(items)}
MEMBER: Form = {
    "slack": Field(USER_ID),
    "lead": Field(flag, False),
    "jira": Field(text(120), None),
    "hours": Field(HOURS, None),
    "timezone": Field(ZONE, None),
    "talents": Field(items, ()),
}
SKILL: Form = {
    "talent": Field(KEY),
    "level": Field(number(0, 3)),
    "likes": Field(flag, False),
}
CLIENT: Form = {
    "key": Field(KEY),
    "name": Field(NAME),
    "channels": Field(items, ()),
    "language": Field(LANGUAGE, "en"),
    "address": Field(choice("du", "Sie"), "Sie"),
    "mode": Field(choice(*ClientMode), ClientMode.MANAGED.value),
    "jira_project": Field(
        pattern(r"[A-Z][A-Z0-9_]{1,39}", mark("a project's key like NORD, in capitals")), None
    ),
    "wiki_space": Field(pattern(r"~?[A-Za-z0-9]{1,120}", mark("a space's key like NORD")), None),
    "window": Field(number(0, 3600), 120),
    "targets": Field(keep, None),
    "show_targets": Field(flag, False),
    "holidays": Field(HOLIDAYS, None),
    "weekly": Field(choice(*Weekly), Weekly.DRAFT.value),
    "contacts": Field(items, ()),
    "responsible": Field(keep, None),
}
TARGETS: Form = {name: Field(DURATION, None) for name in ("taken", "answer", "done")}
"""Until somebody has it, until the first answer, until it is done."""
