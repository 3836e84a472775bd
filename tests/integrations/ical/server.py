"""A calendar's server over real TLS, with a CA of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import Any

import trustme

from integrations.ical import Trusted

Answer = Callable[[BaseHTTPRequestHandler], None]


def text(body: bytes, status: int = 200, **headers: str) -> Answer:
    """A plain answer."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@dataclass
class CalendarServer:
    """``pages``: by path, what is answered. ``asked``: the paths that were asked for."""

    port: int
    ca: Path
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def trusted(self) -> Trusted:
        return Trusted(self.ca, frozenset({("127.0.0.1", self.port)}))

    def address(self, path: str) -> str:
        return f"https://localhost:{self.port}{path}"


@contextmanager
def calendar_server(folder: Path, pages: Mapping[str, Answer] = {}) -> Iterator[CalendarServer]:
    """A server on this machine until the end of the block."""
    authority = trustme.CA()
    ca = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(ca))
    context = SSLContext(PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append(self.path)
            here.pages.get(self.path, text(b"", 404))(self)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    here = CalendarServer(server.server_address[1], ca, dict(pages))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
