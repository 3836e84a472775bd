"""*Ticket*: from the team card, the client's card, and a message's shortcut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.features.platforms.models import Client
from bot.features.requests import actions, client_actions, raising, reading
from bot.features.requests.models import Request
from bot.features.tickets import service as tickets
from bot.features.tickets.models import Trouble
from bot.features.tickets.prefill import Prefill, of_message, prefill
from bot.ports import ProjectInfo
from handlers.slack import readers
from handlers.slack.feature import Context
from handlers.slack.presses import Press, on_press_open, on_shortcut, translator
from handlers.slack.submissions import Submission, WrongField, on_submit
from handlers.tickets import views


def register(app: App, ctx: Context) -> None:
    """Listen to everything that opens or submits a ticket's window."""
    on_press_open(app, ctx, "ticket_open", _open_for_member)
    on_press_open(app, ctx, "ticket_open_client", _open_for_client)
    on_shortcut(app, ctx, "request_ticket", _open_for_message)
    on_submit(app, ctx, views.WINDOW, _want_by_member)
    on_submit(app, ctx, views.CLIENT_WINDOW, _want_by_client, reader=_client_reader)


def _open_for_member(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    request = actions.open_for_member(session, press.value, press.user_id)
    return _window_for_request(session, request, translator(session, press), now)


def _open_for_message(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """The message shortcut *Create a ticket*: what is no request yet becomes one on submission."""
    message = press.message
    assert message is not None
    t = translator(session, press)
    client = raising.client_for_member(session, message.channel, press.user_id)
    known = raising.request_at(session, message)
    if known is not None:
        return _window_for_request(session, known, t, now)
    project, trouble = _project(session, tickets.project_of(session, client.key))
    if project is None:
        return views.no_window(trouble, t)
    start = of_message(session, client, message.channel, message.ts, message.author, message.text)
    content = {"message": asdict(message), "rest": start.rest}
    return views.window(forms.remember(session, content, now), start, project, t, for_client=False)


def _window_for_request(
    session: Session, request: Request, t: Translator, now: datetime
) -> Mapping[str, Any]:
    project, trouble = _project(session, tickets.project_for(session, request))
    if project is None:
        return views.no_window(trouble, t)
    start = prefill(session, request, for_client=False)
    subject = _remember(session, request, start, now)
    return views.window(subject, start, project, t, for_client=False)


def _open_for_client(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    request = client_actions.in_channel(session, press.value, press.channel)
    _client_may(session, request)
    t = translator(session, press)
    project, _trouble = _project(session, tickets.project_for(session, request))
    if project is None:
        return views.no_window_for_client(t)
    start = prefill(session, request, for_client=True)
    subject = _remember(session, request, start, now)
    return views.window(subject, start, project, t, for_client=True)


def _remember(session: Session, request: Request, start: Prefill, now: datetime) -> str:
    return forms.remember(session, {"request": request.id, "rest": start.rest}, now)


def _project(session: Session, key: str) -> tuple[ProjectInfo | None, Trouble | None]:
    """What the window can offer. Where something is wrong, Jira is asked again for the next try."""
    project, trouble = tickets.project(session, key)
    if project is not None and trouble is None:
        return project, None
    tickets.read_project_anew(session, key)
    return (project if trouble is Trouble.AWAY else None), trouble


def _client_may(session: Session, request: Request) -> None:
    client_actions.still_served(session, request)
    if not request.is_open:
        raise Kindly(mark("This was closed already. To open it again, just write in the thread."))
    if not reading.may_open_tickets(session.get_one(Client, request.client_key)):
        raise Kindly(mark("Tickets are opened by the team. Just write what you need."))


def _want_by_member(session: Session, form: Submission, now: datetime) -> None:
    content = _content(session, form)
    _fill(session, content, form, _subject(session, content, form.user_id, now), now)


def _want_by_client(session: Session, form: Submission, now: datetime) -> None:
    content = _content(session, form)
    request = session.get_one(Request, content["request"], with_for_update=True)
    _client_may(session, request)
    _fill(session, content, form, request, now)


def _content(session: Session, form: Submission) -> Mapping[str, Any]:
    content = forms.recall(session, form.subject)
    if content is None:
        raise Kindly(mark("This window is too old. Please open it again."))
    return content


def _client_reader(session: Session, form: Submission) -> Translator:
    content = forms.recall(session, form.subject)
    request = session.get(Request, content["request"]) if content is not None else None
    return readers.in_channel(session, form.user_id, request.channel if request else "")


def _subject(session: Session, content: Mapping[str, Any], user_id: str, now: datetime) -> Request:
    """The request; where the window was opened on any message, it becomes one now."""
    if "request" in content:
        return actions.for_member(session, content["request"], user_id)
    message = raising.Pointed(**content["message"])
    known = raising.request_at(session, message)
    if known is not None:
        return actions.for_member(session, known.id, user_id)
    return raising.raise_for_client(session, message, "", user_id, now)


def _fill(
    session: Session,
    content: Mapping[str, Any],
    form: Submission,
    request: Request,
    now: datetime,
) -> None:
    project, _trouble = tickets.project(session, tickets.project_for(session, request))
    if not form.text("summary").strip():
        raise WrongField("summary", mark("A ticket needs a summary: a few words will do."))
    _refuse_what_we_cannot_fill(project, form.text("issue_type"))
    wish = tickets.Wish(
        issue_type=form.text("issue_type"),
        summary=form.text("summary"),
        description=form.text("description") + content["rest"],
        priority=form.text("priority") or None,
    )
    tickets.want(session, request, wish, form.user_id, now)


def _refuse_what_we_cannot_fill(project: ProjectInfo | None, issue_type: str) -> None:
    kinds = project.issue_types if project is not None else ()
    kind = next((kind for kind in kinds if kind.id == issue_type), None)
    if kind is not None and kind.demands:
        raise WrongField(
            "issue_type",
            mark("Jira requires {fields} for “{type}”. Choose another type, or create it in Jira."),
            fields=", ".join(demanded.name for demanded in kind.demands),
            type=kind.name,
        )
