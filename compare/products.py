"""Products of two lists of sparse rows, any rows at a time, the same numbers as the plain sparse product gives.

Terms that stand in many texts make nearly all of the work of a sparse product, which does some 300 million steps a
second on one core; a dense product does 30,000 million. So common terms are multiplied as a dense matrix and only the
rare ones as a sparse one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

COMMON = 0.05
"""A term is common if a pair of texts has it with the square of this probability: there both products cost the same."""
ROWS_TO_MAKE_DENSE = 700
"""Making a column dense costs as much as multiplying it with so many rows."""
MOST_COMMON = 4096
"""Common terms at most: 16 kB for each text of both lists."""


class Product:
    """`ours` (n x terms) times `theirs` (m x terms) transposed; both scipy CSR, float32, without stored doubles."""

    def __init__(self, ours: Any, theirs: Any) -> None:
        width = ours.shape[1]
        pairs = np.bincount(ours.indices, minlength=width) * np.bincount(theirs.indices, minlength=width)
        worth = COMMON**2 * (ours.shape[0] + ROWS_TO_MAKE_DENSE) * theirs.shape[0]
        common = np.flatnonzero(pairs > worth)
        common = common[np.argsort(-pairs[common], kind="stable")[:MOST_COMMON]]
        rare = np.setdiff1d(np.flatnonzero(pairs), common)
        self._ours = ours[:, common].toarray(), ours[:, rare]
        self._theirs = theirs[:, common].toarray(), theirs[:, rare].T.tocsr()

    def of(self, rows: slice | npt.NDArray[np.int64]) -> Matrix:
        """The product of some rows of `ours` with all of `theirs`."""
        found: Matrix = self._ours[0][rows] @ self._theirs[0].T
        found += (self._ours[1][rows] @ self._theirs[1]).toarray()
        return found
