"""OpenDocument spreadsheets written as LibreOffice writes them: what repeats, what is hidden, what is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.document import Reading
from extract.errors import NoTextError, UnreadableError
from extract.read.ods import read_ods

SHA = "0" * 64
OpenDocument = Callable[[str, str, str], Path]
Read = Callable[..., Reading]
REPEATED = 'table:number-columns-repeated="{}"'


@pytest.fixture
def read(open_document: OpenDocument) -> Read:
    """The reading of a spreadsheet whose one table holds these rows; `styles` stand before it."""

    def made(rows: str, styles: str = "", columns: str = "") -> Reading:
        table = f'<table:table table:name="Plan">{columns}{rows}</table:table>'
        return read_ods(open_document("spreadsheet", styles, table), SHA)

    return made


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def texts(reading: Reading) -> list[list[str]]:
    return [[c.text for c in r.cells] for r in reading.tables[0].rows]


def test_a_sheet_filled_to_its_edges_with_nothing_is_only_what_stands_in_it(read: Read) -> None:
    blank = f"<table:table-cell {REPEATED.format(16384)}/>"
    rows = row(cell("Action"), blank) + row(blank, attributes='table:number-rows-repeated="1048574"')
    found = read(rows + row(cell("at the very end"), blank))
    assert texts(found) == [["Action"], ["at the very end"]]
    assert [r.number for r in found.tables[0].rows] == [1, 1048576]


def test_a_text_that_repeats_stands_at_each_of_its_places(read: Read) -> None:
    found = read(row(cell("x", REPEATED.format(2)), cell("y"), attributes='table:number-rows-repeated="2"'))
    assert texts(found) == [["x", "x", "y"], ["x", "x", "y"]]


def test_a_text_that_repeats_without_end_is_refused_before_it_fills_the_memory(read: Read) -> None:
    with pytest.raises(UnreadableError, match=r"made\.ods: the sheet Plan has more than [0-9,]+ filled cells"):
        read(row(cell("x", REPEATED.format(16384)), attributes='table:number-rows-repeated="1048576"'))


def test_covered_cells_belong_to_the_one_that_spans_them(read: Read) -> None:
    wide = cell("Theme", 'table:number-columns-spanned="2" table:number-rows-spanned="2"')
    covered = "<table:covered-table-cell/>"
    found = read(
        row(wide, covered, cell("a")) + row(covered, covered, cell("b")) + row(cell("1"), cell("2"), cell("c"))
    )
    first = found.tables[0].rows[0].cells[0]
    assert (first.row_span, first.column_span) == (2, 2)
    assert [[c.merged for c in r.cells[:2]] for r in found.tables[0].rows] == [[False, True], [True, True], [False] * 2]


def test_colours_come_from_the_cell_its_row_or_its_column_and_are_inherited(read: Read) -> None:
    styles = (
        '<style:style style:name="red" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#ff0000"/></style:style>'
        '<style:style style:name="child" style:family="table-cell" style:parent-style-name="red"/>'
        '<style:style style:name="clear" style:family="table-cell" style:parent-style-name="red">'
        '<style:table-cell-properties fo:background-color="transparent"/></style:style>'
    )
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="red"/>'
    rows = row(cell("a", 'table:style-name="child"'), cell("b"), cell("c", 'table:style-name="clear"'))
    rows += row(cell("d"), "<table:table-cell/>", attributes='table:default-cell-style-name="child"')
    fills = [[c.fill for c in r.cells] for r in read(rows, styles, columns).tables[0].rows]
    assert fills == [["FF0000", "FF0000", None], ["FF0000", "FF0000", None]]


def test_rows_and_columns_that_are_hidden_filtered_or_folded_are_read_and_told(read: Read) -> None:
    rows = row(cell("seen"), cell("x"))
    rows += row(cell("filtered"), cell("x"), attributes='table:visibility="filter"')
    rows += f'<table:table-row-group table:display="false">{row(cell("folded"), cell("x"))}</table:table-row-group>'
    found = read(rows, columns='<table:table-column/><table:table-column table:visibility="collapse"/>')
    assert [r.hidden for r in found.tables[0].rows] == [False, True, True]
    assert [w.code for w in found.warnings] == ["hidden_rows", "hidden_columns"]


def test_annotations_are_left_out_and_told(read: Read) -> None:
    note = "<office:annotation><text:p>ask Ann</text:p></office:annotation>"
    found = read(row(f'<table:table-cell office:value-type="string">{note}<text:p>Visit</text:p></table:table-cell>'))
    assert texts(found) == [["Visit"]]
    assert [w.code for w in found.warnings] == ["comments"]


def test_spaces_tabs_lines_and_spans_are_characters(read: Read) -> None:
    mixed = 'a<text:s text:c="3"/>b<text:tab/><text:span>c</text:span><text:line-break/>d</text:p><text:p>e'
    assert texts(read(row(cell(mixed)))) == [["a   b\tc\nd\ne"]]


@pytest.mark.parametrize(
    ("attributes", "printed", "shown"),
    [
        ('office:value-type="date" office:date-value="2024-06-30"', "30 June", "30/06/2024"),
        ('office:value-type="date" office:date-value="2024-13-45"', "as printed", "as printed"),
        ('office:value-type="time" office:time-value="PT26H05M00S"', "26:05", "26:05"),
        ('office:value-type="float" office:value="0.1"', "0,1", "0.1"),
        ('office:value-type="float" office:value="?"', "1", "1"),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE", "TRUE"),
    ],
)
def test_a_value_is_shown_as_in_a_workbook(read: Read, attributes: str, printed: str, shown: str) -> None:
    found = read(row(f"<table:table-cell {attributes}><text:p>{printed}</text:p></table:table-cell>"))
    assert texts(found) == [[shown]]


def test_a_number_keeps_the_zeros_and_words_of_its_style(read: Read) -> None:
    styles = (
        '<number:number-style style:name="N1"><number:text>R</number:text><number:number number:decimal-places="0" '
        'number:min-integer-digits="2"/></number:number-style>'
        '<style:style style:name="ref" style:family="table-cell" style:data-style-name="N1"/>'
    )
    three = '<table:table-cell table:style-name="ref" office:value-type="float" office:value="3"/>'
    assert texts(read(row(three), styles)) == [["R03"]]


def test_a_formula_without_a_result_and_an_error_are_told(read: Read) -> None:
    rows = row(cell("Total"), '<table:table-cell table:formula="of:=1+1"/>', cell("Err:502"))
    assert [w.code for w in read(rows).warnings] == ["cell_errors", "no_formula_result"]


def test_a_style_that_is_its_own_parent_ends(read: Read) -> None:
    ring = '<style:style style:name="a" style:family="table-cell" style:parent-style-name="a"/>'
    assert texts(read(row(cell("x", 'table:style-name="a"')), ring)) == [["x"]]


def test_a_blank_spreadsheet_is_refused(read: Read) -> None:
    with pytest.raises(NoTextError, match=r"made\.ods: the workbook has no filled cell"):
        read(row("<table:table-cell/>"))


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("content.xml", b"<office:document", "the spreadsheet is damaged"),
        ("content.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "declares entities"),
        ("content.xml", b"<a/>", "the spreadsheet is damaged"),
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>", "protected by a password"),
    ],
)
def test_what_is_wrong_with_a_package_is_said_in_one_sentence(
    open_document: OpenDocument, name: str, content: bytes, why: str
) -> None:
    path = open_document("spreadsheet", "", "")
    with zipfile.ZipFile(path) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for part, old in {**parts, name: content}.items():
            package.writestr(part, old)
    with pytest.raises(UnreadableError, match=why) as refusal:
        read_ods(path, SHA)
    assert str(refusal.value).startswith("made.ods: ") and "\n" not in str(refusal.value)


def test_a_document_type_where_older_programs_write_one_is_no_reason_to_refuse(open_document: OpenDocument) -> None:
    table = f'<table:table table:name="Plan">{row(cell("Action"))}</table:table>'
    path = open_document("spreadsheet", "", table)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("META-INF/manifest.xml", '<!DOCTYPE manifest:manifest PUBLIC "-//x" "Manifest.dtd"><a/>')
        package.writestr("Configurations2/statusbar/a.xml", '<!DOCTYPE statusbar PUBLIC "-//x" "statusbar.dtd"><a/>')
    assert texts(read_ods(path, SHA)) == [["Action"]]
