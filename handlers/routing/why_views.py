"""Answers to one person alone: *Show*, and *Why not me?*. Pure: data to blocks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.routing.alike import Earlier
from bot.features.routing.why_not import WhyNot
from handlers.slack.blocks import escape, inert, section, shorten, when


def earlier(found: Sequence[Earlier], t: Translator) -> Drawing:
    """The similar questions that spoke for somebody."""
    if not found:
        text = t("The words of those questions have been deleted meanwhile.")
        return Drawing(text, [section(text)])
    text = t("You answered these; only you see them:")
    lines = [
        f"• <{one.link}|{inert(shorten(' '.join(one.words.split()), 150))}>"
        f" ({escape(one.client)}, {when(one.at, '{date_short_pretty}')})"
        for one in found
    ]
    return Drawing(text, [section("\n".join([text, *lines]))])


def why_not(reasons: Sequence[WhyNot], t: Translator) -> Drawing:
    """Why somebody was not the first, to themselves."""
    said = _words(t)
    text = " ".join(said[reason] for reason in reasons)
    return Drawing(text, [section(text)])


def _words(t: Translator) -> dict[WhyNot, str]:
    return {
        WhyNot.FIRST: t("It is you: you come first for this question."),
        WhyNot.AWAY: t("You are away, and nobody is asked then."),
        WhyNot.OTHER_HOURS: t("You do not work at this hour, and others do."),
        WhyNot.BUSY: t("Your calendar or your Slack status says that you are busy."),
        WhyNot.PASSED: t("You passed on it. That counts for this question only."),
        WhyNot.ANOTHER_IS_NAMED: t("Somebody else is named in it."),
        WhyNot.ANOTHER_IS_RESPONSIBLE: t("Somebody else is responsible for it at this client."),
        WhyNot.LEARNS: t("You want to learn this: some of these questions come to you."),
        WhyNot.NO_TALENT: t(
            "Its words point to none of your talents. If they should, choose them under "
            "`/perron talents`."
        ),
        WhyNot.NONE_ANSWERED: t("You have not answered a question like it yet."),
        WhyNot.MUCH_OPEN: t("You have more open than usual."),
        WhyNot.LEAVES: t("You are not there for long enough to answer it in time."),
        WhyNot.LITTLE: t("Nothing speaks against you. Somebody had to be first."),
    }
