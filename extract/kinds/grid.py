"""A table with its merged cells worked out: what stands at a place, and whether it is printed there or carried."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extract.document import Cell, Row, Table

MAX_HEADER_ROWS = 3
Cover = Literal["", "left", "above"]
_JOINED = re.compile(r"(?<=\w)-\n(?=\w)")


@dataclass(frozen=True)
class Place:
    """One place of a grid: the cell seen there, and from where it is merged over the place ("" where it is printed)."""

    cell: Cell
    cover: Cover = ""

    @property
    def text(self) -> str:
        """The text seen at the place; of a cell merged across, only its left end shows it."""
        return "" if self.cover == "left" else self.cell.text.strip()

    @property
    def own(self) -> str:
        """The text printed at this very place."""
        return "" if self.cover else self.cell.text.strip()


class Grid:
    """The rows of a table as places; row and column numbers begin at 0."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.width = max((len(row.cells) for row in table.rows), default=0)
        self.places: list[list[Place]] = [
            [Place(cell) for cell in row.cells] + [Place(Cell())] * (self.width - len(row.cells)) for row in table.rows
        ]
        for top, row in enumerate(table.rows):
            for left, cell in enumerate(row.cells):
                if not cell.merged and (cell.row_span > 1 or cell.column_span > 1):
                    self._cover(top, left, cell)

    def _cover(self, top: int, left: int, cell: Cell) -> None:
        for r in range(top, min(top + cell.row_span, len(self.places))):
            for c in range(left, min(left + cell.column_span, self.width)):
                if (r, c) != (top, left) and self.places[r][c].cell.merged:
                    self.places[r][c] = Place(cell, "left" if c > left else "above")

    def __len__(self) -> int:
        return len(self.places)

    def row(self, index: int) -> Row:
        """The row as it was read."""
        return self.table.rows[index]

    def printed(self, index: int) -> list[tuple[int, Cell]]:
        """The cells printed in a row that have text, with their columns."""
        return [(c, p.cell) for c, p in enumerate(self.places[index]) if p.own]

    def header_depths(self, index: int) -> list[int]:
        """How many rows a header that begins here may take, the likeliest first."""
        cells = [cell for _, cell in self.printed(index)]
        if not cells:
            return []
        tall = max(cell.row_span for cell in cells)
        wide = any(1 < cell.column_span < self.width for cell in cells)
        depths = [tall] if tall > 1 else []
        if wide and tall == 1:
            depths.append(2)
        return [depth for depth in (*depths, 1) if depth <= MAX_HEADER_ROWS and index + depth <= len(self)]

    def header_names(self, index: int, depth: int) -> list[str]:
        """Each column's name in a header of `depth` rows."""
        return [" ".join(parts) for parts in self.header_parts(index, depth)]

    def header_parts(self, index: int, depth: int) -> list[tuple[str, ...]]:
        """Each column's own name in a header of `depth` rows, last, behind those that stand over it."""
        names: list[tuple[str, ...]] = []
        for column in range(self.width):
            parts: list[str] = []
            for r in range(index, index + depth):
                place = self.places[r][column]
                text = joined(place.cell.text)
                across = place.cover == "left" and depth == 1
                if text and not across and text not in parts:
                    parts.append(text)
            names.append(tuple(parts))
        return names


def joined(text: str) -> str:
    """The lines of a cell as one, a line-end hyphen kept and closed up."""
    return re.sub(r"\s+", " ", _JOINED.sub("-", text)).strip()
