"""A small Confluence over real HTTP for tests, and its control routes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route

from playground.confluence import build, control_routes
from tests.playground.jira.running import web

WEB = web()
MOVED = Route("/moved/{rest:path}", RedirectResponse("/login"))
"""An old address, as a company's login stands before its wiki."""


@dataclass
class RunningConfluence:
    """``url`` is Data Center's address with its path; ``now`` is the clock of the search index."""

    origin: str
    now: float = 0.0
    traffic: list[dict[str, Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.origin}/confluence"

    def control(self, path: str, **body: Any) -> None:
        answer = WEB.post(f"{self.origin}/control/confluence/{path}", json=body)
        assert answer.status_code == 200, answer.text

    def hostile(self, *script: dict[str, Any], **confluence: Any) -> None:
        self.control("hostile", confluence=confluence, script=list(script))

    def pages(self, **query: str) -> list[dict[str, Any]]:
        """What is really there, whatever the search index says; without the spaces' own pages."""
        answer = WEB.get(f"{self.origin}/control/confluence/pages", params=query)
        return [one for one in answer.json()["pages"] if one["parent"]]

    def calls(self) -> list[str]:
        """The calls that arrived, as ``VERB /path``."""
        return [entry["name"] for entry in self.traffic]

    def see(self, path: str, language: str = "en-GB") -> httpx.Response:
        """What a person's browser gets."""
        return WEB.get(f"{self.url}{path}", headers={"Accept-Language": language})


@contextmanager
def running() -> Iterator[RunningConfluence]:
    """Serve one on a free port of loopback."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        here = RunningConfluence(f"http://127.0.0.1:{listener.getsockname()[1]}")
        confluence = build(on_traffic=here.traffic.append, now=lambda: here.now)
        routes = [Mount("/confluence", app=confluence), *control_routes(confluence), MOVED]
        config = uvicorn.Config(Starlette(routes=routes), log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield here
        finally:
            server.should_exit = True
            thread.join(timeout=10)


@pytest.fixture(scope="session")
def running_confluence() -> Iterator[RunningConfluence]:
    """One for a whole run."""
    with running() as here:
        yield here


@pytest.fixture
def confluence(running_confluence: RunningConfluence) -> RunningConfluence:
    """With its seed and nothing hostile."""
    running_confluence.now = 0.0
    running_confluence.control("reset")
    running_confluence.traffic.clear()
    return running_confluence
