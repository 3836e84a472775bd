"""How the team sees decisions that clients wait for, and promises: with conditions and hands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import InteractiveElement

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.promises.models import AnswerState, ChangeKind, PromiseState
from bot.features.promises.reading import Step, TeamAnswer, TeamPromise
from bot.features.promises.values import Verdict
from handlers.slack.blocks import (
    actions,
    button,
    context,
    escape,
    person_menu,
    section,
    shorten,
    when,
)

LISTED = 15
HISTORY = 10
LINE = 150

Blocks = list[dict[str, Any]]


def answer_card(answer: TeamAnswer, t: Translator) -> Drawing:
    """A decision that a client waits for: who answers, or who has."""
    client, what = escape(answer.client), escape(shorten(answer.what, 300))
    if answer.verdict is Verdict.YES:
        text = t("The team says *yes* to {client}: {what}", client=client, what=what)
    else:
        text = t("The team says *no* to {client}: {what}", client=client, what=what)
    blocks = [section(text), context(" · ".join(_frame(answer, t)))]
    if answer.state not in (AnswerState.GIVEN, AnswerState.WITHDRAWN):
        blocks += _hearts(answer, t)
    blocks.append(section(_answered(answer, t)))
    row = _answer_buttons(answer, t)
    if row:
        blocks.append(actions(f"answer|{answer.ballot}", *row))
    return Drawing(text, blocks)


def _frame(answer: TeamAnswer, t: Translator) -> list[str]:
    facts = [t("by {time}", time=when(answer.due))]
    if answer.link:
        facts.append(f"<{answer.link}|{t('what the client asked')}>")
    return facts


def _answered(answer: TeamAnswer, t: Translator) -> str:
    person, time = f"<@{answer.by}>", when(answer.at) if answer.at else ""
    if answer.state is AnswerState.GIVEN:
        return t("{person} has answered the client, {time}.", person=person, time=time)
    if answer.state is AnswerState.BY_HAND:
        return t("{person} is posting the answer by hand.", person=person)
    if answer.state is AnswerState.WITHDRAWN:
        return t("The team is asked again, so the client does not get this answer.")
    return t("{client} waits for an answer. Who writes it?", client=escape(answer.client))


def _answer_buttons(answer: TeamAnswer, t: Translator) -> list[InteractiveElement]:
    if answer.state is AnswerState.WANTED:
        return [button(t("Answer the client"), "promise_answer", answer.ballot, style="primary")]
    if answer.state is AnswerState.BY_HAND:
        return [button(t("Not after all"), "promise_not_posted", answer.ballot)]
    return []


def _hearts(one: TeamAnswer | TeamPromise, t: Translator) -> Blocks:
    """What only the team knows: what it will not be, on which conditions, and who is in."""
    parts = []
    if one.what_not:
        parts.append(t("What it will not be: {what}", what=escape(one.what_not)))
    if one.conditions:
        parts.append(_listed(t("Conditions:"), one.conditions))
    if one.alternatives:
        parts.append(_listed(t("What could be offered instead:"), one.alternatives))
    if one.hands:
        hands = [
            f"<@{person}>" + (f": {escape(words)}" if words else "") for person, words in one.hands
        ]
        parts.append(t("Hands:") + "".join(f"\n• {hand}" for hand in hands))
    return [section("\n".join(parts))] if parts else []


def _listed(title: str, entries: Sequence[str]) -> str:
    return title + "".join(f"\n• {escape(entry)}" for entry in entries)


def promise_card(one: TeamPromise, t: Translator) -> Drawing:
    """A promise as it stands, with what can be done."""
    text = t(
        "Promised to {client}: {what}",
        client=escape(one.client),
        what=escape(shorten(one.what, 300)),
    )
    blocks = [section(f"*{text}*\n{' · '.join(facts(one, t))}"), *_hearts(one, t)]
    if one.instead:
        blocks.append(section(t("Agreed instead: {words}", words=escape(one.instead))))
    if one.lessons:
        blocks.append(section(_listed(t("What we remember of it:"), one.lessons)))
    if one.before and one.state is PromiseState.OPEN:
        title = t("To remember with {client}:", client=escape(one.client))
        blocks.append(context(_listed(title, one.before)))
    if len(one.history) > 1:
        lines = [history_line(step, t) for step in one.history[-HISTORY:]]
        blocks.append(context("\n".join(lines)))
    blocks.append(actions(f"promise|{one.id}", *buttons(one, t)))
    return Drawing(text, blocks)


def facts(one: TeamPromise, t: Translator) -> list[str]:
    """Where it stands, by when, who answers, where it was said."""
    found = [standing(one, t), t("by {time}", time=when(one.due))]
    found += [t("before that: {time}", time=when(earlier)) for earlier in reversed(one.earlier)]
    found.append(t("{person} answers for it", person=f"<@{one.owner}>"))
    if one.link:
        found.append(f"<{one.link}|{t('the conversation')}>")
    return found


def standing(one: TeamPromise, t: Translator) -> str:
    """In a word."""
    if one.state is PromiseState.OPEN:
        return t("*in danger*") if one.in_danger else t("open")
    return t("kept") if one.state is PromiseState.KEPT else t("not kept")


def buttons(one: TeamPromise, t: Translator) -> list[InteractiveElement]:
    """What can be done with a promise."""
    if one.state is not PromiseState.OPEN:
        return [button(t("Open again"), "promise_open_again", one.id), *tell(one, t)]
    return [
        button(t("Done"), "promise_kept", one.id, style="primary"),
        *hold_or_danger(one.id, t, in_danger=one.in_danger),
        button(t("New date"), "promise_new_date", one.id),
        button(t("Not kept"), "promise_not_kept", one.id),
        *tell(one, t),
        person_menu(t("Give to …"), "promise_give"),
    ]


def tell(one: TeamPromise, t: Translator) -> list[InteractiveElement]:
    """After news: a word to the client, which somebody looks at and sends. Nothing by itself."""
    return [button(t("Write to the client"), "promise_tell", one.id)] if one.may_tell else []


def hold_or_danger(promise_id: str, t: Translator, *, in_danger: bool) -> list[InteractiveElement]:
    """It is in danger; or, where it is, it holds after all, or the client is told (more)."""
    if not in_danger:
        return [button(t("In danger"), "promise_in_danger", promise_id)]
    return [
        button(t("It holds"), "promise_holds", promise_id),
        button(t("Write to the client"), "promise_in_danger", promise_id),
    ]


def history_line(step: Step, t: Translator) -> str:
    """One entry of the history."""
    person, time = f"<@{step.by}>", when(step.at)
    words = {
        ChangeKind.MADE: t("{time}: promised by {person}", time=time, person=person),
        ChangeKind.HOLDS: t("{time}: it holds, says {person}", time=time, person=person),
        ChangeKind.IN_DANGER: t("{time}: in danger, says {person}", time=time, person=person),
        ChangeKind.NEW_DATE: t(
            "{time}: new date, agreed with the client by {person}: {due}",
            time=time,
            person=person,
            due=when(step.due),
        ),
        ChangeKind.GIVEN: t(
            "{time}: {person} answers for it from now on", time=time, person=person
        ),
        ChangeKind.KEPT: t("{time}: kept, says {person}", time=time, person=person),
        ChangeKind.NOT_KEPT: t("{time}: not kept, says {person}", time=time, person=person),
        ChangeKind.OPEN_AGAIN: t("{time}: opened again by {person}", time=time, person=person),
    }
    return words[step.kind]


def listing(title: str, promises: Sequence[TeamPromise], t: Translator) -> Drawing:
    """What ``/perron promises`` answers."""
    blocks = [section(f"*{title}*")]
    for one in promises[:LISTED]:
        line = t(
            "{client}: {what}", client=escape(one.client), what=escape(shorten(one.what, LINE))
        )
        blocks += [section(f"{line}\n{' · '.join(facts(one, t))}"), *_hearts(one, t)]
        if one.state is PromiseState.OPEN:
            blocks.append(actions(f"promise|{one.id}", *buttons(one, t)))
    if len(promises) > LISTED:
        blocks.append(context(t("and {n} more", n=len(promises) - LISTED)))
    if not promises:
        blocks.append(section(t("Nothing is promised here right now.")))
    return Drawing(title, blocks)


def asks(one: TeamPromise, asked_at: datetime, t: Translator) -> Drawing:
    """Whether it holds, asked before it is due; whether it was kept, asked after."""
    is_over = asked_at >= one.due
    words = {
        "client": escape(one.client),
        "what": escape(shorten(one.what, 300)),
        "time": when(one.due),
    }
    text = (
        t("Was it kept? {client}: {what}, promised by {time}", **words)
        if is_over
        else t("Does it hold? {client}: {what}, promised by {time}", **words)
    )
    said = next((step for step in reversed(one.history) if step.at >= asked_at), None)
    blocks = [section(text), *_hearts(one, t)]
    if said is not None:
        blocks.append(context(history_line(said, t)))
        if one.may_tell:
            blocks.append(actions(f"promise|{one.id}", *tell(one, t)))
    elif one.state is PromiseState.OPEN:
        blocks.append(actions(f"promise|{one.id}", *_asked(one, t, is_over=is_over)))
    return Drawing(text, blocks)


def _asked(one: TeamPromise, t: Translator, *, is_over: bool) -> list[InteractiveElement]:
    done = button(t("Done"), "promise_kept", one.id)
    if is_over:
        return [
            done,
            button(t("New date"), "promise_new_date", one.id),
            button(t("Not kept"), "promise_not_kept", one.id),
        ]
    return [
        button(t("It holds"), "promise_holds", one.id, style="primary"),
        button(t("In danger"), "promise_in_danger", one.id),
        done,
    ]
