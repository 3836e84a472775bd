"""Hours as files, read back as Excel and other programs would."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from bot.ports import HoursEntry, HoursTexts
from integrations.spreadsheets import HoursFiles
from tests.examples import examples, texts

NOTE = "Only here does Perron show hours per person, for the invoice."
EN = HoursTexts(
    language="en",
    title="Hours for Nordwind",
    note=NOTE,
    entries="Entries",
    sums="Sums",
    day="Day",
    month="Month",
    person="Person",
    issue="Issue",
    summary="Summary",
    comment="Comment",
    hours="Hours",
    seconds="Seconds",
    billed="Invoiced",
    not_billed="Not yet invoiced",
    yes="yes",
    no="no",
    total="Total",
)
DE = replace(EN, language="de", day="Tag", month="Monat", yes="ja", no="nein", total="Summe")
MARA = HoursEntry(date(2026, 11, 3), "mara", "Mara Vogt", "NORD-1", "Basket", "Cache", 1200, False)
ENTRIES = (
    replace(MARA, day=date(2026, 11, 30), issue="NORD-2", billed=True),
    replace(MARA, person="jonas", name="Jonas Weber", seconds=5400),
    MARA,
    replace(MARA, seconds=1200, comment="Ärger; mit „Größen“\nund mehr"),
    replace(MARA, day=date(2026, 10, 31), seconds=25_230),
)


def rows(file: bytes, delimiter: str = ",") -> list[list[str]]:
    assert file.startswith(b"\xef\xbb\xbf"), "Excel knows UTF-8 by this mark"
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def sheets(file: bytes) -> tuple[Worksheet, Worksheet]:
    first, second = openpyxl.load_workbook(io.BytesIO(file)).worksheets
    return first, second


def midnight(year: int, month: int, day: int) -> datetime:
    """How a day is read back: Excel knows no zones."""
    return datetime.combine(date(year, month, day), datetime.min.time())


def values(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]


def test_entries_as_csv() -> None:
    head, *lines, empty, last = rows(HoursFiles().entries_csv(ENTRIES, EN))
    assert head == [
        "Day",
        "Person",
        "Issue",
        "Summary",
        "Comment",
        "Hours",
        "Seconds",
        "Invoiced",
    ]
    assert lines[0] == [
        "2026-10-31",
        "Mara Vogt",
        "NORD-1",
        "Basket",
        "Cache",
        "7.01",
        "25230",
        "no",
    ]
    assert [line[5:] for line in lines[1:]] == [
        ["1.50", "5400", "no"],
        ["0.33", "1200", "no"],
        ["0.33", "1200", "no"],
        ["0.33", "1200", "yes"],
    ]
    assert lines[3][4] == "Ärger; mit „Größen“\nund mehr"
    assert (empty, last) == ([], [NOTE])


def test_sums_as_csv_are_of_exact_seconds() -> None:
    head, *lines, empty, last = rows(HoursFiles().sums_csv(ENTRIES, EN))
    assert head == ["Month", "Person", "Hours", "Not yet invoiced", "Seconds"]
    assert lines == [
        ["2026-10", "Mara Vogt", "7.01", "7.01", "25230"],
        ["2026-10", "Total", "7.01", "7.01", "25230"],
        ["2026-11", "Jonas Weber", "1.50", "1.50", "5400"],
        ["2026-11", "Mara Vogt", "1.00", "0.67", "3600"],
        ["2026-11", "Total", "2.50", "2.17", "9000"],
        ["Total", "Total", "9.51", "9.18", "34230"],
    ]
    assert (empty, last) == ([], [NOTE])


def test_german_excel_wants_commas_and_semicolons() -> None:
    lines = rows(HoursFiles().sums_csv(ENTRIES, DE), ";")
    assert lines[0][0] == "Monat"
    assert lines[1] == ["2026-10", "Mara Vogt", "7,01", "7,01", "25230"]
    assert lines[-3][0] == "Summe"


def test_half_a_hundredth_goes_up() -> None:
    seconds = [18, 17, 54, 35_982]
    entries = [replace(MARA, seconds=one) for one in seconds]
    lines = rows(HoursFiles().entries_csv(entries, EN))[1:5]
    assert [line[5] for line in lines] == ["0.01", "0.00", "0.02", "10.00"]


def test_two_of_the_same_name_stay_two() -> None:
    other = replace(MARA, person="mara2")
    lines = rows(HoursFiles().sums_csv([MARA, other, replace(MARA, name="Mara Vogt")], EN))
    assert [(line[1], line[4]) for line in lines[1:3]] == [
        ("Mara Vogt (mara)", "2400"),
        ("Mara Vogt (mara2)", "1200"),
    ]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n", "  =", "＝", "＋", "＠"])
def test_no_cell_is_a_formula(begins: str) -> None:
    bad = f"{begins}HYPERLINK(1)"
    entry = replace(MARA, name=bad, summary=bad, comment=bad)
    line = rows(HoursFiles().entries_csv([entry], EN))[1]
    assert [line[1], line[3], line[4]] == [f"'{bad}"] * 3
    assert rows(HoursFiles().sums_csv([entry], EN))[1][1] == f"'{bad}"
    cells = sheets(HoursFiles().workbook([entry], EN))[1][4]
    assert [cells[at].data_type for at in (1, 3, 4)] == ["s"] * 3


def test_a_workbook_has_sums_and_entries() -> None:
    sums, entries = sheets(HoursFiles().workbook(ENTRIES, EN))
    assert (sums.title, entries.title) == ("Sums", "Entries")
    for sheet in (sums, entries):
        assert [sheet["A1"].value, sheet["A2"].value] == ["Hours for Nordwind", NOTE]
    assert values(sums, 3) == ["Month", "Person", "Hours", "Not yet invoiced", "Seconds"]
    assert values(sums, 7) == [midnight(2026, 11, 1), "Mara Vogt", 1, 2400 / 3600, 3600]
    assert values(sums, 9) == ["Total", "Total", 34_230 / 3600, (34_230 - 1200) / 3600, 34_230]
    assert sums["C7"].number_format == "#,##0.00"
    assert sums["A7"].number_format == "yyyy-mm"
    assert values(entries, 4)[:2] == [midnight(2026, 10, 31), "Mara Vogt"]
    assert values(entries, 4)[5:] == [25_230 / 3600, 25_230, "no"]
    assert entries.auto_filter.ref == "A3:H8"


def test_a_german_workbook() -> None:
    sums, entries = sheets(HoursFiles().workbook(ENTRIES, DE))
    assert [sums["A3"].value, entries["A3"].value] == ["Monat", "Tag"]
    assert [sums["A4"].number_format, entries["A4"].number_format] == ["mm/yyyy", "dd.mm.yyyy"]


def test_names_and_words_that_are_odd() -> None:
    """An account that was removed has no name; half an emoji is no character."""
    nobody = replace(MARA, person="", name="", comment="so \ud83d")
    files = HoursFiles()
    assert rows(files.sums_csv([nobody], EN))[1][:2] == ["2026-11", ""]
    assert rows(files.entries_csv([nobody], EN))[1][4] == "so ?"
    sums, entries = sheets(files.workbook([nobody], EN))
    assert (sums["B4"].value, entries["E4"].value) == ("", "so ?")


def test_no_hours_are_a_file_too() -> None:
    files = HoursFiles()
    assert rows(files.entries_csv([], EN))[1:] == [[], [NOTE]]
    assert rows(files.sums_csv([], EN))[1] == ["Total", "Total", "0.00", "0.00", "0"]
    assert values(sheets(files.workbook([], EN))[0], 4)[2] == 0


@given(
    st.lists(
        st.builds(
            replace,
            st.just(MARA),
            day=st.dates(date(2025, 12, 1), date(2026, 2, 28)),
            person=st.sampled_from(["mara", "jonas"]),
            seconds=st.integers(60, 90_000),
            comment=texts(max_size=8),
            billed=st.booleans(),
        ),
        max_size=6,
    )
)
@settings(max_examples=examples(10), deadline=None)
def test_whatever_is_in_it_the_sums_agree(entries: Sequence[HoursEntry]) -> None:
    total = sum(one.seconds for one in entries)
    lines = rows(HoursFiles().sums_csv(entries, EN))[1:-2]
    people = [line for line in lines if line[1] != "Total"]
    assert sum(int(line[4]) for line in people) == total == int(lines[-1][4])
    exact = Decimal(total) / 3600
    assert abs(Decimal(lines[-1][2]) - exact) <= Decimal("0.005")
    sheet = sheets(HoursFiles().workbook(entries, EN))[1]
    written = [row[6] for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert sum(int(str(seconds)) for seconds in written) == total
