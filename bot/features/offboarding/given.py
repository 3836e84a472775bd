"""Evidence as a person gives it."""

from __future__ import annotations

from dataclasses import dataclass
from re import compile as regex

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.offboarding.holding import words
from bot.features.offboarding.kinds import EvidenceKind

_LINK = regex(r"(?i:https?)://([^\s<>|]+\.[^\s<>|]+|localhost[^\s<>|]*)")
_NUMBER = regex(r"([€$£]\s?)?[-+]?\d[\d.,\s'’]*(\s?[€$£%]|\s?[^\W\d_]{1,10}\.?)?")
"""Digits as people group them, with a currency before, or a unit behind: 12 Std."""


@dataclass(frozen=True)
class Given:
    """One piece of evidence; never a `EvidenceKind.CHECK`. ``ref``: where a file is."""

    kind: EvidenceKind
    words: str
    ref: str | None = None
    for_client: bool = False
    """The client may read it in their report."""

    def checked(self) -> str:
        """The words as they are kept; Kindly where they are not what they are called."""
        if self.kind == EvidenceKind.CHECK:
            raise Kindly(mark("Only Perron itself can say that it has checked something."))
        said = words(self.words, mark("Please write down what shows that it is done."))
        if self.kind == EvidenceKind.LINK and not _LINK.fullmatch(said):
            raise Kindly(mark("This is not a link. It should begin with https://."))
        if self.kind == EvidenceKind.NUMBER and not _NUMBER.fullmatch(said):
            raise Kindly(mark("This is not a number. Write one like 1,250.00 or 12 h."))
        return said
