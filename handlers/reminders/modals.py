"""The window in which a reminder is made: who, what, when, and whether it comes again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.i18n import Translator, mark
from handlers.slack.blocks import (
    context,
    menu,
    modal,
    person_input,
    shorten,
    text_input,
)

WINDOW = "reminder_window"
ME, PERSON = "me", "person"
HOW_OFTEN = (
    ("day", mark("daily")),
    ("business_day", mark("on business days")),
    ("week", mark("weekly")),
    ("two_weeks", mark("every two weeks")),
    ("month", mark("monthly")),
    ("last_business_day", mark("monthly, on the last business day")),
    ("year", mark("yearly")),
)


@dataclass(frozen=True)
class Filled:
    """What a window starts with. ``who`` is ``me``, ``person`` or a team channel's id.

    ``why`` says what was not understood; ``link`` is the message it is about.
    """

    who: str = ME
    person: str | None = None
    what: str = ""
    when: str = ""
    why: str | None = None
    link: str | None = None
    bound: bool = False
    """It ends with the request of that thread."""


def window(
    filled: Filled, channels: Sequence[tuple[str, str]], subject: str, t: Translator
) -> dict[str, Any]:
    """The window. ``channels`` are team channels of the reader's platforms: id and platform."""
    people = [(ME, t("me")), (PERSON, t("somebody else"))]
    people += [(one, t("the team channel of {platform}", platform=name)) for one, name in channels]
    blocks = [context(filled.why)] if filled.why else []
    blocks += [
        text_input("what", t("What"), initial=shorten(filled.what, 2000), max_length=2000),
        text_input(
            "when",
            t("When"),
            initial=filled.when,
            placeholder=t("tomorrow 9:30, or every second Tuesday 9:30"),
            max_length=200,
        ),
        menu("repeats", t("Again"), [(key, t(name)) for key, name in HOW_OFTEN], optional=True),
        menu("whom", t("Whom"), people, initial=filled.who),
        person_input("person", t("If it is somebody else: who"), filled.person, optional=True),
    ]
    if filled.link:
        blocks.append(context(_about(filled.link, t, bound=filled.bound)))
    return modal(WINDOW, t("Remind"), t("Remind me then"), t("Cancel"), blocks, subject=subject)


def _about(link: str, t: Translator, *, bound: bool) -> str:
    message = f"<{link}|{t('the message')}>"
    if bound:
        return t("About {message}. It ends when the request is done.", message=message)
    return t("About {message}.", message=message)
