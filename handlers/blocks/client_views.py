"""What a client's person reads once the work has ended. Client-safe data only, never our words."""

from __future__ import annotations

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.blocks.reading import Word
from handlers.digests.words import day
from handlers.slack.blocks import section


def answer(word: Word, t: Translator) -> Drawing:
    """With whom they may speak, and by when they hear from us."""
    by = day(word.by_day, t)
    if word.contact is None:
        text = t.to_client(
            "Thank you for your message. Our work together has come to an end; "
            "somebody of us will get back to you by {day}.",
            day=by,
        )
    else:
        text = t.to_client(
            "Thank you for your message. Our work together has come to an end, and "
            "{person} is there for you now: you will hear from them by {day}.",
            person=f"<@{word.contact}>",
            day=by,
        )
    return Drawing(text, [section(text)])
