"""OpenDocument spreadsheets into tables, the same as those of Excel.

Rows and cells stand there once with how often they repeat: LibreOffice fills a sheet of a million rows with two
elements, so what has no text is never spread out.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from extract.document import Cell, Reading, Warning
from extract.errors import UnreadableError
from extract.read.bounds import MAX_CELLS
from extract.read.odf import FO, OFFICE, TABLE, TEXT, Package, Styles, count
from extract.read.sheets import NO_RESULT, Area, Sheet, between, sheets_reading
from extract.read.xlsx_cells import is_sign, shown

_GROUPS = frozenset(TABLE + name for name in ("table-row-group", "table-rows", "table-header-rows"))
_COLUMN_GROUPS = frozenset(TABLE + name for name in ("table-column-group", "table-columns", "table-header-columns"))
_CELLS = frozenset((TABLE + "table-cell", TABLE + "covered-table-cell"))
_DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M")
_BROKEN = (etree.LxmlError, zipfile.BadZipFile, zlib.error, AttributeError, LookupError, ValueError, TypeError,
           OverflowError, OSError, NotImplementedError)  # fmt: skip


def read_ods(path: Path, sha256: str) -> Reading:
    """The visible sheets of a spreadsheet as tables, each under its name as a heading.

    Raises UnreadableError for a damaged or protected file, NoTextError for one without a filled cell.
    """
    try:
        package = Package(path)
        book = package.content.find(f"{OFFICE}body/{OFFICE}spreadsheet")
        found = [_Walk(element, package.styles, path.name) for element in book.iterchildren(TABLE + "table")]
    except _BROKEN as error:
        raise UnreadableError(
            f"{path.name}: the spreadsheet is damaged and cannot be opened ({type(error).__name__}); "
            "open it in LibreOffice and save it again."
        ) from error
    told = [Warning(code="no_formula_result", message=NO_RESULT)] if any(walk.uncalculated for walk in found) else []
    return sheets_reading(path, sha256, "ods", [walk.sheet() for walk in found], package.title, told)


@dataclass
class _Walk:
    """One pass through the rows of a sheet."""

    element: Any
    styles: Styles
    file: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    painted: list[tuple[Area, str]] = field(default_factory=list)
    """Cells without text that have a colour."""
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    comments: int = 0
    uncalculated: bool = False

    def __post_init__(self) -> None:
        self.columns = list(_columns(self.element, shown=True))
        row = 1
        for element, seen in _rows(self.element, shown=True):
            times = count(element, TABLE + "number-rows-repeated")
            self.row(element, row, times, seen)
            row += times

    def row(self, element: Any, row: int, times: int, seen: bool) -> None:
        """The cells of a row that stands `times` times from `row` on."""
        column = 1
        filled = False
        for cell in element:
            if cell.tag not in _CELLS:
                continue
            across = count(cell, TABLE + "number-columns-repeated")
            if cell.tag == TABLE + "table-cell":
                style = cell.get(TABLE + "style-name") or element.get(TABLE + "default-cell-style-name")
                filled |= self.cell(cell, style or self.column_style(column), (row, column), times, across)
            column += across
        if filled and not seen:
            self.hidden_rows.update(range(row, row + times))

    def cell(self, cell: Any, style: str | None, at: tuple[int, int], down: int, across: int) -> bool:
        """Keep what a cell shows at each of its places; True where it has a text."""
        self.comments += cell.find(OFFICE + "annotation") is not None
        text = _text(cell, self.styles.number_format(style))
        self.uncalculated |= bool(cell.get(TABLE + "formula") and not cell.get(OFFICE + "value-type") and not text)
        fill = self.styles.colour("table-cell", style, "table-cell", FO + "background-color")
        row, column = at
        if fill is None and is_sign(text):
            fill = self.ink(cell, style)
        if not text:
            if fill:
                self.painted.append(((row, column, row + down - 1, column + across - 1), fill))
        elif len(self.cells) + down * across > MAX_CELLS:
            raise UnreadableError(
                f"{self.file}: the sheet {self.name} has more than {MAX_CELLS:,} filled cells; "
                "take out what is no plan or report."
            )
        else:
            found = Cell(text=text, fill=fill, bold=self.styles.bold("table-cell", style))
            self.cells.update({(r, c): found for r in range(row, row + down) for c in range(column, column + across)})
        high = count(cell, TABLE + "number-rows-spanned")
        wide = count(cell, TABLE + "number-columns-spanned")
        if high > 1 or wide > 1:
            self.merged.append((row, column, row + high - 1, column + wide - 1))
        return bool(text)

    def ink(self, cell: Any, style: str | None) -> str | None:
        """The colour of a cell's text: that of its first span that has one, else the cell's."""
        spans = (self.styles.colour("text", s.get(TEXT + "style-name"), "text", FO + "color")
                 for s in cell.iter(TEXT + "span"))  # fmt: skip
        found = next((colour for colour in spans if colour), None)
        return found or self.styles.colour("table-cell", style, "text", FO + "color")

    def column_style(self, column: int) -> str | None:
        """The style of the cells of a column that say none."""
        return next((style for first, last, style, _ in self.columns if first <= column <= last), None)

    @property
    def name(self) -> str:
        return str(self.element.get(TABLE + "name", ""))

    def sheet(self) -> Sheet:
        """The sheet; colours without text are kept where a row and a column have some."""
        rows = sorted({row for row, _ in self.cells})
        columns = sorted({column for _, column in self.cells})
        cells = {
            (row, column): Cell(fill=fill)
            for (top, left, bottom, right), fill in self.painted
            for row in between(rows, top, bottom)
            for column in between(columns, left, right)
        }
        display = self.styles.said("table", self.element.get(TABLE + "style-name"), "table", TABLE + "display")
        return Sheet(
            name=self.name,
            cells={**cells, **self.cells},
            merged=self.merged,
            hidden_rows=self.hidden_rows,
            hidden_columns={c for c in columns if any(a <= c <= b and not seen for a, b, _, seen in self.columns)},
            visible=display != "false",
            comments=self.comments,
        )


def _rows(element: Any, shown: bool) -> Iterator[tuple[Any, bool]]:
    """The rows of a sheet, those in groups too, and whether they are shown."""
    for child in element:
        if child.tag == TABLE + "table-row":
            yield child, shown and child.get(TABLE + "visibility", "visible") == "visible"
        elif child.tag in _GROUPS:
            yield from _rows(child, shown and child.get(TABLE + "display") != "false")


def _columns(element: Any, shown: bool, first: int = 1) -> Iterator[tuple[int, int, str | None, bool]]:
    """Runs of columns: first, last, the style of their cells, whether they are shown."""
    for child in element:
        runs: list[tuple[int, int, str | None, bool]] = []
        if child.tag == TABLE + "table-column":
            last = first + count(child, TABLE + "number-columns-repeated") - 1
            seen = shown and child.get(TABLE + "visibility", "visible") == "visible"
            runs = [(first, last, child.get(TABLE + "default-cell-style-name"), seen)]
        elif child.tag in _COLUMN_GROUPS:
            runs = list(_columns(child, shown and child.get(TABLE + "display") != "false", first))
        yield from runs
        first = runs[-1][1] + 1 if runs else first


def _text(cell: Any, number_format: str) -> str:
    """The cell's value as a reader sees it: days and numbers by their values, all else as it is printed."""
    kind = cell.get(OFFICE + "value-type")
    try:
        if kind == "date":
            return shown(dt.datetime.fromisoformat(cell.get(OFFICE + "date-value", "")[:19]), number_format)
        if kind in ("float", "percentage", "currency"):
            return shown(float(cell.get(OFFICE + "value", "")), number_format)
    except ValueError:
        pass  # no day of the calendar and no number: what is printed stands
    time = _DURATION.match(cell.get(OFFICE + "time-value", ""))
    if time:
        return f"{int(time[1]):02d}:{int(time[2]):02d}"
    return shown("\n".join(printed(p) for p in cell.iterchildren(TEXT + "p")), number_format)


def printed(paragraph: Any) -> str:
    """The characters of a `text:p` as printed, without notes and annotations that hang on it."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == TEXT + "s":
            parts.append(" " * count(child, TEXT + "c"))
        elif child.tag == TEXT + "tab":
            parts.append("\t")
        elif child.tag == TEXT + "line-break":
            parts.append("\n")
        elif child.tag not in (OFFICE + "annotation", TEXT + "note"):
            parts.append(printed(child))
        parts.append(child.tail or "")
    return "".join(parts)
