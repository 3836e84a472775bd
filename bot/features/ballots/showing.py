"""Which cards a ballot has, and when they are drawn anew."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from bot.core import cards, jobs
from bot.core.cards import Audience, Card
from bot.features.ballots.models import Asked, Ballot
from bot.features.platforms.models import Platform
from bot.features.platforms.service import members
from bot.features.requests.reading import link_to
from bot.features.requests.showing import home_of

TEAM, RESULT, LEAD, VOTE = "ballot.team", "ballot.result", "ballot.lead", "ballot.vote"
LINKED = "ballots.linked"
SMALL = 50
"""People asked up to which the direct message of who votes elsewhere is drawn anew at once. Slack
takes 50 updates a minute: above that they take turns with the other cards. What was pressed itself
is not limited so (`cards.lend`)."""


def vote_subject(ballot: Ballot, user_id: str) -> str:
    """What the messages to one voter are about: nobody else's are drawn anew with them."""
    return f"{ballot.id}:{ballot.round}:{user_id}"


def parts_of(subject: str) -> tuple[str, int, str]:
    """The ballot, its round and the voter that a subject names."""
    ballot_id, number, user_id = subject.split(":")
    return ballot_id, int(number), user_id


def asked_of(session: Session, ballot_id: str) -> list[str]:
    """Who is asked, in a fixed order."""
    return list(session.scalars(_asked(), {"ballot": ballot_id}))


@cache
def _asked() -> Select[str]:
    """Made once, as `_standing` is: it is asked for each of hundreds of messages."""
    asked = select(Asked.user_id).where(Asked.ballot_id == bindparam("ballot"))
    return asked.order_by(Asked.user_id)


def leads_beside(session: Session, ballot: Ballot, asked: Iterable[str]) -> list[str]:
    """The platform's leads who are not asked: they are told, and may add a view."""
    voters = set(asked)
    everybody = members(session, ballot.platform_key)
    return [one.user_id for one in everybody if one.lead and one.user_id not in voters]


def show_all(session: Session, ballot: Ballot) -> None:
    """Ask: the team's card, a message to each voter, a word to the leads."""
    team = session.get_one(Platform, ballot.platform_key).team_channel
    cards.show(session, TEAM, ballot.id, Audience.TEAM, team)
    if ballot.earlier:
        _link_to(session, ballot, TEAM)
    asked = asked_of(session, ballot.id)
    for user_id in asked:
        cards.show(session, VOTE, vote_subject(ballot, user_id), Audience.MEMBER, user_id)
        cards.touch(session, home_of(user_id))
    for user_id in leads_beside(session, ballot, asked):
        cards.show(session, LEAD, ballot.id, Audience.MEMBER, user_id)


def show_result(session: Session, ballot: Ballot) -> None:
    """Tell the team how it ended; everybody's message follows."""
    team = session.get_one(Platform, ballot.platform_key).team_channel
    cards.touch(session, ballot.id)
    cards.show(session, RESULT, ballot.id, Audience.TEAM, team)
    _link_to(session, ballot, RESULT)


def _link_to(session: Session, ballot: Ballot, kind: str) -> None:
    """What links to a card is drawn anew once that stands: before, it has no address."""
    payload = {"subject": ballot.id, "kind": kind}
    jobs.enqueue(session, LINKED, payload, lane=f"{kind}:{ballot.id}")


def stands(session: Session, ballot_id: str, kind: str) -> bool:
    """Whether the team has a ballot's card of that kind, or never will."""
    found = select(Card.ts, Card.given_up).where(Card.subject == ballot_id, Card.kind == kind)
    card = session.execute(found).first()
    return card is None or card.ts is not None or card.given_up


def linked(session: Session, ballot_id: str, kind: str) -> None:
    """A card of this ballot stands: show the way to it."""
    ballot = session.get_one(Ballot, ballot_id)
    if kind == RESULT:
        touch_voters(session, ballot)
    if ballot.earlier:
        cards.touch(session, ballot.earlier)


def touch_voters(session: Session, ballot: Ballot) -> None:
    """What each voter has is drawn anew; of an earlier round, too."""
    for user_id in asked_of(session, ballot.id):
        cards.touch(session, vote_subject(ballot, user_id), behind=ballot.asked > SMALL)
        cards.touch(session, home_of(user_id))


def link_of(session: Session, ballot_id: str) -> str | None:
    """Where a ballot is to be read: its result, else its card, once one stands there."""
    found = session.execute(_standing(), {"ballot": ballot_id}).first()
    return link_to(session, found[0] or found[1], found[2] or "") if found is not None else None


@cache
def _standing() -> Select[str | None, str, str | None]:
    posted = select(Card.channel, Card.place, Card.ts).where(Card.subject == bindparam("ballot"))
    shown = posted.where(Card.kind.in_([TEAM, RESULT]), Card.ts.is_not(None))
    return shown.order_by(Card.kind).limit(1)
