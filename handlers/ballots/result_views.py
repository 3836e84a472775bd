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

AFTER_A_GO = (Stage.HANDS, Stage.STOOD, Stage.LAPSED)
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
    if ballot.stage not in AFTER_A_GO:
        blocks += bullets(t("What a go depends on"), conditions(result.conditions, t), t)
    blocks += bullets(t("Why, in nobody's name"), [plain(one, 500) for one in result.reasons], t)
    blocks += [divider(), section(what_next(result, t))]
    blocks += hands(result, t) if ballot.stage in AFTER_A_GO else []
    if ballot.stage == Stage.NO:
        blocks += _offers(result, t)
    blocks += _buttons(result, t)
    blocks += links(ballot, t)
    if ballot.newer:
        blocks.append(context(f"<{ballot.newer}|{t('This was asked again.')}>"))
    return Drawing(text, blocks + _views(result, t))


def _offers(result: Result, t: Translator) -> Blocks:
    offers = [escape(alternative(code, words, t)) for code, words, _ in result.alternatives]
    counts = [count for _, _, count in result.alternatives]
    return bullets(t("What we could offer instead"), listed(zip(offers, counts, strict=True)), t)


def headline(ballot: Shown, t: Translator) -> str:
    """How it ended, in a line."""
    client = shorten(ballot.client, NAME)
    if ballot.stage == Stage.NO:
        return t("{client}: the team says no", client=client)
    if ballot.stage == Stage.UNDECIDED:
        return t("{client}: the team did not decide", client=client)
    if ballot.stage == Stage.LAPSED:
        return t("{client}: the go does not carry, nothing is promised", client=client)
    if ballot.stage == Stage.STOOD:
        return t("{client}: go, and the team stands behind it", client=client)
    return t("{client}: the team says go", client=client)


def lapsed(ballot: Shown, t: Translator) -> Drawing:
    """Says that a go does not carry, and leads to what can be done."""
    title = escape(headline(ballot, t))
    text = f"<{ballot.link}|{title}>" if ballot.link else title
    return Drawing(title, [section(f"*{text}*\n{plain(ballot.what, 300)}")])


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


def bullets(title: str, lines: Sequence[str], t: Translator) -> Blocks:
    """A list with its title; nothing where it is empty."""
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
    if ballot.asked_again:
        return t("This was asked again. What counts is the newer ballot.")
    if ballot.stage == Stage.HANDS:
        return _now_the_hands(ballot, t)
    if ballot.stage == Stage.LAPSED:
        return t(
            "The client needed our answer by {time}, and until then nobody stood behind it for "
            "the team. *So this go does not carry, and nothing is promised.* If there is "
            "something new, ask again; else the client should hear an honest no.",
            time=full(ballot.answer_by),
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
        "again; if not, the client still waits for an answer, and a no is honest, too."
    )


def _now_the_hands(ballot: Shown, t: Translator) -> str:
    hands_up = t(
        "*Now the hands:* everybody who was asked says by name whether they are in, and with "
        "what. Nobody is bound to overtime by the votes of others; it is only what somebody "
        "offers here. A promise can be made once two of you say that the team stands behind "
        "it."
    )
    return f"{hands_up} {until(ballot, t)}"


def until(ballot: Shown, t: Translator) -> str:
    """How long a go waits for the team's word."""
    return t(
        "The client needs our answer by {time}. Unless the team says by then that it stands "
        "behind it, the go does not carry.",
        time=full(ballot.answer_by),
    )


def _why_undecided(result: Result, t: Translator) -> str:
    votes, ballot = result.tally, result.ballot
    if votes is None:
        return t("There were too few votes for a decision.")
    if reaches_quorum(votes.cast, ballot.quorum, len(ballot.asked)):
        return t("Everybody who voted abstained.")
    return t("Too few voted for a decision.")


def hands(result: Result, t: Translator) -> Blocks:
    """The hands that are raised, against what is needed."""
    raised = [_hand(one) for one in result.hands if one.is_in]
    others = [f"<@{one.user_id}>" for one in result.hands if not one.is_in]
    needed = [plain(result.ballot.needs)] if result.ballot.needs else []
    needed += conditions(result.conditions, t)
    blocks = bullets(t("What it takes"), needed, t)
    blocks += bullets(t("Who is in, and with what"), raised or [t("nobody yet")], t)
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
    return f"<@{hand.user_id}>: {plain(hand.words, 500)}"


def _buttons(result: Result, t: Translator) -> Blocks:
    """What can be done; nothing, where there is a newer ballot."""
    ballot = result.ballot
    if ballot.asked_again:
        return []
    again = button(t("Ask again"), "ballot_again", ballot.id)
    if ballot.stage == Stage.HANDS:
        stand = t("Confirm: we stand behind it") if result.stood_by else t("We stand behind it")
        stands = button(stand, "ballot_stand", ballot.id)
        return [actions(f"hands|{ballot.id}", *hand_buttons(ballot, t), stands, again)]
    if ballot.stage == Stage.NO:
        offer = button(t("We could offer …"), "ballot_offer", ballot.id)
        return [actions(f"offer|{ballot.id}", offer, again)]
    if ballot.stage in (Stage.LAPSED, Stage.UNDECIDED):
        no = button(t("Answer with a no"), "ballot_say_no", ballot.id)
        return [actions(f"lapsed|{ballot.id}", again, no)]
    return [actions(f"again|{ballot.id}", again)]


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
