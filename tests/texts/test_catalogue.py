"""Both languages are complete, and the tool that says so notices what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.i18n import Translator
from tools.texts import (
    GERMAN,
    ROOT,
    TEMPLATE,
    Said,
    check,
    load,
    main,
    placeholders,
    said,
    template,
    update,
    write,
)

CODE = """
t("Hello {name}", name=name)
t.plural("one day", "{n} days", n)
t.to_client("Write to us.")
problem(mark("Ask somebody."))
"""
WHOLE = """
msgid "Hello {name}"
msgstr "Hallo {name}"

msgid "one day"
msgid_plural "{n} days"
msgstr[0] "ein Tag"
msgstr[1] "{n} Tage"

msgctxt "du"
msgid "Write to us."
msgstr "Schreib uns."

msgctxt "Sie"
msgid "Write to us."
msgstr "Schreiben Sie uns."

msgid "Ask somebody."
msgstr "Frag jemanden."
"""
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
DU_AND_SIE = """
msgctxt "du"
msgid "Ask somebody."
msgstr "Frag mich."

msgctxt "Sie"
msgid "Ask somebody."
msgstr "Fragen Sie mich."
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with four texts and their German."""
    (tmp_path / "handlers").mkdir()
    (tmp_path / "handlers" / "views.py").write_text(CODE)
    (tmp_path / GERMAN).parent.mkdir(parents=True)
    (tmp_path / GERMAN).write_text(HEAD + WHOLE)
    return tmp_path


def _german(root: Path, old: str, new: str) -> None:
    content = (root / GERMAN).read_text()
    assert old in content
    (root / GERMAN).write_text(content.replace(old, new))


def _code(root: Path, line: str) -> None:
    (root / "handlers" / "more.py").write_text(line)


@pytest.fixture(scope="module")
def all_said() -> list[Said]:
    """Every text in our code: looking through it takes two seconds."""
    return said(ROOT)


def test_the_catalogue_is_complete_and_the_command_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(["check"])
    assert capsys.readouterr().out == ""
    assert code == 0


def test_the_template_is_up_to_date(tmp_path: Path, all_said: list[Said]) -> None:
    write(template(all_said), tmp_path / "now.pot", "Texts of Perron", "")
    assert (tmp_path / "now.pot").read_text() == (ROOT / TEMPLATE).read_text()


def test_every_german_text_takes_its_placeholders(all_said: list[Said]) -> None:
    known = {text for one in all_said for text in one.texts}
    for text in known:
        values = dict.fromkeys(placeholders(text), "7")
        for translator in (Translator("de", "du"), Translator("de", "Sie")):
            assert "{" not in translator.to_client(text, **values)


def test_what_is_whole_is_fine(root: Path) -> None:
    assert check(root) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('msgstr "Hallo {name}"', 'msgstr ""', "missing: “Hello {name}”"),
        ('msgstr "Schreiben Sie uns."', 'msgstr ""', "missing: “Write to us.” (Sie)"),
        ('msgstr[1] "{n} Tage"', 'msgstr[1] ""', "missing: “one day”"),
        ('msgid "Hello', '#, fuzzy\nmsgid "Hello', "is fuzzy"),
        ("Hallo {name}", "Hallo {namen}", "differs in placeholders: name, namen"),
        ("Hallo {name}", "Hallo {name", "has broken braces"),
        ('"{n} Tage"', '"{m} Tage"', "differs in placeholders: m"),
        ("Schreib uns.", "Schreib uns!", "shouts"),
        ("Schreib uns.", "Schreiben Sie uns.", "says “Sie” where du belongs"),
        ("Schreiben Sie uns.", "Schreib uns.", "says “Schreib” where Sie belongs"),
        ("Schreiben Sie uns.", "Fragen Sie uns, wenn dir etwas fehlt.", "where Sie belongs"),
        ("Frag jemanden.", "Fragt Ihren Lead.", "says “Ihren” where du belongs"),
        ("Schreib uns.", "Für dich gilt die Liefersperre.", "tells a client"),
        ("Frag jemanden.", 'Frag \\"jemanden\\".', "straight quotes"),
        ('msgid "Hello {name}"', 'msgid "Hi {name}"', "“Hi {name}” is not said anywhere"),
        ('msgid "Ask', '#~ msgid "Gone"\n#~ msgstr "Weg"\n\nmsgid "Ask', "obsolete: “Gone”"),
    ],
)
def test_what_is_wrong_is_named(root: Path, old: str, new: str, problem: str) -> None:
    _german(root, old, new)
    assert any(problem in line for line in check(root))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('t("Hello {name}")', "handlers/more.py:1: no value for name"),
        ('t(f"Hello {name}")', "handlers/more.py:1: a text that is put together"),
        ('t.to_client("Hello " + name)', "handlers/more.py:1: a text that is put together"),
        ('t("Well done!", x=1)', "missing: “Well done!”"),
        ('t("Yes" if yes else "No")', "missing: “No”"),
        ('outer(t("Hello {name}", name=t("nobody")))', "missing: “nobody”"),
    ],
)
def test_code_that_cannot_be_translated_is_named(root: Path, line: str, problem: str) -> None:
    _code(root, line)
    assert any(problem in one for one in check(root))


def test_a_text_for_unknown_readers_may_be_had_for_both_addresses(root: Path) -> None:
    (root / GERMAN).write_text(HEAD + WHOLE + DU_AND_SIE)
    assert check(root) == []
    update(root)
    assert load(root / GERMAN, "de").get("Ask somebody.", "Sie") is not None


def test_and_for_one_of_them_alone_it_may_not(root: Path) -> None:
    (root / GERMAN).write_text(HEAD + WHOLE + DU_AND_SIE.partition('\n\nmsgctxt "Sie"')[0])
    assert any("has no counterpart (Sie)" in line for line in check(root))


def test_extracting_keeps_translations_and_changes_nothing_twice(root: Path) -> None:
    update(root)
    first = (root / GERMAN).read_text()
    update(root)
    assert (root / GERMAN).read_text() == first
    assert check(root) == []


def test_what_is_new_is_added_and_what_is_gone_is_kept_until_pruned(root: Path) -> None:
    (root / "handlers" / "views.py").write_text(CODE.replace("Ask somebody.", "Something else"))
    update(root)
    assert check(root) == ["missing: “Something else”", "obsolete: “Ask somebody.”"]
    update(root, prune=True)
    assert check(root) == ["missing: “Something else”"]
