"""Open promises in the list of what people have in hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.features.platforms.owning import Matter
from bot.features.promises import living
from bot.features.promises.models import Promise, PromiseState
from bot.features.promises.showing import thread_of
from bot.features.requests.reading import link_to


class OwnedPromises:
    """Promises that are open: they wait for their owner, and are due."""

    kind = "promise"

    def matters(
        self,
        session: Session,
        now: datetime,  # noqa: ARG002 - the contract's; what is open does not depend on the hour
        *,
        owners: Collection[str],
    ) -> Iterable[Matter]:
        """What these people answer for."""
        return _matters(session, Promise.owner.in_(owners))

    def of_platform(
        self,
        session: Session,
        now: datetime,  # noqa: ARG002 - as above
        platform: str,
    ) -> Iterable[Matter]:
        """Everything that a platform has promised and not kept yet."""
        return _matters(session, Promise.platform_key == platform)

    def give(self, session: Session, ref: str, to: str, now: datetime) -> bool:
        """Put a promise into other hands, as an absence does."""
        promise = session.get(Promise, ref, with_for_update=True)
        return promise is not None and living.give(session, promise, to, to, now)


OWNED = OwnedPromises()


def _matters(session: Session, which: ColumnElement[bool]) -> list[Matter]:
    rows = session.scalars(select(Promise).where(which, Promise.state == PromiseState.OPEN))
    return [_matter(session, promise) for promise in rows]


def _matter(session: Session, promise: Promise) -> Matter:
    ts = thread_of(session, promise)
    return Matter(
        kind=OwnedPromises.kind,
        ref=promise.id,
        owner=promise.owner,
        platform=promise.platform_key,
        client=promise.client_key,
        words=promise.what,
        link=link_to(session, promise.channel, ts) if ts is not None else None,
        ours=True,
        since=promise.danger_at or promise.made_at,
        due=promise.due,
    )
