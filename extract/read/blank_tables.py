"""Tables of a PDF page that have no rules at all: pieces of lines that stand one under the other, blank paper between.

Prose and lists have no such strips of blank paper, or only the one behind a list's labels; so at least three columns
are asked for, and columns of prose, whose every line fills every column, are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extract.document import Box
from extract.layout.labels import BULLETS
from extract.read.blank_rows import BlankRow, rows_of
from extract.read.ink import WIDE_GAP_EM, Line, Span

MIN_COLUMNS, MIN_ROWS = 3, 3
MIN_STRIP = 4.0  # points of blank paper between two columns
MAX_ACROSS = 2  # lines one under the other that may run over the columns, as a heading does
MAX_STEP = 60.0  # points of blank paper within a table
FOOT_GAP = 1.8  # heights of a line between the last row and a page number
MAX_REFUSED = 25  # lines at which a table may begin and none does, before the rest of a page is left alone
MIN_PROSE = 90.0  # points: a narrower column holds no prose
PROSE = 0.8  # of a column's width that its lines fill where it is a column of prose


@dataclass
class _Region:
    """Lines one under the other, and the strips of blank paper that run down through them."""

    strips: list[Span]
    lines: list[Line] = field(default_factory=list)
    pending: list[Line] = field(default_factory=list)

    def take(self, line: Line) -> bool:
        """Add a line; False where the table has ended above it."""
        last = (self.pending or self.lines)[-1:]
        if last and line.top - last[0].bottom > MAX_STEP:
            return False
        strips = narrowed(self.strips, line)
        if len(strips) < len(self.strips):
            self.pending.append(line)
            return len(self.pending) <= MAX_ACROSS
        self.strips = strips
        self.lines += [*self.pending, line]
        self.pending = []
        return True


@dataclass(frozen=True)
class BlankTable:
    """The rows of a table without rules, the edges of its columns, and the strips of blank paper between them."""

    rows: list[BlankRow]
    edges: list[float]
    strips: list[Span]

    def cells(self) -> Iterator[Box]:
        """The boxes of all cells; a row that runs across the columns is one."""
        yield from boxes_of(self.rows, self.edges, self.rows[0].top - 1, self.rows[-1].bottom + 1)


def boxes_of(rows: Sequence[BlankRow], edges: Sequence[float], top: float, bottom: float) -> Iterator[Box]:
    """The cells of rows between two heights; rows meet halfway between their print."""
    bounds = [top, *((a.bottom + b.top) / 2 for a, b in pairwise(rows)), bottom]
    for row, (upper, lower) in zip(rows, pairwise(bounds), strict=True):
        columns = [(edges[0], edges[-1])] if row.across else pairwise(edges)
        yield from ((x0, upper, x1, lower) for x0, x1 in columns)


def blank_tables(lines: Sequence[Line], width: float, before: Sequence[Span] = ()) -> Iterator[BlankTable]:
    """The tables without rules among the lines of an area, from top to bottom.

    `before`: the strips of a table that may go on here from the page before; `width` of the page in points.
    """
    first = refused = 0
    while first < len(lines) and refused < MAX_REFUSED:
        found = _table_at(lines, first, width, before)
        if found is None:
            refused += len(lines[first].pieces) >= MIN_COLUMNS
            first += 1
            continue
        table, count = found
        yield table
        first += count


def _table_at(lines: Sequence[Line], first: int, width: float, before: Sequence[Span]) -> tuple[BlankTable, int] | None:
    """The table that begins at a line, and how many lines it takes; None where none does."""
    line = lines[first]
    seeds: list[tuple[list[Span], bool]] = []
    if before and len(line.pieces) > 1 and len(narrowed(before, line)) == len(before):
        seeds.append((list(before), True))
    if len(line.pieces) >= MIN_COLUMNS:
        seeds.append((_strips(line, width), False))
    for strips, carried in seeds:
        region = _Region(strips)
        for other in lines[first:]:
            if not region.take(other):
                break
        table = _table(region, carried)
        if table is not None:
            return table, len(region.lines)
    return None


def _table(region: _Region, carried: bool) -> BlankTable | None:
    """The table that the lines of a region make; None where they are prose, a list or too few."""
    strips, lines = region.strips, without_foot(region.lines)
    left = min(x0 for line in lines for x0, _ in line.pieces)
    right = max(x1 for line in lines for _, x1 in line.pieces)
    while True:
        edges = [left - 1, *((x0 + x1) / 2 for x0, x1 in strips[1:-1]), right + 1]
        rows = rows_of(lines, edges)
        needless = None if carried else _needless(rows, edges)
        if needless is None:
            break
        strips = [strip for index, strip in enumerate(strips) if index != needless]
    filled = [_filled(row, edges) for row in rows if not row.across]
    full = sum(len(columns) >= min(MIN_COLUMNS, len(edges) - 1) for columns in filled)
    enough = full >= 1 if carried else len(filled) >= MIN_ROWS and full >= MIN_ROWS - 1
    if len(edges) <= MIN_COLUMNS or not enough or _is_prose(lines, edges):
        return None
    return BlankTable(rows, edges, strips)


def without_foot(given: Sequence[Line]) -> list[Line]:
    """The lines without a page number or the like that stands far below the last row."""
    lines = list(given)
    while len(lines) > 2 and len(lines[-1].pieces) == 1:
        above = max(line.bottom for line in lines[:-1])
        if lines[-1].top - above < FOOT_GAP * (lines[-1].bottom - lines[-1].top):
            break
        lines.pop()
    return lines


def _filled(row: BlankRow, edges: Sequence[float]) -> frozenset[int]:
    return frozenset().union(*(line.filled(edges) for line in row.lines))


def _needless(rows: Sequence[BlankRow], edges: Sequence[float]) -> int | None:
    """The number of a strip that parts no columns: bullets from their text, or a name from figures set to its right."""
    body = [_filled(row, edges) for row in rows if not row.across]
    if not body:
        return None
    for index in range(len(edges) - 2):
        left, right = index, index + 1
        texts = [line.within(edges[left], edges[left + 1]) for row in rows for line in row.lines]
        bullets = [text for text in texts if text]
        if bullets and all(text in BULLETS or "\ue000" <= text <= "\uf8ff" for text in bullets):
            return index + 1
        never_both = not any(left in columns and right in columns for columns in body)
        if never_both and (left in body[0]) != (right in body[0]):
            return index + 1
    return None


def _is_prose(lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether every column is filled to its width by nearly every line, as columns of prose are."""
    for x0, x1 in pairwise(edges):
        widths = [sum(b - a for a, b in line.pieces if x0 <= (a + b) / 2 < x1) for line in lines]
        widths = [width for width in widths if width]
        if len(widths) < 2 or max(widths) < MIN_PROSE or median(widths) < PROSE * max(widths):
            return False
    return True


def _strips(line: Line, width: float) -> list[Span]:
    """The blank paper of a line: before, between and behind its pieces."""
    edges = [0.0, *(x for piece in line.pieces for x in piece), width]
    return list(zip(edges[::2], edges[1::2], strict=True))


def narrowed(strips: Sequence[Span], line: Line) -> list[Span]:
    """What is left of strips of blank paper under a line: narrower, parted by a column of its own, or gone."""
    words, left = _words(line), list[Span]()
    for index, strip in enumerate(strips):
        blank = [strip]
        for x0, x1 in words:
            blank = [rest for part in blank for rest in _without(part, x0, x1)]
        wide = [part for part in blank if part[1] - part[0] >= WIDE_GAP_EM * line.chars[0]["size"]]
        widest = max(blank, key=lambda part: part[1] - part[0], default=strip)
        if len(wide) > 1:
            left += wide
        elif index in (0, len(strips) - 1) or widest[1] - widest[0] >= MIN_STRIP:
            left.append((wide or [widest])[0])
    return left


def _words(line: Line) -> list[Span]:
    """Left and right of what stands closer together than columns do."""
    words: list[Span] = []
    for char in line.chars:
        if words and char["x0"] - words[-1][1] < MIN_STRIP:
            words[-1] = (words[-1][0], max(words[-1][1], char["x1"]))
        else:
            words.append((char["x0"], char["x1"]))
    return words


def _without(blank: Span, x0: float, x1: float) -> list[Span]:
    if x1 <= blank[0] or x0 >= blank[1]:
        return [blank]
    return [part for part in ((blank[0], x0), (x1, blank[1])) if part[1] > part[0]]
