"""HTML tables as grids: merged cells stand once at their top left, every row has as many cells as the grid.

Rules as in the HTML standard, 4.9.12 (forming a table).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from PIL import ImageColor

from extract.document import Cell, Row, Table

MAX_COLUMNS = 1000  # the standard's own limit of a span
MAX_PLACES = 200_000
CellText = Callable[[Any], tuple[str, bool]]
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*(#[0-9a-f]{3,6}\b|rgb\([^)]*\)|[a-z]+)", re.I)


def is_frame(element: Any) -> bool:
    """Whether a table only lays out the page: it says so, holds tables or headings, or has but one cell a row."""
    if element.get("role", "").lower() in ("presentation", "none"):
        return True
    if element.find(".//table") is not None or any(element.find(f".//{tag}") is not None for tag in ("h1", "h2", "h3")):
        return True
    return all(len(_cells(row)) <= 1 for row in _rows(element))


def table_of(element: Any, cell_text: CellText, left_out: Callable[[Any], bool]) -> Table | None:
    """The table of a `table`; `cell_text` gives a cell's text and whether it is bold. None where it has no text."""
    rows = [row for row in _rows(element) if not left_out(row)]
    grid: list[dict[int, Cell]] = [{} for _ in rows]
    places = 0
    for at, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            if left_out(cell):
                continue
            while column in grid[at]:
                column += 1
            across, down = _span(cell, "colspan", MAX_COLUMNS), _span(cell, "rowspan", len(rows) - at)
            places += across * down
            if column + across > MAX_COLUMNS or places > MAX_PLACES:
                break
            text, bold = cell_text(cell)
            fill = _fill(cell) or _fill(row)
            covered = Cell(merged=True, fill=fill)
            for below in range(at, min(at + down, len(rows))):
                grid[below].update(dict.fromkeys(range(column, column + across), covered))
            grid[at][column] = Cell(text=text, fill=fill, bold=bold, row_span=down, column_span=across)
            column += across
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    if not any(cell.text for row in grid for cell in row.values()):
        return None
    return Table(rows=tuple(Row(cells=tuple(row.get(c, Cell()) for c in range(width))) for row in grid))


def _rows(element: Any) -> Iterator[Any]:
    """The rows in the order in which they are shown: those of the head first, those of the foot last."""
    yield from (row for head in element.findall("thead") for row in head.findall("tr"))
    for child in element:
        if child.tag == "tr":
            yield child
        elif child.tag == "tbody":
            yield from child.findall("tr")
    yield from (row for foot in element.findall("tfoot") for row in foot.findall("tr"))


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell: Any, name: str, most: int) -> int:
    """A span as written; a `rowspan` of 0 reaches to the end."""
    written = cell.get(name, "1").strip()
    span = int(written) if re.fullmatch(r"\d{1,6}", written) else 1
    if span == 0:
        span = most if name == "rowspan" else 1
    return max(1, min(span, most))


def _fill(element: Any) -> str | None:
    """The background of an element as RRGGBB, by its style or its `bgcolor`; None for none and for no colour."""
    styled = _BACKGROUND.search(element.get("style", ""))
    written = styled[1] if styled else element.get("bgcolor", "").strip()
    try:
        red, green, blue = ImageColor.getrgb(written)[:3]
    except ValueError:
        return None
    return f"{red:02X}{green:02X}{blue:02X}"
