"""Pages of the client's own space in the wiki that are about the same as a question.

Looked for by a job of its own, one search at a time: nothing waits for it, and a wiki that is slow
keeps nobody but itself waiting. What was found is kept as it was found, a title and an address,
until the question is forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.core import jobs, schedule
from bot.core.forgetting import Forgetting
from bot.features.platforms.blocking import is_served
from bot.features.platforms.models import Client, Person
from bot.features.requests.essence import essence
from bot.features.requests.models import Message, Request
from bot.features.requests.reading import client_messages, words_of
from bot.features.similar.models import AlikePage
from bot.features.similar.showing import in_hand, is_silent, redraw, show
from bot.features.similar.telling import counted, names, telling
from bot.ports import PageTitle

LOOK = "similar.pages"
AGAIN = "similar.pages_again"
MOST = 3
LATER = timedelta(minutes=10)
"""So long after the wiki was away it is asked once more, and then no more."""
READ = 500
"""Earlier messages that tell how rare a word is."""


@dataclass(frozen=True)
class Sought:
    """What the wiki is asked for. Not to be logged: the words are a client's."""

    space: str
    words: tuple[str, ...]


def look(session: Session, request_id: str, *, last: bool = False) -> None:
    """Have pages looked for, where the client has a space. ``last``: it was tried before."""
    request = in_hand(session, request_id)
    if request is not None and own_space(session, request.client_key) is not None:
        jobs.enqueue(session, LOOK, {"subject": request_id, "last": last}, lane=LOOK)


def later(session: Session, request_id: str, now: datetime, asked_to_wait: float = 0.0) -> None:
    """The wiki was away, or asked to wait for so many seconds: have it tried once more."""
    wait = max(LATER, timedelta(seconds=asked_to_wait))
    schedule.at(session, AGAIN, request_id, now + wait)


def once_more(session: Session, request_id: str, _now: datetime) -> None:
    """It is time: look for the last time, unless nobody needs it any more."""
    look(session, request_id, last=True)


def sought(session: Session, request_id: str) -> Sought | None:
    """Which words to look for, and where; None where there is no such place, or nothing to say."""
    request = in_hand(session, request_id)
    if request is None or not is_served(session, request.client_key):
        return None
    space = own_space(session, request.client_key)
    if space is None:
        return None
    text = essence(words_of(request, client_messages(session, request.id)))
    words = telling(text, counted(_earlier(session, request)), names(_people(session, request)))
    return Sought(space, words) if words else None


def own_space(session: Session, client_key: str) -> str | None:
    """The client's space; None where it has none, or another client is said to have it, too."""
    space = session.get_one(Client, client_key).wiki_space
    if space is None:
        return None
    same = func.lower(Client.wiki_space) == space.lower()
    others = select(Client.key).where(same, Client.key != client_key).limit(1)
    return space if session.execute(others).first() is None else None


def keep(
    session: Session, request_id: str, space: str, found: Sequence[PageTitle], now: datetime
) -> None:
    """What was found is shown to who has the question; what was found before is let go."""
    request = in_hand(session, request_id)
    if request is None:
        return
    mine = AlikePage.request_id == request.id
    before = session.scalars(delete(AlikePage).where(mine).returning(AlikePage.id)).all()
    session.add_all(
        AlikePage(request_id=request.id, space=space, title=one.title, url=one.url, found_at=now)
        for one in found[:MOST]
    )
    session.flush()
    if found:
        show(session, request)
    elif before:
        redraw(session, [request.id])


def pages(session: Session, request: Request) -> list[PageTitle]:
    """What was found, as far as it is of the space that is the client's today."""
    space = own_space(session, request.client_key)
    rows = session.scalars(
        select(AlikePage).where(AlikePage.request_id == request.id).order_by(AlikePage.id)
    )
    return [PageTitle(one.title, one.url) for one in rows if one.space == space]


def let_go(session: Session) -> int:
    """Of questions of which no word is left; how many pages that were."""
    silent = select(Request.id).where(is_silent())
    mute = select(AlikePage.id).where(AlikePage.request_id.in_(silent))
    return _remove(session, session.scalars(mute).all())


def forget(session: Session, forgetting: Forgetting) -> int:
    """Those, and what is called by a name that is forgotten."""
    named = [
        one.id
        for one in session.scalars(select(AlikePage))
        if forgetting.stands_in(one.title) or forgetting.stands_in(one.url)
    ]
    return let_go(session) + _remove(session, named)


def _remove(session: Session, ids: Sequence[int]) -> int:
    gone = delete(AlikePage).where(AlikePage.id.in_(ids)).returning(AlikePage.request_id)
    told = session.scalars(gone).all()
    redraw(session, dict.fromkeys(told))
    return len(told)


def _earlier(session: Session, request: Request) -> Sequence[str]:
    """What clients of the platform wrote before: counted, and not kept."""
    rows = select(Message.text).join(Request, Request.id == Message.request_id)
    written = rows.where(
        Request.platform_key == request.platform_key,
        Request.id != request.id,
        Message.from_client,
        Message.text.is_not(None),
    )
    found = session.scalars(written.order_by(Message.at.desc()).limit(READ))
    return [text for text in found if text]


def _people(session: Session, request: Request) -> list[str]:
    """Whose names are left out: everybody's whom Perron knows, and the client's own, which stands
    on each of its pages."""
    client = session.get_one(Client, request.client_key)
    return [*session.scalars(select(Person.name).distinct()), client.name]
