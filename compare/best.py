"""The best columns of every row of a matrix that is too large to be kept, by cross-domain local scaling (CSLS).

CSLS takes the mean of each column's ten largest values away, which is known only when all rows have been seen. What has
been seen of a column is a lower bound of it, so while the blocks pass by, the columns that may still be a row's best
are kept. A row whose best cannot be told from these with certainty is computed again; the result is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

NEIGHBOURS = 10
USUAL_NEIGHBOURHOOD = 4.7
"""H of a usual text's nearest ten: stands in for neighbours that a list of fewer than ten texts cannot give."""
KEPT = 256
"""Columns kept for each row."""
AT_ONCE = 4_000_000
"""Values in a block: 16 MB, so that the next block finds its memory free instead of asking the system for more."""
ROUNDING = 1e-3
"""More than float32 can be wrong by in a value of the matrix."""


class Best(NamedTuple):
    """The best columns of every row, best first: their indices, values and scaled values, all n x k."""

    indices: Indices
    values: Matrix
    csls: Matrix


def at_once(width: int) -> int:
    """Rows of a block of a matrix of this width."""
    return max(NEIGHBOURS, AT_ONCE // max(1, width))


def csls_of(h: Matrix, ours: Matrix, theirs: Matrix) -> Matrix:
    """Cross-domain local scaling: 2 h - ours (per row) - theirs (per column)."""
    return np.asarray(2 * h - ours[:, None] - theirs[None, :], dtype=np.float32)


def neighbourhood(h: Matrix, axis: int) -> Matrix:
    """Mean of the ten largest values along the axis, a short list filled up with the usual neighbourhood."""
    top = _largest(h, NEIGHBOURS, axis)
    filled = NEIGHBOURS - top.shape[axis]
    return np.asarray((top.sum(axis=axis) + filled * USUAL_NEIGHBOURHOOD) / NEIGHBOURS, dtype=np.float32)


def best(
    blocks: Iterable[tuple[Indices, Matrix]], values_of: Callable[[Indices], Matrix], shape: tuple[int, int], k: int
) -> Best:
    """The `k` best columns of every row of a matrix of this shape by CSLS.

    `blocks` are some rows and their values at a time, all rows once and at least ten in the first unless there are
    fewer; `values_of` gives the values of any rows again.
    """
    rows, width = shape
    k, kept = min(k, width), min(max(KEPT, k), width)
    columns, ours = np.zeros((0, width), dtype=np.float32), np.zeros(rows, dtype=np.float32)
    candidates, values = np.zeros((rows, kept), dtype=np.int64), np.zeros((rows, kept), dtype=np.float32)
    rest = np.full(rows, -np.inf, dtype=np.float32)
    for here, block in blocks:
        columns = _largest(np.vstack([columns, block]), NEIGHBOURS, axis=0)
        ours[here] = neighbourhood(block, axis=1)
        reach = 2 * block - neighbourhood(columns, axis=0)
        candidates[here] = _leading(reach, kept)
        values[here] = np.take_along_axis(block, candidates[here], 1)
        if kept < width:
            rest[here] = np.take_along_axis(reach, candidates[here], 1).min(axis=1)
    theirs = neighbourhood(columns, axis=0)
    found = _ordered(candidates, values, 2 * values - theirs[candidates], k)
    unsure = np.flatnonzero(found.csls[:, -1] < rest + ROUNDING) if k else np.zeros(0, dtype=np.int64)
    for start in range(0, len(unsure), at_once(width)):
        again = unsure[start : start + at_once(width)]
        block = values_of(again)
        scaled = 2 * block - theirs
        leading = _leading(scaled, k)
        sure = _ordered(leading, np.take_along_axis(block, leading, 1), np.take_along_axis(scaled, leading, 1), k)
        found.indices[again], found.values[again], found.csls[again] = sure
    return found._replace(csls=found.csls - ours[:, None])


def _ordered(candidates: Indices, values: Matrix, scaled: Matrix, k: int) -> Best:
    """The `k` candidates of each row that scale highest, in falling order."""
    order = np.argsort(-scaled, axis=1, kind="stable")[:, :k]
    return Best(
        np.take_along_axis(candidates, order, 1),
        np.take_along_axis(values, order, 1),
        np.take_along_axis(scaled, order, 1),
    )


def _leading(values: Matrix, count: int) -> Indices:
    """The columns of each row's `count` largest values, by index."""
    if count >= values.shape[1]:
        return np.broadcast_to(np.arange(values.shape[1]), values.shape)
    split = values.shape[1] - count
    return np.sort(np.argpartition(values, split, axis=1)[:, split:], axis=1)


def _largest(values: Matrix, count: int, axis: int) -> Matrix:
    """The `count` largest values along the axis, in no particular order; all of them where there are fewer."""
    if values.shape[axis] <= count:
        return values
    split = values.shape[axis] - count
    return np.take(np.partition(values, split, axis=axis), range(split, values.shape[axis]), axis=axis)
