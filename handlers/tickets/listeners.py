"""*Ticket*: from the team card, the client's card, and a message's shortcut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.models import Client, ClientMode
from bot.features.platforms.service import require_active
from bot.features.requests import actions, client_actions
from bot.features.requests.lifecycle import request_of_thread
from bot.features.requests.models import Request
from bot.features.tickets import service as tickets
from bot.features.tickets.models import Trouble
from bot.features.tickets.prefill import of_message, prefill
from bot.ports import ProjectInfo
from handlers.requests.modals import Shortcut
from handlers.slack import readers
from handlers.slack.feature import Context
from handlers.slack.presses import (
    Press,
    kindly,
    on_press_open,
    open_view,
    press_of,
    translator,
)
from handlers.slack.submissions import Submission, WrongField, on_submit
from handlers.tickets import views


def register(app: App, ctx: Context) -> None:
    """Listen to everything that opens or submits a ticket's window."""
    on_press_open(app, ctx, "ticket_open", _open_for_member)
    on_press_open(app, ctx, "ticket_open_client", _open_for_client)
    on_submit(app, ctx, views.WINDOW, _want_by_member)
    on_submit(app, ctx, views.CLIENT_WINDOW, _want_by_client)
    app.shortcut({"type": "message_action", "callback_id": "request_ticket"})(_shortcut(ctx))


def _open_for_member(session: Session, press: Press, _now: datetime) -> Mapping[str, Any]:
    request = actions.for_member(session, press.value, press.user_id)
    t = translator(session, press)
    return _window(session, request, t, for_client=False)


def _window(session: Session, request: Request, t: Any, *, for_client: bool) -> Mapping[str, Any]:
    client = require_active(session, request.client_key)
    if client.jira_project is None:
        raise Kindly(
            mark("{client} has no Jira project. A lead can add it to the configuration."),
            client=client.name,
        )
    project, trouble = tickets.project(session, client.jira_project)
    if project is None or not project.issue_types:
        return views.no_window_for_client(t) if for_client else views.no_window(trouble, t)
    if not for_client and trouble is not None and trouble != Trouble.AWAY:
        return views.no_window(trouble, t)
    start = prefill(session, request, for_client=for_client)
    return views.window(request.id, start, project, t, for_client=for_client)


def _open_for_client(session: Session, press: Press, _now: datetime) -> Mapping[str, Any]:
    request = client_actions.in_channel(session, press.value, press.channel)
    _require_self_service(session, request)
    t = readers.in_channel(session, press.user_id, press.channel)
    return _window(session, request, t, for_client=True)


def _require_self_service(session: Session, request: Request) -> None:
    client = session.get_one(Client, request.client_key)
    if client.mode != ClientMode.SELF_SERVICE:
        raise Kindly(mark("Tickets are opened by the team. Just write what you need."))


def _want_by_member(session: Session, form: Submission, now: datetime) -> None:
    request = _subject(session, form, now)
    _want(session, request, form, now, for_client=False)


def _want_by_client(session: Session, form: Submission, now: datetime) -> None:
    request = session.get(Request, form.subject, with_for_update=True)
    if request is None:
        raise Kindly(mark("This request no longer exists."))
    _require_self_service(session, request)
    _want(session, request, form, now, for_client=True)


def _subject(session: Session, form: Submission, now: datetime) -> Request:
    """The request; where the window was opened on any message, it becomes one now."""
    content = forms.recall(session, form.subject)
    if content is None:
        return actions.for_member(session, form.subject, form.user_id)
    message = Shortcut(**content)
    known = request_of_thread(session, message.channel, message.thread_ts or message.ts)
    if known is not None:
        return actions.for_member(session, known.id, form.user_id)
    return actions.raise_for_client(
        session,
        message.channel,
        message.ts,
        message.thread_ts,
        message.author,
        message.text,
        "",
        form.user_id,
        now,
    )


def _want(
    session: Session, request: Request, form: Submission, now: datetime, *, for_client: bool
) -> None:
    if not form.text("summary").strip():
        raise WrongField("summary", mark("A ticket needs a summary: a few words will do."))
    client = require_active(session, request.client_key)
    project, _trouble = tickets.project(session, client.jira_project or "")
    _refuse_what_we_cannot_fill(project, form.text("issue_type"))
    start = prefill(session, request, for_client=for_client)
    wish = tickets.Wish(
        issue_type=form.text("issue_type"),
        summary=form.text("summary"),
        description=form.text("description") + start.rest,
        priority=form.text("priority") or None,
    )
    tickets.want(session, request, wish, form.user_id, now)


def _refuse_what_we_cannot_fill(project: ProjectInfo | None, issue_type: str) -> None:
    kinds = project.issue_types if project is not None else ()
    kind = next((kind for kind in kinds if kind.id == issue_type), None)
    if kind is not None and kind.demands:
        raise WrongField(
            "issue_type",
            mark("Jira demands {fields} for {type}: choose another type, or create it in Jira."),
            fields=", ".join(demanded.name for demanded in kind.demands),
            type=kind.name,
        )


def _shortcut(ctx: Context) -> Any:
    """The message shortcut *Create a ticket*."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        message = Shortcut.of(body)
        press = press_of({**body, "actions": [{"action_id": "request_ticket", "action_ts": ""}]})
        now = ctx.clock.now()
        try:
            view = ctx.db.write(partial(_window_for_message, message, press, now))
        except Kindly as problem:
            refusal = problem

            def refuse(_session: Session) -> None:
                raise refusal

            kindly(ctx, press, refuse)
        else:
            open_view(ctx, press, view)
        ack()

    return listener


def _window_for_message(
    message: Shortcut, press: Press, now: datetime, session: Session
) -> Mapping[str, Any]:
    known = request_of_thread(session, message.channel, message.thread_ts or message.ts)
    if known is not None:
        request = actions.for_member(session, known.id, press.user_id)
        return _window(session, request, translator(session, press), for_client=False)
    client = actions.client_for_member(session, message.channel, press.user_id)
    project, trouble = tickets.project(session, client.jira_project or "")
    if project is None:
        return views.no_window(trouble, translator(session, press))
    subject = forms.remember(session, asdict(message), now)
    start = of_message(session, message.channel, message.ts, message.author, message.text)
    return views.window(subject, start, project, translator(session, press), for_client=False)
