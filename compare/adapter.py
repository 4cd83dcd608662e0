"""The sentence vectors turned towards the sector's own language.

A linear map of the encoder's vectors (`models/adapter/adapter.npz`, fitted by `adapter_training.py`): what a notice
asks and the row of a plan that answers it, in other words and abbreviations, come to lie nearer than rows that merely
share a subject. It costs one product of matrices.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from compare import encoder
from extract.errors import ClausemapError

Vectors = npt.NDArray[np.float32]

PATH = Path(__file__).resolve().parents[1] / "models" / "adapter" / "adapter.npz"


def encode(texts: Sequence[str]) -> Vectors | None:
    """Unit vectors (n x 384, float32) as `encoder.encode` gives them, adapted; None where the encoder is absent."""
    vectors = encoder.encode(texts)
    return None if vectors is None else adapted(vectors, matrix())


def adapted(vectors: Vectors, turned: Vectors) -> Vectors:
    """The vectors (n x 384) times the matrix (384 x 384), at unit length."""
    moved = vectors @ turned.T
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.where(lengths > 0, lengths, 1), dtype=np.float32)


@cache
def matrix(path: Path = PATH) -> Vectors:
    """The fitted matrix (384 x 384, float32); ClausemapError where the file is missing or damaged."""
    try:
        with np.load(path) as data:
            return np.asarray(data["matrix"], dtype=np.float32)
    except (OSError, ValueError, KeyError) as why:
        raise ClausemapError(f"The adapter {path.name} cannot be read; run clausemap train to make it.") from why


def save(turned: Vectors, path: Path = PATH) -> None:
    """Write the matrix in half precision, used from then on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, matrix=turned.astype(np.float16))
    matrix.cache_clear()
