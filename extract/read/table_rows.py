"""Rows that a table's rules leave out: several rows between two rules, and rows beyond the last rule.

Rules may part groups of rows only, or stand round the header only, or round every second row that is shaded; and at a
page end the row that is cut has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.document import Box
from extract.read.blank_rows import BlankRow, rows_of
from extract.read.blank_tables import MAX_ACROSS, boxes_of, without_foot
from extract.read.ink import Char, Line, lines_of

NEAR = 3.0
MIN_TALL = 24.0  # points: a lower row has room for one line
MIN_DENSE = 4  # numbered rows without blank paper between them
MIN_ALIKE = 4  # columns that are filled in each of two rows that blank paper parts
MIN_PARTED = 3  # rows without numbers that only blank paper parts
PADDING = 14.0  # points of blank paper above and below a heading within a table
FAR = 40.0  # points of blank paper below which a table has ended
CLOSE = 12.0  # points of blank paper between a page's first lines and the table that they belong to


def edges_of(cells: Sequence[Box]) -> list[float]:
    """The edges of the columns of a table, by the row that has most cells."""
    rows: dict[float, list[Box]] = {}
    for cell in cells:
        rows.setdefault(round(cell[1]), []).append(cell)
    fullest = max(rows.values(), key=len)
    return sorted({x for cell in fullest for x in (cell[0], cell[2])})


def same_edges(a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether two tables have their columns at the same places; of three and more the outer edges may differ."""
    outer = slice(1, -1) if len(a) > MIN_ALIKE else slice(None)
    return len(a) == len(b) and all(abs(x - y) <= NEAR for x, y in zip(a[outer], b[outer], strict=True))


def as_one(a: Sequence[Box], b: Sequence[Box]) -> list[Box]:
    """The cells of two tables with the same columns, their outer edges made the same."""
    first, second = edges_of(a), edges_of(b)
    left, right = min(first[0], second[0]), max(first[-1], second[-1])
    lefts, rights = (first[0], second[0]), (first[-1], second[-1])
    return [
        (left if cell[0] in lefts else cell[0], cell[1], right if cell[2] in rights else cell[2], cell[3])
        for cell in (*a, *b)
    ]


def parted(cells: Sequence[Box], chars: Sequence[Char]) -> list[Box]:
    """The cells of a table, those between two rules that hold several rows cut into these."""
    bands: dict[tuple[int, int], list[Box]] = {}
    for cell in cells:
        bands.setdefault((round(cell[1]), round(cell[3])), []).append(cell)
    found: list[Box] = []
    for band in bands.values():
        found += _cut(sorted(band), chars) if len(band) > 1 and band[0][3] - band[0][1] > MIN_TALL else band
    return found


def _cut(band: list[Box], chars: Sequence[Char]) -> list[Box]:
    """The cells of one band, cut where rows begin in all of them; unchanged where it holds one row."""
    top, bottom = band[0][1], band[0][3]
    edges = [band[0][0], *(cell[0] for cell in band[1:]), band[-1][2]]
    inside = [c for c in chars if top <= (c["top"] + c["bottom"]) / 2 < bottom and _in_any(c, band)]
    lines = lines_of(inside)
    if len(lines) < 2:
        return band
    rows = rows_of(lines, edges)
    if not _are_rows(rows, edges):
        return band
    bounds = [top, *((a.bottom + b.top) / 2 for a, b in pairwise(rows)), bottom]
    return [(x0, upper, x1, lower) for upper, lower in pairwise(bounds) for x0, _, x1, _ in band]


def _in_any(char: Char, band: Sequence[Box]) -> bool:
    x = (char["x0"] + char["x1"]) / 2
    return any(cell[0] <= x < cell[2] for cell in band)


def _are_rows(rows: Sequence[BlankRow], edges: Sequence[float]) -> bool:
    """Whether parts of a band are rows of their own: each begins in the first columns and in half of all."""
    least = max(2, (len(edges) - 1) / 2)
    firsts = [row.lines[0].filled(edges) for row in rows]
    whole = [frozenset().union(*(line.filled(edges) for line in row.lines)) for row in rows]
    if len(rows) < 2 or any(row.across for row in rows):
        return False
    keyed = all(row.keyed for row in rows[1:])
    apart = all(b.top - a.bottom > 0.5 * (b.lines[0].bottom - b.lines[0].top) for a, b in pairwise(rows))
    if apart and len(edges) > MIN_ALIKE and len({frozenset(columns) for columns in whole}) == 1 and whole[0] >= {0}:
        return len(whole[0]) >= MIN_ALIKE
    if keyed:
        return all(len(columns) >= least for columns in whole) and (apart or len(rows) >= MIN_DENSE)
    return apart and len(rows) >= MIN_PARTED and all(0 in f and len(f) >= least for f in firsts)


def below(cells: Sequence[Box], lines: Sequence[Line], end: float, joins: bool) -> tuple[list[Box], bool]:
    """The cells of the rows that follow a table's last rule, above `end`, and whether no other line stands there.

    `joins`: the table that begins at `end` has the same columns, so that a heading may stand between both.
    """
    edges, bottom = edges_of(cells), max(cell[3] for cell in cells)
    following = [line for line in lines if bottom - 1 <= (line.top + line.bottom) / 2 < end]
    if joins and _is_heading(following, edges, end - bottom):
        return [(edges[0], bottom, edges[-1], end)], True
    taken = _fitting(following, edges, bottom)
    all_taken = len(taken) == len(following)
    kept = taken if all_taken and end < float("inf") else without_foot(taken)
    least = max(2, (len(edges) - 1) / 2)
    if not any(len(line.filled(edges)) >= least for line in kept if _fits(line, edges)):
        return [], False
    rows = rows_of(kept, edges)
    return list(boxes_of(rows, edges, bottom, min(end, rows[-1].bottom + 2))), all_taken


def above(cells: Sequence[Box], lines: Sequence[Line], start: float, cut: bool) -> list[Box]:
    """The cells of the rows that stand close above a table's first rule and below `start`.

    `cut`: a page end has cut the table there, and so a row need not fill half of the columns.
    """
    edges, top = edges_of(cells), min(cell[1] for cell in cells)
    taken: list[Line] = []
    reach = top
    for line in reversed([line for line in lines if start <= (line.top + line.bottom) / 2 < top]):
        if reach - line.bottom > CLOSE or not _fits(line, edges):
            break
        taken.insert(0, line)
        reach = line.top
    filled = frozenset[int]().union(*(line.filled(edges) for line in taken))
    if len(filled) < (1 if cut else max(2, (len(edges) - 1) / 2)):
        return []
    rows = rows_of(taken, edges)
    return list(boxes_of(rows, edges, rows[0].top - 2, top))


def _is_heading(lines: Sequence[Line], edges: Sequence[float], room: float) -> bool:
    """Whether the lines between two tables fill the room between them as a heading within one table does."""
    if not 0 < len(lines) <= MAX_ACROSS or room > sum(line.bottom - line.top for line in lines) + PADDING:
        return False
    within = all(edges[0] - NEAR <= x0 and x1 <= edges[-1] + NEAR for line in lines for x0, x1 in line.pieces)
    return within and all(len(line.pieces) == 1 for line in lines)


def _fitting(lines: Sequence[Line], edges: Sequence[float], bottom: float) -> list[Line]:
    """The first lines that keep to the columns, with headings between them."""
    taken: list[Line] = []
    pending: list[Line] = []
    reach = bottom
    for line in lines:
        if line.top - reach > FAR:
            break
        reach = max(reach, line.bottom)
        if _fits(line, edges):
            taken += [*pending, line]
            pending = []
        else:
            pending.append(line)
            if len(pending) > MAX_ACROSS:
                break
    return taken


def _fits(line: Line, edges: Sequence[float]) -> bool:
    within = edges[0] - NEAR <= line.pieces[0][0] and line.pieces[-1][1] <= edges[-1] + NEAR
    return within and not any(line.crosses(x) for x in edges[1:-1])
