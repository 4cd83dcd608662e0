"""The sheets of a workbook of any format as tables: merged cells, hidden rows and columns, and what is told of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.document import Cell, Media, Paragraph, Reading, Row, Table, Warning
from extract.errors import NoTextError, UnreadableError
from extract.read.bounds import MAX_CELLS

NO_RESULT = "Some formulas were saved without their results and are empty here; open and save the workbook in Excel."
_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|DIV/0!|VALUE!|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}")

Area = tuple[int, int, int, int]
"""Top, left, bottom and right of a range of cells, from 1 and with both ends."""


@dataclass
class Sheet:
    """The cells of one sheet that have a text or a colour, by row and column from 1, and how it shows them."""

    name: str
    cells: dict[tuple[int, int], Cell]
    merged: Sequence[Area] = ()
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()
    visible: bool = True
    comments: int = 0
    rows: list[int] = field(init=False)
    """The rows that have any text; `columns` likewise."""
    columns: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = sorted({row for (row, _), cell in self.cells.items() if cell.text})
        self.columns = sorted({column for (_, column), cell in self.cells.items() if cell.text})

    def table(self, file: str) -> Table:
        """The grid of the rows and columns that have any text. Raises UnreadableError where it is too large."""
        covered = sum(len(rows) * len(columns) for rows, columns in map(self._within, self.merged))
        if max(len(self.rows) * len(self.columns), covered) > MAX_CELLS:
            raise UnreadableError(
                f"{file}: the sheet {self.name} has {len(self.rows):,} rows and {len(self.columns):,} columns, "
                "more than can be read; take out what is no plan or report."
            )
        cells = dict(self.cells)
        for area in self.merged:
            _merge(cells, area, *self._within(area))
        return Table(
            sheet=self.name,
            rows=tuple(
                Row(
                    cells=tuple(cells.get((row, column), Cell()) for column in self.columns),
                    number=row,
                    hidden=row in self.hidden_rows,
                )
                for row in self.rows
            ),
        )

    def _within(self, area: Area) -> tuple[list[int], list[int]]:
        """The rows and columns of a range that have any text."""
        top, left, bottom, right = area
        return between(self.rows, top, bottom), between(self.columns, left, right)

    def warnings(self) -> Iterator[Warning]:
        """What a reader of the tables does not see in them."""
        if not self.visible:
            if self.rows:
                yield Warning(code="hidden_sheet", message=f"The sheet {self.name} is hidden and was left out.")
            return
        hidden = {"row": self.hidden_rows, "column": self.hidden_columns}
        for what, there in (("row", self.rows), ("column", self.columns)):
            count = sum(place in hidden[what] for place in there)
            if count:
                were = f"{count} hidden {what}s, which were" if count > 1 else f"a hidden {what}, which was"
                yield Warning(code=f"hidden_{what}s", message=f"The sheet {self.name} has {were} read too.")
        if self.comments:
            were = f"{self.comments} cell comments, which were" if self.comments > 1 else "a cell comment, which was"
            yield Warning(code="comments", message=f"The sheet {self.name} has {were} left out.")
        wrong = sorted({cell.text for cell in self.cells.values() if _ERROR.fullmatch(cell.text)})
        if wrong:
            message = f"The sheet {self.name} has formulas without a value ({', '.join(wrong)}); correct them there."
            yield Warning(code="cell_errors", message=message)


def between(numbers: list[int], first: int, last: int) -> list[int]:
    """Those of the rising numbers from `first` to `last`, both ends with them."""
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]


def _merge(cells: dict[tuple[int, int], Cell], area: Area, rows: list[int], columns: list[int]) -> None:
    """Give the top left cell of a merged range its spans, and mark the places it covers."""
    if not rows or not columns:
        return
    first = cells.get(area[:2], Cell())
    covered = Cell(merged=True, fill=first.fill)
    cells.update({(row, column): covered for row in rows for column in columns})
    if first.text:
        cells[area[:2]] = first.model_copy(update={"row_span": len(rows), "column_span": len(columns)})


def sheets_reading(
    path: Path, sha256: str, media: Media, sheets: Sequence[Sheet], title: str, warnings: Iterable[Warning] = ()
) -> Reading:
    """The visible sheets as tables, each under its name as a heading.

    Raises NoTextError where none of them has a filled cell, UnreadableError where one is too large.
    """
    tables = [sheet.table(path.name) for sheet in sheets if sheet.visible and sheet.rows]
    if not tables:
        raise NoTextError(
            f"{path.name}: the workbook has no filled cell on any visible sheet; check that it is the right one."
        )
    paragraphs: list[Paragraph] = []
    for table in tables:
        paragraphs += [Paragraph(text=table.sheet or "", heading_level=1), Paragraph(text="", table=table)]
    told = (warning for sheet in sheets for warning in sheet.warnings())
    return Reading(
        file=path.name, sha256=sha256, media=media, paragraphs=tuple(paragraphs), tables=tuple(tables),
        title=title.strip() or None, warnings=(*told, *warnings),
    )  # fmt: skip
