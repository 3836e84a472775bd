"""What every picture is drawn on: it brings its own paper, readable on light and dark ground."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

WIDTH, MARGIN = 1200, 48
PAPER, INK, SOFT, LINE = "#ffffff", "#1d2733", "#5c6773", "#d5dae0"


@lru_cache
def font(size: int, style: str = "Regular") -> ImageFont.FreeTypeFont:
    """A font that has umlauts: Pillow's own has none."""
    content = (files("font_roboto") / "files" / f"Roboto-{style}.ttf").read_bytes()
    return ImageFont.truetype(io.BytesIO(content), size)


class Sheet:
    """An empty sheet, ``height`` pixels high, to draw on."""

    def __init__(self, height: int) -> None:
        self._image = Image.new("RGBA", (WIDTH, height), (0, 0, 0, 0))
        self.draw = ImageDraw.Draw(self._image)
        edge = (0, 0, WIDTH - 1, height - 1)
        self.draw.rounded_rectangle(edge, 20, fill=PAPER, outline=LINE, width=2)

    def png(self) -> bytes:
        """What was drawn, as a file."""
        out = io.BytesIO()
        self._image.save(out, "PNG", optimize=True)
        return out.getvalue()


def legend(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], parts: Iterable[tuple[str, str]]
) -> None:
    """Texts, each behind a spot of its colour, in a row from ``at``."""
    left, top = at
    for text, colour in parts:
        draw.rounded_rectangle((left, top, left + 22, top + 22), 5, fill=colour)
        draw.text((left + 32, top - 4), text, fill=SOFT, font=font(24))
        left += int(32 + draw.textlength(text, font=font(24)) + 34)
