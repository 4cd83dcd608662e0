"""Word tables as grids: merged cells stand once at their top left, every row has as many cells as the grid.

Rules as in ECMA-376 part 1, 17.4: `gridSpan` merges across, `vMerge` merges down, `gridBefore` and `gridAfter` leave
columns out at a row's ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from extract.document import Cell, Row, Table
from extract.read.numbering import W, number, value

MAX_SPAN = 63  # Word's own limit of columns
CellText = Callable[[Any], tuple[str, bool]]


@dataclass
class _Slot:
    """One place of the grid while its table is read; `origin` is the place that covers it."""

    text: str = ""
    fill: str | None = None
    bold: bool = False
    row_span: int = 1
    column_span: int = 1
    origin: _Slot | None = None

    def cell(self) -> Cell:
        if self.origin is not None:
            return Cell(merged=True, fill=self.origin.fill)
        return Cell(
            text=self.text, fill=self.fill, bold=self.bold, row_span=self.row_span, column_span=self.column_span
        )


def table_of(element: Any, cell_text: CellText) -> Table:
    """The table of a `w:tbl`; `cell_text` gives a `w:tc`'s text, lines parted by newlines, and whether it is bold."""
    grid: list[list[_Slot]] = []
    for row in table_rows(element):
        above = grid[-1] if grid else []
        grid.append(_slots(row, above, cell_text))
    width = max((len(row) for row in grid), default=0)
    rows = ([*row, *[_Slot()] * (width - len(row))] for row in grid)
    return Table(rows=tuple(Row(cells=tuple(slot.cell() for slot in row)) for row in rows))


def is_tracked(element: Any) -> bool:
    """Whether rows or cells of the table were put in or taken out with changes tracked."""
    rows = any(element.find(f"{W}tr/{W}trPr/{W}{change}") is not None for change in ("ins", "del"))
    return rows or next(element.iter(W + "cellIns", W + "cellDel"), None) is not None


def table_rows(element: Any) -> Iterator[Any]:
    """The `w:tr` of a table, those of content controls too; a row that is hidden or taken out is gone."""
    for child in element:
        gone = any(child.find(f"{W}trPr/{W}{why}") is not None for why in ("del", "hidden"))
        if child.tag == W + "tr" and not gone:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from table_rows(child)


def row_cells(element: Any) -> Iterator[Any]:
    """The `w:tc` of a row, those of content controls too."""
    for child in element:
        if child.tag == W + "tc" and child.find(f"{W}tcPr/{W}cellDel") is None:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            yield from row_cells(child)


def _slots(row: Any, above: list[_Slot], cell_text: CellText) -> list[_Slot]:
    properties = row.find(W + "trPr")
    slots = [_Slot() for _ in range(_span(properties, "gridBefore", 0))]
    for element in row_cells(row):
        cell_properties = element.find(W + "tcPr")
        across = max(1, _span(cell_properties, "gridSpan", 1))
        over = above[len(slots)] if len(slots) < len(above) else None
        if over is not None and _goes_on(cell_properties):
            origin = over.origin or over
            origin.row_span += 1
            slots += [_Slot(origin=origin) for _ in range(across)]
            continue
        text, bold = cell_text(element)
        slot = _Slot(text, _fill(element, text), bold, column_span=across)
        slots += [slot, *(_Slot(origin=slot) for _ in range(across - 1))]
    return slots + [_Slot() for _ in range(_span(properties, "gridAfter", 0))]


def _goes_on(properties: Any) -> bool:
    """True where the cell is the lower part of one merged down."""
    merge = properties.find(W + "vMerge") if properties is not None else None
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _span(properties: Any, name: str, default: int) -> int:
    return min(number(value(properties, name), default), MAX_SPAN) if properties is not None else default


def _fill(cell: Any, text: str) -> str | None:
    """The cell's colour as RRGGBB: its own shading, else that of its first shaded paragraph or run.

    A sign without letters ("●") is as good as a fill, and its ink is taken.
    """
    places = [(f"{W}tcPr/{W}shd", "fill"), (f"{W}p/{W}pPr/{W}shd", "fill"), (f"{W}p/{W}r/{W}rPr/{W}shd", "fill")]
    if text and not any(c.isalnum() for c in text):
        places.append((f"{W}p/{W}r/{W}rPr/{W}color", "val"))
    for path, attribute in places:
        element = cell.find(path)
        colour = (element.get(W + attribute) or "") if element is not None else ""
        if re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
            return colour.upper()
    return None
