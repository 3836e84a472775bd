"""Inputs that only the set-up needs."""

from __future__ import annotations

from bot.core.i18n import Translator
from bot.features.declaration.editing import YES
from handlers.slack.blocks import Dict, menu

NO = "no"


def yes_or_no(block_id: str, label: str, chosen: bool, t: Translator) -> Dict:
    """A switch."""
    options = [(YES, t("Yes")), (NO, t("No"))]
    return menu(block_id, label, options, initial=YES if chosen else NO)
