"""What windows about a block ask for, here and where access is given back with a lift."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import Translator
from handlers.slack.blocks import text_input


def until_when(label: str, t: Translator) -> dict[str, Any]:
    """Asks for the end of a lift in people's own words; the block's id is ``until``."""
    hint = t("As you would say it: Friday at 5 pm, 14 December, in two weeks")
    return text_input("until", label, hint=hint, max_length=80)
