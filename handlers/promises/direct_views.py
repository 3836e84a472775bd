"""What one person gets about promises: text to post by hand, a last question, and windows."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.promises.reading import TeamPromise
from handlers.slack.blocks import (
    actions,
    button,
    checkboxes,
    context,
    escape,
    menu,
    modal,
    section,
    shorten,
    text_input,
    when,
)

NEW_DATE, NOT_KEPT, LESSON = "promise_new_date_window", "promise_not_kept_window", "promise_line"
WHICH_DATE = "promise_which_date"
TYPED, OTHER = "typed", "other"
AGREED = "agreed"
Dict = dict[str, Any]


class CopyState(StrEnum):
    """What became of a text that was to be posted by hand. ``PLAIN``: nothing depends on it."""

    WAITS = "waits"
    POSTED = "posted"
    DROPPED = "dropped"
    PLAIN = "plain"


def copy(text: str, channel: str, ballot: str, state: CopyState, t: Translator) -> Drawing:
    """What to post by hand; a promise begins when its writer says that it stands there."""
    title = t("To post in {channel} by hand:", channel=f"<#{channel}>")
    body = escape(text).replace("```", "'''")
    blocks = [section(title), section(f"```{body}```")]
    if state is CopyState.WAITS:
        posted = button(t("I have posted it"), "promise_posted", ballot, style="primary")
        blocks.append(
            actions(
                f"copy|{ballot}", posted, button(t("Not after all"), "promise_not_posted", ballot)
            )
        )
    elif state is CopyState.POSTED:
        blocks.append(context(t("You have posted it.")))
    elif state is CopyState.DROPPED:
        blocks.append(context(t("It is not posted after all.")))
    return Drawing(title, blocks)


def lesson(one: TeamPromise, wanted: bool, alone: bool, t: Translator) -> Drawing:
    """What should we remember? ``alone``: nobody else is asked, so it has no secret."""
    text = t(
        "{client}: {what} is over. What should we remember?",
        client=escape(one.client),
        what=escape(shorten(one.what, 300)),
    )
    if not wanted:
        return Drawing(text, [section(text), context(t("Thank you. It is kept with the promise."))])
    say = button(t("Write a line"), "promise_lesson", one.id)
    return Drawing(text, [section(text), context(secrecy(alone, t)), actions(f"l|{one.id}", say)])


def secrecy(alone: bool, t: Translator) -> str:
    """What is secret, from whom, until when, and what could give it away."""
    if alone:
        return t("You alone are asked, so the team will know that it is from you.")
    return t(
        "One line is enough. It is kept without a name and without a time; the team reads all "
        "lines at once, when everybody who was in has written or a week has passed. The way "
        "you write could still give you away."
    )


def lesson_window(one: TeamPromise, alone: bool, t: Translator) -> Dict:
    """Asks for the line."""
    asked = text_input("words", t("What should we remember?"), max_length=300)
    blocks = [asked, context(secrecy(alone, t))]
    return modal(LESSON, t("To remember"), t("Keep"), t("Cancel"), blocks, subject=one.id)


def new_date(one: TeamPromise, initial: str, t: Translator) -> Dict:
    """Asks for the date that was agreed with the client."""
    blocks = [
        section(_about(one, t)),
        text_input(
            "due",
            t("The new date"),
            initial=initial,
            hint=t("As you would say it: Friday at 5 pm, 14 December, in two weeks"),
            max_length=80,
        ),
        checkboxes("agreed", t("Talked about"), [(AGREED, t("The client has agreed to it"))]),
        context(t("The client sees the new date, and the one before it, on the pinned card.")),
    ]
    return modal(NEW_DATE, t("New date"), t("Save"), t("Cancel"), blocks, subject=one.id)


def which_date(typed: str, other: str, subject: str, t: Translator) -> Dict:
    """Which of two readings of the new date is meant; ``typed`` is the likelier one."""
    blocks = [
        section(t("What you typed can be read in two ways. Which do you mean?")),
        section(t("*{one}*, or *{other}*?", one=typed, other=other)),
        menu("due", t("The new date"), [(TYPED, typed), (OTHER, other)], initial=TYPED),
    ]
    return modal(WHICH_DATE, t("Which one?"), t("Save"), t("Back"), blocks, subject=subject)


def not_kept(one: TeamPromise, t: Translator) -> Dict:
    """Asks what was agreed instead."""
    blocks = [
        section(_about(one, t)),
        text_input(
            "instead",
            t("What did you agree on with the client instead?"),
            hint=t("The client reads this sentence on the pinned card, and nothing else about it."),
            multiline=True,
            max_length=400,
        ),
    ]
    return modal(NOT_KEPT, t("Not kept"), t("Save"), t("Cancel"), blocks, subject=one.id)


def _about(one: TeamPromise, t: Translator) -> str:
    return t(
        "{client}: {what}, by {time}",
        client=escape(one.client),
        what=escape(shorten(one.what, 300)),
        time=when(one.due),
    )
