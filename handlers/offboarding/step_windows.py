"""The windows around one step: what shows it, why not, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.core.i18n import Translator, mark
from bot.features.offboarding.kinds import EvidenceKind
from bot.features.offboarding.leaving_out import needs_two
from bot.features.offboarding.showing import StepLine, StepView
from handlers.offboarding.case_views import stamp
from handlers.offboarding.words import without
from handlers.slack.blocks import (
    checkboxes,
    context,
    date_input,
    escape,
    file_input,
    modal,
    section,
    text_input,
)

DONE, NOT_NEEDED, BLOCKED = (
    "offboarding_done_window",
    "offboarding_not_needed_window",
    "offboarding_blocked_window",
)
DATE, REOPEN = "offboarding_date_window", "offboarding_reopen_window"
WHY = 600
"""Characters of a reason."""
FOR_CLIENT = "client"
NO_WAY_BACK = mark("*This cannot be undone.* From here on the offboarding cannot be called off.")
Dict = dict[str, Any]


def done(step: StepView, t: Translator) -> Dict:
    """Asks for evidence where it is wanted, and once more where there is no way back."""
    blocks = [section(_about(step))]
    if step.wanted and not step.evidence:
        blocks += _asked_for(step.wanted, t)
        blocks.append(
            checkboxes(
                "for_client", t("Who may read it"), [(FOR_CLIENT, t("The client, in their report"))]
            )
        )
    if step.line.irreversible:
        blocks.append(section(t(NO_WAY_BACK)))
    submit = t("Yes, it is done") if step.line.irreversible else t("Done")
    return modal(DONE, t("Done"), submit, t("Cancel"), blocks, subject=stamp(step.line))


def _asked_for(kinds: Sequence[EvidenceKind], t: Translator) -> list[Dict]:
    """One field for each kind; with several, one of them is enough."""
    alone = len(kinds) == 1
    made = {
        EvidenceKind.LINK: lambda: text_input(
            "link", t("Link"), optional=not alone, max_length=1000
        ),
        EvidenceKind.TEXT: lambda: text_input(
            "text", t("In a sentence"), optional=not alone, multiline=True, max_length=1500
        ),
        EvidenceKind.NUMBER: lambda: text_input(
            "number", t("Number"), optional=not alone, max_length=40
        ),
        EvidenceKind.FILE: lambda: file_input("file", t("File"), optional=not alone),
    }
    blocks = [made[kind]() for kind in kinds if kind in made]
    if not alone:
        blocks.append(context(t("One of these is enough.")))
    if EvidenceKind.CHECK in kinds:
        blocks.append(context(t("Or let Perron look, with the button at the step.")))
    return blocks


def not_needed(step: StepView, t: Translator) -> Dict:
    """Asks why."""
    why = text_input("why", t("Why is it not needed?"), multiline=True, max_length=WHY)
    blocks = [
        section(_about(step)),
        *so_without(step.line, t),
        why,
        context(t("It stands in the internal report, never in the client's.")),
    ]
    submit = t("Ask the team") if needs_two(step.line) else t("Not needed")
    return modal(NOT_NEEDED, t("Not needed"), submit, t("Cancel"), blocks, subject=stamp(step.line))


def so_without(step: StepLine, t: Translator) -> list[Dict]:
    """What follows where this step is left out, where that is not plain."""
    words = without(step, t)
    return [section(words)] if words is not None else []


def blocked(step: StepView, first: date, t: Translator) -> Dict:
    """Asks why, and on which day it comes back; ``first`` is offered."""
    blocks = [
        section(_about(step)),
        text_input("why", t("What is in the way?"), multiline=True, max_length=WHY),
        date_input("until", t("When shall it come back to you?"), first),
    ]
    return modal(BLOCKED, t("Blocked"), t("Save"), t("Cancel"), blocks, subject=stamp(step.line))


def new_date(step: StepView, t: Translator) -> Dict:
    """Asks for another day."""
    blocks = [section(_about(step)), date_input("due", t("By when?"), step.line.due)]
    return modal(DATE, t("New date"), t("Save"), t("Cancel"), blocks, subject=stamp(step.line))


def reopen(step: StepView, t: Translator) -> Dict:
    """Asks why it was not done after all."""
    blocks = [
        section(_about(step)),
        text_input("why", t("What is still to be done?"), multiline=True, max_length=WHY),
        context(t("What builds on it waits again, and whoever has that is told.")),
    ]
    return modal(
        REOPEN, t("Open again"), t("Open again"), t("Cancel"), blocks, subject=stamp(step.line)
    )


def _about(step: StepView) -> str:
    return f"*{escape(step.client)}: {escape(step.line.name)}*"
