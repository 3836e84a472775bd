"""Possible and blocked steps in the list of what people have in hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.platforms.owning import Matter


class OwnedSteps:
    """Steps of running cases that are possible: they wait for their owner, and are due."""

    kind = "offboarding"

    def matters(
        self, session: Session, now: datetime, *, owners: Collection[str]
    ) -> Iterable[Matter]:
        """What these people have to do."""
        raise NotImplementedError

    def of_platform(self, session: Session, now: datetime, platform: str) -> Iterable[Matter]:
        """Every possible step of a platform, also those that nobody has."""
        raise NotImplementedError

    def give(self, session: Session, ref: str, to: str, now: datetime) -> bool:
        """Put a step into other hands, as an absence does."""
        raise NotImplementedError


OWNED = OwnedSteps()
