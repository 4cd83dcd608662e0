"""How far two texts are about the same themes, as evidence for a pair."""

from __future__ import annotations

import numpy as np

from compare import taxonomy
from compare.context import Texts
from compare.features import Evidence
from compare.themes import profiles

LEAST_SHARE = 0.15
"""Probability that both texts must give a theme for it to be told as theirs."""


def theme_evidence(rows: Texts, columns: Texts, weight: float) -> Evidence:
    """`weight` times the overlap of the theme profiles, less what either text shares with everything.

    The overlap is the Bhattacharyya coefficient of the two probability distributions over the taxonomy's themes (0 to
    1); half of each side's mean over the other list is taken away, for the reason that CSLS has.
    """
    ours, theirs = (np.sqrt(np.asarray(profiles(texts.alone, texts.above), dtype=float)) for texts in (rows, columns))
    overlap = ours @ theirs.T
    if overlap.size:
        overlap = overlap - (overlap.mean(axis=1, keepdims=True) + overlap.mean(axis=0, keepdims=True)) / 2
    labels = [theme.label for theme in taxonomy.load().themes]

    def shared(row: int, column: int) -> str:
        best = int(np.argmax(ours[row] * theirs[column]))
        told = min(ours[row, best], theirs[column, best]) ** 2 >= LEAST_SHARE
        return labels[best] if told else ""

    return Evidence("theme", weight * overlap, shared)
