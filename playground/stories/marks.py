"""The marks that the pseudo-locale puts around a text."""

from __future__ import annotations

OPEN, CLOSE = "⟦", "⟧"


def plain(text: str) -> str:
    """Without the marks."""
    return text.replace(OPEN, "").replace(CLOSE, "")
