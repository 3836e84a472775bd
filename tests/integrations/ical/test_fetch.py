"""Nothing but public https addresses, and never more than is good for us."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from bot.ports import Refused, Unreachable
from integrations.ical import IcalCalendars, Trusted
from integrations.ical import fetch as fetching
from integrations.ical.fetch import fetch, is_public
from tests.integrations.ical.server import CalendarServer, calendar_server, text

MEETING = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20261101T000000Z
DTSTART:20261118T090000Z
DTEND:20261118T100000Z
SUMMARY:Secret
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CalendarServer]:
    with calendar_server(tmp_path) as here:
        yield here


def refusal(address: str, trusted: Trusted | None = None) -> str:
    with pytest.raises(Refused) as told:
        fetch(address, trusted)
    assert "secret" not in str(told.value)
    return told.value.code


def test_a_calendar_is_read_over_tls_and_gives_only_times(server: CalendarServer) -> None:
    server.pages["/c.ics"] = text(MEETING)
    since, until = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    calendars = IcalCalendars(server.trusted)
    assert calendars.busy(server.address("/c.ics"), since, until, "Europe/Berlin") == [
        (datetime(2026, 11, 18, 9, tzinfo=UTC), datetime(2026, 11, 18, 10, tzinfo=UTC))
    ]


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/secret.ics",
        "webcal://example.org/secret.ics",
        "file:///etc/passwd?secret",
        "https:///secret",
        "https://example.org:0/secret",
        "https://example.org:99999/secret",
        "https://example.org/sec ret",
        "https://example.org/\r\nX: secret",
        "https://[::1/secret",
        "https://127.0.0.1/secret",
        "https://localhost/secret",
        "https://0.0.0.0/secret",
        "https://10.1.2.3/secret",
        "https://192.168.0.1/secret",
        "https://169.254.169.254/secret",
        "https://2130706433/secret",
        "https://0x7f.1/secret",
        "https://[::1]/secret",
        "https://[::ffff:127.0.0.1]/secret",
        "https://[64:ff9b::7f00:1]/secret",
        "https://[2002:7f00:1::]/secret",
        "https://[fe80::1]/secret",
        "https://[fd00::1]/secret",
    ],
)
def test_what_is_not_public_is_not_even_connected_to(address: str) -> None:
    assert refusal(address) == "address"


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808"])
def test_what_is_public_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address", ["224.0.0.1", "255.255.255.255", "100.64.0.1", "::", "ff02::1", "fec0::1", "x", ""]
)
def test_what_else_is_not(address: str) -> None:
    assert not is_public(address)


def test_only_the_listed_port_is_trusted(server: CalendarServer) -> None:
    other = Trusted(server.ca, frozenset({("127.0.0.1", server.port + 1)}))
    assert refusal(server.address("/secret"), other) == "address"
    assert server.asked == []


def test_a_redirect_is_checked_like_the_first_address(server: CalendarServer) -> None:
    server.pages["/c.ics"] = text(MEETING)
    server.pages["/moved"] = text(b"", 302, Location="/c.ics")
    server.pages["/in"] = text(b"", 302, Location="https://169.254.169.254/secret")
    server.pages["/plain"] = text(b"", 301, Location=f"http://localhost:{server.port}/c.ics")
    server.pages["/round"] = text(b"", 307, Location="/round")
    assert fetch(server.address("/moved"), server.trusted) == MEETING
    assert refusal(server.address("/in"), server.trusted) == "address"
    assert refusal(server.address("/plain"), server.trusted) == "address"
    assert refusal(server.address("/round"), server.trusted) == "missing"
    assert server.asked.count("/round") == 4


def test_a_certificate_of_an_unknown_authority_is_refused(
    server: CalendarServer, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with calendar_server(other) as stranger:
        trusted = Trusted(stranger.ca, server.trusted.addresses)
        assert refusal(server.address("/secret"), trusted) == "missing"


@pytest.mark.parametrize(("status", "code"), [(404, "missing"), (403, "missing")])
def test_a_clear_no_is_one(server: CalendarServer, status: int, code: str) -> None:
    server.pages["/secret"] = text(b"", status)
    assert refusal(server.address("/secret"), server.trusted) == code


@pytest.mark.parametrize("status", [500, 503, 429])
def test_what_may_pass_is_tried_again(server: CalendarServer, status: int) -> None:
    server.pages["/c"] = text(b"", status)
    with pytest.raises(Unreachable):
        fetch(server.address("/c"), server.trusted)


def test_what_is_too_large_or_packed_is_not_taken(server: CalendarServer) -> None:
    server.pages["/large"] = text(b"x" * (fetching.LARGEST + 1))
    server.pages["/packed"] = text(MEETING, Content_Encoding="gzip")
    assert refusal(server.address("/large"), server.trusted) == "calendar"
    assert refusal(server.address("/packed"), server.trusted) == "calendar"


def test_nobody_at_home_is_unreachable(server: CalendarServer) -> None:
    gone = Trusted(server.ca, frozenset({("127.0.0.1", 1)}))
    with pytest.raises(Unreachable):
        fetch("https://localhost:1/", gone)
    with pytest.raises(Unreachable):
        fetch("https://nobody.invalid/")


def test_a_server_that_drips_is_cut_off(server: CalendarServer) -> None:
    ended = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        try:
            for _ in range(2000):
                handler.wfile.write(b"H")
                if ended.wait(0.01):
                    return
        except (OSError, ssl.SSLError):
            return

    server.pages["/drip"] = drip
    with pytest.raises(Unreachable):
        fetch(server.address("/drip"), server.trusted, patience=0.5)
    ended.set()


def test_nor_does_a_handshake_that_never_ends_keep_us(server: CalendarServer) -> None:
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as silent:

        def drip() -> None:
            connection, _ = silent.accept()
            with connection:
                try:
                    connection.sendall(b"\x16\x03\x03\x40\x00")
                    while not ended.wait(0.05):
                        connection.sendall(b"\x02")
                except OSError:
                    return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        port = silent.getsockname()[1]
        trusted = Trusted(server.ca, frozenset({("127.0.0.1", port)}))
        with pytest.raises(Unreachable):
            fetch(f"https://localhost:{port}/", trusted, patience=0.5)
        ended.set()
        thread.join()
