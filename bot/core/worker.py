"""The worker: takes jobs and cards that are due and carries them out.

Nothing here is held open across an outside call: read, call, write.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Protocol

from sqlalchemy.orm import Session

from bot.core import cards, jobs
from bot.core.clock import Clock
from bot.core.db import Database
from bot.core.rests import Rests
from bot.ports import Block, Busy, Chat, Refused, Tracker, Unreachable

logger = logging.getLogger(__name__)

GONE = {"message_not_found", "cant_update_message"}
POLL = 0.2
"""Seconds between looks at the database where another process may have written."""
CLOCKS_DIFFER = 60.0
"""Seconds that Slack's clock may differ from ours."""


@dataclass(frozen=True)
class Drawing:
    """What a card shows: ``text`` is the notification and what a screen reader reads."""

    text: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Tools:
    """What a job may use. ``tracker`` is None where no Jira is set up."""

    db: Database
    chat: Chat
    clock: Clock
    tracker: Tracker | None = None


Settle = Callable[[Session], None]
"""What a job learned, written in the transaction that removes it."""

JobHandler = Callable[[Tools, Mapping[str, Any]], Settle | None]
Draw = Callable[[Session, cards.Claimed, datetime], Drawing | None]
"""``(session, card, now)``: draws the current state; None where there is nothing to show."""


class Guard(Protocol):
    """Asked right before a card is sent."""

    def __call__(self, tools: Tools, card: cards.Claimed, channel: str) -> str | None:
        """None, or why ``card`` must not be shown in ``channel``."""


class GiveUp(Exception):
    """A job cannot be done and trying again makes no sense."""


@dataclass
class Metrics:
    """Counters for /metrics, by kind and outcome."""

    done: dict[tuple[str, str], int] = field(default_factory=dict)

    def count(self, kind: str, outcome: str) -> None:
        self.done[(kind, outcome)] = self.done.get((kind, outcome), 0) + 1


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
        self._draws = draws
        self._guard = guard
        self._wake = threading.Condition()
        self._woken = 0
        self._stopping = False
        self._resting_kinds = Rests()
        self._resting_cards = Rests()
        self._turns = count()
        self.metrics = Metrics()
        self._threads = [
            threading.Thread(target=self._loop, name=f"worker-{n}", daemon=True)
            for n in range(threads)
        ]
        tools.db.on_commit.append(self.wake)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There may be something to do."""
        with self._wake:
            self._woken += 1
            self._wake.notify_all()

    def stop(self, timeout: float = 20.0) -> None:
        """Let each thread finish what it has in hand."""
        self._stopping = True
        self.wake()
        for thread in self._threads:
            thread.join(timeout)

    def step(self) -> bool:
        """Carry out one job or card that is due; false where there is none.

        In turns, so that neither starves the other.
        """
        if next(self._turns) % 2:
            return self._one_card() or self._one_job()
        return self._one_job() or self._one_card()

    def _loop(self) -> None:
        while not self._stopping:
            seen = self._woken
            try:
                busy = self.step()
            except Exception:
                logger.exception("worker step failed")
                busy = False
            if not busy:
                with self._wake:
                    if self._woken == seen and not self._stopping:
                        self._wake.wait(POLL)

    # Jobs

    def _one_job(self) -> bool:
        db = self._tools.db
        resting = self._resting_kinds.now()
        if not db.read(lambda s: jobs.something_due(s, resting)):
            return False
        job = db.write(lambda s: jobs.claim(s, resting))
        if job is None:
            return False
        if job.tries > jobs.TRIES:
            self._put_aside(job, "it ended the process, or took too long, each time")
            return True
        try:
            settle = self._handlers[job.kind](self._tools, job.payload)
            db.write(lambda s: _settle_job(s, job, settle))
        except Busy as busy:
            delay, text = _wait(busy, self._resting_kinds, job.kind), str(busy)
            db.write(lambda s: jobs.put_back(s, job, delay, text, count=False))
            self.metrics.count(job.kind, "asked to wait")
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

    # Cards

    def _one_card(self) -> bool:
        db = self._tools.db
        resting = self._resting_cards.now()
        if not db.read(lambda s: cards.something_due(s, resting)):
            return False
        card = db.write(lambda s: cards.claim(s, resting))
        if card is None:
            return False
        try:
            outcome = self._show(card)
        except Busy as busy:
            brake = cards.brake_of(card.place, card.ts)
            wait, text = _wait(busy, self._resting_cards, brake), str(busy)
            db.write(lambda s: cards.put_back(s, card, wait, text, count=False))
            outcome = "asked to wait"
        except Unreachable as error:
            text, delay = str(error), jobs.backoff(card.tries)
            db.write(lambda s: cards.put_back(s, card, delay, text))
            outcome = "tried again"
        except Refused as error:
            outcome = self._refused(card, error)
        except Exception as error:
            logger.exception("card failed", extra={"card": card.id, "kind": card.kind})
            text, delay = repr(error), jobs.backoff(card.tries)
            db.write(lambda s: cards.put_back(s, card, delay, text))
            outcome = "failed"
        self.metrics.count(f"card {card.kind}", outcome)
        logger.info("card", extra={"card": card.id, "kind": card.kind, "outcome": outcome})
        return True

    def _refused(self, card: cards.Claimed, error: Refused) -> str:
        text = str(error)
        if error.code in GONE and card.ts is not None:
            self._tools.db.write(lambda s: cards.was_deleted(s, card))
            return "deleted by somebody"
        if error.code == "thread_not_found":  # its first message was deleted: nothing to add to
            self._tools.db.write(lambda s: cards.shown(s, card, None, None))
            return "its thread is gone"
        logger.error("card given up", extra={"card": card.id, "kind": card.kind, "why": text})
        self._tools.db.write(lambda s: cards.give_up(s, card, text))
        return "given up"

    def _show(self, card: cards.Claimed) -> str:
        """Draw and send, unless this very state is shown already. What an earlier try has sent
        before it was interrupted is not known."""
        db, chat, now = self._tools.db, self._tools.chat, self._tools.clock.now()
        drawing = db.read(lambda s: self._draws[card.kind](s, card, now))
        if drawing is None:
            ts = card.ts or self._posted_earlier(card, card.channel or card.place)
            if ts is not None:
                chat.delete(card.channel or card.place, ts)
            db.write(lambda s: cards.shown(s, card, None, None))
            return "nothing to show"
        fingerprint = _fingerprint(drawing)
        is_known = fingerprint == card.fingerprint and card.tries == 1
        if card.kind == cards.HOME:
            if not is_known:
                chat.publish_home(card.place, drawing.blocks)
            db.write(lambda s: cards.shown(s, card, None, fingerprint))
            return "shown"
        channel = card.channel or self._find_place(card)
        why_not = self._guard(self._tools, card, channel)
        if why_not is not None:
            raise Refused("audience", why_not)
        if card.ts is not None:
            if not is_known:
                chat.update(channel, card.ts, drawing.text, drawing.blocks)
            ts = card.ts
        else:
            ts = self._post(card, channel, drawing)
        db.write(lambda s: cards.shown(s, card, ts, fingerprint))
        return "shown"

    def _find_place(self, card: cards.Claimed) -> str:
        channel = card.place
        if card.place.startswith(("U", "W")):
            known = self._tools.db.read(lambda s: cards.known_channel(s, card.place))
            channel = known or self._tools.chat.open_dm(card.place)
        self._tools.db.write(lambda s: cards.locate(s, card, channel))
        return channel

    def _post(self, card: cards.Claimed, channel: str, drawing: Drawing) -> str:
        """Post once: a message of an earlier try, if there is one, is found by its opaque id."""
        chat, db = self._tools.chat, self._tools.db
        found = self._posted_earlier(card, channel)
        if found is not None:
            chat.update(channel, found, drawing.text, drawing.blocks)
            return found
        at = self._tools.clock.now().timestamp()
        if not db.write(lambda s: cards.sending(s, card, at)):
            raise Unreachable("the lease was lost")
        try:
            return chat.post(
                channel, drawing.text, drawing.blocks, opaque_id=card.id, thread_ts=card.thread_ts
            )
        except (Busy, Refused):
            db.write(lambda s: cards.sending(s, card, None))
            raise

    def _posted_earlier(self, card: cards.Claimed, channel: str) -> str | None:
        """The message of an earlier try whose answer was lost."""
        if card.sending_since is None:
            return None
        since = card.sending_since - CLOCKS_DIFFER
        return self._tools.chat.find(channel, card.id, thread_ts=card.thread_ts, since=since)


def _wait(busy: Busy, rests: Rests, key: str) -> float | None:
    """How long the one that was asked to wait is put back; where all have to, they rest instead."""
    if not busy.shared:
        return busy.retry_after
    rests.begin(key, busy.retry_after)
    return None


def _settle_job(session: Session, job: jobs.Claimed, settle: Settle | None) -> None:
    """Remove the job together with what it learned, unless another worker has it by now."""
    if jobs.finish(session, job) and settle is not None:
        settle(session)


def _fingerprint(drawing: Drawing) -> str:
    content = json.dumps([drawing.text, list(drawing.blocks)], sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()
