"""What people type becomes dates, instants, periods and repetitions, and words again.

Both languages are always understood; ``language`` decides 3/4 and the words out. Pure: no
database, no clock. The grammar is our own: of 80 phrases `dateparser` 1.5 read *14.12.* as today
at 14:12, *morgen 14 uhr* without its time, *32.12.* as a day in 2032 and did not know a third.
What is kept: `dateutil` for arithmetic and RRULE, `babel` for names of days and months.
"""

from bot.core.dates.errors import Unclear
from bot.core.dates.moments import moment
from bot.core.dates.repetitions import repetition
from bot.core.dates.rules import Repetition, next_times
from bot.core.dates.sentences import split_off, when
from bot.core.dates.spans import span
from bot.core.dates.values import Hours, Moment, Span
from bot.core.dates.words import in_words

__all__ = [
    "Hours",
    "Moment",
    "Repetition",
    "Span",
    "Unclear",
    "in_words",
    "moment",
    "next_times",
    "repetition",
    "span",
    "split_off",
    "when",
]
