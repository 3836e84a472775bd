"""How a client sees a request. Takes client-safe data only, and never the team's."""

from __future__ import annotations

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.requests.models import RequestState
from bot.features.requests.reading import ClientRequest
from bot.features.tickets.reading import ClientTicket
from handlers.slack.blocks import actions, button, context, escape, section, when


def client_card(
    request: ClientRequest, ticket: ClientTicket | None, t: Translator
) -> Drawing | None:
    """The one small card in the thread."""
    if request.state == RequestState.NOT_A_REQUEST or request.withdrawn:
        return None
    text = "\n".join([*_matter(request, t), _standing(request, t)])
    blocks = [section(text)]
    if ticket is not None:
        blocks.append(context(_ticket_line(ticket, t)))
    if request.state in (RequestState.OPEN, RequestState.TAKEN):
        row = [button(t.to_client("Done"), "request_done", request.id)]
        if not request.urgent:
            row.append(button(t.to_client("More urgent"), "request_urgent", request.id))
        if request.may_open_tickets and (ticket is None or ticket.failed):
            row.append(button(t.to_client("Open a ticket"), "ticket_open_client", request.id))
        blocks.append(actions(f"client|{request.id}", *row))
    return Drawing(text, blocks)


def _matter(request: ClientRequest, t: Translator) -> list[str]:
    """Which of the thread's requests this is, where there are several."""
    if request.matter is not None:
        return [t.to_client("On “{words}”:", words=escape(request.matter))]
    if request.number is not None:
        return [t.to_client("On point {n} in this thread:", n=request.number)]
    return []


def _standing(request: ClientRequest, t: Translator) -> str:
    if request.state == RequestState.CLOSED:
        at = when(request.closed_at) if request.closed_at else ""
        return t.to_client(
            "Done, {time}. Is something missing? Just write here, and it is open again.", time=at
        )
    if request.state == RequestState.LATER:
        return t.to_client(
            "We keep this for later ({when}). Write here when the time has come.",
            when=escape(request.kept_until or ""),
        )
    lines = []
    if request.state == RequestState.TAKEN and request.since is not None:
        person = f"<@{request.assignee}>"
        lines.append(
            t.to_client(
                "{person} has been looking after this since {time}.",
                person=person,
                time=when(request.since),
            )
        )
    else:
        lines.append(t.to_client("We have seen your message and are looking for the right person."))
    if request.urgent:
        lines.append(t.to_client("The team knows that it is urgent."))
    if request.back_at is not None:
        lines.append(t.to_client("Somebody will be back {time}.", time=when(request.back_at)))
    return " ".join(lines)


def _ticket_line(ticket: ClientTicket, t: Translator) -> str:
    if ticket.failed:
        return t.to_client("The ticket could not be created. The team will take care of it.")
    if ticket.key is None:
        return t("The ticket is being created …")
    status = f" · {escape(ticket.status)}" if ticket.status else ""
    return t("Ticket: {link}", link=f"<{ticket.url}|{ticket.key}>") + status


def closed_quietly(request: ClientRequest, t: Translator) -> Drawing:
    """One line in the thread of a request that went quiet."""
    text = t.to_client(
        "We have closed this, since nobody has written for a while. "
        "To open it again, just write here."
    )
    text = "\n".join([*_matter(request, t), text])
    return Drawing(text, [section(text)])
