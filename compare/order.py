"""Whether two documents follow the same order, and where a pair then fits.

A plan is mostly written down its notice, clause by clause, so an action is likely to answer a clause whose neighbours
are answered by the action's neighbours. That holds only where the order agrees at all, which the pairs themselves tell.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

REACH = 2
"""Neighbours on either side that are looked at; the further one counts half."""
WINDOW = 2
"""How many rows further on (or back) the neighbour's answer may stand."""
NO_ORDER, FULL_ORDER = 0.2, 0.6
"""Rank correlations below and above which the order counts not at all and in full."""
FEWEST_PAIRS = 5


def agreement(scores: Matrix) -> float:
    """0..1: how far the rows and columns (n x m) that choose each other as best stand in the same order.

    Spearman's rank correlation of their positions, 0 below `NO_ORDER` and 1 above `FULL_ORDER`.
    """
    if min(scores.shape, default=0) < FEWEST_PAIRS:
        return 0.0
    best_column, best_row = scores.argmax(axis=1), scores.argmax(axis=0)
    rows = np.flatnonzero(best_row[best_column] == np.arange(len(best_column)))
    if len(rows) < FEWEST_PAIRS:
        return 0.0
    ranks = np.argsort(np.argsort(best_column[rows]))
    correlation = float(np.corrcoef(np.arange(len(rows)), ranks)[0, 1])
    return float(np.clip((correlation - NO_ORDER) / (FULL_ORDER - NO_ORDER), 0, 1))


def support(likely: Matrix) -> Matrix:
    """How well each pair fits between its neighbours (n x m, 0 to 3), given how likely (0..1) every pair is.

    A column's neighbour k places on speaks for the row by its likeliest pair among the row itself and the `WINDOW`
    rows that follow it, divided by k; the same backwards.
    """
    fits = np.zeros_like(likely)
    for step in range(1, REACH + 1):
        if likely.shape[1] <= step:
            break
        fits[:, :-step] += _ahead(likely)[:, step:] / step
        fits[:, step:] += _ahead(likely[::-1])[::-1, :-step] / step
    return fits


def _ahead(likely: Matrix) -> Matrix:
    """For each row, the largest value of the row and the `WINDOW` rows after it, column by column."""
    ahead = likely.copy()
    for step in range(1, min(WINDOW, len(likely) - 1) + 1):
        ahead[:-step] = np.maximum(ahead[:-step], likely[step:])
    return ahead
