"""The suggestion to one person, with the reasons. Nobody else sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.forgetting import NOBODY
from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.requests.models import RequestState
from bot.features.requests.reading import TeamRequest
from bot.features.routing.models import Answer
from bot.features.routing.score import Scored
from bot.features.tickets.models import Ticket
from handlers.requests.direct_views import own_buttons, standing_for
from handlers.requests.team_views import details, headline
from handlers.slack.blocks import actions, button, context, quote, section, shorten

TalentNames = Mapping[str, Mapping[str, str]]
"""Talent key → language → name."""


def suggestion(
    request: TeamRequest,
    ticket: Ticket | None,
    answer: Answer,
    reasons: Sequence[Mapping[str, Any]],
    talents: TalentNames,
    t: Translator,
    reader: str = "",
    *,
    shows: bool = False,
) -> Drawing:
    """The direct message: the matter, why you, *I take it*, *Not now*, *Not mine* and *Show*.

    Once somebody has it, it says who. To ``reader``, if it is they: what there is to do.
    ``shows``: whether there are similar past questions to show.
    """
    blocks = [
        section(f"{headline(request, t)}\n{quote(request.words) or t('(no text)')}"),
        context(*details(request, ticket, t)),
    ]
    if request.state != RequestState.OPEN:
        blocks.append(section(standing_for(request, t, reader)))
        blocks += own_buttons(request, ticket, t, reader)
        text = t("{client}: {words}", client=request.client, words=shorten(request.words, 150))
        return Drawing(text, blocks)
    if answer == Answer.PASSED:
        blocks.append(section(t("You passed. Somebody else is asked; nobody is told.")))
    elif answer == Answer.NOT_MINE:
        blocks.append(section(t("Not yours. Somebody else is asked; nobody is told.")))
    else:
        blocks += _asked(request, why_you(reasons, talents, t), t, shows=shows)
    text = t(
        "{client} asks, and you may be the right person: {words}",
        client=request.client,
        words=shorten(request.words, 150),
    )
    return Drawing(text, blocks)


def _asked(request: TeamRequest, why: str, t: Translator, *, shows: bool) -> list[dict[str, Any]]:
    row = [
        button(t("I take it"), "request_take", request.id, style="primary"),
        button(t("Not now"), "suggestion_pass", request.id),
        button(t("Not mine"), "suggestion_not_mine", request.id),
    ]
    if shows:
        row.append(button(t("Show similar"), "suggestion_show", request.id))
    reasons = [section(t("*Why you:* {reasons}", reasons=why))] if why else []
    return [*reasons, actions(f"suggestion|{request.id}", *row)]


def why_you(reasons: Sequence[Mapping[str, Any]], talents: TalentNames, t: Translator) -> str:
    """At most three reasons in words, true ones: they are the parts of the score."""
    kinds = {reason["kind"] for reason in reasons}
    words = [
        _reason(reason, talents, t, liked="likes" in kinds)
        for reason in reasons
        if reason["kind"] != "likes" or "talent" not in kinds
    ]
    return "; ".join([word for word in words if word][:3])


def why_person(scored: Scored, talents: TalentNames, t: Translator) -> str:
    """Why somebody else could be asked: their talents and what they answered, never levels."""
    words = []
    for reason in scored.reasons:
        if reason.kind == "talent":
            words.append(_name(reason.talent, talents, t))
        elif reason.kind == "responsible":
            talent = _name(reason.talent, talents, t)
            words.append(t("is responsible for {talent} at this client", talent=talent))
        elif reason.kind == "answered":
            words.append(t("has answered a question like it"))
        elif reason.kind == "learned":
            words.append(t("earlier questions point to them"))
        elif reason.kind == "client":
            words.append(t("knows the client"))
        elif reason.kind == "named":
            words.append(t("you named them"))
    return "; ".join(words)


def _name(talent: str | None, talents: TalentNames, t: Translator) -> str:
    """A talent in the reader's language."""
    names = talents.get(talent or "", {})
    return names.get(t.language) or next(iter(names.values()), talent or "")


def _reason(reason: Mapping[str, Any], talents: TalentNames, t: Translator, *, liked: bool) -> str:
    talent = _name(reason["talent"], talents, t)
    count, helper = reason["count"] or 1, reason.get("person")
    known = helper not in (None, NOBODY)
    words = {
        "named": t("you were mentioned by name"),
        "responsible": t("{talent} is your responsibility for this client", talent=talent),
        "talent": t("{talent}, which you like", talent=talent) if liked else talent,
        "likes": t("you like {talent}", talent=talent),
        "answered": t.plural("you answered one like it", "you answered {n} like it", count),
        "learned": t("earlier questions point to you"),
        "room": t("you have room"),
        "client": t("you know the client"),
        "learns": t("you want to learn {talent}", talent=talent),
        "helper": t("{person} can help you", person=f"<@{helper}>") if known else "",
    }
    return words.get(reason["kind"], "")
