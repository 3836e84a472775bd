"""One line that says what a message is about."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.features.requests.gist import gist
from tests.examples import texts

GISTS = [
    (
        "Hallo zusammen, im Shop stimmen die Preise nicht. Könnt ihr schauen?",
        "Im Shop stimmen die Preise nicht",
    ),
    ("Hallo Jonas,\nkannst du den Import prüfen?", "Kannst du den Import prüfen?"),
    (
        "Guten Morgen! Danke für gestern. Wann kommt das Angebot?",
        "Wann kommt das Angebot?",
    ),
    ("Sehr geehrte Frau Vogt, die Rechnung Nr. 5 fehlt.", "Die Rechnung Nr. 5 fehlt"),
    ("Hi team, quick question: who owns the newsletter?", "Who owns the newsletter?"),
    (
        "Hello the checkout is broken since 3.5. was deployed",
        "The checkout is broken since 3.5. was deployed",
    ),
    (
        "Am 3. Mai ist Messe, z. B. brauchen wir Flyer. Danke!",
        "Am 3. Mai ist Messe, z. B. brauchen wir Flyer",
    ),
    ("Hilfe! Der Shop ist weg. Seit heute.", "Hilfe! Der Shop ist weg"),
    (
        "Wir haben folgendes Problem:\nDie Bilder fehlen.",
        "Wir haben folgendes Problem: Die Bilder fehlen",
    ),
    (
        "The page v2.1 is slow, see <https://shop.test/a?b=1.2|this>. Why?",
        "The page v2.1 is slow, see this",
    ),
    ("Danke und Grüße", "Danke und Grüße"),
    ("*Wichtig*: der _Export_ geht nicht", "*Wichtig*: der _Export_ geht nicht"),
    ("<@U0JONAS> kannst du bitte den Text ändern", "Kannst du bitte den Text ändern"),
    ("Morgen ist der Shop zu.", "Morgen ist der Shop zu"),
    ("", ""),
    ("\n \n", ""),
]


@pytest.mark.parametrize(("text", "line"), GISTS)
def test_it_is_the_first_sentence_that_says_something(text: str, line: str) -> None:
    assert gist(text) == line


def test_what_is_long_is_cut_at_a_word() -> None:
    long = gist("Bitte ändert auf der Seite " + "wirklich sehr " * 20 + "alles.")
    assert len(long) <= 100
    assert long.endswith(("wirklich…", "sehr…"))
    assert len(gist("x" * 300)) == 100
    assert len(gist("Der Newsletter zeigt den falschen Gutschein an", 20)) <= 20


@given(texts(max_size=400))
def test_it_is_one_line_and_empty_only_where_nothing_was_said(text: str) -> None:
    line = gist(text)
    assert len(line) <= 100
    assert "\n" not in line
