"""How a client sees a request. Takes client-safe data only, and never the team's."""

from __future__ import annotations

from datetime import datetime

from slack_sdk.models.blocks import OverflowMenuElement
from slack_sdk.models.blocks.basic_components import Option

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.requests.client_actions import Heard
from bot.features.requests.models import RequestState
from bot.features.requests.reading import ClientRequest
from bot.features.tickets.reading import ClientTicket
from handlers.slack.blocks import actions, button, context, escape, section, when

OFFERS = (RequestState.OPEN, RequestState.TAKEN, RequestState.RESTING)
"""As long as there is something to do about it."""


def client_card(
    request: ClientRequest,
    ticket: ClientTicket | None,
    t: Translator,
    answer_by: datetime | None = None,
) -> Drawing | None:
    """The one small card in the thread. ``answer_by``: by when an answer is promised, if it is."""
    if request.state == RequestState.NOT_A_REQUEST or request.withdrawn:
        return None
    text = "\n".join([*_matter(request, t), _standing(request, answer_by, t)])
    offers = not request.ended and request.state in OFFERS
    blocks = [section(text, accessory=_more(t) if offers else None)]
    if ticket is not None:
        blocks.append(context(_ticket_line(ticket, t)))
    if offers:
        row = [button(t.to_client("Done"), "request_done", request.id)]
        if not request.urgent and request.state != RequestState.RESTING:
            row.append(button(t.to_client("More urgent"), "request_urgent", request.id))
        if request.may_open_tickets and (ticket is None or ticket.failed):
            row.append(button(t.to_client("Open a ticket"), "ticket_open_client", request.id))
        row.append(button(t.to_client("What is open?"), "home_what_is_open", request.id))
        blocks.append(actions(f"client|{request.id}", *row))
    return Drawing(text, blocks)


def _more(t: Translator) -> OverflowMenuElement:
    """What nobody shall press by mistake, and everybody shall find: every client may leave."""
    end = Option(value="end", label=t.to_client("We would like to end the work together"))
    return OverflowMenuElement(action_id="offboarding_wish", options=[end])


def _matter(request: ClientRequest, t: Translator) -> list[str]:
    """Which of the thread's requests this is, where there are several."""
    if request.matter is not None:
        return [t.to_client("On “{words}”:", words=escape(request.matter))]
    if request.number is not None:
        return [t.to_client("On point {n} in this thread:", n=request.number)]
    return []


def _standing(request: ClientRequest, answer_by: datetime | None, t: Translator) -> str:
    if request.ended:
        return t.to_client("This stays as it is: our work together has come to an end.")
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
    if request.state == RequestState.RESTING:
        return t.to_client("This rests until we hear from you. Just write here, and it goes on.")
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
    if request.your_turn:
        lines.append(t.to_client("We are waiting for you: to go on, we need your answer."))
    elif answer_by is not None:
        lines.append(t.to_client("You will have an answer by {time}.", time=when(answer_by)))
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


def urgency_heard(heard: Heard, t: Translator) -> Drawing:
    """The answer, to who pressed it alone, to *More urgent*."""
    if heard.already:
        text = t.to_client("The team knows already that this is urgent.")
    elif heard.on_call:
        text = t.to_client("Thank you. Somebody of us is on call and has been told just now.")
    elif heard.back_at is None:
        text = t.to_client("Thank you, the team now knows that this has become more urgent.")
    else:
        time = when(heard.back_at)
        text = t.to_client(
            "Thank you. Nobody is there right now; we will be back {time}.", time=time
        )
        if heard.emergency:
            contact = escape(heard.emergency)
            text += " " + t.to_client("In an emergency: {contact}", contact=contact)
    return Drawing(text, [section(text)])
