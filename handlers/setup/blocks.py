"""Inputs that only the set-up needs."""

from __future__ import annotations

from bot.core.i18n import Translator
from bot.features.declaration.editing import YES
from handlers.slack.blocks import Dict, menu

NO = "no"


def yes_or_no(block_id: str, label: str, chosen: bool | None, t: Translator) -> Dict:
    """A switch. None: nobody has decided yet, and whoever saves the window has to."""
    options = [(YES, t("Yes")), (NO, t("No"))]
    initial = {True: YES, False: NO}.get(chosen) if chosen is not None else None
    return menu(block_id, label, options, initial=initial)
