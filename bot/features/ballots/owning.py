"""Votes that are asked of somebody, as App Home lists them: that, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.i18n import Translator, language_of
from bot.features.ballots.models import Asked, Ballot, Stage
from bot.features.ballots.showing import link_of
from bot.features.platforms.owning import Matter
from bot.features.platforms.service import locale_of


class OwnedVotes:
    """While a ballot runs, in one's own list; the same before and after one has voted."""

    kind = "ballot"

    def matters(
        self, session: Session, now: datetime, *, owners: Collection[str]
    ) -> Iterable[Matter]:
        """The ballots that run and ask these people."""
        found = session.execute(
            select(Asked.user_id, Ballot)
            .join(Ballot, Ballot.id == Asked.ballot_id)
            .where(Asked.user_id.in_(owners), Ballot.stage == Stage.VOTING, Ballot.closes_at > now)
        )
        return [_matter(session, user_id, ballot) for user_id, ballot in found]

    def of_platform(
        self,
        session: Session,  # noqa: ARG002 - the contract's
        now: datetime,  # noqa: ARG002
        platform: str,  # noqa: ARG002
    ) -> Iterable[Matter]:
        """None: whose vote is asked is nobody else's business."""
        return ()

    def give(
        self,
        session: Session,  # noqa: ARG002 - the contract's
        ref: str,  # noqa: ARG002
        to: str,  # noqa: ARG002
        now: datetime,  # noqa: ARG002
    ) -> bool:
        """A vote cannot be given away."""
        return False


OWNED = OwnedVotes()


def _matter(session: Session, user_id: str, ballot: Ballot) -> Matter:
    t = Translator(language_of(locale_of(session, user_id)))
    return Matter(
        kind=OwnedVotes.kind,
        ref=ballot.id,
        owner=user_id,
        platform=ballot.platform_key,
        client=ballot.client_key,
        words=t("Your vote is asked."),
        link=link_of(session, ballot.id),
        ours=True,
        since=ballot.asked_at,
        due=ballot.closes_at,
        givable=False,
    )
