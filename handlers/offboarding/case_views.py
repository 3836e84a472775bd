"""The case's card: phases, how far we are, who is next, and what waits for what. For the team."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import InteractiveElement, StaticSelectElement
from slack_sdk.models.blocks.basic_components import Option

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.offboarding.kinds import CaseState, StepState
from bot.features.offboarding.showing import CaseView, LeftBehind, PhaseView, Progress, StepLine
from handlers.digests.words import day
from handlers.offboarding.words import PHASES, SIGNS, WHY, without
from handlers.slack.blocks import actions, button, context, escape, header, section, shorten, when

NEXT, WAITING = 8, 5
"""Lines of either; the rest is counted."""
BAR = 10
Blocks = list[dict[str, Any]]


def case_card(case: CaseView, t: Translator) -> Drawing:
    """The case as it stands, with what can be done about it as a whole."""
    if case.state is CaseState.ASKED:
        return _asked(case, t)
    if case.state is CaseState.CALLED_OFF:
        return _called_off(case, t)
    title = t("Offboarding of {client}", client=case.client)
    blocks = [header(title), section("\n".join(_standing(case, t)))]
    blocks.append(section("\n".join(_phase(phase, t) for phase in case.phases)))
    if case.next:
        blocks.append(section(_listed(t("*Next*"), case.next, NEXT, _next_line, t)))
    waiting = (*case.blocked, *case.waiting)
    if waiting:
        blocks.append(context(_listed(t("*Waits*"), waiting, WAITING, _waiting_line, t)))
    for step in case.going_out:
        blocks += _going_out(step, t)
    blocks.append(actions(f"case|{case.id}", *_buttons(case, t)))
    return Drawing(f"{title}: {counted(case.progress, t)}", blocks)


def _going_out(step: StepLine, t: Translator) -> Blocks:
    """Somebody asks to leave out what one person alone does not: a second one confirms."""
    text = t(
        "{person} asks to leave out “{step}”: {why}",
        person=f"<@{step.out_by}>",
        step=escape(step.name),
        why=escape(shorten(step.out_why, 300)),
    )
    words = without(step, t)
    row = [
        button(t("Leave it out"), "offboarding_out_confirm", stamp(step)),
        button(t("It stays"), "offboarding_out_stays", stamp(step)),
    ]
    return [
        section(text),
        *([context(words)] if words is not None else []),
        actions(f"out|{step.id}", *row),
    ]


def _asked(case: CaseView, t: Translator) -> Drawing:
    text = t(
        "{person} would like to end the work with {client}, last day {day}.",
        person=f"<@{case.asked_by}>",
        client=escape(case.client),
        day=day(case.last_day, t),
    )
    blocks = [section(text), context(*_reasons(case, t))]
    blocks.append(
        context(t("A second member of the platform has to confirm. The client sees none of this."))
    )
    confirm = button(t("Confirm"), "offboarding_confirm", stamp(case), style="primary")
    blocks.append(actions(f"case|{case.id}", confirm, _call_off(case, t)))
    return Drawing(text, blocks)


def _called_off(case: CaseView, t: Translator) -> Drawing:
    by_hand = [one for one in case.left_behind if one.by_hand or one.trouble]
    coming = len(case.left_behind) - len(by_hand)
    text = t(
        "{person} has called off the offboarding of {client}.",
        person=f"<@{case.ended_by}>",
        client=escape(case.client),
    )
    text = f"{text} {_put_back(coming, len(by_hand), t)}"
    blocks = [section(text)]
    if case.end_note:
        blocks.append(context(escape(case.end_note)))
    if by_hand:
        title = t("Somebody has to put this back by hand:")
        blocks.append(section(title + "".join(f"\n• {_left(one)}" for one in by_hand[:20])))
        done = [(str(one.change), one.words) for one in by_hand]
        blocks.append(actions(f"left|{case.id}", _put_back_menu(done, t)))
    blocks.append(actions(f"case|{case.id}", button(t("Report"), "offboarding_report", case.id)))
    return Drawing(text, blocks)


def _put_back(coming: int, by_hand: int, t: Translator) -> str:
    """How far it is: said to be done only once nothing is left."""
    if coming:
        return t.plural(
            "What it had changed is being put back: one thing is still to come.",
            "What it had changed is being put back: {n} things are still to come.",
            coming,
        )
    if by_hand:
        return t("What Perron could put back was put back.")
    return t("What it had changed was put back.")


def _left(one: LeftBehind) -> str:
    return escape(one.words) + (f" ({escape(one.trouble)})" if one.trouble else "")


def _put_back_menu(left: Sequence[tuple[str, str]], t: Translator) -> InteractiveElement:
    """Whoever has put one back says which."""
    options = [Option(value=change, label=shorten(words, 75)) for change, words in left[:100]]
    placeholder = t("I have put this back …")
    return StaticSelectElement(
        placeholder=placeholder, action_id="offboarding_put_back", options=options
    )


def _reasons(case: CaseView, t: Translator) -> list[str]:
    return [t(WHY[case.why]), *([escape(shorten(case.note, 300))] if case.note else [])]


def _standing(case: CaseView, t: Translator) -> list[str]:
    facts = [f"{_bar(case.progress)}  {counted(case.progress, t)}"]
    last = t("Last day: {day}", day=day(case.last_day, t))
    facts.append(" · ".join([last, *_reasons(case, t)]))
    if case.state is CaseState.FINISHED and case.ended_at is not None:
        facts.append(t("It is over since {time}.", time=when(case.ended_at)))
    if case.blocked_at is not None:
        facts.append(t("Delivery block since {time}.", time=when(case.blocked_at)))
    elif case.irreversible_step is not None:
        words = t(
            "It cannot be called off any more: “{step}” is done.",
            step=escape(case.irreversible_step),
        )
        facts.append(words)
    return facts


def line(case: CaseView, t: Translator) -> str:
    """The case in a line, for App Home."""
    title = t("Offboarding of {client}", client=escape(case.client))
    if case.state is CaseState.ASKED:
        return f"{title}: {t('a second member has to confirm')}"
    return f"{title}: {_bar(case.progress)}  {counted(case.progress, t)}"


def counted(progress: Progress, t: Translator) -> str:
    """How far we are, in words."""
    return t("{settled} of {all} steps", settled=progress.settled, all=progress.all)


def _bar(progress: Progress) -> str:
    full = BAR * progress.settled // max(1, progress.all)
    return "▰" * full + "▱" * (BAR - full)


def _phase(phase: PhaseView, t: Translator) -> str:
    signs = " ".join(SIGNS[step.state] for step in phase.steps)
    name = f"*{t(PHASES[phase.phase])}*"
    return f"{name}  {signs}  {phase.progress.settled}/{phase.progress.all}"


def _listed(title: str, steps: Sequence[StepLine], most: int, line: Any, t: Translator) -> str:
    lines = [title, *(f"• {line(step, t)}" for step in steps[:most])]
    if len(steps) > most:
        lines.append(t("and {n} more", n=len(steps) - most))
    return "\n".join(lines)


def _next_line(step: StepLine, t: Translator) -> str:
    who = f"<@{step.owner}>" if step.owner else t("nobody yet")
    by = t("by {day}", day=day(step.due, t, "EEE, d MMM"))
    late = t("*late*") if step.overdue else ""
    again = t("to be looked at again") if step.check_again else ""
    return " · ".join(filter(None, (escape(shorten(step.name, 150)), who, by, late, again)))


def _waiting_line(step: StepLine, t: Translator) -> str:
    """About a line on a screen: what it waits for first, and how much more."""
    name = escape(shorten(step.name, 60))
    if step.state is StepState.BLOCKED and step.blocked_until is not None:
        until = day(step.blocked_until, t, "EEE, d MMM")
        return t("{step}: blocked until {day}", step=name, day=until)
    if step.waits_for:
        first, more = step.waits_for[0], len(step.waits_for) - 1
        others = f"“{escape(shorten(first, 60))}”"
        others += " " + t("and {n} more", n=more) if more > 0 else ""
        return t("{step}: after {others}", step=name, others=others)
    if step.not_before is not None:
        return t("{step}: not before {time}", step=name, time=when(step.not_before))
    return name


def _buttons(case: CaseView, t: Translator) -> list[InteractiveElement]:
    everything = button(t("All steps"), "offboarding_steps", case.id)
    report = button(t("Report"), "offboarding_report", case.id)
    if case.state is not CaseState.RUNNING:
        return [everything, report]
    change = button(t("Change …"), "offboarding_change", stamp(case))
    row: list[InteractiveElement] = [everything, change, report]
    if case.can_call_off:
        row.append(_call_off(case, t))
    return row


def _call_off(case: CaseView, t: Translator) -> InteractiveElement:
    return button(t("Call off"), "offboarding_call_off", stamp(case))


def stamp(case: CaseView | StepLine) -> str:
    """What a button carries: which one, and as it was seen."""
    return f"{case.id}:{case.version}"


def stamped(value: str) -> tuple[str, int]:
    """The id and the version that a button or a window carries."""
    one, _, version = value.partition(":")
    return one, int(version or 0)
