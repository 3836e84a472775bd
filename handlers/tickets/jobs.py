"""Tickets in Jira: created once, linked back, followed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.core.worker import GiveUp, JobHandler, Settle, Tools
from bot.features.platforms.models import Client, Member
from bot.features.requests.models import Request
from bot.features.requests.reading import link_to
from bot.features.tickets import service as tickets
from bot.features.tickets.models import Ticket, TicketStage, Trouble
from bot.ports import Busy, Refused, TicketDraft, TicketRef, Tracker, Unreachable

PATIENCE = 300.0
"""Seconds between two tries at most while Jira is away."""


def create(search_lag: float) -> JobHandler:
    """Create the issue of a request once.

    A try whose answer was lost may have created it: from then on it is searched for by our
    label, for as long as Jira's index may lag (``search_lag`` seconds), before another try.
    """

    def handler(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
        request_id = payload["request"]
        draft, sent_at = tools.db.read(lambda s: _draft(s, request_id))
        if draft is None:
            return None
        if tools.tracker is None:
            return lambda session: tickets.failed(
                session, request_id, Trouble.UNSET, "", not_created=sent_at is None
            )
        tracker = tools.tracker
        try:
            found = _created_earlier(tracker, draft, sent_at, search_lag)
        except Refused as refused:
            return _failed(request_id, refused, not_created=False)
        except Unreachable as error:
            raise _later(tools, request_id, sent_at) from error
        if found is not None:
            return lambda session: tickets.created(session, request_id, found)
        tools.db.write(lambda s: tickets.about_to_send(s, request_id, datetime.now(UTC)))
        try:
            made = tracker.create(draft)
        except Refused as refused:
            return _failed(request_id, refused, not_created=True)
        except Unreachable as error:
            raise _later(tools, request_id, sent_at) from error
        return lambda session: tickets.created(session, request_id, made)

    return handler


def _draft(session: Session, request_id: str) -> tuple[TicketDraft | None, datetime | None]:
    ticket = session.get(Ticket, request_id)
    if ticket is None or ticket.stage != TicketStage.WANTED:
        return None, None
    request = session.get_one(Request, request_id)
    assignee = session.get(Member, (request.platform_key, request.assignee or ""))
    draft = TicketDraft(
        project=ticket.project,
        summary=ticket.summary,
        description=ticket.description,
        issue_type=ticket.issue_type,
        label=ticket.label,
        priority=ticket.priority,
        assignee=assignee.jira if assignee is not None else None,
    )
    return draft, ticket.sent_at


def _tracker(tools: Tools) -> Tracker:
    if tools.tracker is None:
        raise GiveUp("no Jira is set up: set PERRON_JIRA__URL and PERRON_JIRA__TOKEN")
    return tools.tracker


def _created_earlier(
    tracker: Tracker, draft: TicketDraft, sent_at: datetime | None, search_lag: float
) -> TicketRef | None:
    if sent_at is None:
        return None
    found = tracker.find(draft.project, draft.label)
    left = (sent_at + timedelta(seconds=search_lag) - datetime.now(UTC)).total_seconds()
    if found is None and left > 0:
        raise Busy("the search index may lag", min(left, 5.0))
    return found


def _failed(request_id: str, refused: Refused, *, not_created: bool) -> Settle:
    trouble = tickets.trouble_of(refused)
    detail = ", ".join(f"{key}: {text}" for key, text in refused.fields.items()) or refused.detail
    return lambda session: tickets.failed(
        session, request_id, trouble, detail, not_created=not_created
    )


def _later(tools: Tools, request_id: str, sent_at: datetime | None) -> Busy:
    """Jira is away: people are told, and it is tried again for as long as it takes."""
    tools.db.write(lambda s: tickets.in_trouble(s, request_id, Trouble.AWAY, ""))
    waited = (datetime.now(UTC) - sent_at).total_seconds() if sent_at is not None else 0.0
    return Busy("Jira is away", min(PATIENCE, max(1.0, waited / 2)))


def link(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Link the issue back to the conversation; the same link again changes nothing."""
    ticket = tools.db.read(lambda s: s.get_one(Ticket, payload["request"]))
    url, title = tools.db.read(lambda s: _conversation(s, payload["request"]))
    _tracker(tools).link(ticket.key or "", url, title, ticket.label)
    return None


def _conversation(session: Session, request_id: str) -> tuple[str, str]:
    request = session.get_one(Request, request_id)
    client = session.get_one(Client, request.client_key)
    return link_to(session, request.channel, request.thread_ts), f"Slack: {client.name}"


def follow(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """See where the named tickets stand."""
    states = _tracker(tools).states(payload["keys"])
    return lambda session: tickets.followed(session, states, tools.clock.now())


def poll(tools: Tools, _payload: Mapping[str, Any]) -> Settle | None:
    """See where all tickets stand that may still move; Jira away: the next poll comes anyway."""
    keys = tools.db.read(tickets.open_keys)
    if not keys or tools.tracker is None:
        return None
    try:
        states = tools.tracker.states(keys)
    except (Busy, Unreachable):
        return None
    return lambda session: tickets.followed(session, states, tools.clock.now())


def project(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Read what a project offers; what is wrong is kept for the window to say."""
    key, now = payload["project"], tools.clock.now()
    if tools.tracker is None:
        return lambda session: tickets.project_unknown(session, key, Trouble.UNSET, now)
    try:
        info = tools.tracker.project(key)
    except Refused as refused:
        trouble = tickets.trouble_of(refused)
        return lambda session: tickets.project_unknown(session, key, trouble, now)
    except Unreachable:
        return lambda session: tickets.project_unknown(session, key, Trouble.AWAY, now)
    if "CREATE_ISSUES" not in info.rights:

        def may_not(session: Session) -> None:
            tickets.project_known(session, info, now)
            tickets.project_unknown(session, key, Trouble.RIGHT, now)

        return may_not
    return lambda session: tickets.project_known(session, info, now)


def refresh_projects(session: Session) -> None:
    """Have every client's project read anew."""
    for key in tickets.project_keys(session):
        tickets.read_project_anew(session, key)


def daily(session: Session, before: datetime) -> None:
    """Forget what tickets were made of, and read Jira's projects anew."""
    tickets.forget_descriptions(session, before)
    refresh_projects(session)


def handlers(search_lag: float) -> dict[str, JobHandler]:
    """The jobs of tickets, by kind."""
    return {
        "tickets.create": create(search_lag),
        "tickets.link": link,
        "tickets.follow": follow,
        "tickets.poll": poll,
        "tickets.project": project,
    }
