"""The private question about a promise in passing, and the window in which it is noted."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.noticing.service import Noticed
from handlers.slack.blocks import (
    actions,
    button,
    context,
    escape,
    modal,
    quote,
    section,
    text_input,
    when,
)

NOTE = "noticing_note_window"


def asks(question: str, found: Noticed, link: str, t: Translator) -> Drawing:
    """Shall the team be asked, or is it noted? Silence means neither."""
    text = t(
        "You wrote in {channel} what sounds like a promise, by {time}.",
        channel=f"<#{found.channel}>",
        time=when(found.due),
    )
    row = actions(
        f"noticed|{question}",
        button(t("Ask the team"), "noticing_ask_team", question, style="primary"),
        button(t("Note it as a promise"), "noticing_note", question),
        button(t("Neither"), "noticing_neither", question),
    )
    words = f"{quote(escape(found.words))}\n<{link}|{t('the message')}>"
    silence = t(
        "Only you see this. If you do nothing it goes away after a day, and nothing is kept."
    )
    return Drawing(text, [section(text), section(words), row, context(silence)])


def note(question: str, found: Noticed, due: str, t: Translator) -> dict[str, Any]:
    """What is promised, and by when."""
    blocks = [
        text_input(
            "what",
            t("What we promise"),
            initial=found.words,
            hint=t("The client reads it like this, on the pinned card, too."),
            max_length=300,
        ),
        text_input(
            "due",
            t("By when?"),
            initial=due,
            hint=t("As you would say it: Friday at 5 pm, 14 December, in two weeks"),
            max_length=80,
        ),
        context(t("You answer for it. The client sees it on the pinned card, with your name.")),
    ]
    return modal(NOTE, t("Note a promise"), t("Note it"), t("Cancel"), blocks, subject=question)
