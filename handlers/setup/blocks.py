"""Inputs that only the set-up needs: channels, a date, yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks.basic_components import Option, OptionGroup
from slack_sdk.models.blocks.block_elements import (
    DatePickerElement,
    StaticMultiSelectElement,
)

from bot.core.i18n import Translator
from bot.features.declaration.editing import YES
from handlers.slack.blocks import Dict, labelled, menu, shorten

MOST = 100
"""People or channels that a menu of several begins with; options in a group of a menu."""
NO = "no"


def channels(
    block_id: str, label: str, offered: Sequence[tuple[str, str]], chosen: Sequence[str], hint: str
) -> Dict:
    """Several of the channels that Perron knows, ``(id, name)``.

    Slack's own menu of channels offers what its reader can see: what it hides from a lead would
    be taken away when the window is saved.
    """
    made = [Option(value=key, label=shorten(name, 75)) for key, name in offered]
    some = {"options": made} if len(made) <= MOST else {"option_groups": _grouped(made)}
    first = [option for option in made if option.value in chosen]
    element = StaticMultiSelectElement(action_id="value", initial_options=first or None, **some)
    return labelled(block_id, label, element, optional=True, hint=hint)


def _grouped(options: Sequence[Option]) -> list[OptionGroup]:
    """A menu takes a hundred options in each of a hundred groups, named by where they begin."""
    parts = [options[n : n + MOST] for n in range(0, len(options), MOST)]
    return [OptionGroup(label=f"{part[0].label}", options=list(part)) for part in parts[:MOST]]


def day(block_id: str, label: str, chosen: str, hint: str) -> Dict:
    """A date."""
    element = DatePickerElement(action_id="value", initial_date=chosen)
    return labelled(block_id, label, element, hint=hint)


def yes_or_no(block_id: str, label: str, chosen: bool, t: Translator) -> Dict:
    """A switch."""
    options = [(YES, t("Yes")), (NO, t("No"))]
    return menu(block_id, label, options, initial=YES if chosen else NO)
