"""The windows of requests: later, split, raise for the client."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.i18n import Translator
from bot.features.requests.models import Message
from bot.features.requests.raising import Pointed
from bot.features.requests.reading import TeamRequest
from handlers.slack.blocks import checkboxes, modal, quote, section, shorten, text_input

LATER = "request_later_window"
SPLIT = "request_split_window"
RAISE = "request_raise_window"


def later(request: TeamRequest, t: Translator) -> dict[str, Any]:
    """Asks for a word on when."""
    return modal(
        LATER,
        t("Keep for later"),
        t("Keep"),
        t("Cancel"),
        [
            section(quote(request.words, 600) or request.client),
            text_input(
                "when",
                t("When is a good time?"),
                hint=t("A word is enough. The client sees it, too."),
                placeholder=t("After the summer, in the new year …"),
                max_length=200,
            ),
        ],
        subject=request.id,
    )


def split(request: TeamRequest, messages: Sequence[Message], t: Translator) -> dict[str, Any]:
    """Asks which messages, or which matter, make a second request."""
    blocks = [section(t("What belongs to the second request? The rest stays with the first."))]
    if len(messages) > 1:
        options = [(m.ts, shorten(m.text or ", ".join(m.files) or "…", 70)) for m in messages]
        blocks.append(checkboxes("messages", t("Messages"), options))
    blocks.append(
        text_input(
            "words",
            t("The second request in your words"),
            optional=len(messages) > 1,
            multiline=True,
            max_length=1000,
        )
    )
    return modal(SPLIT, t("This is two"), t("Split"), t("Cancel"), blocks, subject=request.id)


def raise_for_client(pointed: Pointed, subject: str, t: Translator) -> dict[str, Any]:
    """Confirms that a message becomes a request, with a word on what it is about."""
    return modal(
        RAISE,
        t("Raise for the client"),
        t("Raise"),
        t("Cancel"),
        [
            section(quote(pointed.text, 600) or "…"),
            text_input(
                "words",
                t("What is it about? (if the message does not say)"),
                optional=True,
                multiline=True,
                max_length=1000,
            ),
        ],
        subject=subject,
    )
