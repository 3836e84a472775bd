"""A client's week as the client may read it: types of its own, made of their own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.features.digests.models import ClientDigest
from bot.features.platforms.calendar import zone
from bot.features.platforms.models import Client
from bot.features.platforms.service import channels_of_client, person_of, platform_of_client
from bot.features.promises.reading import ClientState, on_board
from bot.features.requests.gist import gist
from bot.features.requests.models import ClosedBy, Request, RequestState, Whose
from bot.features.requests.reading import client_messages, link_to
from bot.features.requests.turns import current, turns_of_all
from bot.features.tickets import reading as tickets
from bot.features.tickets.deadlines import due_dates

AHEAD = timedelta(days=7)
"""A promise that is due so soon is worth a digest by itself."""
WORDS = 80
"""Characters of a matter's words."""
IN_WORK = (RequestState.OPEN, RequestState.TAKEN)


@dataclass(frozen=True)
class ClientMatter:
    """One matter of the company. ``words`` are its own people's, empty where there are none."""

    words: str
    link: str
    raised_at: datetime
    person: str | None
    """The name of whom it is with."""
    due: date | None


@dataclass(frozen=True)
class ClientDate:
    """A day on which something is due, in words that the client knows."""

    words: str
    due: date


@dataclass(frozen=True)
class ClientWeek:
    """What is to be said to a client, in one of its channels.

    Of matters in its other channels it says how many they are: who reads here may not be there.
    """

    done: Sequence[ClientMatter]
    in_work: Sequence[ClientMatter]
    waiting: Sequence[ClientMatter]
    done_elsewhere: int
    open_elsewhere: int
    happened: bool
    """Whether anything has moved at all."""
    dates: Sequence[ClientDate] = ()
    """What was promised to them and is still to come, the next first."""

    @property
    def dated(self) -> list[ClientMatter]:
        """What is open and has a date, the next first."""
        dated = [one for one in (*self.in_work, *self.waiting) if one.due is not None]
        return sorted(dated, key=lambda one: (one.due or date.max, one.words))


@dataclass(frozen=True)
class SentWeek:
    """A client's week as it is read: what was kept of it, and who sent it."""

    text: str | None
    """None: the retention period is over."""
    links: Sequence[tuple[str, str]]
    """Words in the text, and where they lead."""
    sender: str | None
    """A name; None where it went out by itself."""


def sent(session: Session, digest: ClientDigest) -> SentWeek:
    """What the client's message is made of."""
    person = person_of(session, digest.decided_by) if digest.decided_by else None
    links = [(words, link) for words, link in digest.links]
    return SentWeek(digest.text, links, person.name if person is not None else None)


def week_of(
    session: Session, client: Client, channel: str, since: datetime, now: datetime
) -> ClientWeek:
    """The client's matters between ``since`` and ``now``, told in ``channel``."""
    done, running = _done(session, client, since, now), _running(session, client)
    here = [one for one in running if one.channel == channel]
    done_here = [one for one in done if one.channel == channel]
    turns = turns_of_all(session, here)
    waits = {one.id for one in here if current(turns[one.id]).whose == Whose.CLIENT}
    dates = due_dates(session, [one.id for one in here])
    promised = _promised(session, client, channel, now)
    moved = any(_has_moved(one, since) for one in running)
    soon = any(one.due <= (now + AHEAD).date() for one in promised)
    return ClientWeek(
        done=[_matter(session, one, None) for one in done_here],
        in_work=[_matter(session, r, dates.get(r.id)) for r in here if r.id not in waits],
        waiting=[_matter(session, r, dates.get(r.id)) for r in here if r.id in waits],
        done_elsewhere=len(done) - len(done_here),
        open_elsewhere=len(running) - len(here),
        happened=bool(done) or moved or soon,
        dates=promised,
    )


def _promised(session: Session, client: Client, channel: str, now: datetime) -> list[ClientDate]:
    """What was promised in the channel, as its pinned card has it, as far as it is to come."""
    here = zone(platform_of_client(session, client.key).timezone)
    return [
        ClientDate(" ".join(one.what.split()), one.due.astimezone(here).date())
        for one in on_board(session, client.key, channel, now)
        if one.due > now and one.state in (ClientState.OPEN, ClientState.NEW_DATE)
    ]


def _done(session: Session, client: Client, since: datetime, now: datetime) -> list[Request]:
    withdrawn = Request.closed_by == ClosedBy.WITHDRAWN
    return list(
        session.scalars(
            select(Request)
            .where(
                Request.client_key == client.key,
                Request.channel.in_(channels_of_client(session, client.key)),
                Request.state == RequestState.CLOSED,
                Request.closed_at > since,
                Request.closed_at <= now,
                or_(Request.closed_by.is_(None), ~withdrawn),
            )
            .order_by(Request.closed_at, Request.id)
        )
    )


def _running(session: Session, client: Client) -> list[Request]:
    """What is open and does not rest: of a matter that rests the client was reminded enough."""
    return list(
        session.scalars(
            select(Request)
            .where(
                Request.client_key == client.key,
                Request.channel.in_(channels_of_client(session, client.key)),
                Request.state.in_(IN_WORK),
            )
            .order_by(Request.created_at, Request.id)
        )
    )


def _has_moved(request: Request, since: datetime) -> bool:
    moments = (request.created_at, request.taken_at, request.last_team_at, request.last_client_at)
    return any(at is not None and at > since for at in moments)


def _matter(session: Session, request: Request, due: date | None) -> ClientMatter:
    said = (message.text for message in client_messages(session, request.id))
    words = next((line for text in said if text and (line := gist(text, WORDS))), "")
    person = person_of(session, request.assignee) if request.assignee else None
    ticket = tickets.for_client(session, request) if due is not None else None
    return ClientMatter(
        words=" ".join(words.split()),
        link=link_to(session, request.channel, request.thread_ts),
        raised_at=request.created_at,
        person=person.name if person is not None and person.name else None,
        due=due if ticket is not None and ticket.key is not None else None,
    )
