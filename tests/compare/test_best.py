"""The best columns of a matrix seen in blocks: the same as those of the whole matrix, however unlucky the blocks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import best
from compare.best import csls_of, neighbourhood

Matrix = npt.NDArray[np.float32]


def _random(rows: int, columns: int, seed: int = 0) -> Matrix:
    return np.random.default_rng(seed).normal(size=(rows, columns)).astype(np.float32) * 3


def _blocks(matrix: Matrix, size: int) -> Iterator[tuple[npt.NDArray[np.int64], Matrix]]:
    for start in range(0, len(matrix), size):
        rows = np.arange(start, min(start + size, len(matrix)))
        yield rows, matrix[rows]


def _assert_best_of_the_whole(matrix: Matrix, found: best.Best, k: int) -> None:
    csls = csls_of(matrix, neighbourhood(matrix, axis=1), neighbourhood(matrix, axis=0))
    assert np.allclose(-np.sort(-csls, axis=1)[:, :k], found.csls, atol=1e-3)
    assert np.allclose(np.take_along_axis(csls, found.indices, 1), found.csls, atol=1e-3)
    assert np.allclose(np.take_along_axis(matrix, found.indices, 1), found.values)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60), st.integers(0, 40), st.integers(0, 5), st.integers(10, 30), st.integers(0, 9))
def test_the_best_are_those_of_the_whole_matrix(rows: int, columns: int, k: int, size: int, seed: int) -> None:
    matrix = _random(rows, columns, seed)
    found = best.best(_blocks(matrix, size), lambda again: matrix[again], matrix.shape, k)
    assert found.indices.shape == (rows, min(k, columns))
    _assert_best_of_the_whole(matrix, found, min(k, columns))


def test_rows_that_are_not_sure_are_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(best, "KEPT", 3)
    matrix = _random(100, 80)
    # What comes last makes hubs of most columns, which the first blocks cannot know.
    matrix[60:, :70] += 20
    computed: list[int] = []

    def values_of(rows: npt.NDArray[np.int64]) -> Matrix:
        computed.extend(rows.tolist())
        return matrix[rows]

    found = best.best(_blocks(matrix, 10), values_of, matrix.shape, 3)
    assert len(computed) > 50
    _assert_best_of_the_whole(matrix, found, 3)


def test_of_equal_columns_the_first_is_better() -> None:
    matrix = np.zeros((12, 5), dtype=np.float32)
    found = best.best(_blocks(matrix, 12), lambda again: matrix[again], matrix.shape, 3)
    assert found.indices.tolist() == [[0, 1, 2]] * 12
