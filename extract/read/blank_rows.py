"""The rows of a table that has no rules between them: told by the blank paper between rows, or by their numbers.

A row begins where a number stands in the first columns; failing these, where more paper is blank than between the
lines of one cell; and failing that too, where nearly all columns begin anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.read.ink import Line

_KEY = re.compile(r"\(?[A-Z]{0,5}[\s./-]?[0-9]{1,3}(?:[.-][0-9]{1,3}){0,3}\s?[a-z]?[.):]?", re.IGNORECASE)
KEY_COLUMNS = 2  # of the first columns, those that may hold the rows' numbers
MIN_KEYS, MIN_KEY_SHARE = 2, 0.6
WIDER = 1.35  # times the blank paper within a cell
WIDE_BY_ITSELF, LINE_GAP = 1.5, 0.6  # heights of a line: always between rows; more than between lines of text
MIN_MORE = 1.5  # points that the blank paper between rows is more than that within a cell
DENSE_SHARE = 0.75  # of the columns that begin anew in a row of a table without blank paper between its rows


@dataclass
class BlankRow:
    """Lines of one row."""

    lines: list[Line] = field(default_factory=list)
    across: bool = False
    """True where its text runs over the columns, as a heading's does."""
    keyed: bool = False
    """True where it begins with a number of its own."""

    @property
    def top(self) -> float:
        """Upper edge of its print, in points from the top of the page."""
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        """Lower edge of its print, in points from the top of the page."""
        return max(line.bottom for line in self.lines)


def rows_of(lines: Sequence[Line], edges: Sequence[float]) -> list[BlankRow]:
    """The rows that the lines of an area make, whose columns are given by their edges from left to right."""
    across = [any(line.crosses(x) for x in edges[1:-1]) for line in lines]
    columns = [frozenset[int]() if over else line.filled(edges) for line, over in zip(lines, across, strict=True)]
    wide = _wide_gaps(lines)
    keyed = _by_keys(lines, columns, edges, wide)
    starts = keyed or (_by_gaps(columns, wide) if any(wide) else _dense(columns))
    rows: list[BlankRow] = []
    for index, line in enumerate(lines):
        same = bool(rows) and rows[-1].across == across[index]
        if same and not (wide[index] if across[index] else starts[index]):
            rows[-1].lines.append(line)
        else:
            rows.append(BlankRow([line], across[index], keyed is not None and starts[index]))
    return rows


def _wide_gaps(lines: Sequence[Line]) -> list[bool]:
    """For each line whether more paper is blank above it than between lines of one cell."""
    gaps: list[float] = []
    reach = lines[0].bottom
    for line in lines[1:]:
        gaps.append(line.top - reach)
        reach = max(reach, line.bottom)
    least = _least_wide([gap for gap in gaps if gap > 0], lines[0].bottom - lines[0].top)
    return [False, *(gap > least for gap in gaps)]


def _least_wide(gaps: Sequence[float], height: float) -> float:
    """The gap above which rows are parted: in the largest jump of the gaps that are not wide by themselves.

    Gaps that are all alike part rows where no lines of text stand so far apart. `height` of a line.
    """
    modest = sorted(gap for gap in gaps if gap <= WIDE_BY_ITSELF * height)
    if not modest:
        return 0.0
    if modest[-1] - modest[0] < max(MIN_MORE, (WIDER - 1) * modest[0]):
        return 0.0 if modest[0] >= LINE_GAP * height else modest[-1]
    low, high = max(pairwise(modest), key=lambda pair: pair[1] - pair[0])
    return (low + high) / 2


def _by_keys(
    lines: Sequence[Line], columns: Sequence[frozenset[int]], edges: Sequence[float], wide: Sequence[bool]
) -> list[bool] | None:
    """Rows by the numbers of the first columns; None where there are none.

    Where each number stands alone between two blank strips, be it in the middle of its row, the strips part the rows.
    """
    for column in range(min(KEY_COLUMNS, len(edges) - 2)):
        left, right = edges[column], edges[column + 1]
        filled = [i for i, inside in enumerate(columns) if column in inside]
        keys = {i for i in filled if _KEY.fullmatch(lines[i].within(left, right))}
        begun = [i for i in filled if i >= min(keys, default=len(lines))]
        if len(keys) < MIN_KEYS or len(keys) < MIN_KEY_SHARE * len(begun):
            continue
        bands = _bands(wide)
        alone = [sum(i in keys for i in band) for band in bands]
        if max(alone) == 1 and len(bands) > 1:
            return _first_of([band for band, count in zip(bands, alone, strict=True) if count], bands, min(keys))
        return [i in keys for i in range(len(lines))]
    return None


def _first_of(with_key: list[list[int]], bands: list[list[int]], first_key: int) -> list[bool]:
    """Rows begin with a band that has a number, and above all of them with every band."""
    tops = {band[0] for band in with_key} | {band[0] for band in bands if band[0] < first_key}
    return [i in tops for i in range(bands[-1][-1] + 1)]


def _bands(wide: Sequence[bool]) -> list[list[int]]:
    """Numbers of the lines that stand together between wide gaps."""
    bands: list[list[int]] = []
    for index, apart in enumerate(wide):
        if apart or not bands:
            bands.append([])
        bands[-1].append(index)
    return bands


def _by_gaps(columns: Sequence[frozenset[int]], wide: Sequence[bool]) -> list[bool]:
    """Rows by wide gaps; a band with print in one column only, and not in the first, goes on with the row before."""
    starts = [False] * len(columns)
    bands = _bands(wide)
    inside = [frozenset().union(*(columns[i] for i in band)) for band in bands]
    most = max((len(filled) for filled in inside), default=0)
    for band, filled in zip(bands, inside, strict=True):
        starts[band[0]] = not filled or 0 in filled or 2 * len(filled) >= most
    return starts


def _dense(columns: Sequence[frozenset[int]]) -> list[bool]:
    """Rows by lines in which nearly all columns have print."""
    most = max((len(filled) for filled in columns), default=0)
    return [len(filled) >= max(2, DENSE_SHARE * most) for filled in columns]
