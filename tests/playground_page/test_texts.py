"""The page's own texts are complete in both languages, and no other stand in the code."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "playground" / "page" / "js"
ENTRY = re.compile(
    r'^ {2}"(?P<key>[^"]+)": \{\s*en: "(?P<en>[^"]*)",\s*de: "(?P<de>[^"]*)",?\s*\},$', re.MULTILINE
)
# Keys that are put together: `t(`tab.${name}`)` uses every key below "tab.".
BUILT = re.compile(r"`([a-z_]+\.)\$\{")
LITERAL = re.compile(r'"([a-z_]+(?:\.[a-z0-9_]+)*)"')


def _entries() -> dict[str, tuple[str, str]]:
    text = (PAGE / "texts.js").read_text(encoding="utf-8")
    return {m["key"]: (m["en"], m["de"]) for m in ENTRY.finditer(text)}


def _code() -> str:
    files = (f for f in sorted(PAGE.rglob("*.js")) if f.name != "texts.js")
    return "\n".join(f.read_text(encoding="utf-8") for f in files)


def test_every_entry_has_both_languages() -> None:
    text = (PAGE / "texts.js").read_text(encoding="utf-8")
    entries = _entries()
    assert len(entries) == len(re.findall(r'^ {2}"', text, re.MULTILINE)) > 100
    assert not [key for key, (en, de) in entries.items() if not en.strip() or not de.strip()]


def test_both_languages_fill_in_the_same_values() -> None:
    def names(text: str) -> list[str]:
        return sorted(re.findall(r"\{(\w+)\}", text))

    assert not [key for key, (en, de) in _entries().items() if names(en) != names(de)]


def test_every_text_that_is_asked_for_exists() -> None:
    asked = set(re.findall(r'\bt\("([^"]+)"', _code()))
    assert len(asked) > 60
    assert asked <= _entries().keys()


def test_every_text_is_used() -> None:
    code = _code()
    literal, built = set(LITERAL.findall(code)), tuple(set(BUILT.findall(code)))
    assert not [k for k in _entries() if k not in literal and not k.startswith(built)]


def test_no_exclamation_marks() -> None:
    assert not [key for key, texts in _entries().items() if any("!" in text for text in texts)]


def test_modules_stay_small_and_parse_no_html() -> None:
    for file in sorted(PAGE.rglob("*.js")):
        text = file.read_text(encoding="utf-8")
        assert text.count("\n") < 300, file.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", text), file
