"""The windows around a vote: my vote, my hand, what else, a lead's view.

They open before the one who pressed, and nobody else sees them; Slack keeps no copy of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.i18n import Translator
from bot.features.ballots.models import Alternative, Ballot, Choice, Condition
from bot.features.ballots.secrecy import Paper
from bot.features.ballots.words import ALTERNATIVES, CHOICES, CONDITIONS
from handlers.ballots.parts import plain
from handlers.slack.blocks import (
    checkboxes,
    context,
    menu,
    modal,
    section,
    text_input,
)

MINE, HAND, OFFER, VIEW = (
    "ballot_mine_window",
    "ballot_hand_window",
    "ballot_offer_window",
    "ballot_view_window",
)
UNSAID = "0"
"""The option that says nothing about how sure one is."""


def mine(
    ballot_id: str, round_: int, paper: Paper | None, choice: Choice | None, t: Translator
) -> dict[str, Any]:
    """My vote as it stands, to be looked at or changed. ``choice``: what was just pressed."""
    before = paper or Paper(Choice.GO)
    chosen = choice or (paper.choice if paper is not None else None)
    options = [(str(one), t(text)) for one, text in CHOICES.items()]
    levels = [(UNSAID, t("I'd rather not say"))] + [(str(n), _level(n, t)) for n in range(1, 6)]
    blocks = [
        menu("choice", t("My vote"), options, initial=chosen),
        _conditions(before.conditions, t),
        text_input(
            "words",
            t("Something else that you need for a go"),
            initial=before.words,
            optional=True,
            max_length=500,
        ),
        menu(
            "certainty",
            t("How sure are you that we can keep it?"),
            levels,
            initial=str(before.certainty or UNSAID),
        ),
        text_input(
            "why",
            t("A word why"),
            initial=before.why,
            multiline=True,
            optional=True,
            hint=t(
                "It is shown without your name, after closing. Your style may be known, though."
            ),
            max_length=500,
        ),
        context(t("Only you see this window.")),
    ]
    title = t("My vote")
    return modal(MINE, title, t("Vote"), t("Close"), blocks, subject=f"{ballot_id}:{round_}")


def _level(n: int, t: Translator) -> str:
    return {1: t("1: hardly"), 5: t("5: very")}.get(n, str(n))


def _conditions(ticked: Sequence[Condition], t: Translator) -> dict[str, Any]:
    label = t("For “Go, if …”: what do you need?")
    options = [(one.value, t(text)) for one, text in CONDITIONS.items() if one != Condition.OTHER]
    return checkboxes("conditions", label, options, ticked=ticked)


def hand(ballot: Ballot, words: str, t: Translator) -> dict[str, Any]:
    """*I'm in*: with what."""
    return modal(
        HAND,
        t("I'm in"),
        t("I'm in"),
        t("Cancel"),
        [
            section(plain(ballot.what, 600)),
            text_input(
                "words",
                t("With what?"),
                initial=words,
                multiline=True,
                hint=t("What you take on, which weekend if any, and how it is given back to you."),
                max_length=500,
            ),
            context(t("This stands under your name. Offer what you want to, and no more.")),
        ],
        subject=ballot.id,
    )


def offer(ballot: Ballot, t: Translator) -> dict[str, Any]:
    """What could be offered instead."""
    options = [(str(one), t(text)) for one, text in ALTERNATIVES.items()]
    return modal(
        OFFER,
        t("What instead?"),
        t("Offer it"),
        t("Cancel"),
        [
            section(plain(ballot.what, 600)),
            menu("kind", t("What could we offer instead?"), options, initial=Alternative.SMALLER),
            text_input("words", t("In a few words"), optional=True, multiline=True, max_length=500),
            context(t("The team sees it without your name.")),
        ],
        subject=ballot.id,
    )


def view(ballot: Ballot, words: str, t: Translator) -> dict[str, Any]:
    """A lead's view."""
    return modal(
        VIEW,
        t("A view"),
        t("Save"),
        t("Cancel"),
        [
            section(plain(ballot.what, 600)),
            text_input(
                "words",
                t("How do you see it?"),
                initial=words,
                multiline=True,
                optional=True,
                hint=t("Shown under your name below the result, once the team has voted."),
                max_length=1500,
            ),
        ],
        subject=ballot.id,
    )
