"""What several views of a ballot have in common: the question, the stakes, the buttons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import ButtonElement

from bot.core.i18n import Translator
from bot.features.ballots.models import Choice
from bot.features.ballots.reading import Shown
from bot.features.ballots.words import CHOICES, rules_of
from handlers.slack.blocks import actions, button, context, escape, section, shorten, when

Blocks = list[dict[str, Any]]
TEXT = 1500
"""Characters of each part of what was asked: nobody votes on a text that was cut."""
LINES = 2800
"""Characters of a list in one section."""
VOTES = {
    Choice.GO: "ballot_go",
    Choice.GO_IF: "ballot_go_if",
    Choice.NO: "ballot_no",
    Choice.ABSTAIN: "ballot_abstain",
}
"""What each choice's button is called. Nothing is kept or logged by these names."""


def full(at: datetime) -> str:
    """A moment with its weekday and year, in the reader's zone."""
    return when(at, "{date_long}, {time}")


def key(ballot: Shown) -> str:
    """What a button carries: the ballot and its round."""
    return f"{ballot.id}:{ballot.round}"


def plain(text: str, limit: int = TEXT) -> str:
    """Somebody's words."""
    return escape(shorten(text.strip(), limit))


def question(ballot: Shown, t: Translator) -> Blocks:
    """What it is about, and what is at stake, before anything that can be pressed."""
    blocks = [section(f"*{plain(ballot.what)}*")]
    if ballot.what_not:
        blocks.append(section(t("What it will not be: {words}", words=plain(ballot.what_not))))
    return [*blocks, section(_dates(ballot, t)), *stakes(ballot, t)]


def _dates(ballot: Shown, t: Translator) -> str:
    lines = [
        t("To be done by: {time}", time=full(ballot.due)),
        t("The client needs our answer by: {time}", time=full(ballot.answer_by)),
    ]
    return "\n".join(lines)


def stakes(ballot: Shown, t: Translator) -> Blocks:
    """What keeping it brings, what breaking it costs, what a no costs, what is given in return,
    and what it takes."""
    parts = (
        (t("If we promise and keep it"), ballot.if_kept),
        (t("If we promise and break it"), ballot.if_broken),
        (t("If we say no"), ballot.if_no),
        (t("In return, for those who put in more"), ballot.in_return),
        (t("What it takes"), ballot.needs),
    )
    blocks = [section(f"*{title}*\n{plain(words)}") for title, words in parts if words]
    if ballot.lessons:
        kept = "\n".join(f"• {plain(one, 300)}" for one in ballot.lessons)
        learned = t("What we wanted to remember with this client")
        blocks.append(section(f"*{learned}*\n{kept}"))
    return blocks


def links(ballot: Shown, t: Translator) -> Blocks:
    """Where it comes from."""
    found = [t("Asked by {person}", person=f"<@{ballot.asker}>")]
    if ballot.thread:
        found.append(f"<{ballot.thread}|{t('what the client wrote')}>")
    if ballot.earlier:
        found.append(f"<{ballot.earlier}|{t('asked before')}>")
    return [context(" · ".join(found))]


def vote_buttons(ballot: Shown, t: Translator, *more: ButtonElement) -> dict[str, Any]:
    """One click each; none of them is highlighted."""
    made = [button(t(CHOICES[one]), VOTES[one], key(ballot)) for one in VOTES]
    return actions(f"vote|{key(ballot)}", *made, *more)


def how_it_is_decided(ballot: Shown, t: Translator) -> str:
    """The rule and the quorum."""
    needed = -(-ballot.quorum * len(ballot.asked) // 100)
    quorum = t("At least {n} of {asked} have to vote.", n=needed, asked=len(ballot.asked))
    return f"{rules_of(ballot.rule, t)} {quorum}"


def restarted(ballot: Shown, t: Translator) -> Blocks:
    """That what is asked was changed while the vote ran."""
    if ballot.restarted_at is None:
        return []
    text = t(
        "{person} changed what is asked ({time}), so the vote began again. "
        "The votes from before are destroyed: please vote once more.",
        person=f"<@{ballot.restarted_by}>",
        time=when(ballot.restarted_at),
    )
    return [section(text)]
