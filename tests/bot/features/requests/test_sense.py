"""A request or a kind word: measured on tables of sentences, and rule by rule."""

from __future__ import annotations

import csv
import os
import runpy
import sys
from pathlib import Path

import pytest

from bot.features.requests.sense import Correction, Reason, essence, mentions, named, sense

HERE = Path(__file__).parent
DATA = Path(os.environ.get("PERRON_DATA", HERE.parents[4] / "shared" / "data"))
SMALL_TALK_LABELS = {
    "greeting_hello",
    "greeting_goodbye",
    "greeting_how_are_you",
    "vocative_thank_you",
    "vocative_yes",
    "vocative_no",
    "comment_positive",
    "user_laugh",
}


def table(language: str, part: str) -> list[str]:
    lines = runpy.run_path(str(HERE / f"sentences_{language}.py"))[part].strip().splitlines()
    return [line.replace("⏎", "\n") for line in lines]


def wrong(texts: list[str], *, are_requests: bool) -> list[str]:
    judged = [(text, sense(text)) for text in texts]
    misses = [f"{s.reason}: {text}" for text, s in judged if s.is_request != are_requests]
    sys.stdout.write("\n  ".join([f"{len(misses)} of {len(texts)} wrong", *misses, ""]))
    return misses


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("part", ["", "HELD_OUT_"])
def test_misses_at_most_one_request_in_a_hundred(language: str, part: str) -> None:
    texts = table(language, f"{part}REQUESTS")
    assert len(wrong(texts, are_requests=True)) <= 0.01 * len(texts)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("part", ["", "HELD_OUT_"])
def test_leaves_eight_of_ten_kind_words_in_peace(language: str, part: str) -> None:
    texts = table(language, f"{part}PLEASANTRIES")
    assert len(wrong(texts, are_requests=False)) <= 0.2 * len(texts)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_tables_are_large_enough_and_their_parts_disjoint(language: str) -> None:
    parts = ["REQUESTS", "PLEASANTRIES", "HELD_OUT_REQUESTS", "HELD_OUT_PLEASANTRIES"]
    texts = [text.casefold() for part in parts for text in table(language, part)]
    assert len(texts) >= 150
    assert len(set(texts)) == len(texts)


def questions() -> dict[str, list[str]]:
    """Foreign questions to judge by; the tables' own requests where the data is not at hand."""
    found = {"tables": table("de", "REQUESTS") + table("en", "REQUESTS")}
    for name in ("banking77_test.csv", "faq_de_en.csv"):
        if (DATA / name).exists():
            with (DATA / name).open(encoding="utf-8", newline="") as file:
                rows = [r for r in csv.DictReader(file) if r["label"] not in SMALL_TALK_LABELS]
            found[name] = [row["text"] for row in rows]
    return found


@pytest.mark.parametrize(("name", "texts"), questions().items(), ids=questions())
def test_foreign_questions_are_seen_as_requests(name: str, texts: list[str]) -> None:
    assert len(wrong(texts, are_requests=True)) <= 0.01 * len(texts), name


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("wann geht das live", Reason.QUESTION),
        ("thanks, is it live?", Reason.QUESTION),
        ("bitte das Logo tauschen", Reason.WISH),
        ("danke euch, der Shop lädt nicht", Reason.PROBLEM),
        ("Freigabe erteilt", Reason.UNCLEAR),
        ("<https://shop.example.com/x>", Reason.UNCLEAR),
        ("danke dir, passt", Reason.THANKS),
        ("Moin zusammen", Reason.GREETING),
        ("na, wie geht's euch?", Reason.GREETING),
        ("bis morgen!", Reason.FAREWELL),
        ("alles klar", Reason.AGREEMENT),
        ("sieht super aus", Reason.PRAISE),
        ("👍🏽 :tada:", Reason.EMOJI),
        ("", Reason.EMPTY),
        ("<@U0JONAS>", Reason.EMPTY),
    ],
)
def test_says_by_which_rule(text: str, reason: Reason) -> None:
    assert sense(text).reason is reason


@pytest.mark.parametrize("text", ["", "danke", "hier die Datei"])
def test_a_file_is_a_request(text: str) -> None:
    assert sense(text, has_files=True).is_request
    assert sense(text, has_files=True).reason is Reason.FILE


@pytest.mark.parametrize(
    ("text", "is_request"),
    [
        ("ok danke", False),
        ("👍", False),
        ("ist angekommen, danke", False),
        ("sehe ich jetzt auch", False),
        ("geht leider immer noch nicht", True),
        ("und auf englisch", True),
        ("danke! kann das auch in die App?", True),
        ("nein", True),
    ],
)
def test_a_closed_request_is_reopened_by_what_is_new(text: str, is_request: bool) -> None:
    assert sense(text, in_thread=True).is_request is is_request


@pytest.mark.parametrize("text", ["ist angekommen", "live"])
def test_a_confirmation_is_news_outside_a_thread(text: str) -> None:
    assert sense(text).is_request
    assert not sense(text, in_thread=True).is_request


NOT_A_REQUEST = Correction("Wir sind heute alle auf der Messe", is_request=False)


@pytest.mark.parametrize(
    ("text", "is_request", "reason"),
    [
        ("wir sind heute alle auf der messe!", False, Reason.LEARNED),
        ("Wir sind heute auch alle auf der Messe", False, Reason.LEARNED),
        ("wir sind heute nicht alle auf der messe", True, Reason.PROBLEM),
        ("Wir sind heute alle auf der Messe?", True, Reason.QUESTION),
        ("Wir sind heute alle auf der Messe 2", True, Reason.UNCLEAR),
        ("Wir bauen heute alle auf der anderen Messe ab", True, Reason.UNCLEAR),
    ],
)
def test_follows_a_correction_for_nearly_the_same_text(
    text: str, is_request: bool, reason: Reason
) -> None:
    judged = sense(text, corrections=[NOT_A_REQUEST])
    assert (judged.is_request, judged.reason) == (is_request, reason)


def test_the_newest_correction_counts_and_works_both_ways() -> None:
    changed = [Correction("alles klar", is_request=True), Correction("Alles klar!", False)]
    assert not sense("alles klar", corrections=changed).is_request
    assert sense("alles klar", corrections=changed[:1]).is_request


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("&gt; ist live\nsuper &amp; danke", "super & danke"),
        ("> alt\nneu", "neu"),
        ("<@U0A> schau mal <https://x.example|hier> in <#C1|shop>", "schau mal hier in #shop"),
        ("Fehler im Shop\n\nMit freundlichen Grüßen\nPetra Krämer\nTel. 0711", "Fehler im Shop"),
        ("Broken\n-- \nPetra\nNorthwind Ltd", "Broken"),
        ("Kaputt\nLG Petra\n\nPS: auch mobil", "Kaputt\nPS: auch mobil"),
        ("Kaputt\nLG Petra\nWer macht es?", "Kaputt\nWer macht es?"),
        ("Viele Grüße\nder Shop ist weg", "Viele Grüße\nder Shop ist weg"),
        ("Ja\n\nAm 12.03.2024 um 10:11 schrieb Jonas <j@example.com>:\nGeht das?", "Ja"),
        ("Yes\nOn Mon, Jun 3, 2024 at 10:12 AM Jonas wrote:\nworks?", "Yes"),
        ("Ja\nVon: Max\nGesendet: Montag\nBetreff: X\nalter Text", "Ja"),
        ("-----Ursprüngliche Nachricht-----\nVon: Max\nAn: Petra\nBitte prüfen", "Bitte prüfen"),
        ("Hilfe\nDiese E-Mail enthält vertrauliche Informationen\nund mehr", "Hilfe"),
        ("Von: wem kommt die Datei", "Von: wem kommt die Datei"),
    ],
)
def test_essence_is_what_the_writer_said(text: str, words: str) -> None:
    assert essence(text) == words


def test_mentions_once_each_in_order_without_quotes() -> None:
    text = "&gt; <@U0OLD> schrieb\n<@U0B> und <@W1|lena>, <@U0B>?"
    assert mentions(text) == ("U0B", "W1")


PEOPLE = {
    "jonas": "Jonas Weber",
    "lena": "Lena Groß (UX)",
    "will": "Will Smith",
    "ernst": "Dr. Ernst Huber",
    "alt": "Tom Alt",
    "neu": "Tom Neu",
    "joerg": "Jörg Müller",
}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("kann Jonas mal schauen", ["jonas"]),
        ("@jonas der shop", ["jonas"]),
        ("jonas kannst du bitte mal anrufen", ["jonas"]),
        ("Hi Lena, wie geht's", ["lena"]),
        ("Hallo Lena und Jonas,\nder Shop", ["lena", "jonas"]),
        ("Lena und Jonas, könnt ihr", ["lena", "jonas"]),
        ("kannst du schauen, Jonas?", ["jonas"]),
        ("Ich möchte gern mit Lena sprechen", ["lena"]),
        ("bitte an lena weiterleiten", ["lena"]),
        ("I'd like Lena to check", ["lena"]),
        ("Sehr geehrter Herr Weber, die Bestellung", ["jonas"]),
        ("kann Frau Gross anrufen", ["lena"]),
        ("hallo joerg", ["joerg"]),
        ("Jörg?", ["joerg"]),
        ("Hi Will, the shop", ["will"]),
        ("can Will take a look", ["will"]),
        ("Ernst, kannst du", ["ernst"]),
        ("Tom Neu, kannst du", ["neu"]),
        ("> Hi Lena\nHi Jonas", ["jonas"]),
        ("Tom, kannst du", []),
        ("Jonas hat gestern gesagt, dass das geht", []),
        ("wie mit Jonas besprochen", []),
        ("danke an Jonas, laut Lena ist es fertig", []),
        ("das will ich nicht, im Ernst", []),
        ("Will the shop be up", []),
        ("Will you help", []),
        ("der Jonas-Shop", []),
    ],
)
def test_named_are_those_spoken_to_or_asked_for(text: str, people: list[str]) -> None:
    assert list(named(text, PEOPLE)) == people
