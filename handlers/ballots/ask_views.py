"""The window in which the team is asked, and what it is read back as before anybody is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core import dates
from bot.core.i18n import Translator
from bot.features.ballots.asking import Frame
from handlers.ballots.parts import Blocks, plain
from handlers.slack.blocks import (
    context,
    escape,
    menu,
    modal,
    people_input,
    section,
    text_input,
)

ASK, WHICH, CONFIRM = "ballot_ask_window", "ballot_which_window", "ballot_confirm_window"
TYPED, OTHER = "typed", "other"
"""The two readings of a date: the one that is taken, and the one that is offered beside it."""
LONG, SHORT = 1500, 120
"""Characters that can be typed into a text and into a date."""


@dataclass(frozen=True)
class Filled:
    """What the window starts with: texts as they are typed."""

    client: str | None = None
    what: str = ""
    what_not: str = ""
    due: str = ""
    answer_by: str = ""
    if_kept: str = ""
    if_broken: str = ""
    if_no: str = ""
    in_return: str = ""
    needs: str = ""
    asked: tuple[str, ...] = ()
    closes_at: str = ""


def filled(frame: Frame, now: datetime, zone: str, language: str, *, anew: bool) -> Filled:
    """A frame as the window shows it. ``anew``: it is asked again, so its times are over."""

    def said(at: datetime | None) -> str:
        if at is None or at <= now or anew:
            return ""
        return dates.in_words(dates.Moment(at), now, zone, language)

    return Filled(
        client=frame.client,
        what=frame.what,
        what_not=frame.what_not,
        due=said(frame.due),
        answer_by=said(frame.answer_by),
        if_kept=frame.if_kept,
        if_broken=frame.if_broken,
        if_no=frame.if_no,
        in_return=frame.in_return,
        needs=frame.needs,
        asked=frame.asked,
        closes_at=said(frame.closes_at),
    )


def ask(
    start: Filled, clients: Sequence[tuple[str, str]], subject: str, t: Translator
) -> dict[str, Any]:
    """The window. ``clients`` are ``(key, name)`` pairs."""
    example = t("14 December 18:00, Friday noon, in two weeks …")
    usual = t("Left empty: the next business day at 16:00, and in time for the client.")
    blocks = [
        menu("client", t("For which client?"), clients, initial=start.client),
        _words(
            "what", t("What is it about?"), start.what, t("In a few sentences, so that all know")
        ),
        _words(
            "what_not", t("What will it not be?"), start.what_not, t("What somebody could expect")
        ),
        _date("due", t("By when, with date and time?"), start.due, example),
        _date("answer_by", t("By when does the client need our answer?"), start.answer_by, example),
        _words("if_kept", t("What does it bring if we promise it and keep it?"), start.if_kept),
        _words("if_broken", t("What does it cost if we promise and break it?"), start.if_broken),
        _words("if_no", t("What does it cost if we say no?"), start.if_no),
        _words(
            "in_return",
            t("What is offered in return?"),
            start.in_return,
            t("Such as time off for overtime"),
            optional=True,
        ),
        _words(
            "needs",
            t("What does it take?"),
            start.needs,
            t("Such as: two people, the weekend of the 5th"),
            optional=True,
        ),
        people_input("asked", t("Who is asked? (three or more)"), start.asked),
        _date("closes_at", t("When does the vote close?"), start.closes_at, usual, optional=True),
    ]
    title, next_ = t("Go or no-go?"), t("Next")
    return modal(ASK, title, next_, t("Cancel"), blocks, subject=subject)


def _words(
    block_id: str, label: str, initial: str, hint: str = "", *, optional: bool = False
) -> dict[str, Any]:
    return text_input(
        block_id,
        label,
        initial=initial[:LONG],
        multiline=True,
        optional=optional,
        hint=hint or None,
        max_length=LONG,
    )


def _date(
    block_id: str, label: str, initial: str, hint: str, *, optional: bool = False
) -> dict[str, Any]:
    return text_input(
        block_id, label, initial=initial, hint=hint, optional=optional, max_length=SHORT
    )


def which(
    readings: Mapping[str, tuple[datetime, datetime]],
    now: datetime,
    zone: str,
    subject: str,
    t: Translator,
) -> dict[str, Any]:
    """Which of two readings is meant. ``readings``: by field, the one that is taken comes first."""
    labels = {
        "due": t("By when, with date and time?"),
        "answer_by": t("By when does the client need our answer?"),
        "closes_at": t("When does the vote close?"),
    }

    def said(at: datetime) -> str:
        return dates.in_words(dates.Moment(at), now, zone, t.language)

    blocks: Blocks = [section(t("What you typed can be read in two ways. Which do you mean?"))]
    for field, (typed, other) in readings.items():
        options = [(TYPED, said(typed)), (OTHER, said(other))]
        either = t("*{one}*, or *{other}*?", one=said(typed), other=said(other))
        blocks += [section(either), menu(field, labels[field], options, initial=TYPED)]
    title = t("Which one?")
    return modal(WHICH, title, t("Next"), t("Back"), blocks, subject=subject)


def confirm(
    frame: Frame,
    client: str,
    now: datetime,
    zone: str,
    subject: str,
    restarts: bool,
    t: Translator,
) -> dict[str, Any]:
    """What was understood, in full, before anybody is asked."""

    def said(at: datetime) -> str:
        return dates.in_words(dates.Moment(at), now, zone, t.language)

    closes = frame.closes_at or frame.answer_by
    lines = [
        t("To be done by: {time}", time=said(frame.due)),
        t("The client needs our answer by: {time}", time=said(frame.answer_by)),
        t("The vote closes: {time}", time=said(closes)),
    ]
    asked = t("Asked: {people}", people=", ".join(f"<@{one}>" for one in frame.asked[:100]))
    blocks: Blocks = [
        section(f"*{escape(client)}*: {plain(frame.what, 600)}"),
        section("\n".join(lines)),
        section(asked),
        context(
            t(
                "A lead who is not asked is told of it, and may add a view. The lead has no other "
                "say in it."
            )
        ),
    ]
    if restarts:
        again = t("The vote then begins again, and the votes so far are destroyed.")
        blocks.append(section(f"*{again}*"))
    title = t("Is this right?")
    return modal(CONFIRM, title, t("Ask the team"), t("Back"), blocks, subject=subject)
