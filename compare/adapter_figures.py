"""What the adapter is worth: requirements that must find their answers, by an adapter that has learnt from neither."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from compare import adapter, adapter_training
from compare.adapter_training import Pairs

Matrix = npt.NDArray[np.float32]

HELD_OUT = 5
"""Every fifth pair."""


def figures(vectors: Matrix, targets: Matrix, themes: Matrix, pairs: Pairs) -> dict[str, Any]:
    """Searches of the held-out pairs as the sentence vectors are ("before") and turned ("after").

    Each requirement, as it is ("answers") and in other words ("answers_again"), looks for its own answer among the
    answers of all held-out requirements and their near misses: share found first, among the first ten, and the mean
    reciprocal rank. Arguments as of `adapter_training.fit`.
    """
    held = np.arange(len(pairs.asked)) % HELD_OUT == 0
    learnt = Pairs(*(side[~held] for side in pairs))
    turned = adapter_training.fit(vectors, targets, themes, learnt).turned
    own = Pairs(*(side[held] for side in pairs))
    return {
        "searches": int(held.sum()),
        "before": _searched(own),
        "after": _searched(Pairs(*(adapter.adapted(side, turned) for side in own))),
    }


def _searched(sides: Pairs) -> dict[str, dict[str, float]]:
    held = np.vstack([sides.answer, sides.near])
    return {"answers": _ranked(sides.asked @ held.T), "answers_again": _ranked(sides.again @ held.T)}


def _ranked(closeness: Matrix) -> dict[str, float]:
    own = np.diagonal(closeness)[:, None]
    ranks = (closeness > own).sum(axis=1) + 1
    return {
        "first": round(float((ranks == 1).mean()), 4),
        "first_ten": round(float((ranks <= 10).mean()), 4),
        "mean_reciprocal_rank": round(float((1 / ranks).mean()), 4),
    }
