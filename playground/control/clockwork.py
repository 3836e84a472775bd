"""Moving the clock through everything that falls due, and waiting until all is quiet."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import httpx

from playground.clock import from_iso
from playground.control import reads
from playground.control.refused import Refused
from playground.slack.core import Playground
from playground.slack.world import Json

POLL = 0.02
PATIENCE = 60.0


@dataclass(frozen=True)
class BotStatus:
    """What the bot says of itself; ``due`` in seconds since the epoch."""

    due: float | None
    busy: int


async def move(pg: Playground, body: Json) -> Json:
    """``{advance}``, ``{set}`` or ``{step_to_next}``; stops at each due time on the way."""
    given = [k for k in ("advance", "set", "step_to_next") if k in body]
    if len(given) != 1:
        raise Refused("Say one of advance, set, step_to_next.")
    deadline = time.monotonic() + float(body.get("timeout") or PATIENCE)
    if "step_to_next" in body:
        await _step_to_next(pg, deadline)
    else:
        target = _target(pg, body)
        if target > pg.clock.now():
            await _walk(pg, target, deadline)
        pg.clock.move_to(max(target, pg.clock.now()) if "advance" in body else target)
        if pg.status_url:
            await quiet(pg, deadline)
    pg.live.tell("clock")
    return reads.clock(pg)


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


async def _step_to_next(pg: Playground, deadline: float) -> None:
    if not pg.status_url:
        raise Refused("It is not known where the bot is (POST /control/bot).", 409)
    due = (await quiet(pg, deadline)).due
    if due is None:
        raise Refused("Nothing is due.", 409)
    await _stop_at(pg, due, deadline)


async def _walk(pg: Playground, target: float, deadline: float) -> None:
    """Stop at every due time before ``target``."""
    while pg.status_url:
        due = (await quiet(pg, deadline)).due
        if due is None or due > target:
            return
        await _stop_at(pg, due, deadline)


async def _stop_at(pg: Playground, due: float, deadline: float) -> None:
    """Go to a due time and wait until the bot has dealt with it."""
    if due > pg.clock.now():
        pg.clock.move_to(due)
        pg.live.tell("clock")
    while True:
        status = await quiet(pg, deadline)
        if status.due is None or status.due > due:
            return
        await _pause(deadline, "The bot does not get past what is due")


async def quiet(pg: Playground, deadline: float) -> BotStatus:
    """Wait until nothing is on its way and the bot is idle."""
    while True:
        while pg.delivery.pending:
            await _pause(deadline, f"{pg.delivery.pending} deliveries are pending")
        status = await _ask(pg, deadline)
        if not status.busy and not pg.delivery.pending:
            return status
        await _pause(deadline, f"The bot is busy with {status.busy}")


async def _ask(pg: Playground, deadline: float) -> BotStatus:
    if not pg.status_url:
        return BotStatus(None, 0)
    while True:
        try:
            async with httpx.AsyncClient(timeout=5, trust_env=False) as client:
                answer = await client.get(pg.status_url)
            answer.raise_for_status()
            body = answer.json()
            due = body.get("next_due")
            return BotStatus(from_iso(due) if due else None, int(body.get("busy") or 0))
        except (httpx.HTTPError, ValueError):
            await _pause(deadline, "The bot does not tell its status")


async def _pause(deadline: float, what: str) -> None:
    if time.monotonic() > deadline:
        raise Refused(f"{what}, and the time to wait is over.", 408)
    await asyncio.sleep(POLL)


async def settle(pg: Playground, body: Json) -> Json:
    """Wait until nothing is on its way and the bot is idle."""
    deadline = time.monotonic() + float(body.get("timeout") or PATIENCE)
    await quiet(pg, deadline)
    return {"ok": True}
