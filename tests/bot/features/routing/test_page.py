"""What the page for the people routed says is so in the code; the learning is pure and short."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.features.routing.index import PLENTY
from bot.features.routing.load import LATELY
from bot.features.routing.reasons import MOST
from bot.features.routing.score import NORMAL
from bot.features.routing.scoring.softmax import REACH, REPLAYS
from bot.features.routing.scoring.text import PIECES
from bot.features.similar.service import LIKENESS

ROOT = Path(__file__).parents[4]
SCORING = sorted((ROOT / "bot/features/routing/scoring").glob("*.py"))
PAGE, SEITE = ROOT / "docs/routing.md", ROOT / "docs/wer-gefragt-wird.md"
EN = {3: "three", 4: "four", 5: "five", 8: "eight", 9: "nine", 10: "ten", 15: "fifteen"}
DE = {3: "drei", 4: "vier", 5: "fünf", 8: "acht", 10: "zehn", 15: "fünfzehn"}
WRONG, LEARN, WEEKS = round(1 / NORMAL.wrong), round(1 / NORMAL.newcomers), LATELY.days // 7
FACTORS = [f"| {round(100 * part)} % |" for part in (NORMAL.likes, NORMAL.room, NORMAL.client)]


def test_the_figures_on_the_page_are_those_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    said = [
        *FACTORS,
        f"at most {EN[MOST]} reasons",
        f"one time in {EN[WRONG]}, unless it says otherwise",
        f"one in {EN[LEARN]} unless your platform says otherwise",
        f"in the last {EN[WEEKS]} weeks",
        f"after about {EN[PLENTY]} it is half and half",
        f"pieces of words of {EN[PIECES[0]]} to {EN[PIECES[-1]]} letters",
        f"{EN[REPLAYS]} earlier ones are repeated",
        f"(up to {REACH} outcomes)",
        f"from a likeness of {LIKENESS} ",
        f"{EN[len(SCORING)]} small files",
    ]
    assert [one for one in said if one not in page] == []


def test_the_german_page_says_the_same() -> None:
    page = SEITE.read_text(encoding="utf-8")
    said = [
        *FACTORS,
        f"mit höchstens {DE[MOST]} Gründen",
        f"in einem von {DE[WRONG]} Fällen",
        f"eine von {DE[LEARN]}, wenn eure Plattform nichts anderes sagt",
        f"in den letzten {DE[WEEKS]} Wochen",
        f"nach etwa {DE[PLENTY]} beantworteten Fragen ist es halb und halb",
        f"mit {DE[PIECES[0]]} bis {DE[PIECES[-1]]} Buchstaben",
        f"{DE[REPLAYS]} frühere werden wiederholt",
    ]
    assert [one for one in said if one not in page] == []


def sources() -> Iterator[tuple[str, str]]:
    """Who is named in the code as the source of something, and the year."""
    for file in (*SCORING, *SCORING[0].parents[1].glob("*.py")):
        text = " ".join(file.read_text(encoding="utf-8").split())
        yield from re.findall(r"([A-Z]\w+)(?: et al\.)? ((?:19|20)\d\d)\b", text)


@pytest.mark.parametrize("page", [PAGE, SEITE], ids=["English", "German"])
def test_every_source_that_the_code_names_is_named_on_the_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(sources())
    assert len(named) >= 8
    unnamed = [
        f"{name} {year}"
        for name, year in sorted(named)
        if not re.search(rf"{name}[^;|)]{{0,20}}\b{year}", text)
    ]
    assert unnamed == []


PURE = {
    "__future__", "collections", "dataclasses", "datetime", "hashlib", "itertools", "math",
    "numpy", "re", "typing", "unicodedata", "zlib",
}  # fmt: skip
"""What cannot read a file, a clock or the network, or is not asked to (see below)."""
ASKS_OUTSIDE = re.compile(
    r"\b(open|print|input|exec|eval|__import__)\(|\.(now|today|utcnow|fromfile|load|save)\("
    r"|np\.random\.(?!\w+\((?!\)))"
)


def test_the_learning_is_pure_and_readable_in_one_sitting() -> None:
    lines = 0
    for file in SCORING:
        text = file.read_text(encoding="utf-8")
        lines += len(text.splitlines())
        for node in ast.walk(ast.parse(text)):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                is_own = name.startswith("bot.features.routing.scoring")
                assert is_own or name.partition(".")[0] in PURE, f"{file.name} imports {name}"
        assert ASKS_OUTSIDE.search(text) is None, file.name
    assert len(SCORING) < 10
    assert lines < 1200
