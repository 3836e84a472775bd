"""The set-up as a feature: its commands, and everything that is listened to."""

from __future__ import annotations

from slack_bolt import App

from bot.core.i18n import mark
from handlers.setup import listeners, talents
from handlers.slack.feature import Command, Context, Feature

COMMANDS = (
    Command(
        "setup",
        "setup",
        mark("for leads: platform, hours, who is on call, members, clients"),
        listeners.menu,
    ),
    Command(
        "talents",
        "talents",
        mark("your own talents, levels, likes and working hours; only you see your levels"),
        talents.menu,
    ),
)


def register(app: App, ctx: Context) -> None:
    """Listen to everything of the set-up."""
    listeners.register(app, ctx)
    talents.register(app, ctx)


FEATURE = Feature("setup", register, commands=COMMANDS)
