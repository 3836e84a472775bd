"""What the window about open tickets asks: what becomes of them, and with which words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.i18n import Translator, mark
from bot.features.offboarding.showing import StepView, Thing
from handlers.digests.words import day
from handlers.offboarding.doers.frame import Dict
from handlers.slack.blocks import OPTIONS, context, labelled, shorten, text_input
from handlers.slack.models import Choice, Choices, Menu
from handlers.slack.submissions import Submission, WrongField

COMMENT = 2000
"""Characters: as much as Jira's readers bear."""
CLOSE, MOVE = "close", "move:"
"""What the menu gives; the second is followed by the project's key."""
MOST = 1000
"""Tickets that Jira moves at once."""


def fields(step: StepView, t: Translator) -> list[Dict]:
    """One menu for closing and moving, empty at first: nobody closes what they meant to move."""
    line = next((one for one in step.found if not one.ref), None)
    to = line.detail.get("to", ()) if line is not None else ()
    if not to:
        return [_comment(step, t, closes=True), context(_by_hand(line, t))]
    along = t("Tickets get a new key when they move, and take their subtasks along.")
    return [
        labelled("how", t("What becomes of them?"), _ways(to, t)),
        _comment(step, t, closes=False),
        context(along),
    ]


def _ways(to: Sequence[tuple[str, str]], t: Translator) -> Menu:
    """Closing first, then the projects, a hundred in each group as Slack takes them."""
    closing = Choices(label=t("In this project"), options=[_option(CLOSE, t("Close them"))])
    moving = [
        _option(f"{MOVE}{key}", t("Move them to {project}", project=f"{name} ({key})"))
        for key, name in to
    ]
    parts = [moving[n : n + OPTIONS] for n in range(0, len(moving), OPTIONS)][: OPTIONS - 1]
    groups = [Choices(label=t("To another project"), options=part) for part in parts]
    return Menu(action_id="value", option_groups=[closing, *groups])


def _option(value: str, words: str) -> Choice:
    return Choice(value=value, label=shorten(words, 75))


def _by_hand(line: Thing | None, t: Translator) -> str:
    if line is None:
        return t(
            "Perron closes tickets and does not move them: Jira has an interface for that in the "
            "cloud only. Leave those out here, move them in Jira by hand, and let Perron look "
            "again."
        )
    leave = t("Leave out what is to be moved, move it in Jira by hand, and let Perron look again.")
    return f"{line.words} {leave}"


def _comment(step: StepView, t: Translator, *, closes: bool) -> Dict:
    """The comment is read by whoever reads the ticket: it tells neither why nor by whom."""
    last = day(step.last_day, t, "d MMMM y")
    words, label = t("The work on this project ends on {day}.", day=last), t("Comment on each")
    if closes:
        words = t(
            "The work on this project ends on {day}. This ticket is closed as it stands.", day=last
        )
        label = t("Comment on each closed ticket")
    hint = t("Whoever can read the ticket reads it, the client, too.")
    return text_input(
        "comment", label, initial=words, multiline=True, hint=hint, max_length=COMMENT
    )


def chosen(form: Submission) -> dict[str, Any]:
    """``{"comment"}``, with ``"to"`` the project where they are moved to."""
    comment, how = form.text("comment").strip(), form.text("how")
    if not comment:
        raise WrongField("comment", mark("Please leave a few words for whoever reads the ticket."))
    if not how.startswith(MOVE):
        return {"comment": comment}
    if len(form.chosen("refs")) > MOST:
        raise WrongField(
            "refs", mark("Jira moves a thousand tickets at once. Please choose fewer.")
        )
    return {"comment": comment, "to": how.removeprefix(MOVE)}
