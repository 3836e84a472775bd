"""Moving the clock through everything that falls due, and waiting until all is quiet."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from playground import loopback
from playground.clock import from_iso
from playground.control import reads
from playground.control.refused import Refused
from playground.patience import patiently
from playground.slack.core import Playground
from playground.slack.world import Json

POLL = (0.002, 0.02)
"""Seconds between two looks: the first pause, which doubles with each look up to the last."""
PATIENCE = 60.0


@dataclass(frozen=True)
class BotStatus:
    """What the bot says of itself; ``due`` in seconds since the epoch."""

    due: float | None
    busy: int


@dataclass
class Watch:
    """Looks at the bot, over one connection, until ``deadline`` (monotonic seconds)."""

    pg: Playground
    client: httpx.AsyncClient
    deadline: float
    pause: float = POLL[0]

    async def quiet(self) -> BotStatus:
        """Wait until nothing is on its way and the bot is idle."""
        while True:
            delivery = self.pg.delivery
            while delivery.pending:
                await self.wait(f"{delivery.pending} deliveries are pending")
            over = delivery.over
            status = await self._ask()
            if not status.busy and not delivery.pending and delivery.over == over:
                self.pause = POLL[0]
                return status
            await self.wait(f"The bot is busy with {status.busy}")

    async def wait(self, what: str) -> None:
        """Pause before the next look. Raises Refused when the time is over."""
        if time.monotonic() > self.deadline:
            raise Refused(f"{what}, and the time to wait is over.", 408)
        await asyncio.sleep(self.pause)
        self.pause = min(self.pause * 2, POLL[1])

    async def _ask(self) -> BotStatus:
        if not self.pg.status_url:
            return BotStatus(None, 0)
        while True:
            try:
                answer = await self.client.get(self.pg.status_url)
                answer.raise_for_status()
                body = answer.json()
                due = body.get("next_due")
                return BotStatus(from_iso(due) if due else None, int(body.get("busy") or 0))
            except (httpx.HTTPError, ValueError):
                await self.wait("The bot does not tell its status")


@asynccontextmanager
async def _watching(pg: Playground, body: Json) -> AsyncIterator[Watch]:
    deadline = time.monotonic() + patiently(float(body.get("timeout") or PATIENCE))
    async with loopback.async_client(timeout=patiently(5)) as client:
        yield Watch(pg, client, deadline)


async def move(pg: Playground, body: Json) -> Json:
    """``{advance}``, ``{set}`` or ``{step_to_next}``; stops at each due time on the way."""
    given = [k for k in ("advance", "set", "step_to_next") if k in body]
    if len(given) != 1:
        raise Refused("Say one of advance, set, step_to_next.")
    async with _watching(pg, body) as watch:
        if "step_to_next" in body:
            await _step_to_next(watch)
        else:
            await _walk_to(watch, _target(pg, body), stays_ahead="advance" in body)
    pg.live.tell("clock")
    return reads.clock(pg)


async def _walk_to(watch: Watch, target: float, *, stays_ahead: bool) -> None:
    """``stays_ahead``: where walking took longer than the way was, the clock is not set back."""
    pg = watch.pg
    if target > pg.clock.now():
        await _walk(watch, target)
    pg.clock.move_to(max(target, pg.clock.now()) if stays_ahead else target)
    if pg.status_url:
        await watch.quiet()


def _target(pg: Playground, body: Json) -> float:
    try:
        if "set" in body:
            return from_iso(str(body["set"]))
        seconds = float(body["advance"])
    except (TypeError, ValueError) as error:
        raise Refused("advance is a number of seconds, set is an instant in ISO 8601.") from error
    if seconds < 0:
        raise Refused("The clock advances; to go back say set.")
    return pg.clock.now() + seconds


async def _step_to_next(watch: Watch) -> None:
    if not watch.pg.status_url:
        raise Refused("It is not known where the bot is (POST /control/bot).", 409)
    due = (await watch.quiet()).due
    if due is None:
        raise Refused("Nothing is due.", 409)
    await _stop_at(watch, due)


async def _walk(watch: Watch, target: float) -> None:
    """Stop at every due time before ``target``."""
    if not watch.pg.status_url:
        return
    status = await watch.quiet()
    while status.due is not None and status.due <= target:
        status = await _stop_at(watch, status.due)


async def _stop_at(watch: Watch, due: float) -> BotStatus:
    """Go to a due time and wait until the bot has dealt with it; what it says then."""
    pg = watch.pg
    if due > pg.clock.now():
        pg.clock.move_to(due)
        pg.live.tell("clock")
    while True:
        status = await watch.quiet()
        if status.due is None or status.due > due:
            return status
        await watch.wait("The bot does not get past what is due")


async def settle(pg: Playground, body: Json) -> Json:
    """Wait until nothing is on its way and the bot is idle."""
    async with _watching(pg, body) as watch:
        await watch.quiet()
    return {"ok": True}
