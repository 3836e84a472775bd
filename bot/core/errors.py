"""Errors that carry a sentence for a person. Anything else is a fault of ours."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import Translator, readable


class Kindly(Exception):
    """Something a person asked for cannot be done: says why and what to do next.

    ``msgid`` is an English sentence marked for translation with `bot.core.i18n.mark`; the
    reader's language is known only where it is shown; dates in ``params`` are written in it.
    Raising it rolls the transaction back.
    """

    def __init__(self, msgid: str, **params: Any) -> None:
        super().__init__(msgid.format(**readable(params, "en")))
        self.msgid = msgid
        self.params = params

    def to(self, t: Translator) -> str:
        """The sentence in the reader's language."""
        return t(self.msgid, **self.params)
