"""The suggestion to one person, with the reasons. Nobody else sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

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
) -> Drawing:
    """The direct message: the matter, why you, *I take it* and *Pass*.

    Once somebody has it, it says who. To ``reader``, if it is they: what there is to do.
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
    else:
        blocks += _asked(request, why_you(reasons, talents, t), t)
    text = t(
        "{client} asks, and you may be the right person: {words}",
        client=request.client,
        words=shorten(request.words, 150),
    )
    return Drawing(text, blocks)


def _asked(request: TeamRequest, why: str, t: Translator) -> list[dict[str, Any]]:
    take = button(t("I take it"), "request_take", request.id, style="primary")
    pass_ = button(t("Pass"), "suggestion_pass", request.id)
    reasons = [section(t("*Why you:* {reasons}", reasons=why))] if why else []
    return [*reasons, actions(f"suggestion|{request.id}", take, pass_)]


def why_you(reasons: Sequence[Mapping[str, Any]], talents: TalentNames, t: Translator) -> str:
    """At most four reasons in words, true ones: they are the parts of the score."""
    liked = {reason["talent"] for reason in reasons if reason["kind"] == "likes"}
    words = [_reason(reason, talents, liked, t) for reason in reasons]
    return "; ".join([word for word in words if word][:4])


def why_person(scored: Scored, talents: TalentNames, t: Translator) -> str:
    """Why somebody else could be asked: their talents and what they answered, never levels."""
    words = []
    for reason in scored.reasons:
        if reason.kind == "talent":
            names = talents.get(reason.talent or "", {})
            words.append(names.get(t.language) or next(iter(names.values()), reason.talent or ""))
        elif reason.kind == "answered":
            words.append(
                t.plural("answered one like it", "answered {n} like it", reason.count or 0)
            )
        elif reason.kind == "named":
            words.append(t("you named them"))
    return "; ".join(words)


def _reason(
    reason: Mapping[str, Any], talents: TalentNames, liked: set[str | None], t: Translator
) -> str:
    names = talents.get(reason["talent"] or "", {})
    talent = names.get(t.language) or next(iter(names.values()), reason["talent"] or "")
    match reason["kind"]:
        case "named":
            return t("you were mentioned by name")
        case "responsible":
            return t("{talent} is your responsibility for this client", talent=talent)
        case "talent" if reason["talent"] in liked:
            return t("{talent}, which you like", talent=talent)
        case "talent":
            return str(talent)
        case "answered":
            return t.plural("you answered one like it", "you answered {n} like it", reason["count"])
        case "open" if reason["count"] == 0:
            return t("nothing open with you")
        case "open":
            return t.plural("{n} open with you", "{n} open with you", reason["count"])
    return ""
