"""The bench: files are recognised, nothing of the future is used, figures are what they say."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.features.routing.measuring import report
from bot.features.routing.measuring.data import InTime, Labelled, NoData, read
from bot.features.routing.measuring.figures import Answers, calibration_error
from bot.features.routing.measuring.methods import Remembered
from bot.features.routing.measuring.run import Plan, grown, measure
from bot.features.routing.scoring.text import MEANING, Floats

WORDS = {
    "shop": ("Preise", "Bestellung", "Warenkorb"),
    "billing": ("Rechnung", "Budget", "Mahnung"),
}


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def labelled(columns: tuple[str, str] = ("text", "label"), **more: str) -> list[dict[str, str]]:
    return [
        {columns[0]: f"{word} Nummer {n} fehlt", columns[1]: label, **more}
        for n in range(4)
        for label, known in WORDS.items()
        for word in known
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "bank_train.csv", labelled())
    write(tmp_path / "bank_test.csv", labelled()[:6])
    both = labelled(language="de", split="train") + labelled(language="en", split="test")
    write(tmp_path / "faq.csv", both + labelled(language="en", split="train"))
    write(tmp_path / "mail.csv", labelled(("title", "queue"), body="Danke"))
    write(
        tmp_path / "issues.csv",
        [
            {"created": f"2020-01-{28 - n:02}T10:00:00", "person": row["label"],
             "title": row["text"], "body": "", "labels": "tells it"}
            for n, row in enumerate(labelled())
        ],
    )  # fmt: skip
    write(tmp_path / "other.csv", [{"a": "1", "b": "2"}])
    return tmp_path


def test_files_are_recognised_by_their_columns(folder: Path) -> None:
    found = {data.name: data for data in read(folder)}
    assert sorted(found) == ["bank", "faq", "issues", "mail"]
    bank, faq, mail, issues = (found[name] for name in ("bank", "faq", "mail", "issues"))
    assert isinstance(bank, Labelled)
    assert (len(bank.learned), len(bank.asked)) == (24, 6)
    assert isinstance(faq, Labelled)
    assert {one.language for one in faq.asked} == {"en"}
    assert isinstance(mail, Labelled)
    assert mail.learned[0].text == "Preise Nummer 0 fehlt\nDanke"
    assert not {one.text for one in mail.learned} & {one.text for one in mail.asked}
    assert isinstance(issues, InTime)
    times = [one.at for one in issues.asked]
    assert times == sorted(times)
    assert "tells it" not in issues.asked[0].text


def test_help_says_by_which_columns_a_file_is_recognised() -> None:
    shown = CliRunner().invoke(app, ["bench", "routing", "--help"]).output
    said = " ".join(re.sub(r"\x1b\[[\d;]*m", "", shown).split())
    for columns in ("text[,language],label", "title,body,queue[,language]",
                    "created,person,title,body"):  # fmt: skip
        assert columns in said


def test_only_what_was_named_and_a_sentence_where_nothing_is(folder: Path) -> None:
    assert [data.name for data in read(folder, ["mail"])] == ["mail"]
    with pytest.raises(NoData, match="recognised: bank, faq, issues, mail"):
        read(folder, ["nothing"])


def test_every_setting_has_every_method_and_the_router_beats_habit(folder: Path) -> None:
    plan = Plan(None, seeds=(0,))
    files = read(folder, ["bank", "faq", "issues"])
    told = [flat for data in files for flat in measure(data, plan)]
    settings = {(flat["data"], flat["setting"]) for flat in told}
    assert {("bank", "0 examples"), ("bank", "all examples"), ("issues", "20 late"),
            ("issues", "online"), ("faq", "5 examples, de to en")} <= settings  # fmt: skip
    top1 = {(f["data"], f["setting"], f["method"]): f["top1"] for f in told}
    assert top1["bank", "all examples", "perron"] == 1.0
    assert float(top1["bank", "all examples", "most frequent"] or 0) <= 0.5
    assert {flat["method"] for flat in told} == {
        "perron", "most frequent", "most recent", "tf-idf, logistic regression", "bm25 neighbours",
    }  # fmt: skip


def test_late_means_that_the_first_answers_are_guesses(folder: Path) -> None:
    [issues] = read(folder, ["issues"])
    told = {f["setting"]: f["top1"] for f in measure(issues, Plan(None, baselines=False))}
    assert float(told["20 late"] or 0) < float(told["online"] or 0)


def test_what_a_score_takes_after_more_was_learned(folder: Path) -> None:
    [issues] = read(folder, ["issues"])
    few, more = grown(issues.asked, (5, 30), Plan(None))
    assert (few["setting"], more["setting"]) == ("5 learned", "30 learned")
    assert float(more["score_ms_p95"] or 0) > 0.0


def test_figures_of_known_answers() -> None:
    answers = Answers()
    for right, sure in (("a", 0.9), ("a", 0.8), ("b", 0.7), ("x", 0.6)):
        answers.add(("a", "b", "c"), sure, right)
    figures = answers.figures()
    assert (figures["top1"], figures["top3"], figures["mrr"]) == (0.5, 0.75, 0.625)
    assert (figures["answered_at_90"], figures["own_accord"]) == (0.5, 0.25)
    assert figures["own_accord_right"] == 1.0


def test_calibration_error_is_the_gap_between_sure_and_right() -> None:
    right = np.array([True, False, True, False])
    assert calibration_error(right, np.full(4, 0.5)) == pytest.approx(0.0)
    assert calibration_error(right, np.full(4, 0.9)) == pytest.approx(0.4)


class Slow:
    def embed(self, text: str) -> Floats:
        return np.full(MEANING, sum(map(ord, text * 200_000)), np.float32)


def test_what_reading_again_would_take_is_owed() -> None:
    remembered = Remembered(Slow())
    remembered.embed("a")
    assert remembered.owed() == 0.0
    remembered.embed("a")
    assert remembered.owed() > 0.0
    assert remembered.owed() == 0.0


def test_the_page_keeps_what_people_wrote_around_the_figures(tmp_path: Path) -> None:
    page = tmp_path / "routing.md"
    page.write_text(
        f"# Title\n\nBefore.\n\n{report.BEGIN}\nan earlier one\n{report.END}\n\nAfter.\n"
    )
    flat = {"data": "bank", "setting": "online", "method": "perron", "top1": 0.5}
    told = report.Told(date(2026, 11, 22), "a machine", 100.0, Plan(None))
    report.write(page, [{**dict.fromkeys({**report.QUALITY, **report.COST}, 0.1), **flat}], told)
    text = page.read_text()
    assert text.startswith("# Title\n\nBefore.")
    assert text.endswith("After.\n")
    assert "| online | perron | 0.500 |" in text
    assert "an earlier one" not in text


def test_the_command_writes_flat_objects(tmp_path: Path) -> None:
    write(
        tmp_path / "few.csv",
        [
            {"created": f"2020-01-0{n + 1}T10:00:00", "person": "ab"[n % 2], "title": "Preise",
             "body": "fehlen"}
            for n in range(4)
        ],
    )  # fmt: skip
    file, page = tmp_path / "out.json", tmp_path / "page.md"
    command = ["bench", "routing", "--data", str(tmp_path), "--only", "few", "--json", str(file)]
    result = CliRunner().invoke(app, [*command, "--page", str(page)])
    assert result.exit_code == 0
    found = json.loads(file.read_text())
    assert {"data", "setting", "seed", "method"} <= found[0].keys()
    assert "perron" in {flat["method"] for flat in found}
    assert "| online | perron |" in page.read_text()
    assert CliRunner().invoke(app, ["bench", "routing", "--data", "/nowhere"]).exit_code == 1
    in_turn = [(flat["setting"], flat["method"], flat["top1"]) for flat in found]
    assert CliRunner().invoke(app, [*command, "--jobs", "2"]).exit_code == 0
    beside = json.loads(file.read_text())
    assert [(flat["setting"], flat["method"], flat["top1"]) for flat in beside] == in_turn
    figures = found[0]["top1"] = 0.123
    file.write_text(json.dumps(found))
    again = ["bench", "routing", "--data", str(tmp_path), "--given", str(file)]
    assert CliRunner().invoke(app, [*again, "--page", str(page)]).exit_code == 0
    assert f"{figures}" in page.read_text()
    file.write_text("not json")
    assert CliRunner().invoke(app, again).exit_code == 1
