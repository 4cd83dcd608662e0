"""What the score of a pair is made of.

A pair of texts is worth its *strength*: the sum of named parts (each shared word, closeness in meaning, headings,
theme, ...), in units of half a CSLS(H). Its *score* is a logistic curve over how far the strength lies above its
rivals, the best other pair of either side: the question is not whether two texts are alike but whether anything else
is more alike. Reasons are rendered from the parts (`reasons.py`), so a shown reason that is taken away moves the score.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Literal

import numpy as np
import numpy.typing as npt

from compare import phrases
from compare.context import Texts
from compare.phrases import Phrase
from compare.results import SharedTerm
from compare.similarity import Lens, similarity

Matrix = npt.NDArray[np.float64]
Kind = Literal[
    "term", "meaning", "spelling", "context", "theme", "holder", "date", "cited", "place", "service", "verbatim",
    "list", "passage", "kind", "bridge",
]  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One thing that a strength is made of: its value, and what it is about where that can be shown to a person."""

    kind: Kind
    value: float
    about: str = ""
    places: Callable[[], tuple[SharedTerm, ...]] = tuple
    """Where the words of a term stand in both texts."""


@dataclass(frozen=True)
class Curve:
    """From strengths to a score of 0..1: `bias`, the gain above each side's rival, and the least a rival counts.

    `least` stands for all that was not compared: a pair that beats only bad rivals is no good pair.
    """

    bias: float
    over_row: float
    over_column: float
    least: float

    def score(self, strength: float, row_rival: float, column_rival: float) -> float:
        """The score of one pair; monotone in its strength."""
        above = self.over_row * (strength - max(row_rival, self.least))
        above += self.over_column * (strength - max(column_rival, self.least))
        return 1 / (1 + math.exp(-max(-500.0, min(500.0, self.bias + above))))


@dataclass(frozen=True)
class Features:
    """Everything that the score of one pair was made of; `score` can be replayed from it."""

    parts: tuple[Part, ...]
    row_rival: float
    column_rival: float
    curve: Curve

    @property
    def strength(self) -> float:
        """The sum of the parts."""
        return sum(part.value for part in self.parts)

    @property
    def score(self) -> float:
        """0..1."""
        return self.curve.score(self.strength, self.row_rival, self.column_rival)

    def without(self, part: Part) -> Features:
        """The same pair as if one part were not there."""
        return replace(self, parts=tuple(p for p in self.parts if p is not part))


@dataclass(frozen=True)
class Evidence:
    """A further kind of part: its value for every pair (n x m), and what it is about for one pair."""

    kind: Kind
    values: Matrix
    about: Callable[[int, int], str] = lambda _row, _column: ""


class Comparison:
    """Two lists of texts against each other (n rows, m columns), with the parts of every pair."""

    def __init__(self, rows: Texts, columns: Texts, curve: Curve, lens: Lens) -> None:
        self._rows, self._columns, self.curve = rows, columns, curve
        self._alone = similarity(rows.alone, columns.alone, lens)
        self._read = similarity(rows.read, columns.read, lens)
        self.evidence: list[Evidence] = []
        self.strength: Matrix = (self._alone.csls.astype(float) + self._read.csls.astype(float)) / 2

    @property
    def alone(self) -> Matrix:
        """CSLS(H) of the texts as they stand, without what is above them (n x m)."""
        return self._alone.csls.astype(float)

    def add(self, evidence: Evidence) -> None:
        """Count further evidence into every strength."""
        self.evidence.append(evidence)
        self.strength = self.strength + evidence.values
        self.__dict__.pop("_rivals", None)

    @cached_property
    def _rivals(self) -> tuple[Matrix, Matrix]:
        return best_others(self.strength, axis=1), best_others(self.strength, axis=0)

    @property
    def scores(self) -> Matrix:
        """Scores of all pairs (n x m), 0..1."""
        row_rivals, column_rivals = self._rivals
        curve = self.curve
        above = curve.bias + curve.over_row * (self.strength - np.maximum(row_rivals, curve.least))
        above += curve.over_column * (self.strength - np.maximum(column_rivals, curve.least))
        return np.asarray(1 / (1 + np.exp(-np.clip(above, -500, 500))))

    def features(self, row: int, column: int, turned: bool = False) -> Features:
        """The parts of one pair; `turned` where the column's side is to be told first."""
        row_rivals, column_rivals = self._rivals
        shared = self._terms(row, column, turned)
        meaning = self._meaning(row, column)
        known = sum(part.value for part in (*shared, meaning))
        alone = float(self._alone.csls[row, column]) / 2
        above = self._rows.headings[row], self._columns.headings[column]
        first, second = reversed(above) if turned else above
        headings = f" ('{first}' / '{second}')" if all(above) else ""
        read = Part("context", float(self._read.csls[row, column]) / 2, headings)
        parts = [*shared, meaning, Part("spelling", alone - known), read]
        for evidence in self.evidence:
            value = float(evidence.values[row, column])
            if value:
                parts.append(Part(evidence.kind, value, evidence.about(row, column)))
        return Features(tuple(parts), float(row_rivals[row, column]), float(column_rivals[row, column]), self.curve)

    def _meaning(self, row: int, column: int) -> Part:
        cosine = 0.0 if self._alone.meaning is None else float(self._alone.meaning[row, column])
        return Part("meaning", self._alone.gains[2] * cosine, f"{cosine:.2f}")

    def _terms(self, row: int, column: int, turned: bool) -> list[Part]:
        """What the shared words add, phrase by phrase: the words' cosine divided in proportion to their weights."""
        a, b = self._rows.alone[row], self._columns.alone[column]
        found = phrases.shared(a, b)
        total = self._alone.gains[0] * float(self._alone.lexical[row, column])
        whole = sum(phrase.weight for phrase in found)

        def places(phrase: Phrase) -> tuple[SharedTerm, ...]:
            both = phrases.places(phrase, a, b)
            return tuple(SharedTerm(a=one.b, b=one.a) for one in both) if turned else both

        return [Part("term", total * one.weight / whole, one.printed, partial(places, one)) for one in found]


def best_others(strength: Matrix, axis: int) -> Matrix:
    """For every pair, the best strength of the other pairs along the axis (-inf where there is no other)."""
    if strength.shape[axis] < 2:
        return np.full_like(strength, -np.inf)
    ordered = np.sort(strength, axis=axis)
    best, second = np.take(ordered, [-1], axis=axis), np.take(ordered, [-2], axis=axis)
    return np.where(strength == best, second, best)
