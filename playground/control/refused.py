"""Wrong use of the control API."""

from __future__ import annotations


class Refused(Exception):
    """Becomes a 4xx with ``{"error": sentence}``."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
