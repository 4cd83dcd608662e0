"""Whether a score is as often right as it says: the reliability table and the expected calibration error.

Guo et al. 2017, "On Calibration of Modern Neural Networks" (arXiv:1706.04599), section 2: ten bins of equal width; the
error is the mean over the bins of |share right - mean score|, each bin by its share of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Scores from `start` (included) to `end` (included in the last bin only): how many, their mean, the share right.

    An empty bin has neither mean nor share.
    """

    start: float
    end: float
    count: int
    score: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """The ten bins of the scored things, and the expected calibration error over all of them."""

    bins: tuple[Bin, ...]

    @property
    def count(self) -> int:
        """How many scored things there are."""
        return sum(one.count for one in self.bins)

    @property
    def error(self) -> float:
        """The expected calibration error, 0 (the scores are as often right as they say) to 1."""
        gaps = (
            one.count * abs(one.right - one.score)
            for one in self.bins
            if one.score is not None and one.right is not None
        )
        return sum(gaps) / self.count if self.count else 0.0


def reliability(scored: Sequence[tuple[float, bool]]) -> Reliability:
    """The reliability of (score, right)."""
    scores, right = (np.array(column, dtype=np.float64) for column in ([s for s, _ in scored], [r for _, r in scored]))
    places = np.minimum((scores * BINS).astype(int), BINS - 1)
    bins = []
    for place in range(BINS):
        own = places == place
        count = int(own.sum())
        mean, share = (float(scores[own].mean()), float(right[own].mean())) if count else (None, None)
        bins.append(Bin(place / BINS, (place + 1) / BINS, count, mean, share))
    return Reliability(tuple(bins))
