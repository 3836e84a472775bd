"""The adapter: an iCal address as `bot.ports.Calendars`."""

from __future__ import annotations

from datetime import datetime

from integrations.ical.fetch import Trusted, fetch


class IcalCalendars:
    """Calendars over https. Construction calls nothing; ``trusted`` is for tests alone."""

    def __init__(self, trusted: Trusted | None = None) -> None:
        self._trusted = trusted

    def busy(
        self, address: str, since: datetime, until: datetime, timezone: str
    ) -> list[tuple[datetime, datetime]]:
        # imported where it is needed: few agencies have calendars, and its packages load slowly
        from integrations.ical.spans import busy_spans

        return busy_spans(fetch(address, self._trusted), since, until, timezone)
