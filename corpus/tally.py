"""What a figure is counted from, unit by unit, so that it can be worked out again for other draws of the units.

A unit is what was judged: a clause, a link, a measure, a text. `Found` and `Share` are counts; each may hold one
number, or an array of numbers where many draws are worked out at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import reduce
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Number = Any
"""An int, a float, or an array of them."""


def _over(part: Number, whole: Number, otherwise: Number) -> Number:
    """Part of a whole, and `otherwise` where there is no whole."""
    known = np.asarray(whole) > 0
    return np.where(known, np.divide(part, np.where(known, whole, 1)), otherwise)[()]


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts that add up and make figures."""

    def __add__(self, other: Self) -> Self:
        """The counts of both together (micro average)."""
        return type(self)(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def values(self) -> dict[str, Number]:
        """The figures by the ending of their name; NaN is no figure."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Found(Counts):
    """Of things to be found: how many were, how many were said to be, how many there are."""

    hits: Number = 0
    said: Number = 0
    true: Number = 0

    @property
    def precision(self) -> Number:
        """The share of what was said that is true; 1 where nothing was said of nothing."""
        return _over(self.hits, self.said, np.equal(self.true, 0))

    @property
    def recall(self) -> Number:
        """The share of what is true that was said; 1 where nothing was said of nothing."""
        return _over(self.hits, self.true, np.equal(self.said, 0))

    @property
    def f1(self) -> Number:
        """The harmonic mean of precision and recall."""
        return _over(2 * self.precision * self.recall, self.precision + self.recall, 0.0)

    @property
    def values(self) -> dict[str, Number]:
        """Precision, recall and F1."""
        return {".precision": self.precision, ".recall": self.recall, ".f1": self.f1}


@dataclass(frozen=True, slots=True)
class Share(Counts):
    """How many of how many are right, or the sum of how many shares."""

    right: Number = 0
    of: Number = 0

    @property
    def value(self) -> Number:
        """The share, NaN where there was nothing to judge."""
        return _over(self.right, self.of, np.nan)

    @property
    def values(self) -> dict[str, Number]:
        """The share alone."""
        return {"": self.value}


@dataclass(frozen=True, slots=True)
class Classes(Found):
    """`Found` for every class: the last axis of its arrays."""

    @classmethod
    def one(cls, true: int, said: int, classes: int) -> Classes:
        """One thing of the class `true` that was said to be of the class `said` (-1: of none)."""
        truth, told = (np.equal(np.arange(classes), place).astype(np.float64) for place in (true, said))
        return cls(truth * told, told, truth)

    @property
    def values(self) -> dict[str, Number]:
        """Macro F1: the mean F1 of the classes that occur, in truth or as said."""
        occurs = np.atleast_1d(self.true) + self.said > 0
        return {"": _over((self.f1 * occurs).sum(axis=-1), occurs.sum(axis=-1), np.nan)}


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one kind by the unit they are of."""

    kind: type[Counts]
    units: Mapping[str, Counts]

    @classmethod
    def of(cls, kind: type[Counts], rows: Iterable[tuple[str, Counts]]) -> Tally:
        """Of units with their counts; what is said twice of a unit is added up."""
        units: dict[str, Counts] = {}
        for key, counts in rows:
            units[key] = units[key] + counts if key in units else counts
        return cls(kind, units)

    @property
    def figures(self) -> dict[str, float]:
        """The figures of all units, by the ending of their name."""
        total = reduce(lambda a, b: a + b, self.units.values(), self.kind())
        return {ending: float(value) for ending, value in total.values.items() if not np.isnan(value)}

    def drawn(self, keys: Sequence[str], times: Matrix) -> dict[str, Matrix]:
        """The figures of every draw; `times` (draws x keys) says how often each unit of `keys` was drawn."""
        if not self.units:
            return {ending: np.full(len(times), value) for ending, value in self.figures.items()}
        places = [place for place, key in enumerate(keys) if key in self.units]
        columns = zip(*(astuple(self.units[keys[place]]) for place in places), strict=True)
        sums = (np.tensordot(times[:, places], np.array(column, dtype=np.float64), axes=1) for column in columns)
        return self.kind(*sums).values


def shares(judged: Iterable[tuple[str, float]]) -> Tally:
    """How many units are right of those judged, or the mean of what each is worth."""
    return Tally.of(Share, ((key, Share(float(worth), 1)) for key, worth in judged))


def decided(said: Collection[str], true: Collection[str]) -> Tally:
    """What was said against what is true, each thing a unit."""
    return Tally.of(
        Found,
        (
            (key, Found(int(key in true and key in said), int(key in said), int(key in true)))
            for key in sorted({*said, *true})
        ),
    )


def values_found(rows: Iterable[tuple[str, Collection[Any], Collection[Any]]]) -> Tally:
    """Sets of values (key, said, true) of units, added up."""
    return Tally.of(
        Found,
        ((key, Found(len(set(said) & set(true)), len(set(said)), len(set(true)))) for key, said, true in rows),
    )


def paired(true: Sequence[str], said: Sequence[str], pairs: Mapping[int, int]) -> Tally:
    """Things found, by the places in `true` (keys) and in `said` (texts) of those that are the same."""
    claimed: set[int] = set()
    rows: list[tuple[str, Counts]] = []
    for place, key in enumerate(true):
        match = pairs.get(place)
        rows.append((key, Found(int(match is not None), int(match is not None and match not in claimed), 1)))
        claimed |= {match} if match is not None else set()
    rows += [(f"+{text}", Found(0, 1, 0)) for place, text in enumerate(said) if place not in claimed]
    return Tally.of(Found, rows)
