"""Members' calendars by an iCal address: fetched carefully, read for busy times alone."""

from integrations.ical.adapter import IcalCalendars
from integrations.ical.fetch import Trusted

__all__ = ["IcalCalendars", "Trusted"]
