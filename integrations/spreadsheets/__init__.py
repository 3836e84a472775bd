"""Hours as CSV and Excel files, for the invoice."""

from integrations.spreadsheets.hours import HoursFiles

__all__ = ["HoursFiles"]
