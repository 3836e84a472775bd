"""Routing's card, jobs and button."""

from __future__ import annotations

from datetime import datetime

from slack_bolt import App
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.cards import Claimed
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.core.worker import Draw, Drawing, JobHandler
from bot.features.platforms.models import Platform, Talent
from bot.features.platforms.service import require_member
from bot.features.requests import reading
from bot.features.requests.models import Request
from bot.features.routing import service as routing
from bot.features.routing.alike import alike
from bot.features.routing.models import Answer, Suggested
from bot.features.routing.why_not import why_not
from bot.features.tickets.service import ticket_of
from handlers.routing import views, why_views
from handlers.slack import readers
from handlers.slack.due import by_the_clock
from handlers.slack.feature import Context
from handlers.slack.presses import Press, on_press, translator


def register(app: App, ctx: Context) -> None:
    """Listen to the suggestion's buttons. *I take it* is the same as on the team card."""
    on_press(app, ctx, "suggestion_pass", _pass)
    on_press(app, ctx, "suggestion_not_mine", _not_mine)
    on_press(app, ctx, "suggestion_show", _show)
    on_press(app, ctx, "who_why_not", _why_not)


def _not_mine(session: Session, press: Press, now: datetime) -> None:
    routing.pass_on(session, press.value, press.user_id, now, mine=False)


def _show(session: Session, press: Press, _now: datetime) -> Drawing:
    found = alike(session, press.value, press.user_id)
    return why_views.earlier(found, translator(session, press))


def _why_not(session: Session, press: Press, now: datetime) -> Drawing:
    """For who pressed, of the question that they asked about."""
    content = forms.recall(session, press.value)
    if content is None or content["user"] != press.user_id:
        raise Kindly(mark("This answer is too old. Please ask again."))
    require_member(session, press.user_id, content["platform"])
    platform = session.get_one(Platform, content["platform"])
    request = session.get(Request, content["request"]) if content["request"] else None
    reasons = why_not(session, content["question"], request, platform, press.user_id, now)
    return why_views.why_not(reasons, translator(session, press))


def _pass(session: Session, press: Press, now: datetime) -> None:
    routing.pass_on(session, press.value, press.user_id, now)


def _suggestion(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    request_id, _, number = card.subject.partition(":")
    request = session.get(Request, request_id)
    suggested = session.get(Suggested, int(number))
    if request is None or suggested is None:
        return None
    return views.suggestion(
        reading.for_team(session, request),
        ticket_of(session, request.id),
        Answer(suggested.answer),
        suggested.reasons,
        talent_names(session),
        readers.person(session, card.place),
        card.place,
        shows=bool(suggested.alike),
    )


def talent_names(session: Session) -> dict[str, dict[str, str]]:
    """Talent key → language → name."""
    return {talent.key: talent.names for talent in session.scalars(select(Talent))}


DRAWS: dict[str, Draw] = {"routing.suggestion": _suggestion}
JOBS: dict[str, JobHandler] = {
    "requests.route": by_the_clock(routing.route),
    "routing.silence": by_the_clock(routing.silent),
}
