"""Bars as a PNG, readable on light and dark ground: it brings its own paper. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import ImageDraw

from bot.features.digests.bars import Bars, Row
from handlers.papers.sheet import INK, LINE, MARGIN, SOFT, WIDTH, Sheet, font

TITLE, PANEL, BAR_ROOM = 144, 196, 110
"""Heights in pixels: what stands above the panels, each panel, the room for bars in it."""
NAMES = 300
"""Width for the clients' names."""
MOST = 10
"""Panels; what is more is left to the text."""
CAME, DONE = "#1d6fb8", "#e8a33d"
"""Two colours that differ in lightness, too: for eyes that do not tell colours apart."""


@dataclass(frozen=True)
class Labels:
    """What is written in the picture, in the reader's language."""

    title: str
    came: str
    done: str
    columns: Sequence[str]


def png(bars: Bars, labels: Labels) -> bytes:
    """For each client two bars a column: what came in, what was done."""
    rows = bars.rows[:MOST]
    height = TITLE + PANEL * len(rows) + MARGIN
    sheet = Sheet(height)
    draw = sheet.draw
    _head(draw, labels)
    highest = max((n for row in rows for pair in row.pairs for n in pair), default=0) or 1
    for number, row in enumerate(rows):
        _panel(draw, row, labels.columns, TITLE + PANEL * number, highest)
    return sheet.png()


def _head(draw: ImageDraw.ImageDraw, labels: Labels) -> None:
    draw.text((MARGIN, 36), labels.title, fill=INK, font=font(36, "Medium"))
    left = MARGIN
    for text, colour in ((labels.came, CAME), (labels.done, DONE)):
        draw.rounded_rectangle((left, 94, left + 24, 118), 5, fill=colour)
        draw.text((left + 36, 90), text, fill=SOFT, font=font(26))
        left += int(36 + draw.textlength(text, font=font(26)) + 40)


def _panel(
    draw: ImageDraw.ImageDraw, row: Row, columns: Sequence[str], top: int, highest: int
) -> None:
    """One client: the name at the left, the bars on one scale for all."""
    draw.line((MARGIN, top, WIDTH - MARGIN, top), fill=LINE, width=2)
    base = top + 36 + BAR_ROOM
    name = _fitting(draw, row.name, NAMES - 24)
    draw.text((MARGIN, base - 62), name, fill=INK, font=font(28, "Medium"))
    left, room = MARGIN + NAMES, WIDTH - 2 * MARGIN - NAMES
    draw.line((left, base, WIDTH - MARGIN, base), fill=LINE, width=2)
    step = room / max(1, len(columns))
    width = min(44, int(step / 3))
    for number, (label, pair) in enumerate(zip(columns, row.pairs, strict=True)):
        middle = int(left + step * (number + 0.5))
        for count, colour, at in ((pair[0], CAME, middle - width - 2), (pair[1], DONE, middle + 2)):
            _bar(draw, count, colour, (at, base, width), highest)
        draw.text((middle, base + 8), label, fill=SOFT, font=font(24), anchor="ma")


def _bar(
    draw: ImageDraw.ImageDraw, count: int, colour: str, where: tuple[int, int, int], highest: int
) -> None:
    left, base, width = where
    if count:
        top = base - max(4, round((BAR_ROOM - 26) * count / highest))
        draw.rectangle((left, top, left + width, base - 1), fill=colour)
        draw.text((left + width / 2, top - 4), str(count), fill=INK, font=font(22), anchor="md")


def _fitting(draw: ImageDraw.ImageDraw, name: str, room: int) -> str:
    if draw.textlength(name, font=font(28, "Medium")) <= room:
        return name
    while name and draw.textlength(f"{name}…", font=font(28, "Medium")) > room:
        name = name[:-1]
    return f"{name.rstrip()}…"
