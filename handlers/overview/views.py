"""Lists for one person: what I have, whom to ask, what is open for a client."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.requests.reading import TeamRequest
from bot.features.tickets.models import Ticket
from handlers.requests.team_views import headline, ticket_line
from handlers.slack.blocks import (
    actions,
    button,
    context,
    divider,
    escape,
    header,
    quote,
    section,
    shorten,
    when,
)

Entry = tuple[TeamRequest, Ticket | None]
MOST = 15
"""Entries shown, of three blocks each, where Slack takes 50; the rest is counted."""


def help_text(lines: Sequence[tuple[str, str]], t: Translator, *, unknown: str = "") -> Drawing:
    """``/perron`` explains itself: ``(usage, what for)`` pairs, after a word it does not know."""
    listed = "\n".join(f"• `/perron {escape(usage)}`: {what}" for usage, what in lines)
    text = t("This is what I can do for you:")
    if unknown:
        word = escape(shorten(unknown, 40).replace("`", ""))
        text = t("I don't know “{word}”. This is what I can do for you:", word=word)
    return Drawing(text, [section(f"{text}\n{listed}")])


def client(
    name: str, entries: Sequence[Entry], in_spe: Sequence[tuple[str, str]], t: Translator
) -> Drawing:
    """The minute before a call: what is open, whose turn, tickets, what is kept for later."""
    if entries:
        text = t.plural(
            "{client}: one open request", "{client}: {n} open requests", len(entries), client=name
        )
    else:
        text = t("{client}: nothing is open", client=name)
    blocks: list[dict[str, Any]] = [header(text)]
    for request, ticket in entries[:MOST]:
        blocks += _entry(request, ticket, t)
    blocks += _rest(len(entries), t)
    if in_spe:
        kept = "\n".join(f"• {shorten(words, 120)} ({escape(due)})" for words, due in in_spe[:10])
        blocks += [divider(), section(t("*Projects in spe*") + "\n" + kept)]
    return Drawing(text, blocks)


def _entry(request: TeamRequest, ticket: Ticket | None, t: Translator) -> list[dict[str, Any]]:
    who = f"<@{request.assignee}>" if request.assignee else t("nobody yet")
    turn = t("the client's turn") if request.waits_for_client else t("our turn")
    facts = [t("with {person}", person=who), turn, when(request.created_at)]
    if ticket is not None:
        facts.append(ticket_line(ticket, t))
    return [
        section(f"{headline(request, t)}\n{quote(request.words, 300) or t('(no text)')}"),
        context(" · ".join(facts)),
    ]


def _rest(count: int, t: Translator) -> list[dict[str, Any]]:
    return [context(t("and {n} more", n=count - MOST))] if count > MOST else []


def who(
    question: str,
    ranked: Sequence[tuple[str, str]],
    why_none: str | None,
    form: str,
    t: Translator,
) -> Drawing:
    """Whom to ask, and why, to the asker alone: ``(person, reasons)``, best first.

    ``form``: what *Why not me?* is about.
    """
    why_not = actions(f"who|{form}", button(t("Why not me?"), "who_why_not", form))
    if not ranked:
        text = t("I can't think of anybody who fits. Ask in the team channel.")
        return Drawing(text, [section(quote(question, 300)), section(text), why_not])
    lines = [f"*<@{person}>*" + (f": {why}" if why else "") for person, why in ranked]
    text = t("You could ask:") if why_none is None else t("It's a close call. You could ask:")
    listed = section("\n".join([text, *lines]))
    return Drawing(text, [section(quote(question, 300)), listed, why_not])


def choose_client(names: Sequence[str], t: Translator) -> Drawing:
    """No client of that name, or several: which there are."""
    if not names:
        text = t("There is no client here yet.")
        return Drawing(text, [section(text)])
    listed = ", ".join(escape(name) for name in names)
    text = t("Which client? Type one of these after the command: {names}", names=listed)
    return Drawing(text, [section(text)])
