"""The ways to ask the team: a command, a shortcut, a request's button, changing, asking again."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.features.ballots import asking
from bot.features.ballots.asking import Frame
from bot.features.ballots.models import Ballot
from bot.features.ballots.whose import require_still_theirs
from bot.features.platforms.blocking import is_served
from bot.features.platforms.models import Platform
from bot.features.platforms.service import (
    client_of_channel,
    clients,
    platform_of_team_channel,
    platforms_of,
    require_active,
    require_member,
    zone_of,
)
from bot.features.requests import actions, reading
from bot.features.requests.models import Message
from handlers.ballots import ask_pages, ask_views
from handlers.ballots.ask_views import Filled
from handlers.slack.feature import Asker, Command, Context, Window
from handlers.slack.presses import Press, on_press_open, on_shortcut, translator


def register(app: App, ctx: Context) -> None:
    """Whatever opens the window, and the window itself."""
    on_shortcut(app, ctx, "ballot_ask", _from_message)
    on_press_open(app, ctx, "ballot_open", _from_request)
    on_press_open(app, ctx, "ballot_change", change)
    on_press_open(app, ctx, "ballot_again", again)
    ask_pages.register(app, ctx)


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
    theirs = [one for platform in platforms for one in clients(session, platform.key)]
    choices = [(one.key, one.name) for one in theirs if is_served(session, one.key)]
    if start.client is not None:
        client = require_active(session, start.client)
        if about.get("ballot"):  # it stays with its client, who may be with others by now
            choices = [(client.key, client.name)]
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


def change(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """Change what is asked while the vote runs."""
    ballot = asking.may_change(session, press.value, press.user_id, now)
    about = {"ballot": ballot.id, "round": ballot.round}
    frame = asking.frame_to_change(session, ballot, now)
    return _with_frame(session, press, ballot.platform_key, frame, about, now, anew=False)


def again(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """Ask again what was closed."""
    ballot = session.get(Ballot, press.value)
    if ballot is None:
        raise Kindly(mark("This ballot no longer exists. Nothing was changed."))
    require_member(session, press.user_id, ballot.platform_key)
    require_still_theirs(session, ballot)
    about = {"earlier": ballot.id, "request": ballot.request_id}
    frame = asking.frame_of(session, ballot)
    return _with_frame(session, press, ballot.platform_key, frame, about, now, anew=True)


def _with_frame(
    session: Session,
    press: Press,
    platform_key: str,
    frame: Frame,
    about: Mapping[str, Any],
    now: datetime,
    *,
    anew: bool,
) -> Mapping[str, Any]:
    require_member(session, press.user_id, platform_key)
    platform = session.get_one(Platform, platform_key)
    t, zone = translator(session, press), zone_of(session, press.user_id, platform)
    start = ask_views.filled(frame, now, zone, t.language, anew=anew)
    return window(session, press.user_id, start, about, t, now, platform_key)
