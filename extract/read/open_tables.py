"""Tables of a PDF page that have rules between their rows and none between their columns.

The columns are found as the reader's eye finds them: strips of blank paper that run down through the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any

from extract.document import Box
from extract.read.ink import Char, Span, lines_of
from extract.read.ruling import Edge

MIN_RULES = 3
MIN_SHARE = 0.4  # of the page's width that a rule between rows spans
MIN_STRIP = 5.0  # points of blank paper between two columns
MAX_CROSSED = 0.15  # share of the rows that may cross a strip, as headings within a table do
MAX_ROW_SHARE = 0.8  # of the page's height: a taller gap between two rules is no row
SLACK = 3.0


def open_rows(page: Any, rules: list[Edge], ruled: list[Box]) -> Iterator[list[list[Box]]]:
    """Each table as rows of cell boxes; a row that crosses the columns is one box. `ruled`: areas of ruled tables."""
    for left, right, tops in _regions(page, rules):
        area = (left, tops[0], right, tops[-1])
        if any(_overlap(area, box) for box in ruled):
            continue
        bands = list(pairwise(tops))
        chars = [c for c in page.chars if not c["text"].isspace() and left - SLACK <= c["x0"] <= right + SLACK]
        inside = [[c for c in chars if top <= (c["top"] + c["bottom"]) / 2 < bottom] for top, bottom in bands]
        filled = [(band, row) for band, row in zip(bands, inside, strict=True) if row]
        edges = _edges(left, right, [row for _, row in filled])
        if len(edges) > 2 and len(filled) >= MIN_RULES - 1:
            yield [_row(edges, band, row) for band, row in filled]


def _regions(page: Any, rules: list[Edge]) -> Iterator[tuple[float, float, list[float]]]:
    """Runs of long rules one under the other that begin and end at the same x: left, right and their heights."""
    across = (e for e in rules if e["orientation"] == "h" and e["x1"] - e["x0"] > MIN_SHARE * float(page.width))
    open_runs: list[tuple[float, float, list[float]]] = []
    for top, x0, x1 in sorted((e["top"], e["x0"], e["x1"]) for e in across):
        for left, right, tops in open_runs:
            near = abs(left - x0) <= SLACK and abs(right - x1) <= SLACK
            if near and top - tops[-1] < MAX_ROW_SHARE * float(page.height):
                if top - tops[-1] > SLACK:
                    tops.append(top)
                break
        else:
            open_runs.append((x0, x1, [top]))
    yield from (run for run in open_runs if len(run[2]) >= MIN_RULES)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] - SLACK and b[1] < a[3] - SLACK


def _edges(left: float, right: float, rows: list[list[Char]]) -> list[float]:
    """The left edge, the middles of the blank strips where they are crossed least, and the right edge."""
    width = int(right - left) + 1
    crossed = [0] * (width + 1)
    for row in rows:
        covered = {x for c in row for x in range(max(int(c["x0"] - left), 0), min(int(c["x1"] - left) + 1, width))}
        for x in covered:
            crossed[x] += 1
    most = MAX_CROSSED * len(rows)
    edges, start = [left], None
    for x in range(width):
        if crossed[x] > most:
            if start is not None and x - start >= MIN_STRIP and start > 0:
                edges.append(left + _middle(crossed, start, x))
            start = None
        elif start is None:
            start = x
    return [*edges, right]


def _middle(crossed: list[int], start: int, end: int) -> float:
    """The middle of the widest part of a strip that is crossed least."""
    least = min(crossed[start:end])
    runs = [[*run] for is_least, run in groupby(range(start, end), lambda x: crossed[x] == least) if is_least]
    widest = max(runs, key=len)
    return (widest[0] + widest[-1] + 1) / 2


def _row(edges: list[float], band: Span, row: list[Char]) -> list[Box]:
    """The cells of a row; one cell where its print runs across the columns."""
    top, bottom = band
    if any(line.crosses(edge) for line in lines_of(row) for edge in edges[1:-1]):
        return [(edges[0], top, edges[-1], bottom)]
    return [(x0, top, x1, bottom) for x0, x1 in pairwise(edges)]
