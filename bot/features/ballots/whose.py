"""Which platform votes: the client's; once it was asked, the one that was.

A client may go to another platform meanwhile. A ballot stays with the people who were asked, and
they can change it until it ends, as everything else of it (votes, hands, the answer) is theirs.
What is asked from then on is asked of the new ones.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.ballots.models import Ballot
from bot.features.platforms.models import Client, Platform


def platform_of(session: Session, client: Client, ballot_id: str | None = None) -> Platform:
    """The platform that votes on something for the client, or on this ballot, which is theirs."""
    ballot = session.get(Ballot, ballot_id) if ballot_id else None
    key = ballot.platform_key if ballot is not None else client.platform_key
    return session.get_one(Platform, key)


def require_still_theirs(session: Session, ballot: Ballot) -> None:
    """Kindly where the client has gone to another platform: then it is asked anew there."""
    client = session.get_one(Client, ballot.client_key)
    if client.platform_key != ballot.platform_key:
        raise Kindly(
            mark(
                "{client} is with {platform} now. What is new is asked there, with /perron commit."
            ),
            client=client.name,
            platform=session.get_one(Platform, client.platform_key).name,
        )
