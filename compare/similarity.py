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
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from compare import adapter, encoder, terms
from compare.best import Indices, at_once, best, csls_of, neighbourhood
from compare.glossary import expand
from compare.products import Product
from extract.schema import normalised

Matrix = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Matrix | None]
"""Texts to unit vectors (n x width), or None where there are none to be had: `encoder.encode` or one like it."""

LEXICAL_WEIGHTS = (1.3, 1.3, 0.0)
"""Without embeddings; larger, so that scores keep about the same spread and the threshold stays good."""
PRIOR = 20
LINK = 7.0
"""The one threshold on CSLS(H) from which two texts are linked."""
SLOPE = 0.26
"""`score` is 1 / (1 + exp(-SLOPE (csls - LINK))): 0.5 at the threshold."""
SAMPLED = 1024
"""Sources at least, evenly spaced over their list, whose pairs say how a measure is spread."""


class Lens(NamedTuple):
    """How two lists of texts are looked at.

    `encode` makes the vectors of meaning; `weights` are those of stems, characters and meaning in H; `usual` is the
    mean and standard deviation of each measure between a notice and a plan: they count as `PRIOR` pairs, so that lists
    of one or two texts, whose own spread says nothing, still get sensible scores.
    """

    encode: Encode
    weights: tuple[float, float, float]
    usual: tuple[tuple[float, float], ...]


def _encoded(texts: Sequence[str]) -> Matrix | None:
    return encoder.encode(texts)


PLAIN = Lens(_encoded, (1.0, 1.0, 2.0), ((0.025, 0.04), (0.06, 0.04), (0.27, 0.11)))
"""For texts of any kind."""
SECTOR = Lens(adapter.encode, (0.8, 0.8, 2.4), ((0.025, 0.04), (0.06, 0.04), (0.03, 0.14)))
"""For notices and plans of children's services: vectors are turned towards the sector's language and count for more."""


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


@dataclass(frozen=True, eq=False)
class Prepared:
    """A list of texts taken apart into what is compared; `vectors` (n x width) is None without an encoder."""

    stems: terms.Counted
    grams: terms.Counted
    vectors: Matrix | None

    def __len__(self) -> int:
        return int(self.stems.counts.shape[0])

    def stacked(self, more: Prepared) -> Prepared:
        """These texts and then those."""
        ours, theirs = self.vectors, more.vectors
        vectors = None if ours is None or theirs is None else np.vstack([ours, theirs])
        return Prepared(self.stems.stacked(more.stems), self.grams.stacked(more.grams), vectors)


def prepared(texts: Sequence[str], lens: Lens = PLAIN) -> Prepared:
    """Take the texts apart as the lens sees them."""
    vectors = lens.encode([expand(text) for text in texts])
    return Prepared(terms.counted("stems", texts), terms.counted("characters", texts), vectors)


def similarity(sources: Sequence[str], targets: Sequence[str], lens: Lens = PLAIN) -> Similarity:
    """Compare every source with every target; for lists of thousands use `nearest`, which needs less memory."""
    rows = _Rows(prepared(sources, lens), prepared(targets, lens), lens)
    lexical, characters, meaning = rows.sample if rows.step == 1 else rows.cosines(slice(None))
    h = rows.combined((lexical, characters, meaning))
    return Similarity(
        lexical=lexical,
        characters=characters,
        meaning=meaning if rows.vectors else None,
        h=h,
        csls=csls_of(h, neighbourhood(h, axis=1), neighbourhood(h, axis=0)),
        gains=rows.gains,
    )


def nearest(sources: Sequence[str], targets: Sequence[str], k: int = 10, lens: Lens = PLAIN) -> Nearest:
    """The `k` best targets of every source by CSLS(H), block by block: memory grows with n + m, not with n x m."""
    return nearest_of(prepared(sources, lens), prepared(targets, lens), k, lens)


def nearest_of(sources: Prepared, targets: Prepared, k: int = 10, lens: Lens = PLAIN) -> Nearest:
    """As `nearest`, of texts that were taken apart before."""
    rows = _Rows(sources, targets, lens)
    return Nearest(*best(rows.blocks(), rows.h, rows.shape, k))


def score_of(csls: Matrix) -> Matrix:
    """The fixed logistic curve from CSLS(H) to 0..1."""
    return np.asarray(1 / (1 + np.exp(-SLOPE * (csls - LINK))), dtype=np.float32)


def near_verbatim(a: str, b: str) -> float:
    """How nearly the two texts are the same letter by letter: 0..1, 1 for the same words whatever the punctuation."""
    return fuzz.ratio(_normalised(a), _normalised(b)) / 100


_normalised = lru_cache(maxsize=4096)(normalised)


class _Rows:
    """Both lists as the products of the three measures, and the means and deviations that standardise their cosines."""

    def __init__(self, sources: Prepared, targets: Prepared, lens: Lens) -> None:
        self.shape = len(sources), len(targets)
        self.products = (
            Product(*terms.weighted("stems", sources.stems, targets.stems)),
            Product(*terms.weighted("characters", sources.grams, targets.grams)),
        )
        ours, theirs = sources.vectors, targets.vectors
        self.vectors = None if ours is None or theirs is None else (ours, theirs)
        self.weights = lens.weights if self.vectors else LEXICAL_WEIGHTS
        self.step = max(1, len(sources) // SAMPLED)
        self.sample = self.cosines(slice(0, None, self.step))
        self.scales = [_scale(cosine, usual) for cosine, usual in zip(self.sample, lens.usual, strict=True)]
        words, characters, meaning = (
            w / deviation for w, (_, deviation) in zip(self.weights, self.scales, strict=True)
        )
        self.gains = (words, characters, meaning)

    def cosines(self, rows: slice | Indices) -> tuple[Matrix, Matrix, Matrix]:
        """The three cosines of some sources with every target; meaning is 0 without embeddings."""
        lexical, characters = (product.of(rows) for product in self.products)
        meaning = self.vectors[0][rows] @ self.vectors[1].T if self.vectors else np.zeros_like(lexical)
        return lexical, characters, meaning

    def combined(self, cosines: tuple[Matrix, Matrix, Matrix]) -> Matrix:
        """H of the cosines."""
        total = np.full_like(cosines[0], -sum(g * mean for g, (mean, _) in zip(self.gains, self.scales, strict=True)))
        for gain, cosine in zip(self.gains, cosines, strict=True):
            total += np.float32(gain) * cosine
        return total

    def h(self, rows: slice | Indices) -> Matrix:
        """H of some sources with every target."""
        return self.combined(self.cosines(rows))

    def blocks(self) -> Iterator[tuple[Indices, Matrix]]:
        """H of every source, some at a time, with which they are; first those of the sample."""
        size = at_once(self.shape[1])
        lexical, characters, meaning = self.sample
        for start in range(self.step):
            rows = np.arange(start, self.shape[0], self.step)
            for at in range(0, len(rows), size):
                here = slice(at, at + size)
                known = (lexical[here], characters[here], meaning[here])
                yield rows[here], self.combined(known) if start == 0 else self.h(rows[here])


def _scale(cosine: Matrix, usual: tuple[float, float]) -> tuple[float, float]:
    """Mean and deviation of a measure over these pairs and the usual ones."""
    mean, deviation = usual
    here = cosine.size
    own_mean, own_variance = (float(cosine.mean()), float(cosine.var())) if here else (mean, 0.0)
    middle = (here * own_mean + PRIOR * mean) / (here + PRIOR)
    spread = here * (own_variance + (own_mean - middle) ** 2)
    spread += PRIOR * (deviation**2 + (mean - middle) ** 2)
    return middle, float(np.sqrt(spread / (here + PRIOR)))
