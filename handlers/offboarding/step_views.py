"""A step before its owner: what, by when, how, what shows it; and the day's reminder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import InteractiveElement

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.offboarding.kinds import (
    SETTLED,
    WITHIN,
    CaseState,
    Does,
    EvidenceKind,
    StepState,
    Turn,
)
from bot.features.offboarding.showing import EvidenceView, StepView
from handlers.digests.words import day
from handlers.offboarding.case_views import stamp
from handlers.offboarding.words import EVIDENCE, PHASES
from handlers.slack.blocks import (
    actions,
    button,
    context,
    escape,
    inert,
    person_menu,
    section,
    shorten,
    when,
)

FOUND = 8
"""Things shown that Perron found; all of them stand in the window."""
LISTS = (*WITHIN, Does.ACCESS_INACTIVE, Does.ACCESS_DELETED)
"""Steps with a list of their own, kept by people."""
ONLY_LOOKS = (*LISTS, Does.SLACK_PEOPLE, Does.WIKI_READERS)
"""Steps at which Perron looks, and people do."""
Blocks = list[dict[str, Any]]


def step_card(step: StepView, t: Translator) -> Drawing:
    """The step that its owner has to do now."""
    text = t("{client}: {step}", client=escape(step.client), step=escape(step.line.name))
    blocks = [context(" · ".join(_place(step, t))), section(f"*{text}*\n{_due(step, t)}")]
    if step.line.check_again:
        blocks.append(
            section(t("Something that it builds on was opened again. Does it still hold?"))
        )
    if step.line.out_by is not None:
        asks = t(
            "{person} asks to leave it out: {why}",
            person=f"<@{step.line.out_by}>",
            why=escape(shorten(step.line.out_why, 200)),
        )
        words = t("A second member confirms that, or not, on the card in the team channel.")
        blocks.append(section(f"{asks}\n{words}"))
    if step.note:
        blocks.append(section(t("*How:* {note}", note=escape(step.note))))
    blocks += _evidence(step, t)
    blocks += _perrons_part(step, t)
    if step.line.irreversible:
        blocks.append(context(t("This cannot be undone: you are asked once more.")))
    blocks += [actions(f"{name}|{stamp(step.line)}", *row) for name, row in _rows(step, t) if row]
    return Drawing(text, blocks)


def _place(step: StepView, t: Translator) -> list[str]:
    settled, of = step.progress.settled, step.progress.all
    facts = [
        t("Offboarding of {client}", client=escape(step.client)),
        t(PHASES[step.line.phase]),
        t("{settled} of {all} steps", settled=settled, all=of),
    ]
    if step.yours_after:
        facts.append(
            t.plural("one more for you after this", "{n} more for you after this", step.yours_after)
        )
    return facts


def _due(step: StepView, t: Translator) -> str:
    by = t("By {day}", day=day(step.line.due, t))
    return f"{by} · {t('*late*')}" if step.line.overdue else by


def _evidence(step: StepView, t: Translator) -> Blocks:
    lines = [_given(one, t) for one in step.evidence]
    if step.wanted and not lines:
        kinds = _either([t(EVIDENCE[kind]) for kind in step.wanted], t)
        lines = [t("What shows it: {kinds}", kinds=kinds)]
    return [context("\n".join(lines))] if lines else []


def _either(words: Sequence[str], t: Translator) -> str:
    *first, last = words
    if not first:
        return last
    return t("{first} or {last}", first=", ".join(first), last=last)


def _given(one: EvidenceView, t: Translator) -> str:
    who = f"<@{one.by}>" if one.by else "Perron"
    words = shorten(one.words, 200)
    shown = f"<{words}>" if one.kind is EvidenceKind.LINK and "|" not in words else escape(words)
    return t("{words} ({who}, {time})", words=shown, who=who, time=when(one.at))


def _perrons_part(step: StepView, t: Translator) -> Blocks:
    if step.trouble:
        words = escape(step.trouble)
        return [section(t("Perron could not do it: {why} Please do it by hand.", why=words))]
    if step.turn is Turn.LOOKING:
        return [context(t("Perron is looking …"))]
    if step.turn is Turn.DOING:
        return [context(t("Perron is at it …"))]
    if not step.found:
        return []
    lines = [_thing(one.words, one.link, one.ok) for one in step.found[:FOUND]]
    if len(step.found) > FOUND:
        lines.append(t("and {n} more", n=len(step.found) - FOUND))
    return [section("\n".join(lines))]


def _thing(words: str, link: str | None, ok: bool) -> str:
    shown = f"<{link}|{inert(shorten(words, 200))}>" if link else escape(shorten(words, 200))
    return f"• {shown}" if ok else f"• ⚠ {shown}"


def _rows(step: StepView, t: Translator) -> list[tuple[str, list[InteractiveElement]]]:
    if step.line.state is not StepState.POSSIBLE:
        return []
    mark_ = stamp(step.line)
    return [
        ("perron", _perrons_buttons(step, t)),
        (
            "step",
            [
                _done(step, t),
                button(t("Not needed"), "offboarding_not_needed", mark_),
                button(t("Blocked"), "offboarding_blocked", mark_),
                button(t("New date"), "offboarding_date", mark_),
                person_menu(t("Give to …"), "offboarding_give"),
            ],
        ),
    ]


def _done(step: StepView, t: Translator) -> InteractiveElement:
    """Straight away, or by a window where something has to be shown or said first.

    Where Perron keeps the list itself it sees by that whether it is so.
    """
    unshown = step.wanted and not step.evidence and step.does not in LISTS
    asks = step.line.irreversible or unshown
    action = "offboarding_done_with" if asks else "offboarding_done"
    return button(t("Done"), action, stamp(step.line), style="primary")


def _perrons_buttons(step: StepView, t: Translator) -> list[InteractiveElement]:
    if step.does is None or step.turn in (Turn.LOOKING, Turn.DOING):
        return []
    row: list[InteractiveElement] = []
    if step.does in LISTS:
        row.append(button(t("The list"), "offboarding_list", stamp(step.line)))
    if step.turn is Turn.FOUND and step.does not in ONLY_LOOKS:
        row.append(button(t("Choose what Perron does"), "offboarding_choose", stamp(step.line)))
    words = t("Let Perron look") if step.turn is Turn.NONE else t("Look again")
    row.append(button(words, "offboarding_look", stamp(step.line)))
    return row


def over(step: StepView, t: Translator, reader: str = "") -> Drawing:
    """A message about a step that is settled, somebody else's, or before ``reader`` in a newer
    message: a line, and the way back."""
    text = t("{client}: {step}", client=escape(step.client), step=escape(step.line.name))
    blocks = [section(f"~{text}~" if step.line.state is StepState.DONE else text)]
    blocks.append(context(_what_became(step, t, reader)))
    row = _way_back(step, t)
    blocks += [actions(f"step|{stamp(step.line)}", *row)] if row else []
    return Drawing(text, blocks)


def _way_back(step: StepView, t: Translator) -> list[InteractiveElement]:
    """As long as the case runs. Access is given back on its list, which opens the step again."""
    if step.case_state is not CaseState.RUNNING:
        return []
    if step.line.state is StepState.BLOCKED:
        return [button(t("It can go on"), "offboarding_unblock", stamp(step.line))]
    row: list[InteractiveElement] = []
    if step.line.state in SETTLED and step.does is Does.ACCESS_INACTIVE:
        row.append(button(t("The list"), "offboarding_list", stamp(step.line)))
    if step.can_reopen:
        row.append(button(t("Open again"), "offboarding_reopen", stamp(step.line)))
    return row


def _what_became(step: StepView, t: Translator, reader: str) -> str:
    if step.case_state is CaseState.CALLED_OFF:
        return t("The offboarding was called off: nothing is to be done here any more.")
    person = f"<@{step.settled_by}>" if step.settled_by else "Perron"
    words = {"person": person, "why": escape(shorten(step.reason, 200))}
    match step.line.state:
        case StepState.DONE:
            return t("{person} has done it.", person=person)
        case StepState.NOT_NEEDED:
            return t("{person} says it is not needed: {why}", **words)
        case StepState.SKIPPED:
            return t("{person} has left it out: {why}", **words)
        case StepState.BLOCKED if step.line.blocked_until is not None:
            until = day(step.line.blocked_until, t)
            return t("Blocked until {day}: {why}", day=until, why=words["why"])
        case StepState.POSSIBLE if step.line.owner == reader:
            return t("It is yours: a newer message is about it, or it comes next.")
        case StepState.POSSIBLE if step.line.owner:
            return t("{person} has it now.", person=f"<@{step.line.owner}>")
        case _:
            return t("It waits again, and comes back when it can be done.")


def waits(step: StepView, t: Translator) -> Drawing:
    """Something that the step builds on was opened again."""
    first = ", ".join(f"“{escape(name)}”" for name in step.line.waits_for)
    text = t(
        "{client}: “{step}” waits again, because {others} was opened again. "
        "You get it back when it can be done.",
        client=escape(step.client),
        step=escape(step.line.name),
        others=first or t("something"),
    )
    return Drawing(text, [section(text)])


def reminder(steps: Sequence[StepView], t: Translator) -> Drawing:
    """The day's one message: the first step in words, the others counted."""
    if not steps:
        text = t("Everything that was due for you in an offboarding is done. Thank you.")
        return Drawing(text, [section(text)])
    first = steps[0]
    text = t(
        "{client}: “{step}” is yours, by {day}.",
        client=escape(first.client),
        step=escape(first.line.name),
        day=day(first.line.due, t),
    )
    blocks = [section(text), context(" · ".join(_place(first, t)))]
    others = [f"{escape(one.client)}: {escape(shorten(one.line.name, 100))}" for one in steps[1:4]]
    if others:
        blocks.append(context(t("After that:") + "".join(f"\n• {one}" for one in others)))
    if len(steps) > 4:
        blocks.append(context(t("and {n} more", n=len(steps) - 4)))
    blocks += [actions(f"{name}|{stamp(first.line)}", *row) for name, row in _rows(first, t) if row]
    return Drawing(text, blocks)
