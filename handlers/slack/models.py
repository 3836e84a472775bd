"""slack_sdk's models, which check themselves as ever: their checks are found once for each kind.

slack_sdk looks through every attribute of every object for them, which is half of all drawing.
"""

from __future__ import annotations

from functools import cache

from slack_sdk.models import blocks
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import basic_components, block_elements


class _Known(JsonObject):
    """Stands before the model whose checks it knows."""

    def validate_json(self) -> None:
        """Raises SlackObjectFormationError, as slack_sdk's own does."""
        for name in _checks(type(self)):
            getattr(self, name)()


@cache
def _checks(kind: type[JsonObject]) -> tuple[str, ...]:
    """The names of the methods that slack_sdk has marked as checks."""
    return tuple(name for name in dir(kind) if hasattr(getattr(kind, name), "validator"))


class Markdown(_Known, blocks.MarkdownTextObject):
    """Text with Slack's marks."""


class Plain(_Known, blocks.PlainTextObject):
    """Text without any."""


class Section(_Known, blocks.SectionBlock):
    """A paragraph."""


class Context(_Known, blocks.ContextBlock):
    """Small print."""


class Header(_Known, blocks.HeaderBlock):
    """A heading."""


class Divider(_Known, blocks.DividerBlock):
    """A line."""


class Actions(_Known, blocks.ActionsBlock):
    """A row of what can be pressed."""


class Input(_Known, blocks.InputBlock):
    """What can be filled in, with its label."""


class Button(_Known, blocks.ButtonElement):
    """A button."""


class PersonMenu(_Known, blocks.UserSelectElement):
    """One person."""


class PeopleMenu(_Known, blocks.UserMultiSelectElement):
    """Several people."""


class Choice(_Known, basic_components.Option):
    """What a menu or a box stands for."""


class Choices(_Known, basic_components.OptionGroup):
    """A hundred of them."""


class Boxes(_Known, block_elements.CheckboxesElement):
    """Boxes to tick."""


class Day(_Known, block_elements.DatePickerElement):
    """A day."""


class Files(_Known, block_elements.FileInputElement):
    """Files."""


class Words(_Known, block_elements.PlainTextInputElement):
    """A text that people type."""


class Menu(_Known, block_elements.StaticSelectElement):
    """One of several."""


class ManyMenu(_Known, block_elements.StaticMultiSelectElement):
    """Some of several."""
