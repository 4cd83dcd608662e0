"""Workbooks of Excel 97 to 2003 into tables, the same as those of today's format."""

from __future__ import annotations

import datetime as dt
import os
import struct
from pathlib import Path

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.formatting import XF
from xlrd.sheet import Cell as XlsCell
from xlrd.sheet import Sheet as XlsSheet

from extract.document import Cell, Reading
from extract.errors import UnreadableError
from extract.read.sheets import Sheet, sheets_reading
from extract.read.xlsx_cells import is_sign, shown

SOLID = 1  # the fill pattern without a pattern
_BROKEN = (XLRDError, CompDocError, struct.error, AssertionError, LookupError, ValueError, TypeError,
           AttributeError, OverflowError, OSError, NotImplementedError)  # fmt: skip


def read_xls(path: Path, sha256: str) -> Reading:
    """The visible sheets of a workbook as tables, each under its name as a heading.

    Raises UnreadableError for a damaged or protected workbook, NoTextError for one without a filled cell.
    """
    try:
        with (
            Path(os.devnull).open("w") as log,
            xlrd.open_workbook(str(path), logfile=log, formatting_info=True, ragged_rows=True) as book,
        ):
            sheets = [_sheet(book, sheet) for sheet in book.sheets()]
    except _BROKEN as error:
        if "encrypted" in str(error):
            raise UnreadableError(
                f"{path.name}: the file is protected by a password; remove the password in Excel and try again."
            ) from error
        raise UnreadableError(
            f"{path.name}: the workbook is damaged and cannot be opened ({type(error).__name__}); "
            "open it in Excel and save it as .xlsx."
        ) from error
    return sheets_reading(path, sha256, "xls", sheets, title="")


def _sheet(book: Book, sheet: XlsSheet) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    for row in range(sheet.nrows):
        for column, found in enumerate(sheet.row(row)):
            style = book.xf_list[found.xf_index] if found.xf_index is not None else None
            text = _text(book, found, style)
            fill = _fill(book, style, text)
            if text or fill:
                bold = bool(text and style and book.font_list[style.font_index].bold)
                cells[row + 1, column + 1] = Cell(text=text, fill=fill, bold=bold)
    return Sheet(
        name=sheet.name,
        cells=cells,
        merged=[(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells],
        hidden_rows={row + 1 for row, about in sheet.rowinfo_map.items() if about.hidden},
        hidden_columns={column + 1 for column, about in sheet.colinfo_map.items() if about.hidden},
        visible=sheet.visibility == 0,
        comments=len(sheet.cell_note_map),
    )


def _text(book: Book, cell: XlsCell, style: XF | None) -> str:
    """The cell's value as a reader sees it."""
    number_format = book.format_map[style.format_key].format_str if style else "General"
    if cell.ctype == xlrd.XL_CELL_DATE:
        return shown(_moment(float(cell.value), book), number_format)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value), number_format)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(int(cell.value), "#N/A")
    return shown(cell.value, number_format)


def _moment(value: float, book: Book) -> dt.date | dt.time | float:
    """A day, or a time of day, from a count of days; the count itself where it is no day of the calendar."""
    try:
        moment = xlrd.xldate_as_datetime(value, 1 if book.datemode else 0)
    except (xlrd.XLDateError, OverflowError, ValueError):
        return value
    return moment.time() if 0 <= value < 1 else moment


def _fill(book: Book, style: XF | None, text: str) -> str | None:
    """The solid fill of a cell as RRGGBB, else the ink of a sign without letters, else None."""
    if style is None or style.background is None:
        return None
    if style.background.fill_pattern == SOLID:
        return _rgb(book, style.background.pattern_colour_index)
    return _rgb(book, book.font_list[style.font_index].colour_index) if is_sign(text) else None


def _rgb(book: Book, index: int) -> str | None:
    """A colour of the workbook's palette as RRGGBB; None for the system's own, as black text on white."""
    colour = book.colour_map.get(index)
    return "".join(f"{part:02X}" for part in colour) if colour else None
