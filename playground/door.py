"""What a strict door does, whatever stands behind it: breaks off, kills, tells what came by."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from starlette.responses import JSONResponse, Response
from starlette.types import Message, Receive, Send

from playground.hostile import Deed

OnTraffic = Callable[[dict[str, Any]], None]


class Asked(Protocol):
    """A call, as far as it is told."""

    @property
    def verb(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def query(self) -> Mapping[str, str]: ...
    @property
    def raw(self) -> bytes: ...


class Answered(Protocol):
    """An answer; ``body`` None is an empty one."""

    @property
    def status(self) -> int: ...
    @property
    def body(self) -> Any: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


def tell(
    on_traffic: OnTraffic | None,
    kind: str,
    call: Asked,
    answer: Answered | None,
    deed: Deed | None,
    seconds: float,
) -> None:
    """One entry for "behind the scenes"; the token is in a header, which is not shown."""
    if on_traffic is None:
        return
    on_traffic(
        {
            "direction": f"to_{kind}",
            "kind": kind,
            "name": f"{call.verb} {call.path}",
            "status": answer.status if answer else None,
            "ms": round(seconds * 1000, 1),
            "request": {"query": dict(call.query), "body": _shown(call.raw)},
            "response": answer.body if answer else None,
            "note": deed.what if deed else None,
        }
    )


def response(answer: Answered) -> Response:
    """As it goes out."""
    headers = dict(answer.headers)
    if answer.body is None:
        return Response(status_code=answer.status, headers=headers)
    return JSONResponse(answer.body, answer.status, headers)


async def drop(receive: Receive, send: Send) -> None:
    """Break the connection without an answer.

    ASGI has no word for it: under uvicorn the transport is reached through ``receive``; elsewhere
    an answer is begun and not finished, which a server can only end by closing.
    """
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is None:
        length = [(b"content-length", b"1")]
        begun: Message = {"type": "http.response.start", "status": 200, "headers": length}
        await send(begun)
        return
    transport.abort()
    while (await receive())["type"] != "http.disconnect":
        await asyncio.sleep(0)


def kill(pid: int) -> None:
    """As the script says; the process may be gone already."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _shown(raw: bytes) -> Any:
    try:
        return json.loads(raw) if raw else None
    except ValueError:
        return raw.decode(errors="replace")
