"""A job that takes long stays in hand: exports and lists of hours may take many minutes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from bot.core import jobs
from bot.core.db import Database

logger = logging.getLogger(__name__)

LONGEST = 7200.0
"""Wall seconds after which whatever still runs counts as hanging: somebody else may try."""


@contextmanager
def in_hand(
    db: Database, kind: str, lane: str, every: float = jobs.LEASE / 4, longest: float = LONGEST
) -> Iterator[None]:
    """While the body runs, the lease of the lane's job is begun anew ``every`` so many seconds.

    When the process dies that ends with it, and the job is another's after a minute.
    """
    done = threading.Event()

    def hold() -> None:
        until = time.monotonic() + longest
        while not done.wait(every) and time.monotonic() < until:
            try:
                db.write(lambda s: jobs.keep(s, kind, lane))
            except SQLAlchemyError as error:
                logger.warning("lease not kept", extra={"lane": lane, "why": str(error)})

    thread = threading.Thread(target=hold, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
