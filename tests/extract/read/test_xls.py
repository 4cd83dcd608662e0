"""Workbooks of Excel 97 to 2003, made with xlwt and read back: the same tables as those of today's format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook import Workbook

from extract.document import Reading
from extract.errors import NoTextError, UnreadableError
from extract.pipeline import extract
from extract.read.ods import read_ods
from extract.read.xls import read_xls
from extract.read.xlsx import read_xlsx
from extract.schema import Extraction

SHA = "0" * 64
READERS: dict[str, Callable[[Path, str], Reading]] = {".xlsx": read_xlsx, ".xls": read_xls, ".ods": read_ods}
Written = Callable[[Workbook, str], Path]
CELLS = st.one_of(
    st.none(),
    st.text(
        st.characters(
            blacklist_categories=("Cs", "Cc", "Cn", "Co", "Cf", "Zs", "Zl", "Zp"), blacklist_characters="\u2011"
        ),
        min_size=1,
        max_size=20,
    ),
    st.integers(-(10**6), 10**6),
    st.dates(dt.date(1950, 1, 1), dt.date(2060, 1, 1)),
)


def a_plan() -> Workbook:
    """Title rows, a two-row header with merged cells, status by colour alone, dates, hidden things of every sort."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Theme 1"
    for row in [
        ["Plan for better homes"],
        [],
        ["Ref", "Action", "When", None, "RAG", "Share"],
        [None, None, "Start", "End", None, None],
        [1.1, "Find a home\nfor each child", dt.date(2024, 3, 1), dt.datetime(2024, 6, 30), None, 0.5],
        [1.2, "Ask the children", None, dt.date(2024, 7, 1), "●", True],
        [1.3, "A folded row", None, "ongoing", "Green", None],
    ]:
        sheet.append(row)
    for area in ("A1:F1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4"):
        sheet.merge_cells(area)
    sheet["A1"].font = Font(bold=True)
    sheet["E5"].fill = PatternFill("solid", fgColor="FFC000")
    sheet["E6"].font = Font(color="FF0000")
    sheet["A5"].number_format = "0.00"
    sheet["C5"].number_format = "mmm-yy"
    sheet["D5"].number_format = sheet["D6"].number_format = "dd/mm/yyyy"
    sheet["F5"].number_format = "0%"
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["C"].hidden = True
    workbook.create_sheet("Lists").append(["Green"])
    workbook["Lists"].sheet_state = "hidden"
    return workbook


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_a_plan_in_another_format_gives_the_tables_of_the_workbook(written: Written, suffix: str) -> None:
    workbook = a_plan()
    today = read_xlsx(written(workbook, ".xlsx"), SHA)
    other = READERS[suffix](written(workbook, suffix), SHA)
    assert other.tables == today.tables
    assert other.paragraphs == today.paragraphs
    assert other.warnings == today.warnings
    assert other.media == suffix[1:]


def test_the_plan_is_read_with_its_merges_dates_and_colours(written: Written) -> None:
    read = read_xls(written(a_plan(), ".xls"), SHA)
    rows = read.tables[0].rows
    assert [row.number for row in rows] == [1, 3, 4, 5, 6, 7]
    assert (rows[0].cells[0].text, rows[0].cells[0].column_span, rows[0].cells[0].bold) == (
        "Plan for better homes", 6, True,
    )  # fmt: skip
    assert [cell.text for cell in rows[3].cells] == [
        "1.10", "Find a home\nfor each child", "March 2024", "30/06/2024", "", "50%",
    ]  # fmt: skip
    assert [row.cells[4].fill for row in rows[3:5]] == ["FFC000", "FF0000"]
    assert [row.hidden for row in rows] == [False] * 5 + [True]
    assert [w.code for w in read.warnings] == ["hidden_rows", "hidden_columns", "hidden_sheet"]


@settings(max_examples=20, deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5))
def test_any_cells_are_the_same_in_all_three_formats(written: Written, rows: list[list[object]]) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Zebra"])
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, None)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with "=" stays a text
    tables = [read(written(workbook, suffix), SHA).tables for suffix, read in READERS.items()]
    assert tables[0] == tables[1] == tables[2]


def one_sheet() -> tuple[xlwt.Workbook, xlwt.Worksheet]:
    book = xlwt.Workbook()
    return book, book.add_sheet("Plan")


def test_errors_are_kept_as_shown_and_told(tmp_path: Path) -> None:
    book, sheet = one_sheet()
    sheet.write(0, 0, "Due")
    sheet.row(1).set_cell_error(0, "#REF!")
    path = tmp_path / "old.xls"
    book.save(str(path))
    read = read_xls(path, SHA)
    assert [row.cells[0].text for row in read.tables[0].rows] == ["Due", "#REF!"]
    assert [(w.code, "#REF!" in w.message) for w in read.warnings] == [("cell_errors", True)]


def test_days_counted_from_1904_are_the_days_shown(tmp_path: Path) -> None:
    book, sheet = one_sheet()
    book.dates_1904 = True
    sheet.write(0, 0, dt.date(2024, 6, 30), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    path = tmp_path / "mac.xls"
    book.save(str(path))
    shown = read_xls(path, SHA).tables[0].rows[0].cells[0].text
    assert shown == "30/06/2024"


def test_a_workbook_without_a_filled_cell_is_refused(tmp_path: Path) -> None:
    book, _ = one_sheet()
    path = tmp_path / "blank.xls"
    book.save(str(path))
    with pytest.raises(NoTextError, match=r"blank\.xls: the workbook has no filled cell"):
        read_xls(path, SHA)


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 5000), spoilt=st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 255)), max_size=8))
def test_a_spoilt_workbook_is_read_or_refused_with_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, cut: int, spoilt: list[tuple[int, int]]
) -> None:
    path = tmp_path_factory.mktemp("spoilt") / "spoilt.xls"
    book, sheet = one_sheet()
    sheet.write(0, 0, "Action")
    book.save(str(path))
    content = bytearray(path.read_bytes())
    for at, byte in spoilt:
        content[at % len(content)] = byte
    path.write_bytes(bytes(content[: len(content) - cut % 2 * cut]))
    try:
        read_xls(path, SHA)
    except UnreadableError as refusal:
        assert str(refusal).startswith("spoilt.xls: ") and "\n" not in str(refusal)


def as_found(extraction: Extraction) -> list[dict[str, object]]:
    """The actions without their ids, which hash the file."""
    return [action.model_dump(exclude={"id"}) for action in extraction.actions]


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_a_plan_in_another_format_gives_the_same_actions(samples: Path, written: Written, suffix: str) -> None:
    for path in sorted((samples / "plans").glob("*.xlsx")):
        today, other = extract(path), extract(written(openpyxl.load_workbook(path), suffix))
        assert len(today.actions) >= 40
        assert as_found(other) == as_found(today)
        assert (other.tables, other.ledger, other.warnings) == (today.tables, today.ledger, today.warnings)


@pytest.mark.real
def test_the_real_workbook_is_the_same_in_the_older_and_the_open_format(shared: Path, written: Written) -> None:
    for path in sorted((shared / "documents").rglob("*.xlsx")):
        today = read_xlsx(path, SHA)
        for suffix in (".xls", ".ods"):
            other = READERS[suffix](written(openpyxl.load_workbook(path), suffix), SHA)
            assert (other.tables, other.warnings) == (today.tables, today.warnings)
