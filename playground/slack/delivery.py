"""Hands payloads to the app: events with repeats, interactions once."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx

from playground import loopback
from playground.slack.core import SIGNING_SECRET, Playground
from playground.slack.signing import signed_headers
from playground.slack.world import Json

AT_ONCE = 64
HELD_AT_MOST = 1.0
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What the app answered; ``error`` is Slack's retry reason when it was not a 2xx in time,
    or ``nowhere`` when nobody said where the app is.
    """

    status: int
    body: str
    ms: float
    error: str | None = None
    headers: httpx.Headers | None = None

    @property
    def ok(self) -> bool:
        """Answered with 2xx in time."""
        return self.error is None

    @property
    def final(self) -> bool:
        """Whether the app asked not to be sent this again."""
        return self.headers is not None and self.headers.get("x-slack-no-retry") == "1"

    @property
    def json(self) -> Json | None:
        """The body when it is a JSON object."""
        try:
            parsed = json.loads(self.body) if self.body else None
        except ValueError:
            return None
        return parsed if isinstance(parsed, dict) else None


class Delivery:
    """One a server; `pending` counts what was not yet taken or given up, `over` what was since.

    Who asks the app whether it is busy has to look at both before and after: what was on its way
    may arrive while the app says that it has nothing to do.
    """

    def __init__(self, pg: Playground) -> None:
        self.pg = pg
        self.pending = 0
        self.over = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._passed = asyncio.Event()
        limits = httpx.Limits(max_connections=AT_ONCE, keepalive_expiry=1.0)
        self._events = loopback.async_client(limits=limits, timeout=None)
        fresh = httpx.Limits(max_keepalive_connections=0)
        self._clicks = loopback.async_client(limits=fresh, timeout=None)

    async def close(self) -> None:
        """Drop what is pending and close the connections."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._events.aclose()
        await self._clicks.aclose()

    def forget(self) -> None:
        """Drop what is pending, for a reset."""
        for task in list(self._tasks):
            task.cancel()

    def event(self, payload: Json) -> None:
        """Send an event, now or as the hostile settings say, and again until it is taken."""
        self._start(self._event(payload))
        if self.pg.hostile.chance("repeat"):
            self._start(self._repeated(payload))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self.pending += 1
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._one_less()
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            raise RuntimeError("A delivery failed in the playground itself.") from task.exception()

    async def _event(self, payload: Json) -> None:
        await self._hold()
        reason = ""
        for attempt, pause in enumerate((0.0, *self.pg.options.redeliver_after)):
            if pause:
                await asyncio.sleep(pause)
            answer = await self._one(payload, attempt, reason)
            if answer.ok or answer.final or answer.error == "nowhere":
                return
            reason = answer.error or ""

    async def _repeated(self, payload: Json) -> None:
        await asyncio.sleep(self.pg.hostile.random.uniform(0.0, 0.3))
        await self._one(payload, 1, "http_timeout")

    async def _hold(self) -> None:
        hostile = self.pg.hostile
        pause = hostile.delay()
        if pause:
            await asyncio.sleep(pause)
        if hostile.chance("reorder"):
            try:
                async with asyncio.timeout(HELD_AT_MOST):
                    await self._passed.wait()
            except TimeoutError:
                return

    async def _one(self, payload: Json, attempt: int, reason: str) -> Answer:
        headers = {"Content-Type": "application/json"}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        async with self._room:
            answer = await self._send("events_api", payload, headers, attempt, reason)
        self._passed.set()
        self._passed.clear()
        note = f"attempt {attempt} after {reason}" if attempt else None
        self._log("event", _event_name(payload), payload, answer, note)
        return answer

    async def interaction(self, payload: Json) -> Answer:
        """Send a click, a submission or a shortcut: once, whatever comes back."""
        return await self._counted(self._interaction(payload))

    async def _interaction(self, payload: Json) -> Answer:
        answer = await self._send("interactive", payload, {"Content-Type": FORM}, 0, "")
        self._log("interaction", payload["type"], payload, answer, None)
        return answer

    async def command(self, form: Json) -> Answer:
        """Send a slash command: once."""
        return await self._counted(self._command(form))

    async def _command(self, form: Json) -> Answer:
        answer = await self._send("slash_commands", form, {"Content-Type": FORM}, 0, "")
        self._log("command", f"{form['command']} {form['text']}".strip(), form, answer, None)
        return answer

    async def _counted(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        self.pending += 1
        try:
            return await work
        finally:
            self._one_less()

    def _one_less(self) -> None:
        self.over += 1  # first: who sees nothing pending from another thread sees this, too
        self.pending -= 1

    def _log(self, kind: str, name: str, sent: Json, answer: Answer, note: str | None) -> None:
        self.pg.traffic.add(
            "to_bot",
            kind,
            name,
            status=answer.status,
            ms=answer.ms,
            request=sent,
            response=answer.json if answer.json is not None else answer.body,
            note=", ".join(filter(None, (note, answer.error))) or None,
        )

    async def _send(
        self, kind: str, payload: Json, headers: dict[str, str], attempt: int, reason: str
    ) -> Answer:
        began = time.monotonic()
        try:
            async with asyncio.timeout(self.pg.options.answer_within):
                if self.pg.sockets.connected:
                    answer = await self._over_socket(kind, payload, attempt, reason)
                else:
                    answer = await self._over_http(kind, payload, headers)
        except TimeoutError:
            answer = Answer(0, "", 0, "http_timeout")
        except httpx.HTTPError:
            answer = Answer(0, "", 0, "connection_failed")
        took = (time.monotonic() - began) * 1000
        return Answer(answer.status, answer.body, took, answer.error, answer.headers)

    async def _over_socket(self, kind: str, payload: Json, attempt: int, reason: str) -> Answer:
        try:
            answered = await self.pg.sockets.send(kind, payload, attempt, reason)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            return Answer(0, "", 0, "connection_failed")
        return Answer(200, json.dumps(answered) if answered else "", 0)

    async def _over_http(self, kind: str, payload: Json, headers: dict[str, str]) -> Answer:
        url = self.pg.request_url
        if url is None:
            return Answer(0, "", 0, "nowhere")
        body = _body(kind, payload)
        client = self._events if kind == "events_api" else self._clicks
        signed = headers | signed_headers(SIGNING_SECRET, body)
        response = await client.post(url, content=body, headers=signed)
        error = None if response.is_success else "http_error"
        return Answer(response.status_code, response.text, 0, error, response.headers)


def _body(kind: str, payload: Json) -> str:
    if kind == "events_api":
        return json.dumps(payload, ensure_ascii=False)
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload, ensure_ascii=False)})
    return urlencode(payload)


def _event_name(payload: Json) -> str:
    event = payload["event"]
    return ".".join(filter(None, (event["type"], event.get("subtype"))))
