"""Run a playground in a thread, for tests."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx

from playground import loopback
from playground.confluence import Confluence
from playground.jira import JiraProxy
from playground.patience import patiently
from playground.server import Server, make
from playground.slack.core import Options, Playground
from playground.slack.world import Json, World

MANIFEST = Path(__file__).parent.parent / "manifest.yml"
Result = TypeVar("Result")


class ControlError(AssertionError):
    """The control API refused; the message is its sentence."""


@dataclass
class Running:
    """A playground that runs; ``url`` has no slash at its end."""

    url: str
    playground: Playground
    client: httpx.Client
    loop: asyncio.AbstractEventLoop

    @property
    def world(self) -> World:
        """The world; look at it, but change it through `call` or the control API."""
        return self.playground.world

    def call(self, work: Callable[[], Result]) -> Result:
        """Run something on the server's own loop and give back what it gives."""

        async def there() -> Result:
            return work()

        return asyncio.run_coroutine_threadsafe(there(), self.loop).result(timeout=patiently(10))

    def get(self, name: str, /, **query: Any) -> Any:
        """``GET /control/<name>``; ``as_`` stands for ``as``. Raises ControlError."""
        return self._answer(self.client.get(f"/control/{name}", params=_named(query)))

    def post(self, name: str, /, **body: Any) -> Any:
        """``POST /control/<name>``; ``as_`` stands for ``as``. Raises ControlError."""
        return self._answer(self.client.post(f"/control/{name}", json=_named(body)))

    def messages(self, as_: str, channel: str, thread_ts: str | None = None) -> list[Json]:
        """What a person sees in a channel or a thread."""
        query = {"as": as_, "channel": channel} | ({"thread_ts": thread_ts} if thread_ts else {})
        return list(self._answer(self.client.get("/control/messages", params=query))["messages"])

    def _answer(self, response: httpx.Response) -> Any:
        if response.is_error:
            raise ControlError(f"{response.status_code}: {response.json()['error']}")
        return response.json()


def _named(fields: dict[str, Any]) -> Json:
    return {k.removesuffix("_"): v for k, v in fields.items()}


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    seed: Json | None = None,
    *,
    manifest: Path = MANIFEST,
    jira: JiraProxy | None = None,
    confluence: Confluence | None = None,
    port: int | None = None,
    **options: Any,
) -> Iterator[Running]:
    """A playground on a free port, in a thread; ``options`` are fields of `Options`."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    wishes = Options(manifest=manifest, base_url=url, seed=seed, **options)
    server = make(wishes, port, jira, confluence)
    loops: list[asyncio.AbstractEventLoop] = []
    thread = threading.Thread(target=_run, args=(server, loops), daemon=True)
    thread.start()
    _await_start(server, thread)
    with loopback.client(base_url=url, timeout=patiently(90)) as client:
        try:
            yield Running(url, server.playground, client, loops[0])
        finally:
            server.should_exit = True
            thread.join(timeout=10)


def _run(server: Server, loops: list[asyncio.AbstractEventLoop]) -> None:
    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        await server.serve()

    asyncio.run(serve())


def _await_start(server: Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + patiently(10)
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError("The playground did not start.")
        time.sleep(0.005)
