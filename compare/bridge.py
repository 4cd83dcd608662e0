"""A third document as a bridge: two clauses that both match one of its clauses are likely to match each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from compare.features import Evidence, Matrix

LEAST_TOLD = 0.5
"""Score of the weaker side from which a bridge is told as a reason."""


def bridges(
    ours: int, theirs: int, scores: Mapping[tuple[int, int], Matrix], weight: float, told: Callable[[int, int], str]
) -> Evidence:
    """Evidence for the documents `ours` and `theirs` from every other document, of which there must be one.

    `scores[i, j]` are the scores of the clauses of document i (rows) with those of j. Each third document adds
    `weight` times the weaker side of its best clause; `told` says what a reason calls its clause (document, row).
    """
    found = [(third, *_through(scores[ours, third], scores[third, theirs])) for third in _thirds(ours, theirs, scores)]
    strengths = np.stack([strength for _, strength, _ in found])

    def about(row: int, column: int) -> str:
        best = int(strengths[:, row, column].argmax())
        third, strength, clause = found[best]
        return told(third, int(clause[row, column])) if strength[row, column] >= LEAST_TOLD else ""

    return Evidence("bridge", weight * strengths.sum(axis=0), about)


def _thirds(ours: int, theirs: int, scores: Mapping[tuple[int, int], Matrix]) -> list[int]:
    return sorted({document for document, _ in scores} - {ours, theirs})


def _through(first: Matrix, second: Matrix) -> tuple[Matrix, npt.NDArray[np.int64]]:
    """For every pair the weaker side of the best clause of a third document, and which clause that is."""
    best = np.zeros((first.shape[0], second.shape[1]))
    which = np.zeros(best.shape, dtype=np.int64)
    for clause in range(first.shape[1]):
        weaker = np.minimum(first[:, [clause]], second[[clause], :])
        better = weaker > best
        best[better], which[better] = weaker[better], clause
    return best, which
