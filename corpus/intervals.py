"""How far figures may move by the chance of what was judged: bootstrap intervals.

Percentile bootstrap (Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13) in plain numpy:
`scipy.stats.bootstrap` draws from one sample, and here units are drawn within documents, or documents as a whole.
One document in several formats is drawn as one. Every draw is seeded by what it is of, so that the same units give the
same interval, in any order and beside any others.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from corpus.tally import Tally

Matrix = npt.NDArray[np.float64]

DRAWS = 2000
SEED = 5
LEVEL = 0.95
FEWEST_DOCUMENTS = 5
"""From so many documents on documents are drawn; of fewer, the units of each."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The range of the middle 95% of draws; `over` says what was drawn, `units` how many there are of it."""

    low: float
    high: float
    units: int
    over: Literal["documents", "units"]


@dataclass(frozen=True, slots=True)
class Sample:
    """The figures of one file and what they are counted from; `gold` names the document it is a format of."""

    gold: str
    figures: Mapping[str, float]
    tallies: Mapping[str, Tally]


def draws(of: str, count: int) -> Matrix:
    """How often each of `count` things was drawn: draws x things, rows add up to `count`."""
    generator = np.random.default_rng((SEED, zlib.crc32(of.encode())))
    picked = generator.integers(count, size=(DRAWS, count)) + np.arange(DRAWS)[:, None] * count
    return np.bincount(picked.ravel(), minlength=DRAWS * count).reshape(DRAWS, count).astype(np.float64)


def of_documents(group: str, samples: Sequence[Sample]) -> list[dict[str, Interval]]:
    """For each file of a group the intervals of its figures, by drawing its own units.

    A figure of a single unit has no interval.
    """
    return [
        {name: _interval(values, units, "units") for name, (values, units) in drawn.items() if units > 1}
        for drawn in _drawn(group, samples)
    ]


def of_means(group: str, samples: Sequence[Sample]) -> dict[str, Interval]:
    """The intervals of the means over the files of a group.

    Documents are drawn where there are `FEWEST_DOCUMENTS`; else the units of each, where one has more than one.
    """
    drawn = _drawn(group, samples)
    intervals: dict[str, Interval] = {}
    for name in dict.fromkeys(name for sample in samples for name in sample.figures):
        places = [place for place, sample in enumerate(samples) if name in sample.figures]
        golds = list(dict.fromkeys(samples[place].gold for place in places))
        if len(golds) >= FEWEST_DOCUMENTS:
            of_gold = [[samples[p].figures[name] for p in places if samples[p].gold == gold] for gold in golds]
            times = draws(f"{group}/{name}", len(golds))
            means = (times @ np.array([sum(own) for own in of_gold])) / (times @ np.array([len(o) for o in of_gold]))
            intervals[name] = _interval(means, len(golds), "documents")
            continue
        units = {samples[p].gold: drawn[p][name][1] for p in places if name in drawn[p]}
        if max(units.values(), default=0) > 1:
            constant = {p: np.full(DRAWS, samples[p].figures[name]) for p in places}
            every = np.array([drawn[p][name][0] if name in drawn[p] else constant[p] for p in places])
            intervals[name] = _interval(every.mean(axis=0), sum(units.values()), "units")
    return intervals


def _drawn(group: str, samples: Sequence[Sample]) -> list[dict[str, tuple[Matrix, int]]]:
    """For each file the draws of its figures and the number of units; the files of one document are drawn together."""
    out: list[dict[str, tuple[Matrix, int]]] = [{} for _ in samples]
    for gold in dict.fromkeys(sample.gold for sample in samples):
        own = [(into, sample) for into, sample in zip(out, samples, strict=True) if sample.gold == gold]
        for field in dict.fromkeys(field for _, sample in own for field in sample.tallies):
            tallies = [(into, sample.tallies[field]) for into, sample in own if field in sample.tallies]
            keys = sorted({key for _, tally in tallies for key in tally.units})
            if not keys:
                continue
            times = draws(f"{group}/{gold}/{field}", len(keys))
            for into, tally in tallies:
                into.update({field + end: (drawn, len(keys)) for end, drawn in tally.drawn(keys, times).items()})
    return out


def _interval(values: Matrix, units: int, over: Literal["documents", "units"]) -> Interval:
    low, high = np.nanpercentile(values, [50 * (1 - LEVEL), 50 * (1 + LEVEL)])
    return Interval(float(low), float(high), units, over)
