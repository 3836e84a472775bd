"""What is told about a request on an occasion: to one member, or to the whole team.

To a member it speaks of themselves as *you*, and offers in place what there is to do.
"""

from __future__ import annotations

from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.requests.models import RequestState
from bot.features.requests.reading import TeamRequest
from bot.features.tickets.models import Ticket
from handlers.requests.team_views import (
    answered,
    details,
    hand_on_or_ticket,
    headline,
    how_closed,
    standing,
    turn_button,
    whose_turn,
)
from handlers.slack.blocks import actions, button, context, quote, section, shorten, when


def given(
    request: TeamRequest, ticket: Ticket | None, t: Translator, reader: str | None = None
) -> Drawing:
    """The direct message to somebody who was given a request."""
    text = t("A request of {client} was given to you.", client=request.client)
    return _told(request, ticket, text, t, reader)


def urgent(
    request: TeamRequest, ticket: Ticket | None, t: Translator, reader: str | None = None
) -> Drawing:
    """Says that the client finds it more urgent than before."""
    text = t("{client} says that this has become more urgent.", client=request.client)
    return _told(request, ticket, text, t, reader)


def followed(
    request: TeamRequest, ticket: Ticket | None, t: Translator, reader: str | None = None
) -> Drawing:
    """Says that the client goes on with it in the channel, where no thread tells of it."""
    text = t("{client} has written more about this in the channel.", client=request.client)
    return _told(request, ticket, text, t, reader)


def again(
    request: TeamRequest, ticket: Ticket | None, t: Translator, reader: str | None = None
) -> Drawing:
    """Says that a closed request was opened again."""
    text = t("{client} has opened this again.", client=request.client)
    return _told(request, ticket, text, t, reader)


def call(
    request: TeamRequest, ticket: Ticket | None, t: Translator, reader: str | None = None
) -> Drawing:
    """Asks everybody, once; when somebody has it, it asks no more."""
    if request.state != RequestState.OPEN:
        text = t("{client}: {words}", client=request.client, words=shorten(request.words, 150))
        standing_now = section(standing_for(request, t, reader))
        return Drawing(text, [*_matter(request, ticket, t), standing_now])
    text = t("Nobody has this request of {client} yet. Who can take it?", client=request.client)
    take = button(t("I take it"), "request_take", request.id, style="primary")
    row = actions(f"request|{request.id}", take)
    blocks = [section(text), *_matter(request, ticket, t), row]
    return Drawing(text, blocks)


def _told(
    request: TeamRequest, ticket: Ticket | None, text: str, t: Translator, reader: str | None
) -> Drawing:
    standing_now = section(standing_for(request, t, reader))
    blocks = [section(text), *_matter(request, ticket, t), standing_now]
    return Drawing(text, blocks + own_buttons(request, ticket, t, reader))


def _matter(request: TeamRequest, ticket: Ticket | None, t: Translator) -> list[dict[str, Any]]:
    words = quote(request.words, 600) or t("(no text)")
    return [
        section(f"{headline(request, t)}\n{words}"),
        context(*details(request, ticket, t)),
    ]


def standing_for(request: TeamRequest, t: Translator, reader: str | None) -> str:
    """In whose hands it is, to one of them (``reader``), or to all (None)."""
    since = when(request.taken_at) if request.taken_at else ""
    if reader is None:
        return standing(request, t)
    if request.state == RequestState.TAKEN and request.assignee == reader:
        mine = t("You have had it since {time}.", time=since)
        return " ".join([mine, *answered(request, t), *whose_turn(request, t)])
    if request.state == RequestState.TAKEN:
        person = f"<@{request.assignee}>"
        return t(
            "{person} has had it since {time}. There is nothing left for you to do.",
            person=person,
            time=since,
        )
    if request.state == RequestState.CLOSED and request.assignee == reader:
        return how_closed(request, t)
    return standing(request, t)


def own_buttons(
    request: TeamRequest, ticket: Ticket | None, t: Translator, reader: str | None
) -> list[dict[str, Any]]:
    """*Done*, *Waiting for you*, *Give to …* and *Ticket*, to who has it."""
    if reader is None or request.state != RequestState.TAKEN or request.assignee != reader:
        return []
    done = button(t("Done"), "request_close", request.id, style="primary")
    row = [done, turn_button(request, t), *hand_on_or_ticket(request, ticket, t)]
    return [actions(f"own|{request.id}:{request.hands}", *row)]
