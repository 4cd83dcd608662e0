"""Workbooks made with openpyxl and read back: values as shown, merges, colours, hidden rows, and what is refused."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule, Rule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from extract.document import Reading
from extract.errors import NoTextError, UnreadableError
from extract.read.xlsx import read_xlsx

TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co", "Cf", "Zs", "Zl", "Zp"), blacklist_characters="\u2011"),
    max_size=20,
)
Write = Callable[[Workbook], Reading]


@pytest.fixture
def reading(tmp_path: Path) -> Write:
    """Save a workbook and read it back."""

    def save_and_read(workbook: Workbook) -> Reading:
        path = tmp_path / "made.xlsx"
        workbook.save(path)
        return read_xlsx(path, "0" * 64)

    return save_and_read


def book(rows: list[list[object]], title: str = "Plan") -> tuple[Workbook, Worksheet]:
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return workbook, sheet


def texts(read: Reading) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read.tables[0].rows]


def test_each_sheet_is_a_table_under_its_name(reading: Write) -> None:
    workbook, _ = book([["Action", "Lead"], ["Hire", "Ann"]], "Theme 1")
    workbook.create_sheet("Theme 2").append(["Action", "Lead"])
    read = reading(workbook)
    assert [table.sheet for table in read.tables] == ["Theme 1", "Theme 2"]
    assert [p.text for p in read.paragraphs if p.heading_level] == ["Theme 1", "Theme 2"]
    assert [p.table for p in read.paragraphs if p.table] == list(read.tables)


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (dt.datetime(2014, 3, 31), "dd-mmm-yy", "31/03/2014"),
        (dt.date(2014, 3, 1), "mmm-yy", "March 2014"),
        (dt.datetime(2014, 3, 31, 9, 30), "dd/mm/yyyy hh:mm", "31/03/2014 09:30"),
        (1.1, "General", "1.1"),
        (1.1, "0.00", "1.10"),
        (0.765, "0%", "76%"),
        (0.765, "0.0%", "76.5%"),
        (12.0, "General", "12"),
        (1234.4, "#,##0", "1234"),
        (7, "000", "007"),
        (3, '"R"0', "R3"),
        (3, '0" weeks"', "3 weeks"),
        (1234.5, "[$£-809]#,##0.00", "£1234.50"),
        (1234.5, '_-"£"* #,##0.00_-;-x', "£1234.50"),
        (0.5, "0.##", "0.5"),
        (0.5, "# ?/?", "0.5"),
        (dt.datetime(2014, 3, 31, 9, 30), "dd/mm/yyyy", "31/03/2014"),
        (dt.datetime(2014, 3, 31), '"Due "d mmmm yyyy', "31/03/2014"),
        (dt.time(9, 30), "hh:mm", "09:30"),
        (dt.timedelta(hours=26), "[h]:mm", "26:00"),
        ("co\u00adop a\u2011b", "General", "coop a-b"),
        (True, "General", "TRUE"),
        ("two\nlines ", "General", "two\nlines"),
        ("hard\u00a0space", "General", "hard space"),
    ],
)
def test_a_value_is_read_as_it_is_shown(reading: Write, value: object, number_format: str, shown: str) -> None:
    workbook, sheet = book([["Value"], [value]])
    sheet["A2"].number_format = number_format
    assert texts(reading(workbook))[1] == [shown]


def test_merged_cells_stand_once_with_their_spans_and_fill(reading: Write) -> None:
    workbook, sheet = book([["Theme", None, None], ["Lead", "a", "b"], [None, "c", "d"]])
    sheet["A1"].fill = PatternFill("solid", fgColor="CCE5FF")
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A2:A3")
    rows = reading(workbook).tables[0].rows
    assert (rows[0].cells[0].column_span, rows[1].cells[0].row_span) == (3, 2)
    assert [cell.merged for cell in rows[0].cells] == [False, True, True]
    assert [cell.fill for cell in rows[0].cells] == ["CCE5FF"] * 3
    assert [row.cells[0].merged for row in rows] == [False, False, True]


def test_blank_rows_and_columns_are_left_out_and_rows_keep_their_numbers(reading: Write) -> None:
    workbook, sheet = book([])
    sheet["B2"], sheet["D5"] = "first", "last"
    read = reading(workbook)
    assert texts(read) == [["first", ""], ["", "last"]]
    assert [row.number for row in read.tables[0].rows] == [2, 5]


def test_fills_by_value_theme_and_index_are_colours_and_others_are_none(reading: Write) -> None:
    workbook, sheet = book([["a", "b", "c", "d", "e"]])
    sheet["A1"].fill = PatternFill("solid", fgColor="00FF0000")
    sheet["B1"].fill = PatternFill("solid", fgColor=Color(theme=4))
    sheet["C1"].fill = PatternFill("solid", fgColor=Color(indexed=3))
    sheet["D1"].fill = PatternFill("lightGrid", fgColor="00FF0000")
    fills = [cell.fill for cell in reading(workbook).tables[0].rows[0].cells]
    assert fills == ["FF0000", "4F81BD", "00FF00", None, None]


def test_a_theme_colour_with_a_tint_is_lighter(reading: Write) -> None:
    workbook, sheet = book([["a"]])
    sheet["A1"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.8))
    fill = reading(workbook).tables[0].rows[0].cells[0].fill
    assert fill is not None and all(int(fill[i : i + 2], 16) > 0xD0 for i in (0, 2, 4))


def test_a_cell_of_colour_alone_is_kept_beside_its_row(reading: Write) -> None:
    workbook, sheet = book([["Action", "RAG"], ["Hire", None]])
    sheet["B2"].fill = PatternFill("solid", fgColor="FFC000")
    cell = reading(workbook).tables[0].rows[1].cells[1]
    assert (cell.text, cell.fill) == ("", "FFC000")


def test_the_ink_of_a_sign_is_as_good_as_a_fill_and_that_of_words_is_not(reading: Write) -> None:
    workbook, sheet = book([["●", "late"]])
    for cell in sheet[1]:
        cell.font = Font(color="FF0000", bold=True)
    cells = reading(workbook).tables[0].rows[0].cells
    assert [cell.fill for cell in cells] == ["FF0000", None]
    assert [cell.bold for cell in cells] == [True, True]


def test_hidden_rows_are_read_and_hidden_sheets_are_not_and_both_are_said(reading: Write) -> None:
    workbook, sheet = book([["seen"], ["folded away"]])
    sheet.row_dimensions[2].hidden = True
    lists = workbook.create_sheet("Lists")
    lists.append(["Green"])
    lists.sheet_state = "hidden"
    sheet["A1"].comment = Comment("ask Ann", "Bob")
    read = reading(workbook)
    assert texts(read) == [["seen"], ["folded away"]]
    assert [row.hidden for row in read.tables[0].rows] == [False, True]
    assert sorted(w.code for w in read.warnings) == ["comments", "hidden_rows", "hidden_sheet"]


def test_hidden_columns_are_read_and_told_one_record_for_a_run_of_them(reading: Write) -> None:
    workbook, sheet = book([["a", "b", "c", "d"]])
    sheet.column_dimensions.group("B", "C", hidden=True)
    read = reading(workbook)
    assert texts(read) == [["a", "b", "c", "d"]]
    assert [(w.code, "2 hidden columns" in w.message) for w in read.warnings] == [("hidden_columns", True)]


def test_errors_are_kept_as_shown_and_told(reading: Write) -> None:
    workbook, sheet = book([["Due", "#REF!", "#N/A", "#1 priority"]])
    sheet["B1"].data_type = sheet["C1"].data_type = "e"
    read = reading(workbook)
    assert texts(read) == [["Due", "#REF!", "#N/A", "#1 priority"]]
    assert [(w.code, "(#N/A, #REF!)" in w.message) for w in read.warnings] == [("cell_errors", True)]


RED, GREEN = (PatternFill(bgColor=colour) for colour in ("FF0000", "00B050"))


@pytest.mark.parametrize(
    ("rule", "values", "fills"),
    [
        (CellIsRule(operator="equal", formula=['"Late"'], fill=RED), ["late", "On track"], ["FF0000", None]),
        (CellIsRule(operator="lessThan", formula=["2"], fill=RED), [1, 2, "1"], ["FF0000", None, None]),
        (CellIsRule(operator="between", formula=["1", "2"], fill=RED), [0, 1, 2, 3], [None, "FF0000", "FF0000", None]),
        (CellIsRule(operator="equal", formula=["$A$1"], fill=RED), ["x", "y", "x"], ["FF0000", None, "FF0000"]),
        (FormulaRule(formula=['$A1="Done"'], fill=GREEN), ["Done", "Open"], ["00B050", None]),
        (FormulaRule(formula=["AND(A1>1,A1<3)"], fill=GREEN), [2], [None]),
        (Rule(type="containsText", text="track", dxf=DifferentialStyle(fill=GREEN)), ["On track", "Off"],
         ["00B050", None]),
        (Rule(type="beginsWith", text="on", dxf=DifferentialStyle(fill=GREEN)), ["On track", "Going on"],
         ["00B050", None]),
    ],
)  # fmt: skip
def test_a_conditional_format_colours_the_cells_for_which_it_holds(
    reading: Write, rule: Rule, values: list[object], fills: list[str | None]
) -> None:
    workbook, sheet = book([[value] for value in values])
    sheet.conditional_formatting.add(f"A1:A{len(values)}", rule)
    assert [row.cells[0].fill for row in reading(workbook).tables[0].rows] == fills


def test_the_first_rule_that_holds_wins_and_a_formula_moves_along_with_its_range(reading: Write) -> None:
    workbook, sheet = book([["Status", "Action"], ["Late", "a"], ["Late", "b"], ["Done", "c"]])
    sheet["A2"].fill = PatternFill("solid", fgColor="0000FF")
    sheet.conditional_formatting.add("A2:B4", FormulaRule(formula=['$A2="Late"'], fill=RED))
    sheet.conditional_formatting.add("A2:B4", FormulaRule(formula=['$A2<>"x"'], fill=GREEN))
    fills = [[cell.fill for cell in row.cells] for row in reading(workbook).tables[0].rows]
    assert fills == [[None, None], ["FF0000", "FF0000"], ["FF0000", "FF0000"], ["00B050", "00B050"]]


def test_text_boxes_over_the_cells_are_told(tmp_path: Path) -> None:
    path = tmp_path / "boxes.xlsx"
    book([["a"]])[0].save(path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/drawings/drawing1.xml", "<xdr:wsDr><a:t>Read this first</a:t></xdr:wsDr>")
    assert [w.code for w in read_xlsx(path, "0" * 64).warnings] == ["text_boxes"]


def test_a_formula_whose_result_is_an_empty_text_has_a_result(tmp_path: Path) -> None:
    path = tmp_path / "formula.xlsx"
    book([["a", "b"]])[0].save(path)
    sheet = "xl/worksheets/sheet1.xml"
    content = zipfile.ZipFile(path).read(sheet)
    empty = b'<c r="C1" t="str"><f>IF(A1="x","y","")</f><v></v></c></row>'
    replaced(path, sheet, content.replace(b"</row>", empty))
    assert read_xlsx(path, "0" * 64).warnings == ()
    replaced(path, sheet, content.replace(b"</row>", empty.replace(b' t="str"', b"")))
    assert [w.code for w in read_xlsx(path, "0" * 64).warnings] == ["no_formula_result"]


def test_a_formula_without_a_saved_result_is_said(reading: Write) -> None:
    workbook, _ = book([["Total"], ["=SUM(B1:B9)"]])
    read = reading(workbook)
    assert texts(read) == [["Total"]]
    assert [w.code for w in read.warnings] == ["no_formula_result"]


def test_a_sheet_with_nothing_but_its_last_cell_is_read_at_once(reading: Write) -> None:
    workbook, sheet = book([])
    sheet["XFD1048576"] = "the end"
    read = reading(workbook)
    assert texts(read) == [["the end"]]
    assert read.tables[0].rows[0].number == 1048576


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_cells_written_by_excel_are_read_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    whole = [[f"Zebra {text}".strip() for text in row] for row in rows]
    workbook, _ = book([list(row) for row in whole])
    path = tmp_path_factory.mktemp("xlsx") / "made.xlsx"
    workbook.save(path)
    assert texts(read_xlsx(path, "0" * 64)) == whole


def test_an_empty_workbook_is_refused_with_one_sentence(reading: Write) -> None:
    with pytest.raises(NoTextError, match=r"made\.xlsx: the workbook has no filled cell"):
        reading(Workbook())


def replaced(path: Path, part: str, content: bytes) -> None:
    """Write the package again with one part exchanged."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, old in {**parts, part: content}.items():
            package.writestr(name, old if name != part else content)


def test_a_merge_over_the_whole_sheet_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    workbook, _ = book([["a", "b"]])
    workbook.save(path)
    sheet = "xl/worksheets/sheet1.xml"
    content = zipfile.ZipFile(path).read(sheet)
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    replaced(path, sheet, content.replace(b"</sheetData>", b"</sheetData>" + merge))
    with pytest.raises(UnreadableError, match=r"merged\.xlsx: merged cells cover 17,179,869,184 places"):
        read_xlsx(path, "0" * 64)


def test_a_workbook_with_broken_xml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    book([["a"]])[0].save(path)
    replaced(path, "xl/workbook.xml", b"<workbook")
    with pytest.raises(UnreadableError, match=r"broken\.xlsx: the workbook is damaged"):
        read_xlsx(path, "0" * 64)


@pytest.mark.parametrize(
    ("part", "before", "damage"),
    [
        (
            "xl/worksheets/sheet1.xml",
            b"</sheetData>",
            b'<dataValidations><dataValidation type="new"/></dataValidations>',
        ),
        (
            "xl/worksheets/sheet1.xml",
            b"</sheetData>",
            b'<autoFilter ref="A1:B2"><filterColumn colId="x"/></autoFilter>',
        ),
        (
            "xl/workbook.xml",
            b"</sheets>",
            b'<definedNames><definedName name="a" localSheetId="x"/></definedNames>',
        ),
    ],
)
def test_a_workbook_with_damaged_settings_is_read_by_its_cells_and_that_is_told(
    tmp_path: Path, part: str, before: bytes, damage: bytes
) -> None:
    path = tmp_path / "settings.xlsx"
    workbook, sheet = book([["Action", "Lead"], ["Hire", "Ann"], [None, "Bob"]])
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[3].hidden = True
    sheet["B2"].fill = PatternFill("solid", fgColor="FFC000")
    workbook.save(path)
    whole = read_xlsx(path, "0" * 64)
    content = zipfile.ZipFile(path).read(part)
    assert content.count(before) == 1
    replaced(path, part, content.replace(before, before + damage))
    found = read_xlsx(path, "0" * 64)
    assert found.tables == whole.tables
    assert [w.code for w in found.warnings] == ["hidden_rows", "settings_left_out"]


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "short.xlsx"
    book([["a"]])[0].save(path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UnreadableError, match=r"short\.xlsx: this is not a whole Excel file"):
        read_xlsx(path, "0" * 64)


def test_a_protected_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(UnreadableError, match=r"locked\.xlsx: the file is protected by a password"):
        read_xlsx(path, "0" * 64)


@pytest.mark.real
def test_the_real_workbook_is_read_with_its_merges_and_colours(shared: Path) -> None:
    for path in sorted((shared / "documents").rglob("*.xlsx")):
        assert openpyxl.load_workbook(path).sheetnames == [t.sheet for t in read_xlsx(path, "0" * 64).tables]
