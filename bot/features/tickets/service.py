"""Rules of tickets: wanted once, found again before it is tried again, followed by polling."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.models import Client
from bot.features.platforms.service import require_active
from bot.features.requests.finding import locked
from bot.features.requests.models import Request
from bot.features.requests.showing import changed
from bot.features.requests.upkeep import finished_before
from bot.features.tickets.models import Ticket, TicketStage, TrackerProject, Trouble
from bot.ports import (
    FieldInfo,
    IssueTypeInfo,
    ProjectInfo,
    Refused,
    TicketRef,
    TicketState,
)

SUMMARY = 255
"""Jira's limit for a summary, in characters."""


@dataclass(frozen=True)
class Wish:
    """What a person asked for in the modal."""

    issue_type: str
    summary: str
    description: str
    priority: str | None = None


def ticket_of(session: Session, request_id: str) -> Ticket | None:
    """The ticket of a request, wanted or created."""
    return session.get(Ticket, request_id)


def project_of(session: Session, client_key: str) -> str:
    """The key of the client's Jira project, if a ticket may be created in one. Kindly, if not."""
    client = require_active(session, client_key)
    if client.jira_project is None:
        raise Kindly(
            mark("{client} has no Jira project. A lead can add it to the configuration."),
            client=client.name,
        )
    return client.jira_project


def project_for(session: Session, request: Request) -> str:
    """The same for an open request that has no ticket yet."""
    if not request.is_open:
        raise Kindly(mark("This request is no longer open. Open it again first."))
    existing = session.get(Ticket, request.id, with_for_update=True)
    if existing is not None and existing.stage != TicketStage.FAILED:
        raise Kindly(mark("There is already a ticket for this request."))
    return project_of(session, request.client_key)


def want(session: Session, request: Request, wish: Wish, by: str, now: datetime) -> None:
    """Have a ticket created for the request: once, whatever happens between."""
    project = project_for(session, request)
    ticket = session.get(Ticket, request.id) or Ticket(
        request_id=request.id, label=f"perron-{secrets.token_hex(6)}", wanted_at=now
    )
    ticket.stage, ticket.project = TicketStage.WANTED, project
    ticket.issue_type, ticket.priority = wish.issue_type, wish.priority
    ticket.summary = " ".join(wish.summary.split())[:SUMMARY]
    ticket.description, ticket.wanted_by = wish.description, by
    ticket.trouble = ticket.trouble_detail = None
    session.add(ticket)
    session.flush()
    _enqueue(session, request.id)
    changed(session, request)


def _enqueue(session: Session, request_id: str) -> None:
    jobs.enqueue(session, "tickets.create", {"request": request_id}, lane=f"ticket:{request_id}")


def about_to_send(session: Session, request_id: str, wall_now: datetime) -> None:
    """Note that the issue is being created now: from here on it is searched for first."""
    ticket = session.get_one(Ticket, request_id, with_for_update=True)
    ticket.sent_at = wall_now


def created(session: Session, request_id: str, ref: TicketRef) -> None:
    """The ticket exists."""
    ticket = session.get_one(Ticket, request_id, with_for_update=True)
    ticket.stage, ticket.key, ticket.url = TicketStage.CREATED, ref.key, ref.url
    ticket.trouble = ticket.trouble_detail = None
    payload = {"request": request_id}
    jobs.enqueue(session, "tickets.link", payload, lane=f"ticket:{request_id}")
    jobs.enqueue(session, "tickets.follow", {"keys": [ref.key]}, lane="tickets.follow")
    jobs.enqueue(session, "promises.ticket", payload, lane=f"ticket:{request_id}")
    changed(session, locked(session, request_id))


def in_trouble(session: Session, request_id: str, trouble: Trouble, detail: str) -> None:
    """It goes on by itself, but people are told why it takes time."""
    ticket = session.get_one(Ticket, request_id, with_for_update=True)
    if ticket.trouble != trouble:
        ticket.trouble, ticket.trouble_detail = trouble, detail
        changed(session, locked(session, request_id))


def failed(
    session: Session, request_id: str, trouble: Trouble, detail: str, *, not_created: bool
) -> None:
    """Jira said no: a person has to change something; the request is unharmed.

    ``not_created``: it is certain that no issue exists; otherwise it is searched for again.
    """
    ticket = session.get_one(Ticket, request_id, with_for_update=True)
    ticket.stage, ticket.trouble, ticket.trouble_detail = TicketStage.FAILED, trouble, detail
    if not_created:
        ticket.sent_at = None
    changed(session, locked(session, request_id))


def trouble_of(error: Refused) -> Trouble:
    """A refusal as something a person can act on."""
    known = {trouble.value for trouble in Trouble}
    return Trouble(error.code) if error.code in known else Trouble.OTHER


def open_keys(session: Session) -> list[str]:
    """Keys of tickets worth looking at: not done, or of a request that is still open."""
    rows = session.execute(
        select(Ticket.key, Ticket.category, Request)
        .join(Request, Request.id == Ticket.request_id)
        .where(Ticket.stage == TicketStage.CREATED, Ticket.key.is_not(None))
    )
    return [
        key
        for key, category, request in rows
        if key is not None and (category != "done" or request.is_open)
    ]


def followed(session: Session, states: Sequence[TicketState], now: datetime) -> None:
    """Note where tickets stand; only what has changed is drawn anew."""
    for state in states:
        rows = session.scalars(
            select(Ticket).where(Ticket.key == state.key).with_for_update()
        ).all()
        for ticket in rows:
            ticket.followed_at = now
            if ticket.due != state.due:
                ticket.due = state.due
                _due_date_has_moved(session, ticket.request_id)
            if (ticket.status, ticket.category) != (state.status, state.category):
                ticket.status, ticket.category = state.status, state.category
                changed(session, locked(session, ticket.request_id))


def _due_date_has_moved(session: Session, request_id: str) -> None:
    """Who has the request sees it on their page, and is reminded of it."""
    payload = {"subject": request_id}
    jobs.enqueue(session, "reminders.deadline", payload, lane=f"ticket:{request_id}")
    changed(session, locked(session, request_id))


def project_known(session: Session, info: ProjectInfo, at: datetime) -> None:
    """Remember what a project offers."""
    content = asdict(info)
    content["rights"] = sorted(info.rights)
    session.merge(TrackerProject(key=info.key, content=content, trouble=None, at=at))


def project_unknown(session: Session, key: str, trouble: Trouble, at: datetime) -> None:
    """Remember why a project could not be read; what was known before stays usable."""
    known = session.get(TrackerProject, key)
    content = known.content if known is not None else None
    session.merge(TrackerProject(key=key, content=content, trouble=trouble, at=at))


def project(session: Session, key: str) -> tuple[ProjectInfo | None, Trouble | None]:
    """What is known of a project, and what is wrong with it, if anything."""
    row = session.get(TrackerProject, key)
    if row is None:
        return None, None
    if row.content is None:
        return None, row.trouble
    content = row.content
    info = ProjectInfo(
        key=content["key"],
        name=content["name"],
        issue_types=tuple(
            IssueTypeInfo(
                id=kind["id"],
                name=kind["name"],
                demands=tuple(FieldInfo(**field) for field in kind["demands"]),
                subtask=kind["subtask"],
            )
            for kind in content["issue_types"]
        ),
        priorities=tuple((p[0], p[1]) for p in content["priorities"]),
        rights=frozenset(content["rights"]),
    )
    return info, row.trouble


def read_project_anew(session: Session, key: str) -> None:
    """Have a project read from Jira."""
    jobs.enqueue_once(session, "tickets.project", {"project": key}, lane=f"project:{key}")


def project_keys(session: Session) -> list[str]:
    """The Jira projects of all active clients."""
    keys = select(Client.jira_project).where(Client.active, Client.jira_project.is_not(None))
    return sorted({key for key in session.scalars(keys) if key is not None})


def forget_descriptions(session: Session, before: datetime) -> None:
    """Delete what tickets were made of, once their request's texts are deleted too."""
    session.execute(
        update(Ticket)
        .where(Ticket.request_id.in_(finished_before(before)))
        .values(description="", summary="")
    )
