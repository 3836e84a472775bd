"""The picture: a PNG whose bars are as long as their numbers, with umlauts, for any ground."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import pytest
from PIL import Image, ImageColor

from bot.core.i18n import Translator
from bot.features.digests import monthly, observed
from bot.features.digests.bars import Bars, Row
from handlers.digests import charts, picture
from handlers.digests.picture import CAME, DONE, MOST, Labels, png
from handlers.papers import sheet
from handlers.papers.sheet import INK, MARGIN, PAPER, SOFT

MONTHS = [date(2026, month, 1) for month in range(6, 12)]
LABELS = Labels("Anliegen", "neu", "erledigt", ["Jun", "Jul", "Aug", "Sep", "Okt", "Nov"])


def drawn(rows: Sequence[Row], labels: Labels = LABELS) -> Image.Image:
    image = Image.open(io.BytesIO(png(Bars(MONTHS, rows), labels)))
    image.load()
    assert image.format == "PNG"
    return image


def height_of(image: Image.Image, colour: str) -> int:
    """Of the longest bar of a colour; the key above the panels is left out."""
    wanted = ImageColor.getrgb(colour)
    panels = image.convert("RGB").crop((0, picture.TITLE, image.width, image.height))
    columns = (
        sum(panels.getpixel((x, y)) == wanted for y in range(panels.height))
        for x in range(0, panels.width, 4)
    )
    return max(columns)


def test_bars_are_as_long_as_their_numbers() -> None:
    image = drawn([Row("Nord", [(0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (20, 10)])])
    came, done = height_of(image, CAME), height_of(image, DONE)
    assert came > 60
    assert done / came == pytest.approx(0.5, abs=0.05)


def test_nothing_is_no_bar() -> None:
    assert height_of(drawn([Row("Nord", [(0, 0)] * 6)]), CAME) == 0


def test_it_brings_its_own_paper() -> None:
    image = drawn([Row("Nord", [(1, 1)] * 6)])
    assert image.getpixel((0, 0))[3] == 0, "round corners show the ground"
    assert image.getpixel((600, 20)) == (*ImageColor.getrgb(PAPER), 255)


def _light(colour: str) -> float:
    """Relative luminance, as WCAG 2 has it."""
    parts = [value / 255 for value in ImageColor.getrgb(colour)[:3]]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", [INK, SOFT])
def test_what_is_written_can_be_read(ink: str) -> None:
    assert (_light(PAPER) + 0.05) / (_light(ink) + 0.05) >= 4.5


def test_the_two_kinds_of_bars_differ_without_colour_too() -> None:
    assert (_light(DONE) + 0.05) / (_light(CAME) + 0.05) >= 1.5


@pytest.mark.parametrize("letters", ["ÄÖÜ", "äöüß", "éèñ", "Łódź", "Νότος"])
def test_every_letter_has_a_shape_of_its_own(letters: str) -> None:
    font = sheet.font(40)
    nothing = bytes(font.getmask("\ue000"))
    assert [letter for letter in letters if bytes(font.getmask(letter)) == nothing] == []


def test_many_clients_and_long_names_fit() -> None:
    rows = [Row("Donaudampfschifffahrtsgesellschaft " * 3, [(999, 1000)] * 6)] * 30
    assert drawn(rows).height == picture.TITLE + picture.PANEL * MOST + MARGIN


@pytest.mark.parametrize(
    ("kind", "language", "words"),
    [
        (monthly.KIND, "de", ["Juni 2026", "November 2026", "Nordwind: 1/0, 2/3"]),
        (monthly.KIND, "en", ["June 2026", "came in and done"]),
        (observed.KIND, "en", ["Monday, 1 June", "asked and answered"]),
    ],
)
def test_it_is_told_in_words_to_those_who_do_not_see_it(
    kind: str, language: str, words: list[str]
) -> None:
    rows = [Row("Nordwind", [(1, 0), (2, 3), (0, 0), (0, 0), (0, 0), (0, 0)])]
    alt = charts.alt(Bars(MONTHS, rows), kind, Translator(language))
    assert [one for one in words if one not in alt] == []


def test_labels_are_in_the_platforms_language() -> None:
    bars = Bars(MONTHS, [])
    german = charts.labels(bars, monthly.KIND, Translator("de"))
    assert (german.title, german.done, german.columns[4]) == (
        "Anliegen je Kunde",
        "erledigt",
        "Okt",
    )
    week = charts.labels(Bars([date(2026, 11, 16)], []), observed.KIND, Translator("de"))
    assert list(week.columns) == ["Mo. 16.11"]
    english = charts.labels(bars, monthly.KIND, Translator("en"))
    assert (english.done, english.columns[4]) == ("done", "Oct")
