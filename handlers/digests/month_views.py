"""A platform's month: figures of matters by client, the same for every member."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.digests.monthly import FEWEST, ClientMonth, Month
from handlers.digests.words import duration, image, month
from handlers.slack.blocks import context, escape, header, section

MOST = 30
"""Clients shown; the rest is counted."""


def of_month(found: Month, picture: str | None, alt: str, t: Translator) -> Drawing:
    """What came in and was done, whose turn the waiting was, and how long answers took."""
    title = t("{platform} in {month}", platform=found.platform, month=month(found.first, t))
    blocks: list[dict[str, Any]] = [header(title)]
    blocks += [section(_client(one, t)) for one in found.clients[:MOST]]
    if len(found.clients) > MOST:
        blocks.append(context(t("and {n} more", n=len(found.clients) - MOST)))
    if picture is not None:
        blocks.append(image(picture, alt))
    blocks.append(context(_notes(found, t)))
    return Drawing(title, blocks)


def _client(one: ClientMonth, t: Translator) -> str:
    lines = [
        f"*{escape(one.client)}*",
        t("{came} came in, {done} done", came=one.came, done=one.done),
    ]
    waited = one.ours + one.theirs
    if waited:
        share = round(100 * one.ours / waited)
        lines.append(
            t("Waiting: {ours} % on us, {theirs} % on the client", ours=share, theirs=100 - share)
        )
    if one.answers is not None:
        lines.append(
            t(
                "First answers: half within {median} of business time, nine in ten within {most}",
                median=duration(one.answers.median, t),
                most=duration(one.answers.most, t),
            )
        )
    return "\n".join(lines)


def _notes(found: Month, t: Translator) -> str:
    notes = t("Everybody here sees the same. No figure is about a person.")
    if not found.response_times or all(one.answers is not None for one in found.clients):
        return notes
    few = t(
        "There are no answer times where nothing was answered, or where fewer than {n} people "
        "work on a client.",
        n=FEWEST,
    )
    return f"{notes} {few}"
