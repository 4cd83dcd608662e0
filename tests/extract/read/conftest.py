"""Writers of the older and the open office formats, so that one workbook can be read in all of them."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest
import xlwt
from openpyxl.utils.cell import column_index_from_string
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from extract.read.xlsx_cells import Palette

MIMETYPE = "application/vnd.oasis.opendocument."
_SPACES = {
    "office": "office", "style": "style", "table": "table", "text": "text", "number": "datastyle",
    "fo": "xsl-fo-compatible", "draw": "drawing",
}  # fmt: skip
NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in _SPACES.items()
)
Written = Callable[[Workbook, str], Path]
OpenDocument = Callable[[str, str, str], Path]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Write an openpyxl workbook in the format of a suffix: ".xlsx", ".xls" or ".ods"."""

    def write(workbook: Workbook, suffix: str) -> Path:
        path = tmp_path_factory.mktemp("written") / f"made{suffix}"
        {".xlsx": _xlsx, ".xls": _xls, ".ods": _ods}[suffix](workbook, path)
        return path

    return write


@pytest.fixture
def open_document(tmp_path: Path) -> OpenDocument:
    """Write an OpenDocument "spreadsheet" or "text" of these styles and this body, as LibreOffice packs it."""

    def write(kind: str, styles: str, body: str) -> Path:
        path = tmp_path / f"made.{'ods' if kind == 'spreadsheet' else 'odt'}"
        _open_document(path, kind, styles, body)
        return path

    return write


def _xlsx(workbook: Workbook, path: Path) -> None:
    workbook.save(path)


def _xls(workbook: Workbook, path: Path) -> None:
    old = xlwt.Workbook()
    palette = Palette(workbook)
    colours: dict[str, int] = {}
    styles: dict[tuple[Any, ...], xlwt.XFStyle] = {}

    def colour(rgb: str) -> int:
        if rgb not in colours:
            colours[rgb] = 8 + len(colours)
            old.set_colour_RGB(colours[rgb], *(int(rgb[i : i + 2], 16) for i in (0, 2, 4)))
        return colours[rgb]

    def style(cell: Any) -> xlwt.XFStyle:
        fill, ink = _fill(cell, palette), palette.rgb(cell.font.color) if cell.font.color else None
        key = (fill, ink, bool(cell.font.b), cell.number_format)
        if key not in styles:
            made = styles[key] = xlwt.XFStyle()
            made.num_format_str = cell.number_format
            made.font.bold = bool(cell.font.b)
            if ink:
                made.font.colour_index = colour(ink)
            if fill:
                made.pattern.pattern = xlwt.Pattern.SOLID_PATTERN
                made.pattern.pattern_fore_colour = colour(fill)
        return styles[key]

    for sheet in workbook.worksheets:
        new = old.add_sheet(sheet.title, cell_overwrite_ok=True)
        new.visibility = 0 if sheet.sheet_state == "visible" else 1
        for (row, column), cell in sheet._cells.items():
            if cell.value is not None or _fill(cell, palette):
                new.write(row - 1, column - 1, cell.value, style(cell))
        for area in sheet.merged_cells.ranges:
            new.merge(area.min_row - 1, area.max_row - 1, area.min_col - 1, area.max_col - 1)
        for number, row in sheet.row_dimensions.items():
            new.row(number - 1).hidden = bool(row.hidden)
        for number in _hidden_columns(sheet):
            new.col(number - 1).hidden = True
    old.save(str(path))


def _ods(workbook: Workbook, path: Path) -> None:
    palette = Palette(workbook)
    styles: dict[tuple[Any, ...], str] = {}

    def style(cell: Any) -> str:
        ink = palette.rgb(cell.font.color) if cell.font.color else None
        key = (_fill(cell, palette), ink, bool(cell.font.b), cell.number_format)
        return styles.setdefault(key, f"ce{len(styles)}")

    tables = "".join(_ods_table(sheet, style) for sheet in workbook.worksheets)
    made = "".join(_ods_style(name, *key) for key, name in styles.items())
    _open_document(
        path,
        "spreadsheet",
        '<style:style style:name="hid" style:family="table"><style:table-properties table:display="false"/>'
        f"</style:style>{made}",
        tables,
    )


def _open_document(path: Path, kind: str, styles: str, body: str) -> None:
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {NAMESPACES}><office:automatic-styles>"
        f"{styles}</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", MIMETYPE + kind, zipfile.ZIP_STORED)
        package.writestr("content.xml", content)


def _ods_table(sheet: Worksheet, style: Callable[[Any], str]) -> str:
    spans = {(m.min_row, m.min_col): m for m in sheet.merged_cells.ranges}
    covered = {(r, c) for m in spans.values() for r in range(m.min_row, m.max_row + 1)
               for c in range(m.min_col, m.max_col + 1)} - set(spans)  # fmt: skip
    hidden = _hidden_columns(sheet)
    columns = "".join(
        f"<table:table-column{' table:visibility=' + quoteattr('collapse') if number in hidden else ''}/>"
        for number in range(1, sheet.max_column + 1)
    )
    rows = []
    for row in range(1, sheet.max_row + 1):
        cells = []
        for column in range(1, sheet.max_column + 1):
            cell = sheet.cell(row, column)
            if (row, column) in covered:
                cells.append("<table:covered-table-cell/>")
                continue
            span = spans.get((row, column))
            over = (
                f' table:number-rows-spanned="{span.max_row - span.min_row + 1}"'
                f' table:number-columns-spanned="{span.max_col - span.min_col + 1}"' if span else ""
            )  # fmt: skip
            cells.append(f'<table:table-cell table:style-name="{style(cell)}"{over}{_ods_value(cell.value)}')
        collapsed = ' table:visibility="collapse"' if sheet.row_dimensions[row].hidden else ""
        tail = '<table:table-cell table:number-columns-repeated="16384"/>'
        rows.append(f"<table:table-row{collapsed}>{''.join(cells)}{tail}</table:table-row>")
    rest = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>'
    hide = "" if sheet.sheet_state == "visible" else ' table:style-name="hid"'
    return f"<table:table table:name={quoteattr(sheet.title)}{hide}>{columns}{''.join(rows)}{rest}</table:table>"


def _ods_value(value: object) -> str:
    """The end of a cell's start tag and its content."""
    if value is None:
        return "/>"
    if isinstance(value, bool):
        return f' office:value-type="boolean"><text:p>{str(value).upper()}</text:p></table:table-cell>'
    if isinstance(value, int | float):
        return f' office:value-type="float" office:value="{value!r}"><text:p>{value}</text:p></table:table-cell>'
    if isinstance(value, dt.date):
        shown = f"<text:p>{value:%d %b}</text:p></table:table-cell>"
        return f' office:value-type="date" office:date-value="{value.isoformat()}">{shown}'
    spaces = '<text:s text:c="2"/>'
    lines = "".join(f"<text:p>{escape(line).replace('  ', spaces)}</text:p>" for line in str(value).split("\n"))
    return f' office:value-type="string">{lines}</table:table-cell>'


def _ods_style(name: str, fill: str | None, ink: str | None, bold: bool, number_format: str) -> str:
    text = f' fo:font-weight="{"bold" if bold else "normal"}"' + (f' fo:color="#{ink}"' if ink else "")
    data = {
        "mmm-yy": "<number:month/><number:year/>",
        "0.00": '<number:number number:decimal-places="2" number:min-integer-digits="1"/>',
        "0%": '<number:number number:decimal-places="0"/><number:text>%</number:text>',
    }.get(number_format, "<number:day/><number:month/><number:year/>")
    kind = {"0.00": "number", "0%": "percentage"}.get(number_format, "date")
    return (
        f'<number:{kind}-style style:name="N{name}">{data}</number:{kind}-style>'
        f'<style:style style:name="{name}" style:family="table-cell"'
        + (f' style:data-style-name="N{name}"' if number_format != "General" else "")
        + f'><style:table-cell-properties fo:background-color="{"#" + fill if fill else "transparent"}"/>'
        f"<style:text-properties{text}/></style:style>"
    )


def _fill(cell: Any, palette: Palette) -> str | None:
    solid = cell.fill is not None and cell.fill.fill_type == "solid"
    return palette.rgb(cell.fill.fgColor) if solid else None


def _hidden_columns(sheet: Worksheet) -> set[int]:
    hidden: set[int] = set()
    for letter, columns in sheet.column_dimensions.items():
        first = columns.min or column_index_from_string(letter)
        hidden.update(range(first, (columns.max or first) + 1) if columns.hidden else ())
    return hidden
