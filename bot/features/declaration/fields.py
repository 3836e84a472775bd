"""What a declaration file may contain, key by key, and what stands for what is left out."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.i18n import LANGUAGES
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
from bot.features.platforms.calendar import HOURS_FORM, holidays_of, week, zone
from bot.features.platforms.models import ClientMode, PlatformMode

KEY = pattern(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", "letters, digits, hyphens, as in super-mario")
NAME = text(120)
USER_ID = pattern(r"[UW][A-Z0-9]{2,30}", "a person's Slack id like U0123ABCD")
CHANNEL_ID = pattern(r"[CG][A-Z0-9]{2,30}", "a channel's Slack id like C0123ABCD")
LANGUAGE = choice(*LANGUAGES)

Form = Mapping[str, Field]

TOP: Form = {"talents": Field(items, ()), "platforms": Field(items)}
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
    "timezone": Field(checked(zone, "a time zone")),
    "hours": Field(checked(week, f"hours like {HOURS_FORM}")),
    "holidays": Field(
        checked(lambda code: holidays_of(code, 2024), "a country or a part of it"), None
    ),
    "mode": Field(choice(*PlatformMode), PlatformMode.ACTIVE.value),
    "language": Field(LANGUAGE, "en"),
    "close_after_days": Field(number(1, 365), 14),
    "members": Field(items, ()),
    "clients": Field(items, ()),
}
MEMBER: Form = {
    "slack": Field(USER_ID),
    "lead": Field(flag, False),
    "jira": Field(text(120), None),
    "talents": Field(items, ()),
}
SKILL: Form = {
    "talent": Field(KEY),
    "level": Field(number(1, 3)),
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
        pattern(r"[A-Z][A-Z0-9_]{1,39}", "a project's key like NORD, in capitals"), None
    ),
    "window": Field(number(0, 3600), 120),
    "contacts": Field(items, ()),
    "responsible": Field(keep, None),
}
