"""Tables for people who calculate: files for Excel and the like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True)
class HoursEntry:
    """Work that one person wrote down. ``day`` is that of the platform's zone.

    ``person`` is what tells people apart, ``name`` what is shown.
    """

    day: date
    person: str
    name: str
    issue: str
    summary: str
    comment: str
    seconds: int
    billed: bool


@dataclass(frozen=True)
class HoursTexts:
    """The words in the files, in their reader's language.

    ``language`` (``en``, ``de``) says how numbers and dates are written. ``note`` is the sentence
    that hours per person are shown here alone, for the invoice.
    """

    language: str
    title: str
    note: str
    entries: str
    sums: str
    day: str
    month: str
    person: str
    issue: str
    summary: str
    comment: str
    hours: str
    seconds: str
    billed: str
    not_billed: str
    yes: str
    no: str
    total: str


class Spreadsheets(Protocol):
    """Hours as files: pure functions from entries to bytes; calls nobody and refuses nothing."""

    def entries_csv(self, entries: Sequence[HoursEntry], texts: HoursTexts) -> bytes:
        """One line an entry, in order of days."""

    def sums_csv(self, entries: Sequence[HoursEntry], texts: HoursTexts) -> bytes:
        """One line for each person in each month, then a line for each month and one for all."""

    def workbook(self, entries: Sequence[HoursEntry], texts: HoursTexts) -> bytes:
        """An Excel file (.xlsx) with a sheet of sums and a sheet of entries."""
