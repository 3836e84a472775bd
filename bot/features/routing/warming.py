"""What was learned is called to mind at the start, in the background: no question waits for it.

By words first. Where the model of meaning is installed and wanted, it is loaded beside that (2 s),
everything is learned anew with it, and only then does it take the place of the words.
"""

from __future__ import annotations

import logging
import threading
from functools import partial
from time import monotonic

from bot.core.db import Database
from bot.features.platforms.service import platforms
from bot.features.routing.meaning import installed
from bot.features.routing.memory import KEPT, Memory

logger = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds that an end waits for the platform that is being learned."""


class Warming:
    """Fills the memory of one process. ``meaning``: whether the model may be used."""

    def __init__(self, db: Database, *, meaning: bool) -> None:
        self._db = db
        self._meaning = meaning
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="warming", daemon=True)
        db.info[KEPT] = Memory()

    def start(self) -> None:
        """Begin; comes back at once."""
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Whether all is learned within so many seconds."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def stop(self) -> None:
        """End after the platform that is being learned."""
        self._ended.set()
        if self._thread.is_alive():
            self.wait(PATIENCE)

    def _work(self) -> None:
        by_words = self._db.info[KEPT]
        assert isinstance(by_words, Memory)
        self._fill(by_words)
        if not self._meaning or self._ended.is_set():
            return
        begun = monotonic()
        try:
            embedder = installed()
            if embedder is not None:
                embedder.embed("Perron")  # with the first sentence the model reads its files
        except (ImportError, OSError) as error:
            logger.warning("questions are routed by words alone", extra={"why": str(error)})
            return
        if embedder is not None and self._fill(by_meaning := Memory(embedder)):
            self._db.info[KEPT] = by_meaning
            seconds = round(monotonic() - begun, 1)
            logger.info("questions are routed by meaning, too", extra={"seconds": seconds})

    def _fill(self, memory: Memory) -> bool:
        """Learn every platform; whether that was brought to its end."""
        for key in self._db.read(lambda s: [platform.key for platform in platforms(s)]):
            if self._ended.is_set():
                return False
            self._db.read(partial(memory.index, platform_key=key))
        return not self._ended.is_set()
