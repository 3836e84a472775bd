"""The pages of the window in which the team is asked: filled in, read back, confirmed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core import dates, forms
from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.features.ballots import asking
from bot.features.ballots.asking import Frame, Wrong
from bot.features.ballots.whose import platform_of
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import calendar_of, zone_of
from handlers.ballots import ask_views
from handlers.slack import readers
from handlers.slack.feature import Context
from handlers.slack.steps import Step, on_last_step, on_step
from handlers.slack.submissions import Submission, WrongField

TEXTS = ("what", "what_not", "if_kept", "if_broken", "if_no", "in_return", "needs")
INSTANTS = ("due", "answer_by", "closes_at")
DAYS_END = time(18)
"""What a date means that was typed without a time."""


def register(app: App, ctx: Context) -> None:
    """Listen to each page; *Back* leads to what was filled in."""
    on_step(app, ctx, ask_views.ASK, _read_by_whom_it_is_for(filled_in))
    on_step(app, ctx, ask_views.WHICH, _read_by_whom_it_is_for(chosen))
    on_last_step(app, ctx, ask_views.CONFIRM, confirmed)


Page = Callable[[Session, Submission, Translator, datetime], dict[str, Any]]
"""What follows a page of the window; nobody is asked yet, so twice is harmless."""


def _read_by_whom_it_is_for(page: Page) -> Step:
    return lambda session, form, now: page(
        session, form, readers.person(session, form.user_id), now
    )


def filled_in(session: Session, form: Submission, t: Translator, now: datetime) -> dict[str, Any]:
    """The first page: read back in full; or, where a date has two readings, which one is meant."""
    client = session.get(Client, form.text("client"))
    if client is None:
        raise WrongField("client", mark("Please choose a client."))
    about = _about(session, form)
    platform = platform_of(session, client, about.get("ballot"))
    zone = zone_of(session, form.user_id, platform)
    frame, others = _typed(form, platform, zone, t, now)
    if not others:
        return _read_back(session, form, frame, about, t, now)
    readings = {name: (getattr(frame, name), at) for name, at in others.items()}
    content = {name: at.isoformat() for name, at in others.items()}
    subject = forms.remember(session, {**about, "frame": _as_json(frame), "others": content}, now)
    return ask_views.which(readings, now, zone, subject, t)


def chosen(session: Session, form: Submission, t: Translator, now: datetime) -> dict[str, Any]:
    """The page on which of two readings one was chosen."""
    about = _about(session, form)
    others, frame = about.pop("others"), _from_json(about.pop("frame"))
    meant = {
        name: datetime.fromisoformat(at)
        for name, at in others.items()
        if form.text(name) == ask_views.OTHER
    }
    frame = replace(
        frame,
        due=meant.get("due", frame.due),
        answer_by=meant.get("answer_by", frame.answer_by),
        closes_at=meant.get("closes_at", frame.closes_at),
    )
    return _read_back(session, form, frame, about, t, now)


def _read_back(
    session: Session,
    form: Submission,
    typed: Frame,
    about: Mapping[str, Any],
    t: Translator,
    now: datetime,
) -> dict[str, Any]:
    """What was understood, in full, before anybody is asked."""
    client = session.get_one(Client, typed.client)
    running = about.get("ballot")
    zone = zone_of(session, form.user_id, platform_of(session, client, running))
    try:
        frame = asking.checked(session, typed, form.user_id, now, running)
    except Wrong as problem:
        if problem.field not in form.values:
            raise
        raise WrongField(problem.field, problem.msgid, **problem.params) from problem
    subject = forms.remember(session, {**about, "frame": _as_json(typed)}, now)
    return ask_views.confirm(frame, client.name, now, zone, subject, running is not None, t)


def _about(session: Session, form: Submission) -> dict[str, Any]:
    content = forms.recall(session, form.subject)
    if content is None:
        raise Kindly(mark("This window is too old. Please open it again."))
    return dict(content)


def _typed(
    form: Submission, platform: Platform, zone: str, t: Translator, now: datetime
) -> tuple[Frame, dict[str, datetime]]:
    """What was typed, and the second readings of its dates, where they have one."""
    found = {
        name: _moment(form, name, platform, zone, t, now)
        for name in INSTANTS
        if name != "closes_at" or form.text(name).strip()
    }
    frame = Frame(
        client=form.text("client"),
        due=found["due"].at,
        answer_by=found["answer_by"].at,
        asked=form.chosen("asked"),
        closes_at=found["closes_at"].at if "closes_at" in found else None,
        **{name: form.text(name) for name in TEXTS},
    )
    return frame, {name: one.other for name, one in found.items() if one.other is not None}


def _moment(
    form: Submission, field: str, platform: Platform, zone: str, t: Translator, now: datetime
) -> dates.Moment:
    hours = dates.Hours(is_business_day=calendar_of(platform).is_business_day)
    try:
        return dates.moment(
            form.text(field), now, zone, t.language, default_time=DAYS_END, hours=hours
        )
    except dates.Unclear as problem:
        raise WrongField(field, problem.msgid, **problem.params) from problem


def _as_json(frame: Frame) -> dict[str, Any]:
    content = {name: getattr(frame, name) for name in ("client", *TEXTS)}
    content |= {name: at.isoformat() if (at := getattr(frame, name)) else None for name in INSTANTS}
    return content | {"asked": list(frame.asked)}


def _from_json(content: Mapping[str, Any]) -> Frame:
    closes = content["closes_at"]
    return Frame(
        client=content["client"],
        **{name: content[name] for name in TEXTS},
        due=datetime.fromisoformat(content["due"]),
        answer_by=datetime.fromisoformat(content["answer_by"]),
        asked=tuple(content["asked"]),
        closes_at=datetime.fromisoformat(closes) if closes else None,
    )


def confirmed(session: Session, form: Submission, now: datetime) -> None:
    """The last page: the team is asked, or asked anew."""
    content = _about(session, form)
    frame = _from_json(content["frame"])
    if content.get("ballot"):
        seen = content["round"]
        asking.restart(session, content["ballot"], frame, form.user_id, now, seen)
        return
    asking.ask(
        session,
        frame,
        form.user_id,
        now,
        request_id=content.get("request"),
        earlier=content.get("earlier"),
    )
