"""The friendly reminders in a client's thread. They know nothing but the client's language."""

from __future__ import annotations

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from handlers.slack.blocks import section


def first_reminder(t: Translator) -> Drawing:
    """After some days in which it was the client's turn."""
    text = t.to_client("A friendly reminder: to go on here, we need an answer from you.")
    return Drawing(text, [section(text)])


def last_reminder(t: Translator) -> Drawing:
    """The second one, and the last: from now on it rests."""
    text = t.to_client(
        "To go on here, we still need an answer from you. We let this rest until then: "
        "just write here, and it goes on."
    )
    return Drawing(text, [section(text)])
