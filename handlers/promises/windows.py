"""The windows in which a client is answered: what goes in, the draft, and who will read it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.i18n import Translator
from bot.features.promises.answering import TEXT
from bot.features.promises.reading import TeamAnswer
from bot.features.promises.values import Verdict
from handlers.slack.blocks import (
    checkboxes,
    context,
    divider,
    escape,
    menu,
    modal,
    person_input,
    section,
    text_input,
    when,
)

CHOOSE, DRAFT, PREVIEW = "promise_choose", "promise_draft", "promise_preview"
WORD_DRAFT, WORD_PREVIEW = "promise_word_draft", "promise_word_preview"
POST, BY_HAND = "post", "by hand"
Dict = dict[str, Any]


@dataclass(frozen=True)
class Readers:
    """Who reads what is to be said: how many of the company, None where nobody has counted."""

    company: str
    channel: str
    people: int | None


def choose(
    answer: TeamAnswer, owner: str, channels: Sequence[tuple[str, str]], subject: str, t: Translator
) -> Dict:
    """What of the decision goes into the answer. ``channels``: where it may stand, by name."""
    blocks = [section(_decided(answer, t))]
    if answer.lessons:
        remember = t("To remember with {client}:", client=escape(answer.client))
        blocks.append(context(remember + "".join(f"\n• {escape(one)}" for one in answer.lessons)))
    blocks += _for_yes(answer, owner, t) if answer.verdict is Verdict.YES else _for_no(answer, t)
    if len(channels) > 1:
        blocks.append(menu("channel", t("In which channel?"), channels, initial=channels[0][0]))
    return modal(CHOOSE, t("Answer the client"), t("Draft"), t("Cancel"), blocks, subject=subject)


def _decided(answer: TeamAnswer, t: Translator) -> str:
    words = {"client": escape(answer.client), "what": escape(answer.what), "time": when(answer.due)}
    if answer.verdict is Verdict.YES:
        return t("The team says *yes* to {client}: {what}, by {time}.", **words)
    return t("The team says *no* to {client}: {what}, by {time}.", **words)


def _for_yes(answer: TeamAnswer, owner: str, t: Translator) -> list[Dict]:
    blocks = [
        text_input(
            "what",
            t("What we promise"),
            initial=answer.what,
            hint=t("The client reads it like this, on the pinned card, too."),
            max_length=300,
        ),
        text_input(
            "what_not",
            t("What it will not be"),
            initial=answer.what_not,
            optional=True,
            multiline=True,
            max_length=600,
        ),
        person_input("owner", t("Who answers for it?"), owner),
    ]
    if answer.conditions:
        label = t("Which conditions concern the client?")
        blocks.append(_boxes("conditions", label, answer.conditions, ()))
        blocks.append(context(t("What you do not tick stays in the team.")))
    return blocks


def _for_no(answer: TeamAnswer, t: Translator) -> list[Dict]:
    blocks = [
        text_input(
            "reason",
            t("The reason, as far as it may be told"),
            optional=True,
            multiline=True,
            max_length=600,
        )
    ]
    if answer.alternatives:
        label = t("What do we offer instead?")
        every = range(len(answer.alternatives))
        blocks.append(_boxes("alternatives", label, answer.alternatives, every))
    return blocks


def _boxes(block_id: str, label: str, entries: Sequence[str], ticked: Collection[int]) -> Dict:
    """Boxes by number: their words stay with us."""
    options = [(str(n), one) for n, one in enumerate(entries)]
    return checkboxes(block_id, label, options, ticked=[str(n) for n in ticked])


def draft(callback_id: str, text: str, can_be_posted: bool, subject: str, t: Translator) -> Dict:
    """The words to be edited, and whether Perron posts them."""
    ways = [(BY_HAND, t("I post it myself"))]
    if can_be_posted:
        ways.insert(0, (POST, t("Perron posts it, with my name")))
    blocks = [
        text_input("text", t("To the client"), initial=text, multiline=True, max_length=TEXT),
        menu("how", t("Who posts it?"), ways, initial=ways[0][0]),
    ]
    close = t("Back") if callback_id == DRAFT else t("Cancel")
    return modal(callback_id, t("Your draft"), t("Preview"), close, blocks, subject=subject)


def preview(
    callback_id: str, text: str, readers: Readers, name: str, how: str, subject: str, t: Translator
) -> Dict:
    """Who will read it, and how it will stand there."""
    how_it_stands = (
        t("It is posted as “{name}, via Perron”.", name=escape(name))
        if how == POST
        else t("You get it to copy, and say when you have posted it.")
    )
    blocks = [
        section(audience(readers, t)),
        divider(),
        section(escape(text)),
        divider(),
        context(how_it_stands),
    ]
    submit = t("Post it") if how == POST else t("Show it to me")
    return modal(callback_id, t("Who will read this"), submit, t("Back"), blocks, subject=subject)


def audience(readers: Readers, t: Translator) -> str:
    """The channel, the company, and how many of its people read it."""
    where = {"company": f"*{escape(readers.company)}*", "channel": f"<#{readers.channel}>"}
    if readers.people is None:
        return t(
            "{company} will read this in {channel}. How many of its people, could not be counted.",
            **where,
        )
    return t.plural(
        "One person of {company} will read this in {channel}.",
        "{n} people of {company} will read this in {channel}.",
        readers.people,
        **where,
    )
