"""The tables of a PDF: by the rules, as pdfplumber reads them page by page, and by the blank paper where it has none.

pdfplumber keeps every character of a page it has seen until the page is closed; `x_tolerance_ratio` keeps words apart
in small print, where its default glued whole sentences together. Its own tables lose the rows that page ends cut and
that no rule bounds; these are put back (`ruling`, `table_rows`), and tables without rules are found (`blank_tables`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells
from pdfplumber.utils.exceptions import PdfminerException
from pypdfium2 import PdfiumError

from extract.document import Box, Table, Warning
from extract.errors import UnreadableError
from extract.read.blank_tables import blank_tables
from extract.read.ink import Line, Span, lines_of
from extract.read.limits import allow
from extract.read.open_tables import open_rows
from extract.read.pdf import open_pdf
from extract.read.ruling import Edge, closed, is_drawing, rules_of
from extract.read.table_cells import PageInk
from extract.read.table_rows import above, as_one, below, edges_of, parted, same_edges
from extract.read.upright import upright_copy

NOT_READ, CUT = "table_not_read", "table_cut"
"""Codes of the warnings: a page whose tables were not read, and a table of which a part lies off its page."""
CPU_SECONDS_A_PAGE = 2.0
MEET = 3.0  # points by which two rules may miss each other
_BROKEN = (PdfiumError, PdfminerException, PDFException, PSException, ValueError, KeyError, TypeError, IndexError,
           AttributeError, OSError, RecursionError)  # fmt: skip


@dataclass
class _Before:
    """What a page leaves to the next: the columns of its last table."""

    edges: list[float] = field(default_factory=list)
    strips: list[Span] = field(default_factory=list)


def pdf_tables(path: Path) -> tuple[tuple[Table, ...], tuple[Warning, ...]]:
    """The tables of a PDF in reading order, and what could not be read; one that runs over a page end is one a page.

    Every row has its page and its box on the page as it is shown. A page that is a drawing, or that breaks its reader,
    is a warning; raises UnreadableError where pdfplumber cannot read the file at all.
    """
    found: list[Table] = []
    warnings: list[Warning] = []
    before = _Before()
    _check(path)
    try:
        with pdfplumber.open(upright_copy(path) or path) as pdf:
            for page in pdf.pages:
                tables, why = _read_page(page, before)
                found += tables
                warnings += [why] if why else []
    except _BROKEN as error:
        raise UnreadableError(
            f"{path.name}: its tables cannot be read ({type(error).__name__}); print the document to PDF again."
        ) from error
    return tuple(found), tuple(warnings)


def _read_page(page: Any, before: _Before) -> tuple[list[Table], Warning | None]:
    """The tables of a page from top to bottom, and why they are not all."""
    number = page.page_number
    try:
        if is_drawing(page):
            why = f"Page {number} is a drawing of very many lines; tables in it were not looked for."
            return [], Warning(page=number, code=NOT_READ, message=why)
        tables, cut = _page_tables(page, before)
        why = f"A table on page {number} runs over the edge of the page; what lies beyond may be missing."
        return tables, Warning(page=number, code=CUT, message=why) if cut else None
    except _BROKEN as error:
        why = f"The tables of page {number} cannot be read ({type(error).__name__}); look at the page itself."
        return [], Warning(page=number, code=NOT_READ, message=why)
    finally:
        page.close()


def _check(path: Path) -> None:
    """Refuse what PDFium refuses, and allow the time that so many pages take."""
    pdf = open_pdf(path)
    allow(CPU_SECONDS_A_PAGE * len(pdf))
    pdf.close()


def _page_tables(page: Any, before: _Before) -> tuple[list[Table], bool]:
    """The tables of a page, and whether one of them runs over its edge."""
    ink = PageInk(page)
    if not ink.chars:
        return [], False
    rules = rules_of(page)
    lines = lines_of(ink.chars)
    ruled = [cells for cells in _ruled(closed(rules, ink.chars)) if len({cell[0] for cell in cells}) > 1]
    areas = [_around(cells) for cells in ruled]
    ruled += [[cell for row in rows for cell in row] for rows in open_rows(page, rules, areas)]
    found = [parted(cells, ink.chars) for cells in _whole(ruled, lines, before)]
    found += _blank(page, lines, [_around(cells) for cells in found], before)
    found.sort(key=lambda cells: (min(c[1] for c in cells), min(c[0] for c in cells)))
    before.edges = edges_of(found[-1]) if found else []
    return [ink.table(cells) for cells in found], any(ink.runs_over(_around(cells)) for cells in found)


def _ruled(rules: list[Edge]) -> list[list[Box]]:
    """The cells that rules enclose, table by table."""
    cells = intersections_to_cells(edges_to_intersections(rules, MEET, MEET))
    return [list(table) for table in cells_to_tables(cells)]


def _around(cells: list[Box]) -> Box:
    x0, top, x1, bottom = zip(*cells, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def _whole(tables: list[list[Box]], lines: list[Line], before: _Before) -> list[list[Box]]:
    """The tables with the rows that stand beyond their rules; tables that such rows join are one."""
    tables = sorted(tables, key=lambda cells: min(cell[1] for cell in cells))
    found: list[list[Box]] = []
    for index, own in enumerate(tables):
        area = _around(own)
        start = max((_around(other)[3] for other in tables[:index] if _beside(_around(other), area)), default=0.0)
        nexts = [other for other in tables[index + 1 :] if _beside(area, _around(other))]
        end = _around(nexts[0])[1] if nexts else float("inf")
        cut = index == 0 and same_edges(edges_of(own), before.edges)
        joins = bool(nexts) and same_edges(edges_of(own), edges_of(nexts[0]))
        more, all_taken = below(own, lines, end, joins)
        cells = [*above(own, lines, start, cut), *own, *more]
        if joins and more and all_taken:
            nexts[0][:] = as_one(cells, nexts[0])  # goes on in the next one
        else:
            found.append(cells)
    return found


def _beside(a: Box, b: Box) -> bool:
    """Whether the second stands below the first, and not beside it."""
    return a[0] < b[2] and b[0] < a[2] and b[1] >= a[3] - MEET


def _blank(page: Any, lines: list[Line], areas: list[Box], before: _Before) -> list[list[Box]]:
    """The tables without rules between those that have them."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        middle = (line.top + line.bottom) / 2
        if any(top <= middle <= bottom for _, top, _, bottom in areas):
            if runs[-1]:
                runs.append([])
        else:
            runs[-1].append(line)
    found = []
    strips = [] if areas else before.strips
    before.strips = []
    for run in runs:
        for table in blank_tables(run, float(page.width), strips):
            found.append(list(table.cells()))
            before.strips = table.strips
    return found
