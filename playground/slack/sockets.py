"""Socket Mode: the same payloads as over HTTP, in envelopes on a websocket."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from playground.slack.world import Json

MOST = 10


@dataclass
class Link:
    """One connected socket and the envelopes it has not acknowledged."""

    socket: WebSocket
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)


class Sockets:
    """Up to 10 connections; a payload goes to any one of them, in turn."""

    def __init__(self) -> None:
        self._links: list[Link] = []
        self._tickets: set[str] = set()
        self._turn = 0

    @property
    def connected(self) -> bool:
        """Whether payloads go this way instead of over HTTP."""
        return bool(self._links)

    def new_ticket(self) -> str:
        """Lets one websocket in."""
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, socket: WebSocket, app_id: str) -> None:
        """The endpoint ``/link``."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets or len(self._links) >= MOST:
            await socket.close(code=1008)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        link = Link(socket)
        self._links.append(link)
        try:
            await socket.send_json(self._hello(app_id))
            while True:
                _acknowledge(link, await socket.receive_json())
        except WebSocketDisconnect:
            pass
        finally:
            self._links.remove(link)
            for future in link.waiting.values():
                future.cancel()

    def _hello(self, app_id: str) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._links),
            "debug_info": {"host": "playground", "approximate_connection_time": 18060},
            "connection_info": {"app_id": app_id},
        }

    async def send(self, kind: str, payload: Json, attempt: int, reason: str) -> Json:
        """Send an envelope and wait for its ack; gives ``{}`` or the ack's payload.

        Cancelled when the connection closes meanwhile.
        """
        self._turn += 1
        link = self._links[self._turn % len(self._links)]
        envelope_id = secrets.token_hex(16)
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        link.waiting[envelope_id] = future
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            "payload": payload,
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        try:
            await link.socket.send_json(envelope)
            return await future
        finally:
            link.waiting.pop(envelope_id, None)

    async def disconnect(self, reason: str = "refresh_requested") -> int:
        """Tell every connection to come back on a new one, and close; how many there were."""
        links = list(self._links)
        for link in links:
            goodbye = {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}}
            await link.socket.send_json(goodbye)
            await link.socket.close()
        return len(links)


def _acknowledge(link: Link, message: Json) -> None:
    future = link.waiting.get(str(message.get("envelope_id")))
    if future is not None and not future.done():
        future.set_result(message.get("payload") or {})
