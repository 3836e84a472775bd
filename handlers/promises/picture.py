"""A platform's quarter as a small PNG, readable on light and dark ground. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PIL import ImageDraw

from bot.features.promises.looking_back import Back, Fate
from bot.features.promises.values import Outcome
from handlers.papers.sheet import INK, LINE, MARGIN, SOFT, WIDTH, Sheet, font, legend

HEIGHT = 560
BASE, ROOM = 440, 240
"""Where bars stand, and how high they may be, in pixels."""
BAR = 76
VOTES = "#7a8794"
COLOURS = {
    Fate.KEPT: "#1d6fb8",
    Fate.NEW_DATE: "#e8a33d",
    Fate.NOT_KEPT: "#7c3a5e",
    Fate.OPEN: "#c3ccd6",
}
"""They differ in lightness, too: for eyes that do not tell colours apart."""


@dataclass(frozen=True)
class Labels:
    """What is written in the picture, in the reader's language."""

    title: str
    ballots: str
    sure: str
    outcomes: Mapping[Outcome, str]
    fates: Mapping[Fate, str]
    bands: Sequence[str]


def png(back: Back, labels: Labels) -> bytes:
    """At the left how ballots ended; at the right, by how sure the team was, what was kept."""
    sheet = Sheet(HEIGHT)
    draw = sheet.draw
    draw.text((MARGIN, 32), labels.title, fill=INK, font=font(36, "Medium"))
    _outcomes(draw, back, labels)
    _sure(draw, back, labels)
    fates = ((labels.fates[fate], colour) for fate, colour in COLOURS.items())
    legend(draw, (MARGIN + 400, 500), fates)
    return sheet.png()


def _outcomes(draw: ImageDraw.ImageDraw, back: Back, labels: Labels) -> None:
    draw.text((MARGIN, 100), labels.ballots, fill=SOFT, font=font(26))
    highest = max(back.outcomes.values(), default=0) or 1
    for n, outcome in enumerate(Outcome):
        count, left = back.outcomes.get(outcome, 0), MARGIN + 20 + n * 140
        _bar(draw, left, [(count, VOTES)], highest)
        _foot(draw, left, labels.outcomes[outcome])
    draw.line((MARGIN, BASE, MARGIN + 420, BASE), fill=LINE, width=2)


def _sure(draw: ImageDraw.ImageDraw, back: Back, labels: Labels) -> None:
    start = MARGIN + 500
    draw.text((start, 100), labels.sure, fill=SOFT, font=font(26))
    highest = max((sum(band.values()) for band in back.sure), default=0) or 1
    for n, band in enumerate(back.sure):
        left = start + 30 + n * 200
        _bar(draw, left, [(band.get(fate, 0), COLOURS[fate]) for fate in Fate], highest)
        _foot(draw, left, labels.bands[n])
    draw.line((start, BASE, WIDTH - MARGIN, BASE), fill=LINE, width=2)


def _bar(
    draw: ImageDraw.ImageDraw, left: int, parts: Sequence[tuple[int, str]], highest: int
) -> None:
    """Parts on top of each other, each with its number."""
    top = BASE
    for count, colour in parts:
        if count:
            height = max(6, round(ROOM * count / highest))
            draw.rectangle((left, top - height, left + BAR, top - 2), fill=colour)
            top -= height
    total = sum(count for count, _ in parts)
    if total:
        middle = (left + BAR / 2, top - 6)
        draw.text(middle, str(total), fill=INK, font=font(24), anchor="md")


def _foot(draw: ImageDraw.ImageDraw, left: int, text: str) -> None:
    draw.text((left + BAR / 2, BASE + 10), text, fill=SOFT, font=font(22), anchor="ma")
