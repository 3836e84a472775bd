"""Bars as a PNG, readable on light and dark ground: it brings its own paper. Pure."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from bot.features.digests.bars import Bars, Row

WIDTH, MARGIN = 1200, 48
TITLE, PANEL, BAR_ROOM = 144, 196, 110
"""Heights in pixels: what stands above the panels, each panel, the room for bars in it."""
NAMES = 300
"""Width for the clients' names."""
MOST = 10
"""Panels; what is more is left to the text."""
PAPER, INK, SOFT, LINE = "#ffffff", "#1d2733", "#5c6773", "#d5dae0"
CAME, DONE = "#1d6fb8", "#e8a33d"
"""Two colours that differ in lightness, too: for eyes that do not tell colours apart."""


@dataclass(frozen=True)
class Labels:
    """What is written in the picture, in the reader's language."""

    title: str
    came: str
    done: str
    columns: Sequence[str]


@lru_cache
def _font(size: int, style: str = "Regular") -> ImageFont.FreeTypeFont:
    """A font that has umlauts: Pillow's own has none."""
    content = (files("font_roboto") / "files" / f"Roboto-{style}.ttf").read_bytes()
    return ImageFont.truetype(io.BytesIO(content), size)


def png(bars: Bars, labels: Labels) -> bytes:
    """For each client two bars a column: what came in, what was done."""
    rows = bars.rows[:MOST]
    height = TITLE + PANEL * len(rows) + MARGIN
    image = Image.new("RGBA", (WIDTH, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, WIDTH - 1, height - 1), 20, fill=PAPER, outline=LINE, width=2)
    _head(draw, labels)
    highest = max((n for row in rows for pair in row.pairs for n in pair), default=0) or 1
    for number, row in enumerate(rows):
        _panel(draw, row, labels.columns, TITLE + PANEL * number, highest)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _head(draw: ImageDraw.ImageDraw, labels: Labels) -> None:
    draw.text((MARGIN, 36), labels.title, fill=INK, font=_font(36, "Medium"))
    left = MARGIN
    for text, colour in ((labels.came, CAME), (labels.done, DONE)):
        draw.rounded_rectangle((left, 94, left + 24, 118), 5, fill=colour)
        draw.text((left + 36, 90), text, fill=SOFT, font=_font(26))
        left += int(36 + draw.textlength(text, font=_font(26)) + 40)


def _panel(
    draw: ImageDraw.ImageDraw, row: Row, columns: Sequence[str], top: int, highest: int
) -> None:
    """One client: the name at the left, the bars on one scale for all."""
    draw.line((MARGIN, top, WIDTH - MARGIN, top), fill=LINE, width=2)
    base = top + 36 + BAR_ROOM
    name = _fitting(draw, row.name, NAMES - 24)
    draw.text((MARGIN, base - 62), name, fill=INK, font=_font(28, "Medium"))
    left, room = MARGIN + NAMES, WIDTH - 2 * MARGIN - NAMES
    draw.line((left, base, WIDTH - MARGIN, base), fill=LINE, width=2)
    step = room / max(1, len(columns))
    width = min(44, int(step / 3))
    for number, (label, pair) in enumerate(zip(columns, row.pairs, strict=True)):
        middle = int(left + step * (number + 0.5))
        for count, colour, at in ((pair[0], CAME, middle - width - 2), (pair[1], DONE, middle + 2)):
            _bar(draw, count, colour, (at, base, width), highest)
        draw.text((middle, base + 8), label, fill=SOFT, font=_font(24), anchor="ma")


def _bar(
    draw: ImageDraw.ImageDraw, count: int, colour: str, where: tuple[int, int, int], highest: int
) -> None:
    left, base, width = where
    if count:
        top = base - max(4, round((BAR_ROOM - 26) * count / highest))
        draw.rectangle((left, top, left + width, base - 1), fill=colour)
        draw.text((left + width / 2, top - 4), str(count), fill=INK, font=_font(22), anchor="md")


def _fitting(draw: ImageDraw.ImageDraw, name: str, room: int) -> str:
    if draw.textlength(name, font=_font(28, "Medium")) <= room:
        return name
    while name and draw.textlength(f"{name}…", font=_font(28, "Medium")) > room:
        name = name[:-1]
    return f"{name.rstrip()}…"
