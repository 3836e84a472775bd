"""The Friday report of a platform that observes: about matters, never about persons."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.digests.observed import Dated, ObservedWeek, Question, Topic
from handlers.digests.words import duration, image, linked, listed
from handlers.slack.blocks import context, escape, header, section, when

MOST = 8
"""Lines in each part; the rest is counted."""


def draw_week(week: ObservedWeek, picture: str | None, alt: str, t: Translator) -> Drawing:
    """What was noticed, what has no answer, what was promised, who could have had it."""
    title = t("What clients asked this week")
    blocks: list[dict[str, Any]] = [header(title), section("\n".join(_figures(week, t)))]
    if picture is not None:
        blocks.append(image(picture, alt))
    if week.topics:
        lines = [_topic(one, t) for one in week.topics]
        title_of = t("By topic, and to which talent it would have gone")
        blocks.append(section(f"*{title_of}*\n{listed(lines, MOST, t)}"))
    if week.unanswered:
        lines = [_question(one) for one in week.unanswered]
        blocks.append(section(f"*{t('Without an answer')}*\n{listed(lines, MOST, t)}"))
    if week.promised:
        lines = [_dated(one) for one in week.promised]
        blocks.append(section(f"*{t('Dates that were named')}*\n{listed(lines, MOST, t)}"))
    blocks.append(context(t("Clients saw nothing of this: the platform observes.")))
    return Drawing(title, blocks)


def _figures(week: ObservedWeek, t: Translator) -> list[str]:
    open_ones = len(week.unanswered)
    lines = [
        t.plural("One question was noticed.", "{n} questions were noticed.", week.questions),
        t.plural("One has no answer yet.", "{n} have no answer yet.", open_ones),
    ]
    if week.median_answer is not None and week.longest_answer is not None:
        lines.append(
            t(
                "Half of the answers came within {median} of business time, the last within "
                "{longest}.",
                median=duration(week.median_answer, t),
                longest=duration(week.longest_answer, t),
            )
        )
    return lines


def _topic(topic: Topic, t: Translator) -> str:
    if topic.talent is None:
        name = t("no talent that is known here")
    else:
        name = escape(topic.talent.get(t.language) or next(iter(topic.talent.values()), ""))
    return f"{name}: {len(topic.questions)}"


def _question(question: Question) -> str:
    return f"{escape(question.client)}: {linked(question.words, question.link)}"


def _dated(dated: Dated) -> str:
    date = when(dated.at, "{date_short}")
    return f"{date} · {escape(dated.client)}: {linked(dated.words, dated.link)}"
