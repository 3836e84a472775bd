"""Members' own calendars."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Calendars(Protocol):
    """Members' own calendars, read over the network: busy or free, and nothing else.

    May raise `Unreachable` (come back later) and `Refused`, whose code is one of ``address`` (not
    https, or not an address that is open to everybody), ``missing`` (no calendar there, or not
    for us), ``calendar`` (not an iCalendar, or one too large); its text holds no address.
    """

    def busy(
        self, address: str, since: datetime, until: datetime, timezone: str
    ) -> list[tuple[datetime, datetime]]:
        """The times marked as busy, from (inclusive) and until (exclusive), in UTC, in order.

        ``timezone`` is for whole days and times without a zone.
        """
