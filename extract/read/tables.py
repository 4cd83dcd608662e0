"""The tables of a PDF that have rules, by pdfplumber, one page at a time.

pdfplumber keeps every character of a page it has seen until the page is closed; `x_tolerance_ratio` keeps words apart
in small print, where its default glued whole sentences together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import extract_text

from extract.document import Box, Cell, Row, Table
from extract.errors import UnreadableError
from extract.read.open_tables import open_rows

WORD_GAP = 0.15  # of the characters' size
MAX_LINES = 20_000
"""Rules on a page above which it is a drawing, and looking for tables in it would take minutes."""
_BROKEN = (PdfminerException, PDFException, PSException, ValueError, KeyError, TypeError, IndexError, AttributeError,
           OSError, RecursionError)  # fmt: skip


def pdf_tables(path: Path) -> tuple[Table, ...]:
    """The ruled tables of a PDF in reading order; a table that runs over a page end comes as one table a page.

    Every row has its page and its box. Raises UnreadableError where pdfplumber cannot read the file.
    """
    try:
        with pdfplumber.open(path) as pdf:
            return tuple(table for page in pdf.pages for table in _page_tables(page))
    except _BROKEN as error:
        raise UnreadableError(
            f"{path.name}: its tables cannot be read ({type(error).__name__}); print the document to PDF again."
        ) from error


def _page_tables(page: Any) -> list[Table]:
    try:
        if len(page.rects) + len(page.lines) + len(page.curves) > MAX_LINES:
            return []
        fills = [_filled(shape) for shape in (*page.rects, *page.curves)]
        ruled = [table for table in page.find_tables() if len({cell[0] for cell in table.cells}) > 1]
        found = [list(table.cells) for table in ruled]
        found += [[cell for row in rows for cell in row] for rows in open_rows(page, [table.bbox for table in ruled])]
        found.sort(key=lambda cells: (min(c[1] for c in cells), min(c[0] for c in cells)))
        return [_table(page, cells, [f for f in fills if f]) for cells in found]
    finally:
        page.close()


def _table(page: Any, boxes: list[Box], fills: list[tuple[Box, str]]) -> Table:
    """One table on the grid of all its vertical rules; cells over several columns or rows get their spans."""
    columns = _distinct(sorted({round(x, 1) for box in boxes for x in (box[0], box[2])}))
    tops = _distinct(sorted({round(y, 1) for box in boxes for y in (box[1], box[3])}))
    width, height = len(columns) - 1, len(tops) - 1
    grid: list[list[Cell]] = [[Cell() for _ in range(width)] for _ in range(height)]
    number, chars = page.page_number, page.chars
    for box in boxes:
        left, right = _at(columns, box[0]), _at(columns, box[2])
        top, bottom = _at(tops, box[1]), _at(tops, box[3])
        if right <= left or bottom <= top:
            continue
        cell = _cell(chars, box, fills).model_copy(update={"row_span": bottom - top, "column_span": right - left})
        for r in range(top, bottom):
            for c in range(left, right):
                grid[r][c] = cell if (r, c) == (top, left) else Cell(merged=True, fill=cell.fill)
    rows = (
        Row(cells=tuple(cells), page=number, box=(columns[0], tops[r], columns[-1], tops[r + 1]))
        for r, cells in enumerate(grid)
    )
    return Table(rows=tuple(rows), page=number)


def _distinct(edges: list[float], slack: float = 2.0) -> list[float]:
    """Edges without those that lie within `slack` points of the one before."""
    kept: list[float] = []
    for edge in edges:
        if not kept or edge - kept[-1] > slack:
            kept.append(edge)
    return kept


def _at(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _cell(chars: list[dict[str, Any]], box: Box, fills: list[tuple[Box, str]]) -> Cell:
    """A cell's text by lines, its fill, and whether it is bold; a character belongs where its middle lies."""
    inside = [c for c in chars if _inside(c, box)]
    text = extract_text(inside, x_tolerance_ratio=WORD_GAP).strip() if inside else ""
    bold = sum("bold" in c["fontname"].casefold() for c in inside)
    fill = _fill_at(box, fills)
    if fill is None and text and not any(c.isalnum() for c in text):  # the ink of a sign ("●") is as good as a fill
        fill = _rgb(inside[0].get("non_stroking_color"))
    return Cell(text=text, fill=fill, bold=bool(text) and bold > 0.9 * len(inside))


def _inside(char: dict[str, Any], box: Box) -> bool:
    x: float = (char["x0"] + char["x1"]) / 2
    y: float = (char["top"] + char["bottom"]) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _fill_at(box: Box, fills: list[tuple[Box, str]]) -> str | None:
    """The last shape painted over the cell's middle that is no bigger than a few cells."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    over = [colour for (x0, top, x1, bottom), colour in fills if x0 <= x <= x1 and top <= y <= bottom]
    return over[-1] if over else None


def _filled(shape: dict[str, Any]) -> tuple[Box, str] | None:
    """A filled shape's box and colour as RRGGBB; None for one that is only drawn around."""
    colour = _rgb(shape.get("non_stroking_color"))
    if not shape.get("fill") or colour is None:
        return None
    return (shape["x0"], shape["top"], shape["x1"], shape["bottom"]), colour


def _rgb(colour: Any) -> str | None:
    """Grey, RGB or CMYK as RRGGBB; None for a pattern or white."""
    parts = [colour] if isinstance(colour, int | float) else list(colour or ())
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return None
    if len(parts) == 1:
        parts = parts * 3
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        parts = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
    if len(parts) != 3 or min(parts) > 0.99:
        return None
    return "".join(f"{round(255 * min(max(part, 0), 1)):02X}" for part in parts)
