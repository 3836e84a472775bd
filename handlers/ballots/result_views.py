"""A ballot that is closed: the result, the hands, what else could be offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from babel.numbers import format_decimal

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.ballots.models import Stage
from bot.features.ballots.outcome import reaches_quorum
from bot.features.ballots.reading import Line, Offered, Result, Shown
from bot.features.ballots.words import alternative, condition, listed
from handlers.ballots.parts import LINES, Blocks, full, links, plain
from handlers.slack.blocks import (
    actions,
    button,
    context,
    divider,
    escape,
    header,
    section,
    shorten,
)

NAME = 80
"""Characters of a client's name in a title."""
MOST = 40
"""Lines of a list that are shown; the rest is counted."""


def card(result: Result, t: Translator) -> Drawing:
    """In the team channel: outcome, counts, what was said, what happens next; views last."""
    ballot = result.ballot
    title = headline(ballot, t)
    text = escape(f"{title}: {shorten(' '.join(ballot.what.split()), 150)}")
    blocks = [header(title), section(f"*{plain(ballot.what)}*\n{_by(ballot, t)}")]
    blocks += _counts(result, t)
    blocks += _list(t("What a go depends on"), conditions(result.conditions, t), t)
    blocks += _list(t("Why, in nobody's name"), [plain(one, 500) for one in result.reasons], t)
    blocks += [divider(), section(what_next(result, t))]
    blocks += _hands(result, t) if ballot.stage in (Stage.HANDS, Stage.STOOD) else []
    if ballot.stage == Stage.NO:
        offers = [escape(alternative(code, words, t)) for code, words, _ in result.alternatives]
        counts = [count for _, _, count in result.alternatives]
        blocks += _list(
            t("What we could offer instead"), listed(zip(offers, counts, strict=True)), t
        )
    blocks.append(_buttons(result, t))
    blocks += links(ballot, t)
    if ballot.newer:
        blocks.append(context(f"<{ballot.newer}|{t('This was asked again.')}>"))
    return Drawing(text, blocks + _views(result, t))


def headline(ballot: Shown, t: Translator) -> str:
    """How it ended, in a line."""
    client = shorten(ballot.client, NAME)
    if ballot.stage == Stage.NO:
        return t("{client}: the team says no", client=client)
    if ballot.stage == Stage.UNDECIDED:
        return t("{client}: the team did not decide", client=client)
    if ballot.stage == Stage.STOOD:
        return t("{client}: go, and the team stands behind it", client=client)
    return t("{client}: the team says go", client=client)


def _by(ballot: Shown, t: Translator) -> str:
    return "\n".join(
        [
            t("To be done by: {time}", time=full(ballot.due)),
            t("The client needs our answer by: {time}", time=full(ballot.answer_by)),
        ]
    )


def _counts(result: Result, t: Translator) -> Blocks:
    if result.tally is None:
        return [context(t("Fewer than three voted, so only the outcome is shown and kept."))]
    votes = result.tally
    line = t(
        "Go {go} · Go, if … {go_if} · No {no} · Abstained {abstain} · {cast} of {asked} voted",
        go=votes.go,
        go_if=votes.go_if,
        no=votes.no,
        abstain=votes.abstain,
        cast=votes.cast,
        asked=len(result.ballot.asked),
    )
    if result.certainty is None or result.spread is None:
        return [section(line)]
    return [section(line), context(_certainty(result.certainty, result.spread, t))]


def _certainty(mean: float, spread: float, t: Translator) -> str:
    told = t("How sure we are that we can keep it: {mean} of 5.", mean=_decimal(mean, t))
    shown = _decimal(spread, t)
    if spread < 0.75:
        close = t("We see it much the same (spread {spread}).", spread=shown)
    else:
        close = t("We see it differently (spread {spread}); talk about it.", spread=shown)
    return f"{told} {close}"


def _decimal(number: float, t: Translator) -> str:
    return format_decimal(number, "0.0", locale="de" if t.language == "de" else "en")


def conditions(lines: Sequence[Line], t: Translator) -> list[str]:
    """What a go depends on, with how many named it."""
    return listed((plain(condition(code, words, t), 500), count) for code, words, count in lines)


def _list(title: str, lines: Sequence[str], t: Translator) -> Blocks:
    if not lines:
        return []
    shown = "\n".join(f"• {line}" for line in lines[:MOST])
    blocks = [section(shorten(f"*{title}*\n{shown}", LINES))]
    if len(lines) > MOST:
        blocks.append(context(t("and {n} more", n=len(lines) - MOST)))
    return blocks


def what_next(result: Result, t: Translator) -> str:
    """What happens now, in a sentence or two."""
    ballot = result.ballot
    if ballot.stage == Stage.HANDS:
        return t(
            "*Now the hands:* everybody who was asked says by name whether they are in, and with "
            "what. Nobody is bound to overtime by the votes of others; it is only what somebody "
            "offers here. A promise can be made once two of you say that the team stands behind "
            "it."
        )
    if ballot.stage == Stage.STOOD:
        return t(
            "{one} and {other} have said it for the team: *we stand behind it.* Now the client "
            "gets the answer.",
            one=f"<@{result.stood_by}>",
            other=f"<@{result.confirmed_by}>",
        )
    if ballot.stage == Stage.NO:
        return t(
            "The client gets this as an honest answer, in time. *One more question to you: what "
            "could we offer instead?* Something smaller, later, or else. “Nothing” is an answer, "
            "too."
        )
    return f"{_why_undecided(result, t)} " + t(
        "Nothing is promised, and nobody decides in your place. If there is something new, ask "
        "again."
    )


def _why_undecided(result: Result, t: Translator) -> str:
    votes, ballot = result.tally, result.ballot
    if votes is None:
        return t("There were too few votes for a decision.")
    if reaches_quorum(votes.cast, ballot.quorum, len(ballot.asked)):
        return t("Everybody who voted abstained.")
    return t("Too few voted for a decision.")


def _hands(result: Result, t: Translator) -> Blocks:
    raised = [_hand(one) for one in result.hands if one.is_in]
    others = [f"<@{one.user_id}>" for one in result.hands if not one.is_in]
    lines = raised or [t("nobody yet")]
    blocks = _list(t("Who is in, and with what"), lines, t)
    if others:
        blocks.append(context(t("Not with them: {people}", people=", ".join(others[:MOST]))))
    if result.ballot.stage == Stage.HANDS and result.stood_by:
        blocks.append(
            section(
                t(
                    "{person} says: *we stand behind it.* Somebody else has to confirm it.",
                    person=f"<@{result.stood_by}>",
                )
            )
        )
    return blocks


def _hand(hand: Offered) -> str:
    return f"<@{hand.user_id}>: {plain(hand.words, 300)}"


def _buttons(result: Result, t: Translator) -> dict[str, Any]:
    ballot = result.ballot
    again = button(t("Ask again"), "ballot_again", ballot.id)
    if ballot.stage == Stage.HANDS:
        stand = t("Confirm: we stand behind it") if result.stood_by else t("We stand behind it")
        return actions(
            f"hands|{ballot.id}",
            *hand_buttons(ballot, t),
            button(stand, "ballot_stand", ballot.id),
            again,
        )
    if ballot.stage == Stage.NO:
        offer = button(t("We could offer …"), "ballot_offer", ballot.id)
        return actions(f"offer|{ballot.id}", offer, again)
    return actions(f"again|{ballot.id}", again)


def hand_buttons(ballot: Shown, t: Translator) -> list[Any]:
    """*I'm in* and *not with me*, side by side and alike."""
    return [
        button(t("I'm in, with …"), "ballot_in", ballot.id),
        button(t("Not with me"), "ballot_out", ballot.id),
    ]


def _views(result: Result, t: Translator) -> Blocks:
    return [
        context(
            t(
                "A view, no vote, of {person}: {words}",
                person=f"<@{user_id}>",
                words=plain(words, 1500),
            )
        )
        for user_id, words in result.views[:3]
    ]


def voter(ballot: Shown, hand: Offered | None, t: Translator) -> Drawing:
    """What a voter's message says once it is closed, and the question that follows a go."""
    title = headline(ballot, t)
    blocks = [header(title), section(f"*{plain(ballot.what)}*")]
    if ballot.link:
        blocks.append(section(f"<{ballot.link}|{t('The result, in the team channel')}>"))
    if ballot.stage == Stage.HANDS:
        blocks += [
            section(_your_hand(hand, t)),
            actions(f"hand|{ballot.id}", *hand_buttons(ballot, t)),
        ]
    gone = t("The link between you and your vote was destroyed when it closed.")
    return Drawing(title, [*blocks, context(gone)])


def _your_hand(hand: Offered | None, t: Translator) -> str:
    if hand is None:
        return t(
            "Are you in, and with what? What you say now stands under your name. You need not "
            "say why if it is not with you, and however you voted, you are free to choose."
        )
    if hand.is_in:
        return t("You are in, with: {words}", words=plain(hand.words, 500))
    return t("Not with you, you said. You need not say why, and can still change it.")
