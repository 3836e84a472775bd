"""A platform's months as a small PNG, readable on light and dark ground. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import ImageDraw

from bot.features.accuracy.figures import Figures, Month
from handlers.papers.sheet import INK, LINE, MARGIN, SOFT, WIDTH, Sheet, font, legend

HEIGHT = 580
BASE, ROOM = 440, 270
"""Where bars stand, and how high they may be, in pixels."""
BAR = 96
COLOURS = {"right": "#14507f", "near": "#6fa8d6", "other": "#e8a33d", "team": "#d5dae0"}
"""They differ in lightness, too: for eyes that do not tell colours apart."""
INSIDE = {"right": "#ffffff", "near": INK, "other": INK, "team": INK}
"""What numbers are written with on them."""
LOWEST = 30
"""Pixels from which on a part has room for its number."""


@dataclass(frozen=True)
class Labels:
    """What is written in the picture, in the reader's language."""

    title: str
    parts: Sequence[str]
    """Of ``COLOURS``, in their order."""
    months: Sequence[str]
    shares: Sequence[str]
    """Below each month; empty where it has too few questions."""


def png(figures: Figures, labels: Labels) -> bytes:
    """A bar for each month, from who was right at once to where the team was asked."""
    sheet = Sheet(HEIGHT)
    draw = sheet.draw
    draw.text((MARGIN, 32), labels.title, fill=INK, font=font(36, "Medium"))
    highest = max((month.all for month in figures.months), default=0) or 1
    step = (WIDTH - 2 * MARGIN) / len(figures.months)
    for n, month in enumerate(figures.months):
        middle = MARGIN + step * (n + 0.5)
        _bar(draw, middle, month, highest)
        for text, below in ((labels.months[n], 10), (labels.shares[n], 38)):
            draw.text((middle, BASE + below), text, fill=SOFT, font=font(22), anchor="ma")
    draw.line((MARGIN, BASE, WIDTH - MARGIN, BASE), fill=LINE, width=2)
    legend(draw, (MARGIN, 526), zip(labels.parts, COLOURS.values(), strict=True))
    return sheet.png()


def _bar(draw: ImageDraw.ImageDraw, middle: float, month: Month, highest: int) -> None:
    """Parts on top of each other, each with its number where there is room."""
    top, left = float(BASE), middle - BAR / 2
    for name, colour in COLOURS.items():
        count = getattr(month, name)
        if not count:
            continue
        height = max(6.0, ROOM * count / highest)
        draw.rectangle((left, top - height, left + BAR, top - 2), fill=colour)
        if height >= LOWEST:
            at = (middle, top - height / 2)
            draw.text(at, str(count), fill=INSIDE[name], font=font(22), anchor="mm")
        top -= height
