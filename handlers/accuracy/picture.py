"""A platform's months as a small PNG, readable on light and dark ground. Pure."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from bot.features.accuracy.figures import Figures, Month

WIDTH, HEIGHT, MARGIN = 1200, 580, 48
BASE, ROOM = 440, 270
"""Where bars stand, and how high they may be, in pixels."""
BAR = 96
PAPER, INK, SOFT, LINE = "#ffffff", "#1d2733", "#5c6773", "#d5dae0"
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


@lru_cache
def _font(size: int, style: str = "Regular") -> ImageFont.FreeTypeFont:
    """A font that has umlauts: Pillow's own has none."""
    content = (files("font_roboto") / "files" / f"Roboto-{style}.ttf").read_bytes()
    return ImageFont.truetype(io.BytesIO(content), size)


def png(figures: Figures, labels: Labels) -> bytes:
    """A bar for each month, from who was right at once to where the team was asked."""
    image = Image.new("RGBA", (WIDTH, HEIGHT), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, WIDTH - 1, HEIGHT - 1), 20, fill=PAPER, outline=LINE, width=2)
    draw.text((MARGIN, 32), labels.title, fill=INK, font=_font(36, "Medium"))
    highest = max((month.all for month in figures.months), default=0) or 1
    step = (WIDTH - 2 * MARGIN) / len(figures.months)
    for n, month in enumerate(figures.months):
        middle = MARGIN + step * (n + 0.5)
        _bar(draw, middle, month, highest)
        for text, below in ((labels.months[n], 10), (labels.shares[n], 38)):
            draw.text((middle, BASE + below), text, fill=SOFT, font=_font(22), anchor="ma")
    draw.line((MARGIN, BASE, WIDTH - MARGIN, BASE), fill=LINE, width=2)
    _legend(draw, labels)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


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
            draw.text(at, str(count), fill=INSIDE[name], font=_font(22), anchor="mm")
        top -= height


def _legend(draw: ImageDraw.ImageDraw, labels: Labels) -> None:
    left = MARGIN
    for text, colour in zip(labels.parts, COLOURS.values(), strict=True):
        draw.rounded_rectangle((left, 526, left + 22, 548), 5, fill=colour)
        draw.text((left + 32, 522), text, fill=SOFT, font=_font(24))
        left += int(32 + draw.textlength(text, font=_font(24)) + 34)
