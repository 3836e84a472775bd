"""A strict Jira over real HTTP for tests: jira820, the proxy at /jira, and its control routes."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from playground.jira import Jira820, JiraProxy, build, control_routes

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def web(**more: Any) -> httpx.Client:
    """An HTTP client for loopback; without the certificates, whose loading takes long."""
    return httpx.Client(trust_env=False, verify=NO_TLS, **more)


WEB = web()


@dataclass
class RunningJira:
    """``url`` is Jira's address with its path; ``now`` is the clock of the search index."""

    origin: str
    jira820: str
    now: float = 0.0
    traffic: list[dict[str, Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.origin}/jira"

    def control(self, path: str, **body: Any) -> None:
        answer = WEB.post(f"{self.origin}/control/jira/{path}", json=body)
        assert answer.status_code == 200, answer.text

    def hostile(self, *script: dict[str, Any], **jira: Any) -> None:
        self.control("hostile", jira=jira, script=list(script))

    def issues(self) -> list[dict[str, Any]]:
        """What is really there, whatever the search index says."""
        answer = WEB.get(f"{self.origin}/control/jira/issues")
        found: list[dict[str, Any]] = answer.json()["issues"]
        return found

    def calls(self) -> list[str]:
        """The calls that arrived, as ``VERB /path``."""
        return [entry["name"] for entry in self.traffic]

    def afresh(self) -> None:
        """Back to the seed, for the next test."""
        self.now = 0.0
        self.control("reset")
        self.traffic.clear()


@contextmanager
def running(jira820: str) -> Iterator[RunningJira]:
    """Serve the proxy before this jira820 on a free port of loopback."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        here = RunningJira(f"http://127.0.0.1:{listener.getsockname()[1]}", jira820)
        jira: JiraProxy = build(jira820, on_traffic=here.traffic.append, now=lambda: here.now)
        app = Starlette(routes=[Mount("/jira", app=jira), *control_routes(jira)])
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield here
        finally:
            server.should_exit = True
            thread.join(timeout=10)


@pytest.fixture(scope="session")
def running_jira(jira820: Jira820) -> Iterator[RunningJira]:
    """One strict proxy before the jira820 for a whole run."""
    with running(jira820.url) as here:
        yield here


@pytest.fixture
def jira(running_jira: RunningJira) -> RunningJira:
    """The strict Jira, with no issues and nothing hostile."""
    running_jira.afresh()
    return running_jira


def until(true: Any, seconds: float = 60.0) -> bool:
    """Poll until ``true()`` or until the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        threading.Event().wait(0.02)
    return bool(true())
