"""Which words of a question tell what it is about, and which never leave the house."""

from __future__ import annotations

import pytest

from bot.features.similar.telling import MOST, counted, names, telling

PEOPLE = names(["Anke Petersen", "Lena Brandt", "Kim Sommer", "Müller-Süß, Jörg"])


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Im Shop stimmen die Preise nach dem Import nicht.", {"shop", "preise", "import"}),
        ("The prices in our shop are wrong since the import.", {"shop", "prices", "import"}),
        ("Könnt ihr bitte mal schauen? Das klappt leider nicht.", set()),
        ("Could you please have a look? It doesn't work.", set()),
        ("👍", set()),
        ("Preis, Preise, PREISEN", {"preise"}),
    ],
)
def test_everyday_words_tell_nothing_in_either_language(question: str, words: set[str]) -> None:
    assert set(telling(question, {}, PEOPLE)) == words


@pytest.mark.parametrize(
    "question",
    [
        "Anke's Newsletter an Petersen, JÖRG und Mueller-Suess fehlt",
        "Hallo Ottokar, der Newsletter fehlt",
        "Frau Dr. Meyer-Lüdenscheid und Herr Ottokar vermissen den Newsletter",
        "Newsletter fehlt: anke@nordwind.example, +49 711 4711, A-4711, https://nord.test/ottokar",
    ],
)
def test_nobody_is_named(question: str) -> None:
    found = set(telling(question, {}, PEOPLE)) - {"vermissen"}
    assert found == {"newsletter"}


def test_what_was_seldom_asked_tells_most() -> None:
    earlier = ["Der Shop ist langsam", "Im Shop fehlt ein Bild", "Shop: Import hängt"]
    seen = counted(earlier)
    assert telling("Import im Shop mit Gutscheinen", seen) == ("gutscheinen", "import", "shop")


def test_a_few_words_are_enough() -> None:
    long = "Warenkorb Gutschein Newsletter Sitemap Retoure Versand Rechnung " * 300
    assert len(telling(long, {})) == MOST
