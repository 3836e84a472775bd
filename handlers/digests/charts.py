"""What the pictures of digests show, and what they say to those who do not see them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.core.i18n import Translator
from bot.features.digests import monthly, observed
from bot.features.digests.bars import Bars, Row
from bot.features.platforms.models import Platform
from handlers.digests.picture import MOST, Labels
from handlers.digests.words import day, month, short


def subject_of(subject: str) -> tuple[str, str]:
    """A card's subject: the platform's key, and the month or moment."""
    key, _, rest = subject.partition("|")
    return key, rest


def bars_of(session: Session, platform: Platform, kind: str, of: str) -> Bars:
    """What the picture of a card shows."""
    if kind == monthly.KIND:
        return monthly.bars(session, platform, date.fromisoformat(of))
    return observed.bars(session, platform, datetime.fromisoformat(of))


def labels(bars: Bars, kind: str, t: Translator) -> Labels:
    """What is written in it."""
    if kind == monthly.KIND:
        return Labels(
            title=t("Requests by client"),
            came=t("came in"),
            done=t("done"),
            columns=[short(column, "LLL", t) for column in bars.columns],
        )
    return Labels(
        title=t("Questions by client"),
        came=t("asked"),
        done=t("of these answered"),
        columns=[short(column, "EEE d/M", t) for column in bars.columns],
    )


def alt(bars: Bars, kind: str, t: Translator) -> str:
    """The picture in words, with its figures."""
    if not bars.rows:
        return ""
    if kind == monthly.KIND:
        first, last = month(bars.columns[0], t), month(bars.columns[-1], t)
        head = t("Bars by client, {first} to {last}: came in and done.", first=first, last=last)
    else:
        first, last = day(bars.columns[0], t), day(bars.columns[-1], t)
        head = t("Bars by client, {first} to {last}: asked and answered.", first=first, last=last)
    return "\n".join([head, *(_in_words(row) for row in bars.rows[:MOST])])


def _in_words(row: Row) -> str:
    return f"{row.name}: " + ", ".join(f"{came}/{done}" for came, done in row.pairs)
