"""Delivering an event with one POST: no redirects, no retries of its own, nothing logged."""

from __future__ import annotations

import socket
import threading
import time
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

from bot.ports import Busy, Unreachable
from integrations.webhook.signing import HEADER, signature

PATIENCE = 15.0
"""Seconds for all of it, even from a receiver whose answer drips."""
LONGEST_WAIT = 900.0
"""Seconds; what a receiver asks for beyond that is asked for again."""
USUAL_WAIT = 30.0


class SignedHook:
    """Delivers to ``url`` (https, or http on this machine), signed with ``secret``."""

    def __init__(self, url: str, secret: str, *, patience: float = PATIENCE) -> None:
        self._parts = urlsplit(url)
        self._secret = secret
        self._patience = patience

    def send(self, *, event: str, delivery: str, body: bytes) -> None:
        """See `bot.ports.hooks.Hook`."""
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Perron",
            "X-Perron-Event": event,
            "X-Perron-Delivery": delivery,
            HEADER: signature(self._secret, int(time.time()), body),
        }
        connection = self._connection()
        cut = threading.Timer(self._patience, _cut, [connection])
        cut.start()
        try:
            connection.request("POST", self._target(), body, headers)
            _accept(connection.getresponse())
        except (OSError, HTTPException) as error:
            raise Unreachable(f"webhook: {type(error).__name__}") from None
        finally:
            cut.cancel()
            connection.close()

    def _connection(self) -> HTTPConnection:
        kind = HTTPSConnection if self._parts.scheme == "https" else HTTPConnection
        return kind(self._parts.hostname or "", self._parts.port, timeout=self._patience)

    def _target(self) -> str:
        query = f"?{self._parts.query}" if self._parts.query else ""
        return (self._parts.path or "/") + query


def _accept(response: HTTPResponse) -> None:
    if response.status == 429:
        raise Busy("webhook", _wait(response.getheader("Retry-After")))
    if not 200 <= response.status < 300:
        raise Unreachable(f"webhook: answered {response.status}")


def _wait(asked: str | None) -> float:
    """Seconds to wait; a date, which the header may hold as well, counts as the usual."""
    if asked is None or not asked.strip().isdecimal():
        return USUAL_WAIT
    return min(LONGEST_WAIT, float(asked))


def _cut(connection: HTTPConnection) -> None:
    """End it from another thread: whoever reads gets an error."""
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # has ended by itself
