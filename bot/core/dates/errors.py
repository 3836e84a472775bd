"""The one error of this package: a sentence that says what to write instead."""

from __future__ import annotations

from typing import Any

from bot.core.errors import Kindly
from bot.core.i18n import mark

SHOWN = 60
"""Characters of what was typed that are repeated in an error."""

NOT_A_MOMENT = mark(
    "I do not understand “{text}” as a date. Write it like “tomorrow 14:00” or “14 December 9:30”."
)
NOT_A_SPAN = mark(
    "I do not understand “{text}” as a period. Write it like “23 Dec to 2 Jan” or “until Friday”."
)
NOT_A_REPETITION = mark(
    "I do not understand “{text}” as a repetition. Write it like “every second Tuesday 9:30” or "
    "“last business day of the month”."
)
NOTHING_TO_SPLIT = mark(
    "I find no time in “{text}”. Put it first, like “tomorrow at 9: call Anke” or “every Monday "
    "10:00: fill in hours”."
)
PAST = mark("“{text}” is in the past. Write a later time, like “tomorrow 14:00” or “in two weeks”.")
NO_SUCH_DAY = mark(
    "The calendar has no day “{text}”. Write one that exists, like “28 February” or “31.12.”."
)
OTHER_WEEKDAY = mark(
    "In “{text}” the weekday does not fit the date. Write one of the two, like “next Tuesday” or "
    "“14 December”."
)
NO_SUCH_TIME = mark("The clock has no time “{text}”. Write one like “9:30” or “4pm”.")
TOO_FAR = mark(
    "“{text}” is more than ten years away. Write an earlier date, like “in 3 months” or “14 "
    "December”."
)
NO_END = mark("“{text}” has no end. Say until when, like “until Friday” or “23 Dec to 2 Jan”.")
BACKWARDS = mark(
    "In “{text}” the end comes before the beginning. Write it like “23 Dec to 2 Jan” or “Monday to "
    "Friday”."
)


class Unclear(Kindly):
    """What somebody typed is no usable time; the sentence gives two examples that are.

    ``msgid`` is one of the texts above, ``text`` what was typed.
    """

    def __init__(self, msgid: str, *, text: str) -> None:
        short = " ".join(text.split())
        shown: dict[str, Any] = {"text": short if len(short) <= SHOWN else short[:SHOWN] + "…"}
        super().__init__(msgid, **shown)
