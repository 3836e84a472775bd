"""Texts that people see: collected from the code, merged into the catalogues, checked.

``python tools/texts.py extract`` brings ``locales/`` up to date; ``check`` lists what is wrong.
Entries carry no places in the code, so that a catalogue changes only when a text does.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("bot", "handlers", "integrations")
TEMPLATE = Path("locales/perron.pot")
GERMAN = Path("locales/de/LC_MESSAGES/perron.po")

ADDRESSES = ("du", "Sie")
"""Contexts of sentences to clients: German speaks to them in one of two ways."""

HEADER = """\
# {title}
# Written by `python tools/texts.py extract`; the translations by people.
msgid ""
msgstr ""
"Project-Id-Version: Perron\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

Key = tuple[str | None, str]
"""Context and (first) msgid."""


# Collecting


@dataclass(frozen=True)
class Said:
    """A call that marks a text. ``form`` is ``t``, ``mark``, ``plural`` or ``to_client``.

    ``texts`` are the literals it can say (two for a plural), none where it is a variable.
    """

    place: str
    form: str
    call: ast.Call
    texts: tuple[str, ...]


def said(root: Path) -> list[Said]:
    """Every call in the code that marks a text, in order."""
    found = []
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*.py")):
            for form, call in _calls(ast.parse(path.read_bytes())):
                place = f"{path.relative_to(root)}:{call.lineno}"
                arguments = call.args[: 2 if form == "plural" else 1]
                texts = tuple(text for one in arguments for text in _literals(one))
                found.append(Said(place, form, call, texts))
    return found


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Calls of translators and of ``mark``: ``t(…)``, ``asker.t(…)``, ``t.plural(…)``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id="t" | "mark" as form) | ast.Attribute(attr="t" | "mark" as form):
                yield form, node
            case ast.Attribute(attr="plural" | "to_client" as form):
                yield form, node


def _literals(argument: ast.expr) -> list[str]:
    match argument:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=orelse):
            return _literals(body) + _literals(orelse)
    return []


def template(calls: Iterable[Said]) -> Catalog:
    """What has to be translated; a sentence to a client once per address."""
    catalog = Catalog(fuzzy=False)
    for one in calls:
        if one.form == "plural" and len(one.texts) == 2:
            catalog.add(one.texts)
            continue
        for text in one.texts:
            for context in ADDRESSES if one.form == "to_client" else (None,):
                catalog.add(text, context=context)
    return catalog


# Writing


def load(path: Path, language: str | None = None) -> Catalog:
    """A catalogue from its file; empty where there is none."""
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(catalog: Catalog, path: Path, title: str, language: str) -> None:
    """Write a catalogue in the order of its msgids, without places in the code."""
    out = io.BytesIO()
    write_po(out, catalog, width=100, no_location=True, omit_header=True, sort_output=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    head = HEADER.format(title=title, language=language)
    path.write_bytes(head.encode() + out.getvalue().strip() + b"\n")


def update(root: Path, *, prune: bool = False) -> None:
    """Bring the template and the German catalogue up to date; translations are kept.

    A changed text keeps its old translation as *fuzzy*; what nobody says any more stays as
    *obsolete* until pruned.
    """
    calls = said(root)
    wanted, german = template(calls), load(root / GERMAN, "de")
    write(wanted, root / TEMPLATE, "Texts of Perron", "")
    for message in _optional(german, calls):
        wanted.add(message.id, context=message.context)
    german.update(wanted)
    if prune:
        german.obsolete.clear()
    write(german, root / GERMAN, "German texts of Perron", "de")


def _optional(german: Catalog, calls: Iterable[Said]) -> list[Message]:
    """Entries per address of texts marked where their reader is not known: had if needed."""
    marked = {text for one in calls if one.form == "mark" for text in one.texts}
    return [m for m in german if m.context in ADDRESSES and _key(m)[1] in marked]


# Checking

SIE = r"Sie|Ihnen|Ihr|Ihre|Ihren|Ihrem|Ihrer|Ihres"
DU = (
    r"du|dir|dich|dein|deine|deinen|deinem|deiner|deines|euch|euer|eure|euren|eurem|eurer|"
    r"kannst|hast|bist|willst|möchtest|brauchst|musst|weißt|findest|siehst|"
    r"schreib|gib|sag|wähl|wähle|frag|warte|versuch|schau|drück|öffne|nimm|meld"
)
TO_SIE = re.compile(rf"\bSie\b|(?<!^)(?<![.:?…] )\b(?:{SIE})\b")
"""A formal address; ``Ihr`` may begin a sentence to several people one says *du* to."""
TO_DU = re.compile(rf"\b(?:{DU})\b", re.IGNORECASE)
NOT_FOR_CLIENTS = re.compile("Liefersperre|delivery block", re.IGNORECASE)
STRAIGHT_QUOTE = re.compile('"')


def check(root: Path) -> list[str]:
    """Everything that is wrong with the texts, a line each."""
    calls = said(root)
    german = load(root / GERMAN, "de")
    wanted = {_key(message) for message in template(calls) if message.id}
    optional = {_key(message) for message in _optional(german, calls)}
    problems = [f"{one.place}: {what}" for one in calls for what in _unfit(one)]
    problems += [f"missing: {_name(key)}" for key in sorted(wanted - _done(german), key=str)]
    problems += [f"obsolete: {_name(_key(message))}" for message in german.obsolete.values()]
    for message in german:
        if message.id:
            found = list(_wrong(message))
            if _key(message) not in wanted | optional:
                found.append("is not said anywhere in the code")
            problems += [f"{_name(_key(message))} {what}" for what in found]
    return problems + _half(optional)


def _key(message: Message) -> Key:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def _name(key: Key) -> str:
    context, text = key
    return f"“{text}”" + (f" ({context})" if context else "")


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _done(catalog: Catalog) -> set[Key]:
    return {_key(m) for m in catalog if m.id and m.string and all(_forms(m.string))}


def _half(optional: set[Key]) -> list[str]:
    """A text that one client is told in words of its own needs them for the other, too."""
    return [
        f"{_name((context, text))} has no counterpart ({other})"
        for context, text in sorted(optional, key=str)
        for other in ADDRESSES
        if (other, text) not in optional
    ]


def placeholders(text: str) -> set[str]:
    """The names in braces; ValueError where the braces do not match."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def _wrong(message: Message) -> Iterator[str]:
    """What is wrong with one entry of the German catalogue."""
    if message.fuzzy:
        yield "is fuzzy: look at the translation and remove the flag"
    english, translated = _forms(message.id), _forms(message.string or "")
    for text in (*english, *translated):
        if "!" in text:
            yield f"shouts: {text}"
    if not all(translated):
        return
    yield from _differing(english, translated)
    for text in translated:
        yield from _german(text, message.context)


def _differing(english: tuple[str, ...], translated: tuple[str, ...]) -> Iterator[str]:
    may = {"n"} if len(english) > 1 else set()
    for one, other in zip(english, translated, strict=True):
        try:
            differing = placeholders(one) ^ placeholders(other)
        except ValueError as error:
            yield f"has broken braces ({error})"
            continue
        if differing - may:
            yield f"differs in placeholders: {', '.join(sorted(differing))}"


def _german(text: str, context: str | None) -> Iterator[str]:
    if context != "Sie" and (found := TO_SIE.search(text)):
        yield f"says “{found[0]}” where du belongs: {text}"
    if context == "Sie" and (found := TO_DU.search(text)):
        yield f"says “{found[0]}” where Sie belongs: {text}"
    if context is not None and (found := NOT_FOR_CLIENTS.search(text)):
        yield f"tells a client of our “{found[0]}”"
    if STRAIGHT_QUOTE.search(text):
        yield f"has straight quotes, not „…“: {text}"


def _unfit(one: Said) -> Iterator[str]:
    """What is wrong with a call: a text that is put together, or values that are missing."""
    if one.call.args and isinstance(one.call.args[0], ast.JoinedStr | ast.BinOp):
        yield "a text that is put together cannot be translated"
    given = {keyword.arg for keyword in one.call.keywords}
    if one.form == "mark" or None in given:
        return
    for text in one.texts:
        missing = placeholders(text) - given - ({"n"} if one.form == "plural" else set())
        if missing:
            yield f"no value for {', '.join(sorted(missing))} in “{text}”"


def main(arguments: list[str] | None = None) -> int:
    """``extract`` or ``check``; 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="tools/texts.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    extracting = commands.add_parser("extract", help="bring locales/ up to date with the code")
    extracting.add_argument("--prune", action="store_true", help="drop obsolete entries")
    commands.add_parser("check", help="list what is missing or wrong")
    chosen = parser.parse_args(arguments)
    if chosen.command == "extract":
        update(ROOT, prune=chosen.prune)
    problems = check(ROOT)
    for problem in problems:
        sys.stdout.write(problem + "\n")
    return 1 if problems and chosen.command == "check" else 0


if __name__ == "__main__":
    sys.exit(main())
