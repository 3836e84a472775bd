"""`bot.ports.Spreadsheets`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ports import HoursEntry, HoursTexts
from integrations.spreadsheets import text


class HoursFiles:
    """Hours as files. Sums are of exact seconds; only what is shown has two digits."""

    def entries_csv(self, entries: Sequence[HoursEntry], texts: HoursTexts) -> bytes:
        """UTF-8 with a byte order mark; the last line is the note, after an empty one."""
        return text.entries_csv(entries, texts)

    def sums_csv(self, entries: Sequence[HoursEntry], texts: HoursTexts) -> bytes:
        """The same for the sums."""
        return text.sums_csv(entries, texts)

    def workbook(self, entries: Sequence[HoursEntry], texts: HoursTexts) -> bytes:
        """Title and note stand above the headings of both sheets."""
        # imported where it is needed: an invoice is rare, and a start need not load it
        from integrations.spreadsheets import excel

        return excel.workbook(entries, texts)
