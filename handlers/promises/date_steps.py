"""A new date for a promise: typed, and where it can be read in two ways, which one is meant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.dates import Moment, Unclear, in_words, moment
from bot.core.errors import Kindly
from bot.core.inbox import first_time
from bot.features.platforms.models import Platform
from bot.features.platforms.service import zone_of
from bot.features.promises import living, reading
from bot.features.promises.models import Promise
from handlers.promises import direct_views
from handlers.slack import readers
from handlers.slack.presses import Press, translator
from handlers.slack.steps import so_far
from handlers.slack.submissions import Submission, WrongField


def open_window(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """Ask for the date that was agreed with the client."""
    promise = living.open_for_member(session, press.value, press.user_id)
    t = translator(session, press)
    initial = in_words(Moment(promise.due), now, _zone(session, promise, press.user_id), t.language)
    return direct_views.new_date(reading.for_team(session, promise, now), initial, t)


def _zone(session: Session, promise: Promise, user_id: str) -> str:
    return zone_of(session, user_id, session.get_one(Platform, promise.platform_key))


def filled_in(session: Session, form: Submission, now: datetime) -> Mapping[str, Any] | None:
    """The date holds; or, where it has two readings, which one is meant."""
    promise = living.open_for_member(session, form.subject, form.user_id)
    agreed = direct_views.AGREED in form.chosen("agreed")
    typed = _typed(session, form, promise, now)
    if typed.other is None or not agreed:
        if first_time(session, f"view:{form.view_id}", now):
            _move(session, form, promise.id, typed.at, agreed, now)
        return None
    readings = {"typed": typed.at.isoformat(), "other": typed.other.isoformat()}
    subject = forms.remember(session, {"promise": promise.id, **readings}, now)
    t, zone = readers.person(session, form.user_id), _zone(session, promise, form.user_id)
    first, second = (
        in_words(Moment(one), now, zone, t.language) for one in (typed.at, typed.other)
    )
    return direct_views.which_date(first, second, subject, t)


def _typed(session: Session, form: Submission, promise: Promise, now: datetime) -> Moment:
    """The date as it was typed; without a time of day it is the one that held before."""
    zone = _zone(session, promise, form.user_id)
    usual: time = promise.due.astimezone(ZoneInfo(zone)).time()
    language = readers.person(session, form.user_id).language
    try:
        return moment(form.text("due"), now, zone, language, default_time=usual)
    except Unclear as unclear:
        raise WrongField("due", unclear.msgid, **unclear.params) from unclear


def chosen(session: Session, form: Submission, now: datetime) -> None:
    """The reading that is meant; that the client agrees was said before it was asked for."""
    content = so_far(session, form)
    meant = content["other" if form.text("due") == direct_views.OTHER else "typed"]
    _move(session, form, content["promise"], datetime.fromisoformat(meant), True, now)


def _move(
    session: Session, form: Submission, promise: str, due: datetime, agreed: bool, now: datetime
) -> None:
    try:
        living.new_date(session, promise, form.user_id, due, now, agreed=agreed)
    except Kindly as problem:
        field = "due" if agreed else "agreed"
        raise WrongField(field, problem.msgid, **problem.params) from problem
