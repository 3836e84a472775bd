"""The window in which an absence is entered: from, until, half days, cover. Never why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks.block_elements import DatePickerElement

from bot.core.dates.values import instant
from bot.core.i18n import Translator
from bot.features.absences.reading import Shown
from handlers.slack.blocks import (
    context,
    labelled,
    menu,
    modal,
    person_input,
)
from handlers.slack.submissions import Submission

AWAY = "absence_submit"
DAY = timedelta(days=1)
NOON = time(12)
WHOLE, FROM_NOON, UNTIL_NOON, BOTH, KEPT = "whole", "from_noon", "until_noon", "both", "kept"


@dataclass(frozen=True)
class Filled:
    """What a window starts with. ``half`` KEPT: times of day that the window has no words for."""

    first: date
    last: date
    half: str = WHOLE
    cover: str | None = None
    begun: bool = False


def filled(absence: Shown) -> Filled:
    """An absence as its window shows it."""
    start, end = (_local(at, absence.zone) for at in (absence.starts_at, absence.ends_at))
    last = end.date() if end.time() > time() else end.date() - DAY
    return Filled(
        first=start.date(),
        last=last,
        half=_half(start.time(), end.time()),
        cover=absence.cover,
        begun=absence.begun,
    )


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def _half(start: time, end: time) -> str:
    known = {
        (time(), time()): WHOLE,
        (NOON, time()): FROM_NOON,
        (time(), NOON): UNTIL_NOON,
        (NOON, NOON): BOTH,
    }
    return known.get((start, end), KEPT)


def away(start: Filled, subject: str, t: Translator) -> dict[str, Any]:
    """The window."""
    halves = [
        (WHOLE, t("Whole days")),
        (FROM_NOON, t("The first day only from noon")),
        (UNTIL_NOON, t("The last day only until noon")),
        (BOTH, t("From noon on the first day until noon on the last")),
    ]
    if start.half == KEPT:
        halves.append((KEPT, t("At the times of day as they are")))
    first = [] if start.begun else [_day("first", t("First day"), start.first)]
    return modal(
        AWAY,
        t("Away"),
        t("Save"),
        t("Cancel"),
        [
            *first,
            _day("last", t("Last day"), start.last),
            menu("half", t("Half days"), halves, initial=start.half),
            person_input("cover", t("Who covers for you?"), start.cover, optional=True),
            context(
                t(
                    "Colleagues see until when you are away and who covers, never why. Without a "
                    "cover your team is asked who takes what you have."
                )
            ),
        ],
        subject=subject,
    )


def _day(block_id: str, label: str, initial: date) -> dict[str, Any]:
    element = DatePickerElement(action_id="value", initial_date=initial.isoformat())
    return labelled(block_id, label, element)


def span_of(
    form: Submission, kept: Mapping[str, Any], zone_name: str
) -> tuple[datetime, datetime] | None:
    """From and until of a submitted window, in UTC; None where a day is missing.

    ``kept``: the instants of the absence that is changed, as ISO texts, empty for a new one.
    """
    zone = ZoneInfo(zone_name)
    last, half = form.text("last"), form.text("half") or WHOLE
    old = {name: datetime.fromisoformat(text).astimezone(zone) for name, text in kept.items()}
    first = form.text("first") or (old["start"].date().isoformat() if old else "")
    if not first or not last:
        return None
    opens = NOON if half in (FROM_NOON, BOTH) else time()
    ends = NOON if half in (UNTIL_NOON, BOTH) else time()
    if half == KEPT and old:
        opens, ends = old["start"].time(), old["end"].time()
    day = date.fromisoformat(last) + (DAY if ends == time() else timedelta())
    return instant(date.fromisoformat(first), opens, zone), instant(day, ends, zone)
