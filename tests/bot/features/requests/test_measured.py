"""Requests and follow-ups, measured on sentences as clients write them; below the bar it fails."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.commands.bench_requests import bench, judged, measure
from bot.features.requests.sense import Correction, Reason, sense
from bot.features.requests.taste import with_taste

HERE = Path(__file__).parent
BARS = {
    "requests seen": 0.99,
    "pleasantries left in peace": 0.9,
    "follow-ups with the right request": 0.8,
    "new matters kept apart": 0.8,
    "pleasantries joined to nothing": 0.9,
}


def test_every_figure_is_above_its_bar_in_both_languages() -> None:
    figures = measure(HERE)
    assert {(one.data[-2:], one.setting) for one in figures} == {
        (language, setting) for language in ("de", "en") for setting in BARS
    }
    assert [f"{f.data} {f.setting} {f.share}" for f in figures if f.share < BARS[f.setting]] == []


AS_CLIENTS_WRITE = {
    "short": (r"^\S+( \S+){0,2}$", 60),
    "lower case": (r"^[^A-ZÄÖÜ]*$", 80),
    "emoji only": (r"^[\W\d_]+$|^(:[\w+-]+:\s*)+$", 15),
    "thanks, then a question": (r"(?i)^[^?]*\b(dank\w*|thank\w*|thx|ty)\b.*\?", 4),
    "a forwarded mail": (r"(?i)⏎(von|from|gesendet|sent):|weitergeleitet|forwarded", 3),
    "quoted history": (r"⏎>|&gt;", 4),
    "a signature": (r"(?i)⏎(\W*)(viele|mit freundlich\w+|best\w*|liebe|kind|lg|vg|gruß)\b", 3),
}
"""How clients write, and how many sentences of a language there are of it at least."""


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_tables_are_large_enough_and_as_clients_write(language: str) -> None:
    lines = (HERE / f"said_{language}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    kinds = [line.split("\t")[0] for line in lines]
    texts = [line.split("\t")[2] for line in lines]
    assert len(set(lines)) == len(lines)
    assert min(kinds.count("request"), kinds.count("pleasantry")) >= 100
    assert sum(judged(text) for text in texts) >= 150, "sentences that are counted"
    counted = {
        kind: sum(re.search(form, text) is not None for text in texts)
        for kind, (form, _) in AS_CLIENTS_WRITE.items()
    }
    few = {kind: n for kind, n in counted.items() if n < AS_CLIENTS_WRITE[kind][1]}
    assert few == {}


def test_the_figures_are_printed_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench(HERE, tmp_path / "figures.json") == 0
    assert "requests seen" in capsys.readouterr().out
    assert '"share"' in (tmp_path / "figures.json").read_text(encoding="utf-8")
    assert bench(tmp_path, None) == 1


@pytest.mark.parametrize(
    "text",
    [
        "geht das jetzt",
        "gehts wieder",
        "wir sind offline",
        "will it be back today",
        "i see an error",
        "läuft nur bei mir",
        "erledigt ihr das",
        "gute idee, macht das",
        "what a mess",
        "wie schnell geht das",
        "happy easter banner",
        "frohe weihnachten mailing",
        "wir freuen uns auf euer angebot",
        "let me know",
        "looking forward to your reply",
        "was für ein format braucht ihr",
        "unser fehler, es sind 20 prozent",
        "great result, double the budget",
        "falscher link",
        "versteh ich das richtig",
    ],
)
def test_what_only_seems_kind_is_a_request(text: str) -> None:
    assert sense(text).is_request


FAIR = "Wir sind diese Woche alle auf der Gartenmesse in Köln"


def test_what_was_judged_elsewhere_on_the_platform_counts_for_what_is_like_it() -> None:
    text = "Nächste Woche sind wir alle auf der Gartenmesse in Köln"
    judged = with_taste(sense(text), text, [Correction(FAIR, is_request=False)])
    assert (judged.is_request, judged.reason) == (False, Reason.LEARNED)
    kind = with_taste(sense("danke euch"), "danke euch", [Correction("danke euch", True)])
    assert kind.is_request


@pytest.mark.parametrize("text", [f"{FAIR}, wer vertritt uns?", "Die Preise im Shop sind weg"])
def test_what_was_learned_silences_no_question_and_nothing_unlike_it(text: str) -> None:
    assert with_taste(sense(text), text, [Correction(FAIR, is_request=False)]).is_request
