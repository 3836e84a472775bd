"""How the team sees a request. Pure: data in, blocks out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import ButtonElement, InteractiveElement

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.requests.models import ClosedBy, RequestState
from bot.features.requests.reading import TeamRequest
from bot.features.tickets.models import Ticket, TicketStage, Trouble
from handlers.slack.blocks import (
    actions,
    button,
    context,
    escape,
    person_menu,
    quote,
    section,
    shorten,
    when,
)


def team_card(request: TeamRequest, ticket: Ticket | None, t: Translator) -> Drawing:
    """The card in the team channel. It names nobody until somebody has taken the matter."""
    blocks = [
        section(headline(request, t)),
        section(quote(request.words) or t("(no text)")),
        context(*details(request, ticket, t)),
        section(standing(request, t)),
    ]
    blocks += buttons(request, ticket, t)
    text = t("{client}: {words}", client=request.client, words=shorten(request.words, 150))
    return Drawing(text, blocks)


def headline(request: TeamRequest, t: Translator) -> str:
    """Whose request it is, with the link to it."""
    link = f"<{request.link}|{t('open the thread')}>"
    author = [f"<@{request.author}>"] if request.author else []
    line = " · ".join([f"*{escape(request.client)}*", *author, link])
    if request.urgent and request.state in (RequestState.OPEN, RequestState.TAKEN):
        line += " · *" + t("more urgent") + "*"
    return line


def details(request: TeamRequest, ticket: Ticket | None, t: Translator) -> list[str]:
    """When, about what, with which files and ticket."""
    lines = [when(request.created_at)]
    if request.topic is not None:
        lines.append(t("Seems to be about: {topic}", topic=topic_name(request.topic, t)))
    lines += files_line(request.files, t)
    if request.raised_by:
        lines.append(t("Raised by {person}", person=f"<@{request.raised_by}>"))
    if ticket is not None:
        lines.append(ticket_line(ticket, t))
    return lines


def files_line(files: Sequence[str], t: Translator) -> list[str]:
    """The files by name; those whose name is not known (yet) are counted."""
    known = ", ".join(escape(name) for name in files if name)
    nameless = sum(not name for name in files)
    if known and nameless:
        return [
            t.plural(
                "Files: {names} and one more", "Files: {names} and {n} more", nameless, names=known
            )
        ]
    if known:
        return [t.plural("File: {names}", "Files: {names}", len(files), names=known)]
    return [t.plural("One file", "{n} files", nameless)] if nameless else []


def topic_name(names: dict[str, str], t: Translator) -> str:
    """A talent's name in the reader's language, else in the one it has."""
    return names.get(t.language) or next(iter(names.values()), "")


def ticket_line(ticket: Ticket, t: Translator) -> str:
    """Where the ticket stands, or why there is none yet and what to do."""
    if ticket.stage == TicketStage.CREATED:
        link = f"<{ticket.url}|{ticket.key}>"
        return t("Ticket: {link}", link=link) + (
            f" · {escape(ticket.status)}" if ticket.status else ""
        )
    if ticket.stage == TicketStage.FAILED and ticket.trouble is not None:
        why = trouble_text(ticket.trouble, ticket.trouble_detail, t)
        return t("The ticket was not created.") + " " + why
    if ticket.trouble is not None:
        return t("Jira cannot be reached. The ticket will be created as soon as it can.")
    return t("The ticket is being created …")


def trouble_text(trouble: Trouble, detail: str | None, t: Translator) -> str:
    """What is wrong in Jira and whom to turn to."""
    if detail and trouble in (Trouble.FIELD, Trouble.OTHER):
        return _in_jiras_words(trouble, escape(detail), t)
    return {
        Trouble.AWAY: t("Jira cannot be reached at the moment. Please try again later."),
        Trouble.AUTH: t("Jira does not accept Perron's token. Please tell whoever runs Perron."),
        Trouble.RIGHT: t(
            "Perron is not allowed to create tickets in this project. "
            "A Jira administrator can allow it."
        ),
        Trouble.MISSING: t(
            "The Jira project does not exist or is hidden from Perron. "
            "A lead can correct it in the configuration."
        ),
        Trouble.FIELD: t(
            "Jira requires more than Perron can fill in. Please create this one in Jira."
        ),
        Trouble.UNSET: t("No Jira is set up. Whoever runs Perron can add one."),
        Trouble.OTHER: t(
            "Jira refused and did not say why. "
            "Please try again later, or ask whoever looks after Jira."
        ),
    }[trouble]


def _in_jiras_words(trouble: Trouble, detail: str, t: Translator) -> str:
    if trouble == Trouble.FIELD:  # a plain string, as it comes from the table
        return t("Jira requires more than Perron can fill in: {detail}", detail=detail)
    return t("Jira refused: {detail}", detail=detail)


def standing(request: TeamRequest, t: Translator) -> str:
    """In whose hands it is and what became of it."""
    if request.state == RequestState.OPEN:
        if request.asks_everybody and not request.called:
            return t("Nobody has this yet. Who can take it?")
        return t("Nobody has this yet.")
    if request.state == RequestState.TAKEN:
        who = f"<@{request.assignee}>"
        since = when(request.taken_at) if request.taken_at else ""
        line = t("{person} has had it since {time}.", person=who, time=since)
        return " ".join([line, *answered(request, t), *whose_turn(request, t)])
    if request.state == RequestState.RESTING:
        return resting(request, t)
    if request.state == RequestState.LATER:
        return t(
            "Kept for later as a project in spe: {when}", when=escape(request.kept_until or "")
        )
    if request.state == RequestState.NOT_A_REQUEST:
        return t("Not a request. Similar messages from this client will be left alone.")
    if request.assignee is None:
        return how_closed(request, t)
    return (
        how_closed(request, t) + " " + t("It was with {person}.", person=f"<@{request.assignee}>")
    )


def answered(request: TeamRequest, t: Translator) -> list[str]:
    """When the client had a first answer, if that was so."""
    if request.answered_at is None:
        return []
    return [t("Answered {time}.", time=when(request.answered_at))]


def how_closed(request: TeamRequest, t: Translator) -> str:
    """How it ended."""
    at = when(request.closed_at) if request.closed_at else ""
    return {
        ClosedBy.CLIENT: t("Done, says the client, {time}.", time=at),
        ClosedBy.TEAM: t("Done, {time}.", time=at),
        ClosedBy.QUIET: t("Closed quietly, {time}: nobody wrote any more.", time=at),
        ClosedBy.WITHDRAWN: t("The client deleted it, {time}.", time=at),
    }[request.closed_by or ClosedBy.TEAM]


def buttons(request: TeamRequest, ticket: Ticket | None, t: Translator) -> list[dict[str, Any]]:
    """What can be done now: the usual things in the first row."""
    id_ = request.id
    if request.state == RequestState.RESTING:
        done = button(t("Done"), "request_close", id_)
        return [actions(f"more|{id_}", done, turn_button(request, t))]
    if request.state not in (RequestState.OPEN, RequestState.TAKEN):
        label = (
            t("It is a request") if request.state == RequestState.NOT_A_REQUEST else t("Open again")
        )
        return [actions(f"more|{id_}", button(label, "request_reopen", id_))]
    if request.state == RequestState.OPEN:
        first = [button(t("I take it"), "request_take", id_, style="primary")]
    else:
        first = [
            button(t("Done"), "request_close", id_, style="primary"),
            button(t("Take over"), "request_take_over", f"{id_}:{request.hands}"),
            turn_button(request, t),
        ]
    row = [*first, *hand_on_or_ticket(request, ticket, t)]
    seldom = [
        button(t("Go or no-go?"), "ballot_open", id_),
        button(t("Later"), "request_later", id_),
        button(t("Not a request"), "request_not", id_),
        button(t("This is two"), "request_split", id_),
    ]
    return [
        actions(f"request|{id_}:{request.hands}", *row),
        actions(f"seldom|{id_}", *seldom),
    ]


def whose_turn(request: TeamRequest, t: Translator) -> list[str]:
    """That the client is awaited, while it is their turn."""
    if not request.waits_for_client:
        return []
    return [t("The client's turn since {time}.", time=when(request.turn_since))]


def resting(request: TeamRequest, t: Translator) -> str:
    """That a request rests, and who has it when it goes on."""
    who = [f"<@{request.assignee}>"] if request.assignee else []
    rests = t("It rests: the client was reminded twice. When they write, it goes on.")
    return " · ".join([rests, *who])


def turn_button(request: TeamRequest, t: Translator) -> ButtonElement:
    """*Waiting for you*, as the client will read it, or back again."""
    if request.waits_for_client:
        return button(t("Our turn"), "request_ours", request.id)
    return button(t("Waiting for you"), "request_wait", request.id)


def hand_on_or_ticket(
    request: TeamRequest, ticket: Ticket | None, t: Translator
) -> list[InteractiveElement]:
    """*Give to …*, in a row that is named after the request and its hands, and *Ticket*."""
    row: list[InteractiveElement] = [person_menu(t("Give to …"), "request_give")]
    if request.has_project and (ticket is None or ticket.stage == TicketStage.FAILED):
        row.append(button(t("Ticket"), "ticket_open", request.id))
    return row
