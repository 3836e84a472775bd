"""Texts in the reader's language: English msgids in the code, gettext catalogues beside it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parents[2] / "locales"
LANGUAGES = ("en", "de")
PSEUDO = "xx"
"""A locale that wraps every marked text in ⟦…⟧, so that unmarked ones stand out."""
PSEUDO_FOR_ALL = "PERRON_PSEUDO_LOCALE"
"""Set in the environment, it shows everybody the pseudo-locale: for stories played in it."""

FORMATS = {"de": "de", "en": "en_GB"}
"""How a language writes dates and figures, as Babel calls it."""

Catalogue = Mapping[tuple[str | None, str], tuple[str, ...]]


def mark(msgid: str) -> str:
    """Mark a text for translation where its reader is not known yet."""
    return msgid


def format_of(language: str) -> str:
    """Babel's locale for a language that we speak, or pretend to."""
    return FORMATS.get(language, FORMATS["en"])


def written(day: date, language: str, form: str = "d MMM y") -> str:
    """A date as people write it: “18 Dec 2026”, “18. Dez. 2026”. ``form`` as English has it."""
    locale = format_of(language)
    pattern = form.replace("d M", "d. M") if locale == "de" else form
    return format_date(day, pattern, locale=locale)


def readable(params: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What stands in a sentence, its dates written out. A moment needs a zone: it is no date."""
    return {
        name: written(one, language)
        if isinstance(one, date) and not isinstance(one, datetime)
        else one
        for name, one in params.items()
    }


@cache
def catalogue(language: str) -> Catalogue:
    """``(context, msgid) -> forms`` of a language, read once from its .po file."""
    path = LOCALES / language / "LC_MESSAGES" / "perron.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        po = read_po(file, locale=language)
    found: dict[tuple[str | None, str], tuple[str, ...]] = {}
    for message in po:
        if not message.id or not message.string or message.fuzzy:
            continue
        single = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        if all(forms):
            found[(message.context, single)] = forms
    return found


class Translator:
    """Turns msgids into one reader's texts.

    ``language`` is ``en``, ``de`` or the pseudo-locale; ``address`` is how a client is spoken
    to (``du`` or ``Sie``) and matters only to `to_client`.
    """

    def __init__(self, language: str, address: str = "du") -> None:
        self.language = PSEUDO if os.environ.get(PSEUDO_FOR_ALL) else language
        self.address = address

    def __call__(self, msgid: str, **params: Any) -> str:
        return self._finish(self._forms(None, msgid, (msgid,))[0], params)

    def to_client(self, msgid: str, **params: Any) -> str:
        """A sentence to a client: German differs between du and Sie."""
        return self._finish(self._forms(self.address, msgid, (msgid,))[0], params)

    def plural(self, one: str, many: str, n: int, **params: Any) -> str:
        """The form for ``n`` (both languages have two)."""
        forms = self._forms(None, one, (one, many))
        return self._finish(forms[0 if n == 1 else 1], {"n": n, **params})

    def _forms(self, context: str | None, msgid: str, default: tuple[str, ...]) -> tuple[str, ...]:
        known = catalogue("de" if self.language == "de" else "en")
        return known.get((context, msgid)) or known.get((None, msgid)) or default

    def _finish(self, text: str, params: Mapping[str, Any]) -> str:
        text = text.format(**readable(params, self.language)) if params else text
        return f"⟦{text}⟧" if self.language == PSEUDO else text


def language_of(locale: str | None, default: str = "en") -> str:
    """Slack's locale (``de-DE``) to a language we speak; ``default`` where it is missing."""
    if not locale:
        return default
    language = locale.replace("_", "-").split("-")[0].lower()
    return language if language in (*LANGUAGES, PSEUDO) else default
