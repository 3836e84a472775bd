"""A platform's quarter as a small PNG, readable on light and dark ground. Pure."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from bot.features.promises.looking_back import Back, Fate
from bot.features.promises.values import Outcome

WIDTH, HEIGHT, MARGIN = 1200, 560, 48
BASE, ROOM = 440, 240
"""Where bars stand, and how high they may be, in pixels."""
BAR = 76
PAPER, INK, SOFT, LINE, VOTES = "#ffffff", "#1d2733", "#5c6773", "#d5dae0", "#7a8794"
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


@lru_cache
def _font(size: int, style: str = "Regular") -> ImageFont.FreeTypeFont:
    """A font that has umlauts: Pillow's own has none."""
    content = (files("font_roboto") / "files" / f"Roboto-{style}.ttf").read_bytes()
    return ImageFont.truetype(io.BytesIO(content), size)


def png(back: Back, labels: Labels) -> bytes:
    """At the left how ballots ended; at the right, by how sure the team was, what was kept."""
    image = Image.new("RGBA", (WIDTH, HEIGHT), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, WIDTH - 1, HEIGHT - 1), 20, fill=PAPER, outline=LINE, width=2)
    draw.text((MARGIN, 32), labels.title, fill=INK, font=_font(36, "Medium"))
    _outcomes(draw, back, labels)
    _sure(draw, back, labels)
    _legend(draw, labels)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _outcomes(draw: ImageDraw.ImageDraw, back: Back, labels: Labels) -> None:
    draw.text((MARGIN, 100), labels.ballots, fill=SOFT, font=_font(26))
    highest = max(back.outcomes.values(), default=0) or 1
    for n, outcome in enumerate(Outcome):
        count, left = back.outcomes.get(outcome, 0), MARGIN + 20 + n * 140
        _bar(draw, left, [(count, VOTES)], highest)
        _foot(draw, left, labels.outcomes[outcome])
    draw.line((MARGIN, BASE, MARGIN + 420, BASE), fill=LINE, width=2)


def _sure(draw: ImageDraw.ImageDraw, back: Back, labels: Labels) -> None:
    start = MARGIN + 500
    draw.text((start, 100), labels.sure, fill=SOFT, font=_font(26))
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
        draw.text(middle, str(total), fill=INK, font=_font(24), anchor="md")


def _foot(draw: ImageDraw.ImageDraw, left: int, text: str) -> None:
    draw.text((left + BAR / 2, BASE + 10), text, fill=SOFT, font=_font(22), anchor="ma")


def _legend(draw: ImageDraw.ImageDraw, labels: Labels) -> None:
    left = MARGIN + 400
    for fate, colour in COLOURS.items():
        draw.rounded_rectangle((left, 500, left + 22, 522), 5, fill=colour)
        draw.text((left + 32, 496), labels.fates[fate], fill=SOFT, font=_font(24))
        left += int(32 + draw.textlength(labels.fates[fate], font=_font(24)) + 34)
