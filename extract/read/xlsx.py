"""Excel workbooks into tables: one a sheet, with its merged cells, colours and hidden rows.

Only cells that exist are visited: a sheet may have nothing but its last cell, the 17 thousand millionth.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from lxml.etree import LxmlError
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from extract.document import Cell, Reading, Warning
from extract.errors import UnreadableError
from extract.read.bounds import refuse_more
from extract.read.office import check_package
from extract.read.sheets import NO_RESULT, Sheet, sheets_reading
from extract.read.xlsx_cells import Palette, shown
from extract.read.xlsx_conditions import Conditions
from extract.read.xlsx_settings import opened

MAX_MERGED = 1_000_000
MAX_PLACES = 500_000
"""Cells that a workbook may write down, most of them without a text in a sheet that was coloured far down."""
MAX_COLUMNS = 16_384
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']""")
_PLACE = re.compile(rb"<(?:\w+:)?c[\s/>]")
# A formula whose result is an empty text has the type "str", and is no formula without a result.
_UNCALCULATED = re.compile(
    rb'<(?:\w+:)?c(?=[\s>])(?![^>]*\bt="str")[^>]*>\s*<(?:\w+:)?f(?=[\s/>])[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_DRAWING = re.compile(r"xl/drawings/[^/]+\.xml")
_DRAWN_TEXT = re.compile(rb"<a:t>[^<]*\w")
_BROKEN = (InvalidFileException, ParseError, LxmlError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError,
           IndexError, AttributeError, OSError, NotImplementedError)  # fmt: skip


def read_xlsx(path: Path, sha256: str) -> Reading:
    """The visible sheets of a workbook as tables, each under its name as a heading.

    Raises UnreadableError for a damaged or protected workbook, NoTextError for one without a filled cell.
    """
    check_package(path, "Excel", "xl/workbook.xml")
    try:
        told = _scan(path)
        workbook, reduced = opened(path)
        palette = Palette(workbook)
        sheets = [_sheet(sheet, palette) for sheet in workbook.worksheets]
    except _BROKEN as error:
        raise UnreadableError(
            f"{path.name}: the workbook is damaged and cannot be opened ({type(error).__name__}); "
            "open it in Excel and save it again as .xlsx."
        ) from error
    if reduced:
        message = (
            "Settings of the workbook are damaged and were left out: filters, checks of input, colours by condition."
        )
        told.append(Warning(code="settings_left_out", message=message))
    return sheets_reading(path, sha256, "xlsx", sheets, workbook.properties.title or "", told)


def _scan(path: Path) -> list[Warning]:
    """Refuse merged ranges that would fill the memory; tell formulas saved without a result, and text beside the cells.

    openpyxl makes an object for every cell under a merged range, so 60 bytes can ask for all cells of a sheet.
    """
    merged = places = 0
    told: dict[str, str] = {}
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if _DRAWING.fullmatch(name) and _DRAWN_TEXT.search(package.read(name)):
                told["text_boxes"] = "The workbook has text boxes over its cells, which were left out."
            if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
                continue
            content = package.read(name)
            places += sum(1 for _ in _PLACE.finditer(content))
            refuse_more(path.name, places, MAX_PLACES, "cells")
            for reference in _MERGE.findall(content):
                left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(reference.decode()))
                merged += (right - left + 1) * (bottom - top + 1)
            if _UNCALCULATED.search(content):
                told["no_formula_result"] = NO_RESULT
    if merged > MAX_MERGED:
        raise UnreadableError(
            f"{path.name}: merged cells cover {merged:,} places and the limit is {MAX_MERGED:,}; unmerge them in Excel."
        )
    return [Warning(code=code, message=message) for code, message in told.items()]


def _sheet(sheet: Worksheet, palette: Palette) -> Sheet:
    """The filled cells of a worksheet; the public ways to walk one go by its outer edges and visit all between them."""
    existing: dict[tuple[int, int], Any] = sheet._cells
    conditions = Conditions(sheet, palette)
    cells: dict[tuple[int, int], Cell] = {}
    for place, cell in existing.items():
        text = shown(cell.value, cell.number_format)
        fill = conditions.fill(place) or palette.fill(cell, text)
        if text or fill:
            cells[place] = Cell(text=text, fill=fill, bold=bool(text and cell.font and cell.font.b))
    return Sheet(
        name=sheet.title,
        cells=cells,
        merged=[(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges],
        hidden_rows={number for number, row in sheet.row_dimensions.items() if row.hidden},
        hidden_columns=_hidden_columns(sheet),
        visible=sheet.sheet_state == "visible",
        comments=sum(bool(getattr(cell, "comment", None)) for cell in existing.values()),
    )


def _hidden_columns(sheet: Worksheet) -> set[int]:
    """The numbers of the hidden columns; one record may stand for a run of them."""
    hidden: set[int] = set()
    for letter, columns in sheet.column_dimensions.items():
        if columns.hidden:
            first = columns.min or column_index_from_string(letter)
            hidden.update(range(first, min(columns.max or first, MAX_COLUMNS) + 1))
    return hidden
