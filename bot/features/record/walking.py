"""Following the chain from entry to entry: what does not fit, and what that means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.features.record.chain import START, Place, commitment, link
from bot.features.record.findings import Finding, Wrong


@dataclass(frozen=True)
class Row:
    """An entry as the database has it."""

    place: Place
    payload: str | None
    salt: bytes | None
    commitment: str
    hash: str

    @property
    def is_forgotten(self) -> bool:
        return self.payload is None and self.salt is None

    @property
    def is_sealed(self) -> bool:
        """Whether the payload, if it is there, is the one that was committed to."""
        if self.payload is None or self.salt is None:
            return self.is_forgotten
        return commitment(self.salt, self.payload) == self.commitment

    def follows(self, before: str, *, moved: int) -> bool:
        """Whether it comes after ``before``; its number was ``moved`` up by what was put in."""
        place = self.place
        original = Place(
            place.sequence - moved,
            place.platform_key,
            place.client_key,
            place.about_kind,
            place.about_ref,
        )
        return link(before, original, self.commitment) == self.hash

    def made_from(self, before: str) -> str:
        """The hash that it should have after ``before``."""
        return link(before, self.place, self.commitment)


class Walk:
    """Takes the rows in order of sequence.

    What does not follow from the entry before is held in doubt until the next one, which knows
    which of the two was there when it was written.
    """

    def __init__(self) -> None:
        self.before = START
        self.number = 0
        self.moved = 0
        """By how many the numbers are higher than they were, for entries were put in."""
        self._doubtful: tuple[Row, str] | None = None
        """A row that does not follow, and the hash that it should have followed."""

    def take(self, row: Row) -> Iterator[Finding]:
        """The next entry; yields what was found by now."""
        sequence = row.place.sequence
        gap = sequence > self.number + 1
        if gap:
            yield from self.end()
            yield Finding(Wrong.MISSING, self.number + 1, sequence - 1)
        elif self._doubtful is not None:
            yield from self._judge(row)
        elif not row.follows(self.before, moved=self.moved):
            self._doubtful = (row, self.before)
        if not row.is_sealed:
            yield Finding(Wrong.CHANGED, sequence, sequence)
        self.before, self.number = row.hash, sequence

    def _judge(self, row: Row) -> Iterator[Finding]:
        """What the entry after the doubtful one tells about it."""
        assert self._doubtful is not None
        doubtful, before = self._doubtful
        self._doubtful = None
        number = doubtful.place.sequence
        if row.follows(before, moved=self.moved + 1):
            self.moved += 1
            yield Finding(Wrong.INSERTED, number, number)
            return
        yield Finding(Wrong.CHANGED, number, number)
        known = (doubtful.hash, doubtful.made_from(before))
        if not any(row.follows(one, moved=self.moved) for one in known):
            self._doubtful = (row, doubtful.hash)

    def end(self) -> Iterator[Finding]:
        """Nothing follows: what is in doubt has been changed."""
        if self._doubtful is not None:
            number = self._doubtful[0].place.sequence
            self._doubtful = None
            yield Finding(Wrong.CHANGED, number, number)
