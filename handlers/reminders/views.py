"""What a reminder looks like: when it comes, when it is made, and in a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.core.dates import Moment, in_words
from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.reminders.models import Answer
from bot.features.reminders.reading import Bundle, Made, Rings
from handlers.slack.blocks import actions, button, context, escape, section, shorten, when
from handlers.slack.feature import Ahead

LISTED = 20
WORDS = 400
"""Characters of an entry among several; alone it is shown as it was said."""
WHOLE = 2900
ECHOED = 2200
LINE = 150

Blocks = list[dict[str, Any]]


def rings(bundle: Bundle, now: datetime, t: Translator) -> Drawing | None:
    """A reminder that comes; several at once where it was too late for each by itself."""
    entries = [*bundle.waiting, *bundle.over]
    if not entries:
        return None
    if len(entries) == 1:
        return _alone(entries[0], now, t)
    count = len(bundle.waiting) + bundle.more or len(entries)
    text = t.plural("One reminder from earlier", "{n} reminders from earlier", count)
    blocks: Blocks = [section(f"*{text}*")]
    for one in bundle.waiting:
        blocks += _entry(one, now, t)
    if bundle.more:
        blocks.append(context(t("and {n} more", n=bundle.more)))
    if bundle.over:
        blocks.append(context("\n".join(_line_of(one, t) for one in bundle.over)))
    return Drawing(text, blocks)


def _alone(one: Rings, now: datetime, t: Translator) -> Drawing:
    title = t("Reminder from earlier") if one.late else t("Reminder")
    if one.due is not None:
        title = t("Due date of {ticket}", ticket=one.due.key)
    text = f"{title}: {_plain(one.what)}" if one.what else title
    return Drawing(text, [section(f"*{escape(title)}*"), *_entry(one, now, t, WHOLE)])


def _entry(one: Rings, now: datetime, t: Translator, words: int = WORDS) -> Blocks:
    blocks = [section(shorten(_words(one), words)), context(" · ".join(_facts(one, now, t)))]
    if one.answer is None:
        blocks.append(
            actions(
                f"reminder|{one.id}",
                button(t("Done"), "reminder_done", one.id, style="primary"),
                button(t("In an hour"), "reminder_hour", one.id),
                button(t("Tomorrow"), "reminder_tomorrow", one.id),
                button(t("Stop"), "reminder_stop", one.id),
            )
        )
    return blocks


def _words(one: Rings) -> str:
    return one.what or "…"


def _plain(words: str) -> str:
    return shorten(" ".join(words.split()), LINE)


def _facts(one: Rings, now: datetime, t: Translator) -> list[str]:
    facts = [f"*{escape(one.client)}*"] if one.client else []
    if one.due is not None:
        ticket = f"<{one.due.url}|{one.due.key}>" if one.due.url else one.due.key
        day = when(one.due.day, "{date_long_pretty}")
        facts.append(t("{ticket} is due: {day}", ticket=ticket, day=day))
    if one.late:
        facts.append(t("was due: {time}", time=when(one.due_at)))
    if one.asked_by is not None:
        facts.append(t("{person} asked for it", person=f"<@{one.asked_by}>"))
    if one.repetition is not None:
        facts.append(in_words(one.repetition, now, one.zone, t.language))
    if one.link:
        facts.append(f"<{one.link}|{t('the message')}>")
    if one.answer is not None:
        facts.append(_answered(one, t))
    return facts or [t("you asked for it")]


def _answered(one: Rings, t: Translator) -> str:
    if one.answer is Answer.DONE:
        said = t("done")
    elif one.answer is Answer.STOP:
        said = t("stopped: it does not come any more")
    elif one.again_at is not None:
        said = t("comes once more: {time}", time=when(one.again_at))
    else:
        said = t("was put off")
    return f"{said} (<@{one.answered_by}>)" if one.answered_by else said


def _line_of(one: Rings, t: Translator) -> str:
    return f"{_plain(_words(one))}: {_answered(one, t)}"


def made(one: Made, now: datetime, t: Translator) -> Drawing:
    """What was understood, in full, with the next times; to take it back if it was wrong."""
    if one.ended or one.when is None:
        text = t("This reminder does not come any more.")
        return Drawing(text, [section(f"{text}\n{shorten(one.what, ECHOED)}")])
    text = _whom(one, t)
    lines = [f"*{text}*", shorten(one.what, ECHOED), *_times(one, now, t)]
    buttons = [button(t("Stop"), "reminder_end", one.id)]
    if one.other is not None:
        other = in_words(Moment(one.other), now, one.zone, t.language)
        value = f"{one.id}:{int(one.other.timestamp())}"
        buttons.insert(0, button(t("I meant {time}", time=other), "reminder_other", value))
    return Drawing(text, [section("\n".join(lines)), actions(f"reminder|{one.id}", *buttons)])


def _whom(one: Made, t: Translator) -> str:
    if one.channel is not None:
        return t("I will remind {channel}", channel=f"<#{one.channel}>")
    if one.person is not None:
        return t("I will remind {person}", person=f"<@{one.person}>")
    return t("I will remind you")


def _times(one: Made, now: datetime, t: Translator) -> list[str]:
    """When, in full; then when it really comes, where that is several times or another time."""
    assert one.when is not None
    lines = [in_words(one.when, now, one.zone, t.language)]
    told = [in_words(Moment(at), now, one.zone, t.language) for at in one.next]
    if isinstance(one.when, Moment) and one.next == (one.when.at,):
        return lines
    return [*lines, _why_then(one, t), *(f"• {time}" for time in told)]


def _why_then(one: Made, t: Translator) -> str:
    """What stands above the times: for a single one, why it is not the one that was said."""
    if not isinstance(one.when, Moment):
        return t("It comes on:")
    if one.person is not None:
        return t("{person} is not at work then. It comes on:", person=f"<@{one.person}>")
    return t("You are away then. It comes on:")


def listing(reminders: Sequence[Made], now: datetime, t: Translator) -> Drawing:
    """What somebody asked for, or is to be reminded of, each with a button to end it."""
    if not reminders:
        text = t(
            "You have no reminders. Make one like this: "
            "/perron remind me tomorrow at 9 to call Anke"
        )
        return Drawing(text, [section(text)])
    text = t.plural("One reminder", "{n} reminders", len(reminders))
    blocks: Blocks = [section(f"*{text}*")]
    for one in reminders[:LISTED]:
        stop = button(t("Stop"), "reminder_end", one.id)
        blocks.append(section(_listed(one, now, t), accessory=stop))
    if len(reminders) > LISTED:
        blocks.append(context(t("and {n} more", n=len(reminders) - LISTED)))
    return Drawing(text, blocks)


def ahead(one: Made, t: Translator) -> Ahead:
    """A reminder among what comes up in App Home."""
    by = [t("{person} asked for it", person=f"<@{one.asked_by}>")] if one.asked_by else []
    words = " · ".join([_plain(one.what) or "…", *by])
    return Ahead(one.next[0], words, button(t("Stop"), "reminder_end", one.id))


def _listed(one: Made, now: datetime, t: Translator) -> str:
    facts = [_whom(one, t)] if one.person or one.channel else []
    if one.asked_by is not None:
        facts.append(t("{person} asked for it", person=f"<@{one.asked_by}>"))
    if one.when is not None:
        facts.append(in_words(one.when, now, one.zone, t.language))
    if one.next and one.when != Moment(one.next[0]):
        facts.append(t("next: {time}", time=when(one.next[0])))
    return f"{shorten(one.what, LINE)}\n{' · '.join(facts)}"
