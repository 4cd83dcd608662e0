"""From which score on the tool decides: kept in `models/thresholds.json`, moved by what people decided.

All thresholds of coverage move together, by one shift of their log odds, and that of alignment by another. A shift is
the one that puts most decided pairs on their side, where it must put one pair right for each unit that it is long: that
a sure link is confirmed moves nothing, and of several shifts that do as much the shortest wins.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from compare import fitted
from extract.errors import ClausemapError

PATH = fitted.SHIPPED / "thresholds.json"
PULL = 1.0
"""Decided pairs that a shift of one unit of log odds must put right."""
FURTHEST = 2.0
"""Longest shift, in log odds."""
SURE = 1e-6
"""Scores are kept this far from 0 and 1, so that their log odds are finite."""


@dataclass(frozen=True)
class Thresholds:
    """Scores (0..1) from which: the best action of a clause answers it (`decided`), and then others (`further`); below
    which its best score makes a clause a gap (`gap`); from which two clauses state the same requirement (`same`).
    """

    decided: float
    further: float
    gap: float
    same: float

    def moved(self, shift: float) -> Thresholds:
        """All of them moved by so much log odds."""
        return Thresholds(**{name: _moved(value, shift) for name, value in asdict(self).items()})

    def printed(self) -> str:
        """As the content of a file."""
        return json.dumps(asdict(self)) + "\n"


@dataclass(frozen=True)
class Scored:
    """A pair that a person decided on: its score, the threshold that it was held against, and whether it is right."""

    score: float
    threshold: float
    right: bool

    @property
    def distance(self) -> float:
        """Log odds by which the score lies above the threshold: it is said to be right up to a shift of so much."""
        return _log_odds(self.score) - _log_odds(self.threshold)


def agreeing(pairs: Sequence[Scored], shift: float = 0.0) -> int:
    """How many pairs lie on their side once the thresholds are moved by so much log odds."""
    return sum((pair.distance >= shift) == pair.right for pair in pairs)


def shift(pairs: Sequence[Scored]) -> float:
    """The shift of log odds that puts most pairs on their side, each unit of it at the price of `PULL` pairs."""
    stands = sorted({pair.distance for pair in pairs})
    between = [(low + high) / 2 for low, high in pairwise(stands)]
    outside = [stands[0] - 0.1, stands[-1] + 0.1] if stands else []
    tried = [0.0, *(own for own in (*between, *outside) if abs(own) <= FURTHEST)]
    return max(tried, key=lambda own: (agreeing(pairs, own) - PULL * abs(own), -abs(own)))


def load() -> Thresholds:
    """The office's own thresholds, else those that came with Clausemap; ClausemapError where the file is damaged."""
    return read(fitted.path(PATH))


@cache
def read(path: Path) -> Thresholds:
    """The thresholds of a file."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if not all(0 < values[name] < 1 for name in ("decided", "further", "gap", "same")):
            raise ValueError("a threshold lies between 0 and 1")
        return Thresholds(**values)
    except (OSError, ValueError, TypeError, KeyError) as why:
        raise ClausemapError(f"The thresholds {path} cannot be read; delete the file or restore it.") from why


def _log_odds(score: float) -> float:
    bounded = min(max(score, SURE), 1 - SURE)
    return math.log(bounded / (1 - bounded))


def _moved(threshold: float, shift: float) -> float:
    return round(1 / (1 + math.exp(-_log_odds(threshold) - shift)), 4)
