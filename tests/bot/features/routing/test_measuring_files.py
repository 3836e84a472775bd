"""The bench takes files as they are: what cannot be measured on is left out, and said in a line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.features.routing.measuring.data import InTime, Labelled, NoData, read

TAKEN = "created,person,title,body"
GOOD = [f"2024-05-{day:02}T09:30,{who},Preise,fehlen" for day, who in ((2, "ann"), (1, "uma"))]


def put(folder: Path, name: str, columns: str, rows: list[str], encoding: str = "utf-8") -> None:
    (folder / f"{name}.csv").write_text("\n".join([columns, *rows, ""]), encoding=encoding)


def labelled(*splits: str) -> list[str]:
    return [f"Preise {n},shop,{split}" for n, split in enumerate(splits)]


def told(folder: Path, *only: str) -> tuple[list[str], list[str]]:
    """The names of what is measured, and what is said of the rest."""
    lines: list[str] = []
    return [data.name for data in read(folder, only, lines.append)], lines


def test_rows_without_a_person_or_a_time_are_left_out_and_counted(tmp_path: Path) -> None:
    bad = [",ann,Preise,fehlen", "yesterday,ann,Preise,fehlen", "2024-05-03,  ,Preise,fehlen"]
    put(tmp_path, "iss", TAKEN, [*bad, *GOOD])
    lines: list[str] = []
    [found] = read(tmp_path, (), lines.append)
    assert isinstance(found, InTime)
    assert [one.label for one in found.asked] == ["uma", "ann"]
    [line] = lines
    assert line.startswith("iss: left out 3 of 5 rows")


def test_rows_without_a_label_or_with_another_split_are_left_out_and_counted(
    tmp_path: Path,
) -> None:
    rows = [*labelled("train", "test", "dev"), "Preise 9,,train"]
    put(tmp_path, "faq", "text,label,split", rows)
    names, [line] = told(tmp_path)
    assert names == ["faq"]
    assert line.startswith("faq: left out 2 of 4 rows, without a label")


def test_a_file_whose_persons_are_all_empty_is_left_out(tmp_path: Path) -> None:
    put(tmp_path, "nobody", TAKEN, ["2024-05-01,,Preise,fehlen"] * 3)
    with pytest.raises(NoData, match=r"nobody\.csv is left out: all of its rows"):
        read(tmp_path)
    put(tmp_path, "iss", TAKEN, GOOD)
    names, [line] = told(tmp_path)
    assert names == ["iss"]
    assert "nobody.csv" in line


def test_a_file_that_cannot_be_read_costs_only_itself(tmp_path: Path) -> None:
    put(tmp_path, "iss", TAKEN, GOOD)
    put(tmp_path, "old", TAKEN, ["2024-05-01,ann,Grüße,Maße"], encoding="latin-1")
    (tmp_path / "folder.csv").mkdir()
    assert told(tmp_path, "iss") == (["iss"], [])
    names, lines = told(tmp_path)
    assert names == ["iss"]
    assert [re.split("[.:]", line)[0] for line in lines] == ["folder", "old"]
    assert all("UTF-8" in line for line in lines)
    with pytest.raises(NoData, match=r"old\.csv is left out: it cannot be read"):
        read(tmp_path, ["old"])


@pytest.mark.parametrize("unread", ["bank_train", "bank_test"])
def test_half_of_a_pair_is_not_measured_as_if_it_were_all(tmp_path: Path, unread: str) -> None:
    for name in ("bank_train", "bank_test"):
        rows = [f"Grüße {n},shop" for n in range(10)]
        put(tmp_path, name, "text,label", rows, "latin-1" if name == unread else "utf-8")
    with pytest.raises(NoData, match=rf"{unread}\.csv is left out") as raised:
        read(tmp_path, ["bank"])
    assert len(str(raised.value).splitlines()) == 2
    put(tmp_path, "bank_train", "text,label", ["Preise,shop"])
    put(tmp_path, "bank_test", "title,body,queue", ["Preise,fehlen,shop"])
    with pytest.raises(NoData, match=r"bank_test\.csv has other columns"):
        read(tmp_path)


@pytest.mark.parametrize("splits", [("Train", "TEST "), ("train", "test")])
def test_split_is_read_whatever_its_case(tmp_path: Path, splits: tuple[str, str]) -> None:
    put(tmp_path, "faq", "text,label,split", labelled(*splits))
    [found] = read(tmp_path)
    assert isinstance(found, Labelled)
    assert [len(found.learned), len(found.asked)] == [1, 1]


@pytest.mark.parametrize(
    ("splits", "lacks"),
    [(("train",) * 9, "asked"), (("test",) * 9, "learned from"), (("",) * 4, "asked")],
)
def test_where_nothing_is_to_be_asked_or_learned_that_is_said(
    tmp_path: Path, splits: tuple[str, ...], lacks: str
) -> None:
    put(tmp_path, "iss", TAKEN, GOOD)
    put(tmp_path, "faq", "text,label,split", labelled(*splits))
    names, [line] = told(tmp_path)
    assert names == ["iss"]
    assert line.startswith(f"faq is left out: it has no rows to be {lacks} (")


def test_other_columns_and_no_rows_are_said(tmp_path: Path) -> None:
    put(tmp_path, "iss", TAKEN, GOOD)
    put(tmp_path, "none", "text,label", [])
    put(tmp_path, "other", "a,b", ["1,2"])
    names, [empty, other] = told(tmp_path)
    assert names == ["iss"]
    assert "none.csv is left out: it has no rows" in empty
    assert "other.csv is left out: its columns" in other


def test_a_name_that_is_not_there_is_said_and_the_others_are_measured(tmp_path: Path) -> None:
    put(tmp_path, "iss", TAKEN, GOOD)
    assert told(tmp_path, "iss", "typo") == (
        ["iss"],
        ["Nothing is called typo (recognised: iss)."],
    )


def bench(*arguments: str) -> tuple[int, str]:
    ran = CliRunner().invoke(app, ["bench", *arguments])
    return ran.exit_code, " ".join(re.sub(r"\x1b\[[\d;]*m|[│╭╰╮╯─]", "", ran.output).split())


def test_names_follow_only_in_one_go_or_each_with_its_own(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        put(tmp_path, name, TAKEN, GOOD)
    file, data = tmp_path / "out.json", str(tmp_path)
    code, said = bench(
        "routing", "--data", data, "--only", "one", "two", "typo", "--json", str(file)
    )
    assert code == 0
    assert "Nothing is called typo (recognised: one, three, two)." in said
    assert {flat["data"] for flat in json.loads(file.read_text())} == {"one", "two"}
    again = bench("routing", "--data", data, "--only", "no", "--only", "nor", "neither")
    assert again[0] == 1
    assert all(f"Nothing is called {name} " in again[1] for name in ("no", "nor", "neither"))


@pytest.mark.parametrize("what", ["routing", "spreading"])
def test_names_without_only_and_nothing_to_measure_are_refused(tmp_path: Path, what: str) -> None:
    put(tmp_path, "nobody", TAKEN, ["2024-05-01,,Preise,fehlen"])
    code, said = bench(what, "--data", str(tmp_path), "nobody")
    assert code == 2
    assert "put --only before it" in said
    code, said = bench(what, "--data", str(tmp_path), "--only", "nobody", "nor")
    assert code == 1
    assert "nobody.csv is left out" in said
    assert "Nothing is called nor " in said
