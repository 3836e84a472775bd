"""What keeps a playground from running, said in one sentence."""

from __future__ import annotations


class Trouble(Exception):
    """Something is missing, taken or has ended; the text is one sentence for a person."""


class WrongUse(Trouble):
    """What was typed does not fit together."""
