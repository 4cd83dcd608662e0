"""Excel workbooks into tables: one a sheet, with its merged cells, colours and hidden rows.

Only cells that exist are visited: a sheet may have nothing but its last cell, the 17 thousand millionth.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from lxml.etree import LxmlError  # type: ignore[import-untyped]
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from extract.document import Cell, Paragraph, Reading, Row, Table, Warning
from extract.errors import NoTextError, UnreadableError
from extract.read.office import check_package
from extract.read.xlsx_cells import Palette, shown

MAX_MERGED = 1_000_000
MAX_CELLS = 2_000_000
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_UNCALCULATED = re.compile(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>")
_BROKEN = (InvalidFileException, ParseError, LxmlError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError,
           IndexError, AttributeError, OSError, NotImplementedError)  # fmt: skip


def read_xlsx(path: Path, sha256: str) -> Reading:
    """The visible sheets of a workbook as tables, each under its name as a heading.

    Raises UnreadableError for a damaged or protected workbook, NoTextError for one without a filled cell.
    """
    check_package(path, "Excel", "xl/workbook.xml")
    try:
        uncalculated = _scan(path)
        workbook = load_workbook(path, data_only=True)
        palette = Palette(workbook)
        sheets = [_Sheet(sheet, palette, path.name) for sheet in workbook.worksheets]
    except _BROKEN as error:
        raise UnreadableError(
            f"{path.name}: the workbook is damaged and cannot be opened ({type(error).__name__}); "
            "open it in Excel and save it again as .xlsx."
        ) from error
    seen = [sheet for sheet in sheets if sheet.visible and sheet.rows]
    if not seen:
        raise NoTextError(
            f"{path.name}: the workbook has no filled cell on any visible sheet; check that it is the right one."
        )
    tables = [sheet.table() for sheet in seen]
    paragraphs: list[Paragraph] = []
    for table in tables:
        paragraphs += [Paragraph(text=table.sheet or "", heading_level=1), Paragraph(text="", table=table)]
    return Reading(
        file=path.name, sha256=sha256, media="xlsx", paragraphs=tuple(paragraphs), tables=tuple(tables),
        title=(workbook.properties.title or "").strip() or None, warnings=tuple(_warnings(sheets, uncalculated)),
    )  # fmt: skip


def _scan(path: Path) -> bool:
    """Refuse merged ranges that would fill the memory; True where a formula was saved without its result.

    openpyxl makes an object for every cell under a merged range, so 60 bytes can ask for all cells of a sheet.
    """
    merged, uncalculated = 0, False
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
                continue
            content = package.read(name)
            for reference in _MERGE.findall(content):
                left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(reference.decode()))
                merged += (right - left + 1) * (bottom - top + 1)
            uncalculated = uncalculated or bool(_UNCALCULATED.search(content))
    if merged > MAX_MERGED:
        raise UnreadableError(
            f"{path.name}: merged cells cover {merged:,} places and the limit is {MAX_MERGED:,}; unmerge them in Excel."
        )
    return uncalculated


class _Sheet:
    """One sheet's filled cells on a grid of the rows and columns that have any text."""

    def __init__(self, sheet: Worksheet, palette: Palette, file: str) -> None:
        self.name = sheet.title
        self.visible = sheet.sheet_state == "visible"
        self.comments = 0
        self.cells: dict[tuple[int, int], Cell] = {}
        # The public ways to walk a sheet go by its outer edges and visit every cell between them.
        existing: dict[tuple[int, int], Any] = sheet._cells
        for place, cell in existing.items():
            text = shown(cell.value, cell.number_format)
            fill = palette.fill(cell, text)
            self.comments += bool(getattr(cell, "comment", None))
            if text or fill:
                self.cells[place] = Cell(text=text, fill=fill, bold=bool(text and cell.font and cell.font.b))
        self.rows = sorted({row for (row, _), cell in self.cells.items() if cell.text})
        self.columns = sorted({column for (_, column), cell in self.cells.items() if cell.text})
        self.hidden = {row for row in self.rows if sheet.row_dimensions[row].hidden}
        if len(self.rows) * len(self.columns) > MAX_CELLS:
            raise UnreadableError(
                f"{file}: the sheet {self.name} has {len(self.rows):,} rows and {len(self.columns):,} columns, "
                "more than can be read; take out what is no plan or report."
            )
        for merged in sheet.merged_cells.ranges:
            self._merge(merged.min_row, merged.min_col, merged.max_row, merged.max_col)

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Give the top left cell of a merged range its spans, and mark the places it covers."""
        rows = self.rows[bisect_left(self.rows, top) : bisect_right(self.rows, bottom)]
        columns = self.columns[bisect_left(self.columns, left) : bisect_right(self.columns, right)]
        if not rows or not columns:
            return
        first = self.cells.get((top, left), Cell())
        for row in rows:
            for column in columns:
                self.cells[row, column] = Cell(merged=True, fill=first.fill)
        if first.text:
            spans = {"row_span": len(rows), "column_span": len(columns)}
            self.cells[top, left] = first.model_copy(update=spans)

    def table(self) -> Table:
        return Table(
            sheet=self.name,
            rows=tuple(
                Row(
                    cells=tuple(self.cells.get((row, column), Cell()) for column in self.columns),
                    number=row,
                    hidden=row in self.hidden,
                )
                for row in self.rows
            ),
        )


def _warnings(sheets: list[_Sheet], uncalculated: bool) -> Iterator[Warning]:
    for sheet in sheets:
        if not sheet.visible and sheet.rows:
            yield Warning(code="hidden_sheet", message=f"The sheet {sheet.name} is hidden and was left out.")
        elif sheet.hidden:
            message = f"The sheet {sheet.name} has {len(sheet.hidden)} hidden rows, which were read too."
            yield Warning(code="hidden_rows", message=message)
        if sheet.visible and sheet.comments:
            message = f"The sheet {sheet.name} has {sheet.comments} cell comments, which were left out."
            yield Warning(code="comments", message=message)
    if uncalculated:
        message = (
            "Some formulas were saved without their results and are empty here; open and save the workbook in Excel."
        )
        yield Warning(code="no_formula_result", message=message)
