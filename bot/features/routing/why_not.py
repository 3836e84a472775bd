"""*Why not me?*: told to oneself, from one's own parts alone. Never a level, never of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.features.platforms.availability import Why
from bot.features.platforms.models import Platform
from bot.features.platforms.service import available, member_of
from bot.features.requests.models import Message, Request
from bot.features.routing.gather import candidates, weigh, weigh_text
from bot.features.routing.models import Answer
from bot.features.routing.score import Suggestion
from bot.features.routing.service import suggestion_for
from bot.features.routing.values import LEARNS, Candidate, Scored, WhyNone
from bot.features.routing.weights import Settings

MOST = 3
LINK = re.compile(r"/archives/([CG][A-Z0-9]+)/p(\d{10})(\d{6})\b")


class WhyNot(StrEnum):
    """What is true of somebody who was not the first."""

    FIRST = "first"
    """They were."""
    AWAY = "away"
    OTHER_HOURS = "other hours"
    BUSY = "busy"
    PASSED = "passed"
    ANOTHER_IS_NAMED = "another is named"
    ANOTHER_IS_RESPONSIBLE = "another is responsible"
    LEARNS = "learns"
    NO_TALENT = "no talent"
    """None of their talents is in the words."""
    NONE_ANSWERED = "none answered"
    MUCH_OPEN = "much open"
    LEAVES = "leaves"
    LITTLE = "little"
    """Nothing of the above."""


AWAY = {Why.ABSENT: WhyNot.AWAY, Why.GONE: WhyNot.AWAY, Why.BUSY: WhyNot.BUSY}


def request_at(session: Session, typed: str, person: str) -> Request | None:
    """The request of a message whose link was typed, if ``person`` is of its platform."""
    link = LINK.search(typed)
    message = session.get(Message, (link[1], f"{link[2]}.{link[3]}")) if link else None
    request = session.get(Request, message.request_id) if message and message.request_id else None
    if request is None or member_of(session, person, request.platform_key) is None:
        return None
    return request


def asked(
    session: Session, question: str, request: Request | None, platform: Platform, now: datetime
) -> Suggestion:
    """Who is suited to a question, or to a request as if nobody had been asked yet."""
    if request is not None:
        return weigh(session, request, (), now)
    return weigh_text(session, question, platform, now)


def why_not(
    session: Session,
    question: str,
    request: Request | None,
    platform: Platform,
    person: str,
    now: datetime,
) -> list[WhyNot]:
    """At most three; alone where one of them is all there is to say."""
    found = asked(session, question, request, platform, now)
    mine = next((one for one in found.ranked if one.person_id == person), None)
    if request is not None and _passed(session, request, person):
        return [WhyNot.PASSED]
    if mine is None:
        why = available(session, person, now, platform=platform).why
        return [AWAY.get(why, WhyNot.OTHER_HOURS) if why else WhyNot.OTHER_HOURS]
    if mine is found.ranked[0] and found.why_none is not WhyNone.NOBODY_FITS:
        return [WhyNot.FIRST]
    [me] = candidates(session, platform, (), now, only=person)
    reasons = list(_own(mine, found, me, learning=bool(platform.learning)))
    return reasons[:MOST] or [WhyNot.LITTLE]


def _passed(session: Session, request: Request, person: str) -> bool:
    """*Not now* counts until it is opened again, *Not mine* for good."""
    suggested = suggestion_for(session, request.id, person)
    if suggested is None or suggested.answer not in (Answer.PASSED, Answer.NOT_MINE):
        return False
    return suggested.answer == Answer.NOT_MINE or suggested.at >= request.opened_at


def _own(mine: Scored, found: Suggestion, me: Candidate, *, learning: bool) -> Iterator[WhyNot]:
    first = found.ranked[0].parts
    if first.named > mine.parts.named:
        yield WhyNot.ANOTHER_IS_NAMED
    if first.responsible > mine.parts.responsible:
        yield WhyNot.ANOTHER_IS_RESPONSIBLE
    if mine.parts.talent == 0.0:
        learns = any(t.talent_key == found.topic and t.level == LEARNS for t in me.talents)
        yield WhyNot.LEARNS if learns else WhyNot.NO_TALENT
    if learning and mine.parts.history == 0.0 and not mine.alike:
        yield WhyNot.NONE_ANSWERED
    if me.open_requests > me.usually_open(Settings().usual):
        yield WhyNot.MUCH_OPEN
    if me.leaves:
        yield WhyNot.LEAVES
