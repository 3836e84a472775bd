"""Blocks, as the registry takes them."""

from __future__ import annotations

from bot.features.blocks import upkeep
from bot.features.blocks.forgetting import forget
from bot.features.blocks.moving import channel_renamed, platform_changed
from handlers.blocks.draws import DRAWS
from handlers.blocks.jobs import JOBS
from handlers.blocks.presses import register
from handlers.slack.feature import Feature

FEATURE = Feature(
    "blocks",
    register,
    DRAWS,
    JOBS,
    plan=upkeep.plan,
    daily=upkeep.forget_old,
    forget=forget,
    replan=platform_changed,
    renamed=channel_renamed,
)
