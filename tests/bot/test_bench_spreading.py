"""`perron bench spreading`: prints, writes a list, and puts figures into a page that has words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.commands.bench_spreading import WORLDS, Wanted, spreading
from bot.features.routing.measuring.report import BEGIN, END

ROWS = "\n".join(
    f"2026-01-{1 + n // 2:02}T0{n % 2 + 8}:00:00,{('ann', 'uma')[n % 2]},"
    f"{('shop', 'report')[n % 2]} {n},it does not work,{('shop', 'report')[n % 2]}"
    for n in range(40)
)


def test_figures_are_printed_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken.csv").write_text(f"created,person,title,body,components\n{ROWS}\n")
    page, file = tmp_path / "page.md", tmp_path / "figures.json"
    page.write_text(f"# Load\n\nWords.\n\n{BEGIN}\nearlier\n{END}\n\nMore words.\n")
    assert spreading(tmp_path, Wanted(requests=12, questions=30), file, page) == 0
    found = json.loads(file.read_text())
    settings = [*WORLDS, "nobody has said anything", "talents declared"]
    assert list(dict.fromkeys(flat["setting"] for flat in found)) == settings
    assert {flat["questions"] for flat in found if flat["data"] == "played"} == {12}
    assert {flat["questions"] for flat in found if flat["data"] == "taken"} == {20}
    assert len(capsys.readouterr().out.splitlines()) >= len(found)
    text = page.read_text()
    assert text.startswith("# Load\n\nWords.\n")
    assert text.endswith("\n\nMore words.\n")
    assert "earlier" not in text
    assert [said in text for said in ("| learning on | spread |", "## taken")] == [True, True]


def test_without_files_only_the_platform_is_played(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    assert spreading(None, Wanted(requests=5), file, None) == 0
    assert {flat["data"] for flat in json.loads(file.read_text())} == {"played"}


def test_a_folder_with_nothing_to_measure_on_is_a_failure(tmp_path: Path) -> None:
    assert spreading(tmp_path, Wanted(requests=5), None, None) == 1
