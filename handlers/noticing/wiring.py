"""Noticing, as the registry takes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core.cards import Claimed
from bot.core.dates import Moment, Unclear, in_words, moment
from bot.core.errors import Kindly
from bot.core.worker import Drawing, Settle, Tools
from bot.features.noticing import service
from bot.features.noticing.service import Noticed
from bot.features.platforms.models import Platform
from bot.features.platforms.service import zone_of
from bot.features.requests.reading import link_to
from handlers.ballots.ask_presses import window
from handlers.ballots.ask_views import Filled
from handlers.noticing import views
from handlers.slack import readers
from handlers.slack.feature import Context, Feature
from handlers.slack.presses import Press, on_press, on_press_open, translator
from handlers.slack.submissions import Submission, WrongField, on_submit

DAYS_END = time(18)


def register(app: App, ctx: Context) -> None:
    """Listen to the question's three buttons, and to the window."""
    on_press_open(app, ctx, "noticing_ask_team", _ask_team)
    on_press_open(app, ctx, "noticing_note", _open_note)
    on_press(app, ctx, "noticing_neither", _neither)
    on_submit(app, ctx, views.NOTE, _note)


def _ask_team(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """The window of *Go or no-go?*, with what was written."""
    found = service.open_for(session, press.value, press.user_id)
    t = translator(session, press)
    due = _in_words(session, found, now, t.language)
    start = Filled(client=found.client, what=found.words, due=due)
    about = {"request": found.request}
    return window(session, press.user_id, start, about, t, now, found.platform)


def _open_note(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    found = service.open_for(session, press.value, press.user_id)
    t = translator(session, press)
    return views.note(press.value, found, _in_words(session, found, now, t.language), t)


def _in_words(session: Session, found: Noticed, now: datetime, language: str) -> str:
    return in_words(Moment(found.due), now, _zone(session, found), language)


def _zone(session: Session, found: Noticed) -> str:
    return zone_of(session, found.author, session.get_one(Platform, found.platform))


def _neither(session: Session, press: Press, _now: datetime) -> None:
    service.neither(session, press.value, press.user_id)


def _note(session: Session, form: Submission, now: datetime) -> None:
    found = service.open_for(session, form.subject, form.user_id)
    language = readers.person(session, form.user_id).language
    try:
        zone = _zone(session, found)
        due = moment(form.text("due"), now, zone, language, default_time=DAYS_END).at
    except Unclear as unclear:
        raise WrongField("due", unclear.msgid, **unclear.params) from unclear
    try:
        service.note(session, form.subject, form.user_id, form.text("what"), due, now)
    except Kindly as problem:
        raise WrongField("what", problem.msgid, **problem.params) from problem


def _asks(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    found = service.noticed(session, card.subject)
    if found is None:
        return None  # answered, or met with silence: the question goes away
    link = link_to(session, found.channel, found.thread_ts)
    return views.asks(card.subject, found, link, readers.person(session, card.place))


def _forget(_tools: Tools, payload: Mapping[str, Any]) -> Settle:
    return lambda session: service.forget(session, payload["subject"])


FEATURE = Feature("noticing", register, {service.ASKS: _asks}, {service.FORGET: _forget})
