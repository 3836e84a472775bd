"""Inputs that only the set-up needs: people, channels, a date, yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    InputBlock,
    InputInteractiveElement,
    PlainTextObject,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.blocks.block_elements import (
    ConversationFilter,
    ConversationMultiSelectElement,
    ConversationSelectElement,
    DatePickerElement,
)

from bot.core.i18n import Translator
from bot.features.declaration.editing import YES
from handlers.slack.blocks import Dict, menu

MOST = 100
"""People or channels that a menu of several begins with; options in a group of a menu."""
NO = "no"
CHANNELS = ["public", "private"]


def _input(
    block_id: str,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = False,
    hint: str | None = None,
) -> Dict:
    return InputBlock(
        block_id=block_id,
        label=PlainTextObject(text=label),
        hint=PlainTextObject(text=hint) if hint else None,
        optional=optional,
        element=element,
    ).to_dict()


def people(block_id: str, label: str, chosen: Sequence[str], *, optional: bool = False) -> Dict:
    """Several people; the order is that in which they were chosen."""
    element = UserMultiSelectElement(action_id="value", initial_users=list(chosen) or None)
    return _input(block_id, label, element, optional=optional)


def person(block_id: str, label: str, chosen: str | None) -> Dict:
    """One person or nobody."""
    element = UserSelectElement(action_id="value", initial_user=chosen)
    return _input(block_id, label, element, optional=True)


def channel(block_id: str, label: str, chosen: str, hint: str) -> Dict:
    """One internal channel."""
    inside = ConversationFilter(include=CHANNELS, exclude_external_shared_channels=True)
    element = ConversationSelectElement(
        action_id="value", initial_conversation=chosen, filter=inside
    )
    return _input(block_id, label, element, hint=hint)


def channels(block_id: str, label: str, chosen: Sequence[str], hint: str) -> Dict:
    """Several channels, shared ones included."""
    element = ConversationMultiSelectElement(
        action_id="value",
        initial_conversations=list(chosen) or None,
        filter=ConversationFilter(include=CHANNELS),
    )
    return _input(block_id, label, element, optional=True, hint=hint)


def day(block_id: str, label: str, chosen: str, hint: str) -> Dict:
    """A date."""
    element = DatePickerElement(action_id="value", initial_date=chosen)
    return _input(block_id, label, element, hint=hint)


def yes_or_no(block_id: str, label: str, chosen: bool, t: Translator) -> Dict:
    """A switch."""
    options = [(YES, t("Yes")), (NO, t("No"))]
    return menu(block_id, label, options, initial=YES if chosen else NO)
