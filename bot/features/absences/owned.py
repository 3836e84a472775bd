"""Everything that people have in hand, of all features, as absences need it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.absences.models import Handed
from bot.features.platforms.owning import Matter, Owns, matters_of

Key = tuple[str, str]
"""A matter's kind and ref."""


@dataclass(frozen=True)
class AllOwned:
    """The list of what a person owns: each feature brings its part (`Feature.owns`)."""

    owns: Sequence[Owns]

    def of(self, session: Session, user_id: str, now: datetime) -> list[Matter]:
        """What others could have instead of them: what is due first, then what waits longest."""
        found = matters_of(self.owns, session, now, user_id)
        return [matter for matter in found if matter.givable]

    def give(self, session: Session, kind: str, ref: str, to: str, now: datetime) -> bool:
        """Put a matter into somebody's hands; false where it is over or cannot be."""
        return any(one.give(session, ref, to, now) for one in self.owns if one.kind == kind)

    def standing(
        self, session: Session, rows: Iterable[Handed], now: datetime
    ) -> dict[Key, Matter]:
        """Those of the matters that are still open, as they stand now."""
        platforms = sorted({row.platform_key for row in rows})
        return {
            (matter.kind, matter.ref): matter
            for platform in platforms
            for one in self.owns
            for matter in one.of_platform(session, now, platform)
        }
