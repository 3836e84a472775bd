"""The windows around a case: its beginning, its changes, its call-off, and all of its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.i18n import Translator, mark
from bot.features.offboarding.kinds import (
    SETTLED,
    EvidenceKind,
    Phase,
    StepState,
    Why,
)
from bot.features.offboarding.leaving_out import needs_two
from bot.features.offboarding.showing import CaseView, StepLine
from handlers.digests.words import day
from handlers.offboarding.case_views import counted, stamp
from handlers.offboarding.step_windows import so_without
from handlers.offboarding.words import EVIDENCE, PHASES, SIGNS, STATES, WHY
from handlers.slack.blocks import (
    checkboxes,
    context,
    date_input,
    escape,
    menu,
    modal,
    person_input,
    section,
    shorten,
    text_input,
)

START, CALL_OFF = "offboarding_start_window", "offboarding_call_off_window"
CHANGE, ADD, SKIP = "offboarding_change_window", "offboarding_add_window", "offboarding_skip_window"
MOVE, LAST_DAY, GIVE = (
    "offboarding_move_window",
    "offboarding_last_day_window",
    "offboarding_give_window",
)
STEPS = "offboarding_steps_window"
NOTE, NAME = 1000, 150
"""Characters."""
LAST, FIRST = "last", "first"
YES = "yes"
Dict = dict[str, Any]

CHANGES = {
    "add": mark("Add a step"),
    "skip": mark("Leave a step out"),
    "move": mark("Put a step elsewhere"),
    "give": mark("Give a step to somebody"),
    "last_day": mark("Another last day"),
}


@dataclass(frozen=True)
class Offer:
    """What the first window offers: ``(key, name)`` of clients and templates."""

    clients: Sequence[tuple[str, str]]
    templates: Sequence[tuple[str, str]]
    client: str | None = None
    last_day: date | None = None
    why: Why | None = None


def start(offer: Offer, t: Translator) -> Dict:
    """Which client, until when, why: the question for a second member."""
    whys = [(why.value, t(words)) for why, words in WHY.items()]
    blocks = [
        menu("client", t("Which client?"), offer.clients, initial=offer.client),
        date_input("last_day", t("The last day of the work"), offer.last_day),
        menu("why", t("Why does it end?"), whys, initial=offer.why.value if offer.why else None),
        text_input("note", t("In your words"), optional=True, multiline=True, max_length=NOTE),
    ]
    if len(offer.templates) > 1:
        first = offer.templates[0][0]
        blocks.append(menu("template", t("Template"), offer.templates, initial=first))
    blocks.append(
        context(t("A second member of the platform has to confirm. The client sees none of this."))
    )
    return modal(START, t("End the work"), t("Ask the team"), t("Cancel"), blocks)


def call_off(case: CaseView, t: Translator) -> Dict:
    """Asks why, and says what happens."""
    blocks = [
        section(
            t(
                "*The offboarding of {client}* is called off, and what it has changed is put back.",
                client=escape(case.client),
            )
        ),
        text_input("why", t("Why?"), multiline=True, max_length=NOTE),
    ]
    return modal(
        CALL_OFF, t("Call off"), t("Call it off"), t("Cancel"), blocks, subject=stamp(case)
    )


def change(case: CaseView, t: Translator) -> Dict:
    """What is to be changed, and at which step."""
    steps = open_steps(case)
    blocks = [
        menu(
            "what",
            t("What do you want to change?"),
            [(key, t(words)) for key, words in CHANGES.items()],
        )
    ]
    if steps:
        blocks.append(menu("step", t("At which step?"), _named(steps), optional=True))
    return modal(
        CHANGE, t("Change the offboarding"), t("Go on"), t("Cancel"), blocks, subject=stamp(case)
    )


def open_steps(case: CaseView) -> list[StepLine]:
    """What is not settled yet, in order."""
    return [step for phase in case.phases for step in phase.steps if step.state not in SETTLED]


def _named(steps: Sequence[StepLine]) -> list[tuple[str, str]]:
    return [(step.id, step.name) for step in steps]


def add(case: CaseView, t: Translator) -> Dict:
    """A step of one's own."""
    phases = [(phase.value, t(words)) for phase, words in PHASES.items()]
    kinds = [(k.value, t(words)) for k, words in EVIDENCE.items() if k is not EvidenceKind.CHECK]
    steps = open_steps(case)
    blocks = [
        text_input("name", t("What is to be done?"), max_length=NAME),
        menu("phase", t("In which phase?"), phases, initial=Phase.WIND_DOWN.value),
        date_input("due", t("By when?"), case.last_day),
        person_input("owner", t("Who does it?"), optional=True),
        text_input("how", t("How?"), optional=True, multiline=True, max_length=NOTE),
    ]
    if steps:
        blocks.append(menu("needs", t("What comes first?"), _named(steps), optional=True))
    blocks.append(checkboxes("evidence", t("What shows that it is done?"), kinds))
    blocks.append(
        checkboxes(
            "more",
            t("More"),
            [(YES, t("It cannot be undone")), ("client", t("It stands in the client's report"))],
        )
    )
    return modal(ADD, t("Add a step"), t("Add"), t("Back"), blocks, subject=stamp(case))


def skip(step: StepLine, t: Translator) -> Dict:
    """Asks why a step is left out, and says what follows."""
    blocks = [
        _about(step),
        *so_without(step, t),
        text_input("why", t("Why is it left out?"), multiline=True, max_length=NOTE),
    ]
    submit = t("Ask the team") if needs_two(step) else t("Leave it out")
    return modal(SKIP, t("Leave a step out"), submit, t("Back"), blocks, subject=stamp(step))


def move(case: CaseView, step: StepLine, t: Translator) -> Dict:
    """Asks before which other step it shall stand."""
    others = [
        (other.id, t("before “{step}”", step=shorten(other.name, 60)))
        for other in open_steps(case)
        if other.id != step.id
    ]
    places = [*others[:99], (LAST, t("at the very end"))]
    blocks = [_about(step), menu("before", t("Where shall it stand?"), places)]
    return modal(MOVE, t("Put it elsewhere"), t("Move"), t("Back"), blocks, subject=stamp(step))


def give(step: StepLine, t: Translator) -> Dict:
    """Asks who does it."""
    blocks = [_about(step), person_input("to", t("Who does it?"), step.owner)]
    return modal(GIVE, t("Give to …"), t("Give"), t("Back"), blocks, subject=stamp(step))


def last_day(case: CaseView, t: Translator) -> Dict:
    """Asks for another last day."""
    blocks = [
        date_input("day", t("The last day of the work"), case.last_day),
        context(
            t("The days of open steps follow, apart from those that somebody has set by hand.")
        ),
    ]
    return modal(LAST_DAY, t("Another last day"), t("Save"), t("Back"), blocks, subject=stamp(case))


def _about(step: StepLine) -> Dict:
    return section(f"*{escape(step.name)}*")


def all_steps(case: CaseView, t: Translator) -> Dict:
    """Every step with its state, owner and day: to read."""
    blocks = [context(counted(case.progress, t))]
    for phase in case.phases:
        lines = [f"*{t(PHASES[phase.phase])}*", *(_line(step, t) for step in phase.steps)]
        blocks += [section("\n".join(lines[n : n + 12])) for n in range(0, len(lines), 12)]
    return modal(
        STEPS,
        shorten(t("Offboarding: {client}", client=case.client), 24),
        None,
        t("Close"),
        blocks[:100],
    )


def _line(step: StepLine, t: Translator) -> str:
    facts = [t(STATES[step.state])]
    if step.owner:
        facts.append(f"<@{step.owner}>")
    if step.state in (StepState.POSSIBLE, StepState.WAITING):
        facts.append(t("by {day}", day=day(step.due, t, "d MMM")))
    return f"{SIGNS[step.state]} {escape(shorten(step.name, 140))} · {' · '.join(facts)}"
