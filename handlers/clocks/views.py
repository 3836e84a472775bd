"""What the clock tells the team. Of a question that waits, never of the person who has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.requests.models import RequestState
from bot.features.requests.reading import TeamRequest
from bot.features.tickets.models import Ticket
from handlers.requests.direct_views import own_buttons, standing_for
from handlers.requests.team_views import answered, details, headline
from handlers.slack.blocks import actions, button, context, quote, section, shorten, when


@dataclass(frozen=True)
class Waiting:
    """A request, since when it has been the team's turn, and by when an answer is awaited."""

    request: TeamRequest
    ticket: Ticket | None
    since: datetime
    by: datetime | None


def not_taken(waiting: Waiting, t: Translator, reader: str | None = None) -> Drawing:
    """The team once more: nobody has it yet. When somebody has it, it asks no more."""
    request = waiting.request
    if request.state != RequestState.OPEN:
        text = t("{client}: {words}", client=request.client, words=shorten(request.words, 150))
        return Drawing(text, [*_matter(waiting, t), section(standing_for(request, t, reader))])
    text = t(
        "{client} has been waiting since {time}, and nobody has this yet. Who can take it?",
        client=request.client,
        time=when(waiting.since),
    )
    take = button(t("I take it"), "request_take", request.id, style="primary")
    row = actions(f"request|{request.id}", take)
    return Drawing(text, [section(text), *_matter(waiting, t), row])


def no_answer(waiting: Waiting, t: Translator, _reader: str | None = None) -> Drawing:
    """The team: a question has had no answer in the time for it."""
    text = t(
        "This question of {client} has been waiting for an answer since {time}.",
        client=waiting.request.client,
        time=when(waiting.since),
    )
    return _of_the_question(waiting, text, t)


def not_done(waiting: Waiting, t: Translator, _reader: str | None = None) -> Drawing:
    """The team: a request takes longer than was agreed."""
    text = t(
        "This request of {client} has been open for longer than agreed.",
        client=waiting.request.client,
    )
    return _of_the_question(waiting, text, t)


def answer_nears(waiting: Waiting, t: Translator, reader: str | None = None) -> Drawing:
    """Who has it, alone: an answer is awaited soon."""
    client = waiting.request.client
    if waiting.by is None:
        text = t("{client} is waiting for an answer from you.", client=client)
    else:
        text = t(
            "{client} is waiting for an answer from you, by {time} if you can.",
            client=client,
            time=when(waiting.by),
        )
    return _to_one(waiting, text, t, reader)


def end_nears(waiting: Waiting, t: Translator, reader: str | None = None) -> Drawing:
    """Who has it, alone: it should be done soon."""
    text = t(
        "Two thirds of the time agreed with {client} for this have passed.",
        client=waiting.request.client,
    )
    return _to_one(waiting, text, t, reader)


def goes_on(waiting: Waiting, t: Translator, reader: str | None = None) -> Drawing:
    """A client has written in what rested: to who has it, or to the team."""
    text = t("{client} has written, and this goes on.", client=waiting.request.client)
    return _to_one(waiting, text, t, reader)


def on_call(waiting: Waiting, t: Translator, reader: str | None = None) -> Drawing:
    """Who is on call: a client says outside business hours that something is urgent."""
    request = waiting.request
    text = t(
        "{client} says that this has become more urgent, and you are on call.",
        client=request.client,
    )
    if request.state == RequestState.OPEN:
        mine = button(t("I take it"), "request_take", request.id, style="primary")
    elif request.state == RequestState.TAKEN and request.assignee != reader:
        value = f"{request.id}:{request.hands}"
        mine = button(t("I take it"), "request_take_over", value, style="primary")
    else:
        return _to_one(waiting, text, t, reader)
    row = actions(f"request|{request.id}", mine)
    return Drawing(text, [section(text), *_matter(waiting, t), row])


def _of_the_question(waiting: Waiting, text: str, t: Translator) -> Drawing:
    """About the matter: who has it is on its card, and not repeated here."""
    blocks = [section(text), *_matter(waiting, t)]
    since_then = answered(waiting.request, t)
    return Drawing(text, [*blocks, section(" ".join(since_then))] if since_then else blocks)


def _to_one(waiting: Waiting, text: str, t: Translator, reader: str | None) -> Drawing:
    standing = section(standing_for(waiting.request, t, reader))
    buttons = own_buttons(waiting.request, waiting.ticket, t, reader)
    return Drawing(text, [section(text), *_matter(waiting, t), standing, *buttons])


def _matter(waiting: Waiting, t: Translator) -> list[dict[str, Any]]:
    words = quote(waiting.request.words, 600) or t("(no text)")
    return [
        section(f"{headline(waiting.request, t)}\n{words}"),
        context(*details(waiting.request, waiting.ticket, t)),
    ]
