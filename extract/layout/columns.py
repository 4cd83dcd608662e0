"""The columns of a page of running text, so that it is read down the one and then down the other.

A table has blank strips between its columns too; only where the lines on both sides are prose, long and wrapped in the
middle of their sentences, does a strip part two columns of text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.document import Word

MIN_LINES = 8  # printed lines on both sides of a strip
MIN_GUTTER = 10.0  # points of blank paper
MIN_WIDTH = 0.2  # of the text's width: a narrower strip of words is a margin
FULL = 0.75  # of a column's width that its middling line fills
WRAPPED = 0.6  # share of a column's lines that end within a sentence
MIN_WORDS = 4  # of a middling line
MAX_GAPS = 0.2  # share of lines with a gap as wide as a gutter; the rows of a table have more
STEP = 2.0  # points from one place that is tried to the next

Row = list[Word]
"""The words on one baseline, from left to right."""


def column_edges(rows: Sequence[Row]) -> list[float]:
    """The x of every strip that parts columns of prose among the rows; empty for a page of one column."""
    if len(rows) < MIN_LINES:
        return []
    left = min(row[0].box[0] for row in rows)
    right = max(word.box[2] for row in rows for word in row)
    if sum(_runs_through(row, right - left) for row in rows) > len(rows) // 2:
        return []
    return [edge for edge in _strips(rows, left, right) if _parts_prose(rows, edge, left, right)][:2]


def in_columns(rows: Sequence[Row], edges: Sequence[float]) -> list[list[tuple[int, Row]]]:
    """The rows in reading order, in runs: each run's rows with the number of their column, 0 where they cross.

    A row that crosses a strip (a title, a table, a picture's words) is read before what stands below it.
    """
    runs: list[list[tuple[int, Row]]] = []
    waiting: list[list[Row]] = [[] for _ in range(len(edges) + 1)]

    def read() -> None:
        for number, column in enumerate(waiting, start=1):
            if column:
                runs.append([(number, row) for row in column])
            waiting[number - 1] = []

    for row in rows:
        parts = _divided(row, edges)
        if parts is None:
            read()
            runs.append([(0, row)])
            continue
        for column, part in zip(waiting, parts, strict=True):
            if part:
                column.append(part)
    read()
    return runs


def _divided(row: Row, edges: Sequence[float]) -> list[Row] | None:
    """The words of a row by column, None where the row runs over a strip."""
    parts: list[Row] = [[] for _ in range(len(edges) + 1)]
    for word in row:
        parts[sum(word.box[0] >= edge for edge in edges)].append(word)
    sides = ((left[-1].box[2] if left else 0.0, right) for left, right in pairwise(parts))
    crossed = any(
        end > edge or bool(right and end and right[0].box[0] - end < MIN_GUTTER)
        for (end, right), edge in zip(sides, edges, strict=True)
    )
    return None if crossed else parts


def _runs_through(row: Row, width: float) -> bool:
    """Whether a row is most of the page wide and has no gap as wide as a gutter."""
    if row[-1].box[2] - row[0].box[0] < FULL * width:
        return False
    return all(word.box[0] - before.box[2] < MIN_GUTTER for before, word in pairwise(row))


def _strips(rows: Sequence[Row], left: float, right: float) -> list[float]:
    """Middles of the strips that hardly any row covers, with words of many rows on both sides."""
    steps = int((right - left) / STEP)
    covered = [0] * (steps + 1)
    for row in rows:
        for place in {
            place
            for word in row
            for place in range(int((word.box[0] - left) / STEP), min(int((word.box[2] - left) / STEP), steps) + 1)
        }:
            covered[place] += 1
    most = max(len(rows) // 4, 1)
    edges, begin = [], None
    for place, count in enumerate([*covered, len(rows)]):
        if count <= most and begin is None:
            begin = place
        elif count > most and begin is not None:
            if (place - begin) * STEP >= MIN_GUTTER and begin > 0 and place <= steps:
                edges.append(left + (begin + place) / 2 * STEP)
            begin = None
    return edges


def _parts_prose(rows: Sequence[Row], edge: float, left: float, right: float) -> bool:
    sides: list[list[Row]] = [[], []]
    for row in rows:
        parts = _divided(row, [edge])
        for side, part in zip(sides, parts or (), strict=False):
            if part:
                side.append(part)
    wide = min(edge - left, right - edge) >= MIN_WIDTH * (right - left)
    return wide and all(_is_prose(side) for side in sides)


def _is_prose(lines: Sequence[Row]) -> bool:
    """Whether lines are those of running text: long, of several words without gaps, most ended within a sentence."""
    if len(lines) < MIN_LINES:
        return False
    left = min(line[0].box[0] for line in lines)
    width = max(line[-1].box[2] for line in lines) - left
    full = median(line[-1].box[2] - line[0].box[0] for line in lines) >= FULL * width
    wrapped = sum(line[-1].text[-1:].isalnum() or line[-1].text[-1:] in ",-" for line in lines)
    gaps = sum(any(b.box[0] - a.box[2] >= MIN_GUTTER for a, b in pairwise(line)) for line in lines)
    plain = gaps <= MAX_GAPS * len(lines) and median(len(line) for line in lines) >= MIN_WORDS
    return full and plain and wrapped >= WRAPPED * len(lines)
