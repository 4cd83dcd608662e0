"""The one place where two texts are compared.

Three measures see different things: stemmed words (TF-IDF cosine), spelling (character 3-5-gram TF-IDF cosine) and
meaning (cosine of sentence embeddings). Each is standardised over all pairs of the two lists and they are added:

    H = z(words) + z(characters) + 2 z(meaning)

CSLS(H), twice the score less each side's mean over its nearest ten (Conneau et al. 2018, arXiv:1710.04087), takes
away what makes a text look like everything; it ranks better than H and one threshold on it fits any corpus
(`models/matching.md` has the figures). Everything is deterministic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from compare import encoder, terms
from compare.glossary import expand
from extract.schema import normalised

Matrix = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Matrix | None]
"""Texts to unit vectors (n x width), or None where there are none to be had: `encoder.encode` or one like it."""

NEIGHBOURS = 10
WEIGHTS = (1.0, 1.0, 2.0)
LEXICAL_WEIGHTS = (1.3, 1.3, 0.0)
"""Without embeddings; larger, so that scores keep about the same spread and the threshold stays good."""
USUAL = ((0.025, 0.04), (0.06, 0.04), (0.27, 0.11))
"""Usual mean and standard deviation of each measure between a notice and a plan. They count as `PRIOR` pairs, so that
lists of one or two texts, whose own spread says nothing, still get sensible scores."""
PRIOR = 20
USUAL_NEIGHBOURHOOD = 4.7
"""H of a usual text's nearest ten: stands in for neighbours that a list of fewer than ten texts cannot give."""
LINK = 7.0
"""The one threshold on CSLS(H) from which two texts are linked."""
SLOPE = 0.26
"""`score` is 1 / (1 + exp(-SLOPE (csls - LINK))): 0.5 at the threshold."""
BLOCK = 1024
SAMPLED = 1024


@dataclass(frozen=True)
class Similarity:
    """Every source against every target: all arrays are n x m.

    `lexical`, `characters` and `meaning` are raw cosines (`meaning` is None where the encoder's weights are absent),
    `h` their standardised sum, `csls` the same with hubs taken away. `gains` says what a cosine of 1 of each adds to
    `h`, so that a score can be taken apart again into what it was made of.
    """

    lexical: Matrix
    characters: Matrix
    meaning: Matrix | None
    h: Matrix
    csls: Matrix
    gains: tuple[float, float, float]

    @cached_property
    def score(self) -> Matrix:
        """`csls` as 0..1 by a fixed logistic curve, 0.5 at the threshold `LINK`."""
        return score_of(self.csls)


@dataclass(frozen=True)
class Nearest:
    """The best targets of every source, best first: arrays n x k of target indices, `h`, `csls` and scores."""

    indices: npt.NDArray[np.int64]
    h: Matrix
    csls: Matrix

    @cached_property
    def score(self) -> Matrix:
        """As `Similarity.score`."""
        return score_of(self.csls)


def similarity(sources: Sequence[str], targets: Sequence[str], encode: Encode | None = None) -> Similarity:
    """Compare every source with every target; for lists of thousands use `nearest`, which needs less memory.

    `encode` makes the vectors of meaning; `encoder.encode` where it is not given.
    """
    rows = _Rows(sources, targets, encode or encoder.encode)
    lexical, characters, meaning = rows.cosines(0, len(sources))
    h = rows.combined((lexical, characters, meaning))
    return Similarity(
        lexical=lexical,
        characters=characters,
        meaning=meaning if rows.vectors else None,
        h=h,
        csls=csls_of(h, neighbourhood(h, axis=1), neighbourhood(h, axis=0)),
        gains=rows.gains,
    )


def nearest(sources: Sequence[str], targets: Sequence[str], k: int = 10, encode: Encode | None = None) -> Nearest:
    """The `k` best targets of every source by CSLS(H), block by block: memory grows with n + m, not with n x m."""
    rows = _Rows(sources, targets, encode or encoder.encode)
    columns = np.full((0, len(targets)), 0, dtype=np.float32)
    for _, block in rows.blocks():
        columns = _largest(np.vstack([columns, block]), NEIGHBOURS, axis=0)
    theirs = neighbourhood(columns, axis=0)
    found: list[tuple[Any, Any, Any]] = []
    for _, block in rows.blocks():
        scores = csls_of(block, neighbourhood(block, axis=1), theirs)
        best = np.argsort(-scores, axis=1, kind="stable")[:, :k]
        found.append((best, np.take_along_axis(block, best, 1), np.take_along_axis(scores, best, 1)))
    if not found:
        empty = np.zeros((0, min(k, len(targets))), dtype=np.float32)
        return Nearest(indices=empty.astype(np.int64), h=empty, csls=empty)
    indices, h, csls = (np.vstack(parts) for parts in zip(*found, strict=True))
    return Nearest(indices=indices, h=h, csls=csls)


def csls_of(h: Matrix, ours: Matrix, theirs: Matrix) -> Matrix:
    """Cross-domain local scaling: 2 h - ours (per row) - theirs (per column)."""
    return np.asarray(2 * h - ours[:, None] - theirs[None, :], dtype=np.float32)


def neighbourhood(h: Matrix, axis: int) -> Matrix:
    """Mean of the ten largest values along the axis, a short list filled up with the usual neighbourhood."""
    top = _largest(h, NEIGHBOURS, axis)
    filled = NEIGHBOURS - top.shape[axis]
    return np.asarray((top.sum(axis=axis) + filled * USUAL_NEIGHBOURHOOD) / NEIGHBOURS, dtype=np.float32)


def score_of(csls: Matrix) -> Matrix:
    """The fixed logistic curve from CSLS(H) to 0..1."""
    return np.asarray(1 / (1 + np.exp(-SLOPE * (csls - LINK))), dtype=np.float32)


def near_verbatim(a: str, b: str) -> float:
    """How nearly the two texts are the same letter by letter: 0..1, 1 for the same words whatever the punctuation."""
    return fuzz.ratio(_normalised(a), _normalised(b)) / 100


_normalised = lru_cache(maxsize=4096)(normalised)


def _largest(values: Matrix, count: int, axis: int) -> Matrix:
    """The `count` largest values along the axis, in no particular order; all of them where there are fewer."""
    if values.shape[axis] <= count:
        return values
    split = values.shape[axis] - count
    return np.take(np.partition(values, split, axis=axis), range(split, values.shape[axis]), axis=axis)


class _Rows:
    """Both lists as rows of the three measures, and the means and deviations that standardise their cosines."""

    def __init__(self, sources: Sequence[str], targets: Sequence[str], encode: Encode) -> None:
        self.count = len(sources)
        self.words = terms.weighted("stems", sources, targets)
        self.grams = terms.weighted("characters", sources, targets)
        vectors = encode([expand(text) for text in (*sources, *targets)])
        self.vectors = None if vectors is None else (vectors[: self.count], vectors[self.count :])
        self.weights = WEIGHTS if self.vectors else LEXICAL_WEIGHTS
        self.scales = self._scales()
        words, characters, meaning = (
            w / deviation for w, (_, deviation) in zip(self.weights, self.scales, strict=True)
        )
        self.gains = (words, characters, meaning)

    def cosines(self, start: int, end: int, step: int = 1) -> tuple[Matrix, Matrix, Matrix]:
        """The three cosines of sources[start:end:step] with every target; meaning is 0 without embeddings."""
        chosen = slice(start, end, step)
        lexical, characters = (
            np.asarray((ours[chosen] @ theirs.T).toarray(), dtype=np.float32)
            for ours, theirs in (self.words, self.grams)
        )
        meaning = self.vectors[0][chosen] @ self.vectors[1].T if self.vectors else np.zeros_like(lexical)
        return lexical, characters, meaning

    def combined(self, cosines: tuple[Matrix, Matrix, Matrix]) -> Matrix:
        """H of the cosines."""
        total = np.zeros_like(cosines[0])
        for weight, cosine, (mean, deviation) in zip(self.weights, cosines, self.scales, strict=True):
            total += weight * (cosine - mean) / deviation
        return total

    def blocks(self) -> Iterator[tuple[int, Matrix]]:
        """H of `BLOCK` sources at a time, with the index of the first."""
        for start in range(0, self.count, BLOCK):
            yield start, self.combined(self.cosines(start, min(start + BLOCK, self.count)))

    def _scales(self) -> list[tuple[float, float]]:
        """Mean and deviation of each cosine over all pairs, of evenly spaced sources where there are very many."""
        step = max(1, self.count // SAMPLED)
        scales = []
        for cosine, (mean, deviation) in zip(self.cosines(0, self.count, step), USUAL, strict=True):
            here = cosine.size
            own_mean, own_variance = (float(cosine.mean()), float(cosine.var())) if here else (mean, 0.0)
            middle = (here * own_mean + PRIOR * mean) / (here + PRIOR)
            spread = here * (own_variance + (own_mean - middle) ** 2)
            spread += PRIOR * (deviation**2 + (mean - middle) ** 2)
            scales.append((middle, float(np.sqrt(spread / (here + PRIOR)))))
        return scales
