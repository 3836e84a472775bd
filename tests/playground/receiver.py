"""A tiny real HTTP server that plays the bot: it checks signatures, notes, and answers."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

SECRET = b"playground-signing-secret"
Reply = tuple[int, Any]


@dataclass
class Got:
    """One request of the playground."""

    payload: dict[str, Any]
    headers: dict[str, str]

    @property
    def kind(self) -> str:
        event = self.payload.get("event", {})
        kind = str(event.get("type") or self.payload.get("type") or "command")
        return ".".join(filter(None, (kind, event.get("subtype"))))


@dataclass
class Receiver:
    """Notes what arrives; ``answer`` decides on status and body (a number waits that long)."""

    answer: Callable[[Got], Reply] = lambda _: (200, "")
    got: list[Got] = field(default_factory=list)
    forged: int = 0
    status: dict[str, Any] = field(default_factory=lambda: {"next_due": None, "busy": 0})
    changed: threading.Condition = field(default_factory=threading.Condition)

    def start(self) -> str:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def clear(self) -> None:
        self.answer = lambda _: (200, "")
        self.got.clear()
        self.forged = 0
        self.status = {"next_due": None, "busy": 0}

    def wait(self, kind: str, count: int = 1, seconds: float = 60.0) -> list[Got]:
        """The requests of one kind, once there are ``count``."""
        deadline = time.monotonic() + seconds
        with self.changed:
            while len(found := [g for g in self.got if g.kind == kind]) < count:
                left = deadline - time.monotonic()
                assert left > 0, f"no {count} {kind} in {[g.kind for g in self.got]}"
                self.changed.wait(left)
        return found

    def note(self, got: Got) -> Reply:
        with self.changed:
            self.got.append(got)
            self.changed.notify_all()
        return self.answer(got)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                status = receiver.status
                self._answer(200, status() if callable(status) else status)

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = self.rfile.read(length)
                if len(body) < length:  # given up by a reset while on its way
                    return None
                if not _genuine(self.headers, body):
                    receiver.forged += 1
                    return self._answer(401, "")
                headers = {k.lower(): v for k, v in self.headers.items()}
                return self._answer(*receiver.note(Got(_parsed(headers, body), headers)))

            def _answer(self, status: int, body: Any) -> None:
                raw = (body if isinstance(body, str) else json.dumps(body)).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(raw)))
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        return Handler


def _genuine(headers: Any, body: bytes) -> bool:
    stamp = headers["X-Slack-Request-Timestamp"]
    digest = hmac.new(SECRET, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    fresh = abs(time.time() - int(stamp)) < 300
    return fresh and hmac.compare_digest(f"v0={digest}", headers["X-Slack-Signature"])


def _parsed(headers: dict[str, str], body: bytes) -> dict[str, Any]:
    if headers["content-type"].startswith("application/json"):
        return dict(json.loads(body))
    form = dict(parse_qsl(body.decode(), keep_blank_values=True))
    return dict(json.loads(form["payload"])) if "payload" in form else form
