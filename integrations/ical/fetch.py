"""Fetching what a stranger's address holds, without being led anywhere that is not public.

The host is resolved once, every address found is checked, and the connection goes to one that was:
asking again by name could give another answer (DNS rebinding). A redirect is a new address with the
same checks. Nothing here logs or repeats the address, which is a secret of its owner.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit

from bot.ports import Refused, Unreachable

LARGEST = 5_000_000
"""Bytes of a calendar; ten years of meetings are fewer."""
PATIENCE = 15.0
"""Seconds for all of it, redirects included."""
REDIRECTS = 3
CHUNK = 65_536
NAT64 = IPv6Network("64:ff9b::/96")
"""Leads to the IPv4 address in its last 32 bits (RFC 6052)."""
MOVED = (301, 302, 303, 307, 308)
LATER = (408, 425, 429)


@dataclass(frozen=True)
class Trusted:
    """What tests reach on their own machine: exact addresses, and the CA of their certificate.

    Only the playground's settings make one, and these are refused with the real Slack.
    """

    ca: Path
    addresses: frozenset[tuple[str, int]]
    """As ``("127.0.0.1", 8443)``."""


def fetch(address: str, trusted: Trusted | None = None, *, patience: float = PATIENCE) -> bytes:
    """The calendar at an https address. Raises `Unreachable` and `Refused`, see `Calendars`."""
    deadline = time.monotonic() + patience
    for _ in range(REDIRECTS + 1):
        answer = _get(_checked(address), trusted, deadline)
        if isinstance(answer, bytes):
            return answer
        address = urljoin(address, answer)
    raise Refused("missing", "too many redirects")


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Refused("address", "not an address") from None
    if parts.scheme != "https" or not parts.hostname or port == 0:
        raise Refused("address", "not https")
    if not address.isascii() or any(sign <= " " or sign == "\x7f" for sign in address):
        raise Refused("address", "not an address")
    return parts


def _get(parts: SplitResult, trusted: Trusted | None, deadline: float) -> bytes | str:
    """The body; or, where it has moved, the new address."""
    host, port = parts.hostname or "", parts.port or 443
    found = _resolve(host, port, trusted)
    connection = _Pinned(host, port, found, trusted, deadline)
    # A server that drips would never run into the timeout of a single read.
    cut = threading.Timer(max(0.0, deadline - time.monotonic()), connection.cut)
    cut.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Accept": "text/calendar", "Accept-Encoding": "identity", "User-Agent": "Perron"}
        connection.request("GET", target, headers=headers)
        return _read(connection.getresponse(), deadline)
    except ssl.SSLCertVerificationError:
        raise Refused("missing", "its certificate is not valid") from None
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(f"calendar: {type(error).__name__}") from None
    finally:
        cut.cancel()
        connection.close()


def _read(response: HTTPResponse, deadline: float) -> bytes | str:
    location = response.getheader("Location")
    if response.status in MOVED and location:
        return location
    if response.status >= 500 or response.status in LATER:
        raise Unreachable(f"calendar: {response.status}")
    if response.status != 200:
        raise Refused("missing", str(response.status))
    if (response.getheader("Content-Encoding") or "identity").lower() != "identity":
        raise Refused("calendar", "packed")
    found = bytearray()
    while part := response.read(CHUNK):
        found += part
        if len(found) > LARGEST:
            raise Refused("calendar", "too large")
        if time.monotonic() > deadline:
            raise Unreachable("calendar: too slow")
    return bytes(found)


def _resolve(host: str, port: int, trusted: Trusted | None) -> str:
    """An address of ``host``, all of which are public; `Refused` where one is not."""
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("calendar: no such host") from None
    found = [str(row[4][0]) for row in rows]
    for one in found:
        if trusted is not None and (one, port) in trusted.addresses:
            continue
        if not is_public(one):
            raise Refused("address", "not a public address")
    return found[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also behind IPv6's ways to write IPv4."""
    ip: IPv4Address | IPv6Address
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        within = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if any(inner is not None and not is_public(str(inner)) for inner in within):
            return False
        if ip in NAT64:
            return is_public(str(IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast


class _Pinned(HTTPSConnection):
    """A connection to an address that was checked; the certificate is the host name's."""

    def __init__(
        self, host: str, port: int, address: str, trusted: Trusted | None, deadline: float
    ) -> None:
        context = ssl.create_default_context(cafile=str(trusted.ca) if trusted else None)
        super().__init__(host, port, timeout=max(0.1, deadline - time.monotonic()), context=context)
        self._address = address
        self._context_of_ours = context

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._context_of_ours.wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock.do_handshake()  # apart, so that `cut` ends one that drips, too

    def cut(self) -> None:
        """End it from another thread: whoever reads gets an error."""
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # has ended by itself
