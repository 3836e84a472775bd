"""The worker: takes jobs and cards that are due and carries them out.

Nothing here is held open across an outside call: read, call, write.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from itertools import cycle

from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.db import late_since
from bot.core.rests import Rests, Turns, wait
from bot.core.showing import WAITS, Display
from bot.core.work import Draw, Drawing, GiveUp, Guard, JobHandler, Metrics, Settle, Tools
from bot.ports import Busy, Refused, Unreachable

__all__ = ["Draw", "Drawing", "GiveUp", "Guard", "JobHandler", "Settle", "Tools", "Worker"]

logger = logging.getLogger(__name__)

POLL = 0.2
"""Seconds between looks at the database where another process may have written, by any thread."""
BREATH = 0.01
"""Seconds from a look in vain to the next: hundreds of commits a second that leave nothing to do
here, as votes do, are looked after together."""


class Worker:
    """Carries out jobs and cards on a few threads until stopped."""

    def __init__(
        self,
        tools: Tools,
        handlers: Mapping[str, JobHandler],
        draws: Mapping[str, Draw],
        guard: Guard,
        *,
        threads: int = 4,
    ) -> None:
        self._tools = tools
        self._handlers = handlers
        lock = threading.Lock()
        self._wake, self._rest = threading.Condition(lock), threading.Condition(lock)
        self._woken = 0
        self._in_vain = -1
        self._looked = 0.0
        self._somebody_comes = False
        self._at_work = 0
        self._stopping = False
        self._resting = Rests()
        self._jobs_first = cycle((True, False))
        self._turns = Turns()
        self.metrics = Metrics()
        self._display = Display(tools, draws, guard, self.metrics)
        self._threads = [
            threading.Thread(target=self._loop, args=(POLL * n,), name=f"worker-{n}", daemon=True)
            for n in range(1, threads + 1)
        ]
        tools.db.on_commit.append(self.wake)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There may be something to do: one thread looks, and what it claims wakes the next one."""
        with self._wake:
            self._woken += 1
            if not self._somebody_comes:
                self._somebody_comes = True
                self._wake.notify()

    def rest(self, seconds: float) -> None:
        """Wait until all has been looked through in vain; for so many seconds at most."""
        with self._wake:
            self._rest.wait_for(lambda: self._in_vain == self._woken and not self._at_work, seconds)

    def stop(self, timeout: float = 20.0) -> None:
        """Let each thread finish what it has in hand."""
        self._stopping = True
        with self._wake:
            self._wake.notify_all()
        for thread in self._threads:
            thread.join(timeout)

    def step(self) -> bool:
        """Carry out one job or card that is due; false where there is none.

        In turns, so that neither starves the other, nor a backlog what has just come in.
        """
        if next(self._jobs_first):
            return self._one_job() or self._display.step()
        return self._display.step() or self._one_job()

    def _loop(self, patience: float) -> None:
        """Each thread waits a little longer than the one before: they do not all look at once."""
        while not self._stopping:
            with self._wake:
                self._somebody_comes = False
                seen = self._woken
                self._at_work += 1
            try:
                busy = self.step()
            except Exception:
                logger.exception("worker step failed")
                busy = False
            with self._wake:
                self._at_work -= 1
                if busy:
                    continue
                self._looked = time.monotonic()
                if self._woken == seen and not self._stopping:
                    self._in_vain = seen
                    self._rest.notify_all()
                    self._sleep(patience)
                breath = self._looked + BREATH - time.monotonic()
            time.sleep(max(0.0, breath))

    def _sleep(self, patience: float) -> None:
        """Until woken, or until nobody has looked for a while: one thread's looking is enough."""
        while not self._wake.wait(patience) and not self._stopping:
            if time.monotonic() - self._looked > 0.9 * POLL:
                return

    # Jobs

    def _one_job(self) -> bool:
        db = self._tools.db
        resting = self._resting.now()
        if not db.read(lambda s: jobs.something_due(s, resting)):
            return False
        job = db.write(lambda s: jobs.claim(s, resting, fresh=self._turns.fresh))
        if job is None:
            return False
        if self._carry_out(job):
            self._turns.go_on()
        return True

    def _carry_out(self, job: jobs.Claimed) -> bool:
        """False where it was asked to wait."""
        db = self._tools.db
        if job.tries > jobs.TRIES:
            self._put_aside(job, "it ended the process, or took too long, each time")
            return True
        try:
            settle = self._handlers[job.kind](self._tools, job.payload)
            db.write(lambda s: _settle_job(s, job, settle))
        except Busy as busy:
            delay, text = wait(busy, self._resting, job.kind), str(busy)
            db.write(lambda s: jobs.put_back(s, job, delay, text, count=False))
            self.metrics.count(job.kind, WAITS)
            return False
        except Unreachable as error:
            self._retry_job(job, str(error))
        except (Refused, GiveUp) as error:
            self._put_aside(job, str(error))
        except Exception as error:
            logger.exception("job failed", extra={"job": job.id, "kind": job.kind})
            self._retry_job(job, repr(error))
        else:
            self.metrics.count(job.kind, "done")
            logger.info("job done", extra={"job": job.id, "kind": job.kind})
        return True

    def _retry_job(self, job: jobs.Claimed, error: str) -> None:
        if job.tries >= jobs.TRIES:
            self._put_aside(job, error)
            return
        delay = jobs.backoff(job.tries)
        self._tools.db.write(lambda s: jobs.put_back(s, job, delay, error))
        self.metrics.count(job.kind, "tried again")

    def _put_aside(self, job: jobs.Claimed, why: str) -> None:
        logger.error("job set aside", extra={"job": job.id, "kind": job.kind, "why": why})
        self._tools.db.write(lambda s: jobs.put_aside(s, job, why))
        self.metrics.count(job.kind, "set aside")


def _settle_job(session: Session, job: jobs.Claimed, settle: Settle | None) -> None:
    """Remove the job together with what it learned, unless another worker has it by now."""
    late_since(session, job.run_at)
    if jobs.finish(session, job) and settle is not None:
        settle(session)
