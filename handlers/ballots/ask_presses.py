"""The ways to ask the team: a command, a shortcut, a request's button, changing, asking again."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.core import dates, forms
from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.features.ballots import asking
from bot.features.ballots.asking import Frame, Wrong
from bot.features.ballots.models import Ballot
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import (
    calendar_of,
    client_of_channel,
    clients,
    platform_of_team_channel,
    platforms_of,
    require_member,
    zone_of,
)
from bot.features.requests import actions, reading
from bot.features.requests.models import Message
from handlers.ballots import ask_views
from handlers.ballots.ask_views import Filled
from handlers.slack import readers
from handlers.slack.feature import Asker, Command, Context, Window
from handlers.slack.presses import Press, on_press_open, on_shortcut, translator
from handlers.slack.submissions import (
    Submission,
    WrongField,
    answer_to,
    on_submit,
    submission_of,
)

TEXTS = ("what", "what_not", "if_kept", "if_broken", "if_no", "in_return")
DAYS_END = time(18)
"""What a date means that was typed without a time."""


def register(app: App, ctx: Context) -> None:
    """Whatever opens the window, and the window itself."""
    on_shortcut(app, ctx, "ballot_ask", _from_message)
    on_press_open(app, ctx, "ballot_open", _from_request)
    on_press_open(app, ctx, "ballot_change", _change)
    on_press_open(app, ctx, "ballot_again", _again)
    app.view(ask_views.ASK)(_on_asked(ctx))
    on_submit(app, ctx, ask_views.CONFIRM, _confirmed)


def window(
    session: Session,
    user_id: str,
    start: Filled,
    about: Mapping[str, Any],
    t: Translator,
    now: datetime,
    platform_key: str | None = None,
) -> dict[str, Any]:
    """The window for a member. ``about``: the request, the earlier or the running ballot."""
    platforms = _platforms_of(session, user_id, platform_key)
    here = platforms[0]
    if start.client is None:
        mine = clients(session, here.key)
        start = replace(start, client=mine[0].key if len(mine) == 1 else None)
    if not start.asked:
        start = replace(start, asked=tuple(asking.default_voters(session, here, now)))
    choices = [
        (one.key, one.name) for platform in platforms for one in clients(session, platform.key)
    ]
    if not choices:
        raise Kindly(mark("There is no client here yet."))
    subject = forms.remember(session, dict(about), now)
    return ask_views.ask(start, choices, subject, t)


def _platforms_of(session: Session, user_id: str, first: str | None) -> list[Platform]:
    """The platforms that somebody is on, the one that is meant first; Kindly where on none."""
    found = platforms_of(session, user_id)
    if not found:
        raise Kindly(mark("Perron's commands are for members of a platform."))
    return sorted(found, key=lambda one: one.key != first)


def _command(session: Session, asker: Asker, rest: str, now: datetime) -> Window:
    client = client_of_channel(session, asker.channel)
    team = platform_of_team_channel(session, asker.channel)
    start = Filled(client=client.key if client else None, what=html.unescape(rest))
    here = client.platform_key if client else team.key if team else None
    return Window(window(session, asker.user_id, start, {}, asker.t, now, here))


COMMAND = Command(
    "commit",
    mark("commit <what>"),
    mark("ask your team: can we promise this? A blind vote, then a clear answer"),
    _command,
    writes=True,
)


def _from_message(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """The message shortcut *Go or no-go?*."""
    pointed = press.message
    assert pointed is not None
    client = client_of_channel(session, pointed.channel)
    if client is not None:
        require_member(session, press.user_id, client.platform_key)
    row = session.get(Message, (pointed.channel, pointed.ts))
    about = {"request": row.request_id if row is not None else None}
    start = Filled(client=client.key if client else None, what=reading.without_pings(pointed.text))
    here = client.platform_key if client else None
    return window(session, press.user_id, start, about, translator(session, press), now, here)


def _from_request(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """The button on a request's card."""
    request = actions.for_member(session, press.value, press.user_id)
    words = reading.words_of(request, reading.client_messages(session, request.id))
    start = Filled(client=request.client_key, what=words)
    about, t = {"request": request.id}, translator(session, press)
    return window(session, press.user_id, start, about, t, now, request.platform_key)


def _change(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """Change what is asked while the vote runs."""
    ballot = asking.may_change(session, press.value, press.user_id, now)
    about = {"ballot": ballot.id, "round": ballot.round}
    return _with_frame(session, press, ballot, about, now, anew=False)


def _again(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """Ask again what was closed."""
    ballot = session.get(Ballot, press.value)
    if ballot is None:
        raise Kindly(mark("This ballot no longer exists. Nothing was changed."))
    about = {"earlier": ballot.id, "request": ballot.request_id}
    return _with_frame(session, press, ballot, about, now, anew=True)


def _with_frame(
    session: Session,
    press: Press,
    ballot: Ballot,
    about: Mapping[str, Any],
    now: datetime,
    *,
    anew: bool,
) -> Mapping[str, Any]:
    require_member(session, press.user_id, ballot.platform_key)
    platform = session.get_one(Platform, ballot.platform_key)
    t, zone = translator(session, press), zone_of(session, press.user_id, platform)
    start = ask_views.filled(asking.frame_of(session, ballot), now, zone, t.language, anew=anew)
    return window(session, press.user_id, start, about, t, now, ballot.platform_key)


def _on_asked(ctx: Context) -> Callable[..., None]:
    """The first page is read back in full; nobody is asked yet, so twice is harmless."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        form = submission_of(body)
        t = ctx.db.read(lambda s: readers.person(s, form.user_id))
        try:
            view = ctx.db.write(partial(_read_back, form, t, ctx.clock.now()))
        except Kindly as problem:
            ack(**answer_to(body["view"], form, problem, t))
        else:
            ack(response_action="update", view=view)

    return listener


def _read_back(form: Submission, t: Translator, now: datetime, session: Session) -> dict[str, Any]:
    about = _about(session, form)
    client = session.get(Client, form.text("client"))
    if client is None:
        raise WrongField("client", mark("Please choose a client."))
    platform = session.get_one(Platform, client.platform_key)
    zone = zone_of(session, form.user_id, platform)
    typed = _typed(form, platform, zone, t, now)
    try:
        frame = asking.checked(session, typed, form.user_id, now)
    except Wrong as problem:
        raise WrongField(problem.field, problem.msgid, **problem.params) from problem
    content = {**about, "frame": _as_json(typed)}
    subject = forms.remember(session, content, now)
    restarts = about.get("ballot") is not None
    return ask_views.confirm(frame, client.name, now, zone, subject, restarts, t)


def _about(session: Session, form: Submission) -> dict[str, Any]:
    content = forms.recall(session, form.subject)
    if content is None:
        raise Kindly(mark("This window is too old. Please open it again."))
    return dict(content)


def _typed(form: Submission, platform: Platform, zone: str, t: Translator, now: datetime) -> Frame:
    texts = {name: form.text(name) for name in TEXTS}
    due, answer_by = (_moment(form, name, platform, zone, t, now) for name in ("due", "answer_by"))
    closes = None
    if form.text("closes_at").strip():
        closes = _moment(form, "closes_at", platform, zone, t, now)
    return Frame(
        client=form.text("client"),
        due=due,
        answer_by=answer_by,
        asked=form.chosen("asked"),
        closes_at=closes,
        **texts,
    )


def _moment(
    form: Submission, field: str, platform: Platform, zone: str, t: Translator, now: datetime
) -> datetime:
    hours = dates.Hours(is_business_day=calendar_of(platform).is_business_day)
    try:
        found = dates.moment(
            form.text(field), now, zone, t.language, default_time=DAYS_END, hours=hours
        )
    except dates.Unclear as problem:
        raise WrongField(field, problem.msgid, **problem.params) from problem
    return found.at


def _as_json(frame: Frame) -> dict[str, Any]:
    instants = ("due", "answer_by", "closes_at")
    content = {name: getattr(frame, name) for name in ("client", *TEXTS)}
    content |= {name: at.isoformat() if (at := getattr(frame, name)) else None for name in instants}
    return content | {"asked": list(frame.asked)}


def _from_json(content: Mapping[str, Any]) -> Frame:
    closes = content["closes_at"]
    return Frame(
        **{name: content[name] for name in ("client", *TEXTS)},
        due=datetime.fromisoformat(content["due"]),
        answer_by=datetime.fromisoformat(content["answer_by"]),
        asked=tuple(content["asked"]),
        closes_at=datetime.fromisoformat(closes) if closes else None,
    )


def _confirmed(session: Session, form: Submission, now: datetime) -> None:
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
