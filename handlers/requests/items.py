"""How a request is shown in lists of what somebody has in hand."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.core.i18n import Translator
from bot.features.platforms.owning import Matter
from bot.features.requests.models import Request
from bot.features.tickets.service import ticket_of
from handlers.requests.team_views import ticket_line
from handlers.slack.blocks import button
from handlers.slack.feature import Item


def request_item(session: Session, matter: Matter, t: Translator) -> Item:
    """A request: its ticket, and what can be done with it in place."""
    request = session.get(Request, matter.ref)
    if request is None or not request.is_open:
        return Item()
    ticket = ticket_of(session, request.id)
    facts = (ticket_line(ticket, t),) if ticket is not None else ()
    if request.assignee is None:
        return Item(facts, (button(t("I take it"), "request_take", request.id, style="primary"),))
    done = button(t("Done"), "request_close", request.id)
    if matter.ours:
        turn = button(t("Waiting for you"), "request_wait", request.id)
    else:
        turn = button(t("Our turn"), "request_ours", request.id)
    return Item(facts, (done, turn))
