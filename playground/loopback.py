"""HTTP on this machine, without what only TLS needs.

An httpx client reads all certificates of the machine when it is made, which takes longer than
a hundred calls and holds up the event loop meanwhile. Ours trust none: there is no TLS here.
"""

from __future__ import annotations

import ssl
from functools import cache
from typing import Any

import httpx


def client(**options: Any) -> httpx.Client:
    """An `httpx.Client` that obeys no proxy settings and trusts no certificate."""
    return httpx.Client(trust_env=False, verify=_trusts_nobody(), **options)


def async_client(**options: Any) -> httpx.AsyncClient:
    """The same for an event loop."""
    return httpx.AsyncClient(trust_env=False, verify=_trusts_nobody(), **options)


@cache
def _trusts_nobody() -> ssl.SSLContext:
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
