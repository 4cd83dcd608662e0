"""Texts as weighted terms: stemmed words and character n-grams, with background document frequencies.

The background (`models/background.npz`) says how common a term is in the sector's own language, so that two short
lists of texts are weighed as if they stood in a large corpus. It holds counts of single stems and of character
n-grams, no running text. `fit` makes it again from a list of texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import snowballstemmer
from scipy import sparse
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

from compare.glossary import expand

PATH = Path(__file__).resolve().parents[1] / "models" / "background.npz"
LEAST_DOCUMENTS = 3
"""Terms in fewer background texts are left out: they are weighed like unseen ones anyway."""

STOP_WORDS = ENGLISH_STOP_WORDS - {
    "amount", "detail", "front", "full", "interest", "move", "part", "serious", "show", "system", "together",
}  # fmt: skip
"""scikit-learn's list without the words that mean something in this sector ("front door", "serious case review")."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SPACES = re.compile(r"[^a-z0-9]+")
_stemmer = snowballstemmer.stemmer("english")
_characters = CountVectorizer(analyzer="char_wb", ngram_range=(3, 5)).build_analyzer()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Snowball (Porter 2) stem of a lower-case word, its possessive ending taken off."""
    return str(_stemmer.stemWord(re.sub(r"['’]s?$", "", word)))


def words_as_printed(text: str) -> list[str]:
    """The words of the text that carry meaning."""
    return [word for word in WORD.findall(text) if word.casefold() not in STOP_WORDS]


def words(text: str) -> list[str]:
    """The words of the text that carry meaning, abbreviations written out."""
    return words_as_printed(expand(text))


def stems(text: str) -> list[str]:
    """The stems of `words`."""
    return _terms("stems", text)


def character_grams(text: str) -> list[str]:
    """Character 3- to 5-grams within the words, abbreviations written out."""
    return _terms("characters", text)


def _terms(name: str, text: str) -> list[str]:
    tokens, spelled = ANALYSERS[name]
    return [term for token in tokens(text) for term in spelled(token)]


def _stemmed(word: str) -> tuple[str, ...]:
    return (stem(word),)


@lru_cache(maxsize=100_000)
def _grams(word: str) -> tuple[str, ...]:
    """Its 3- to 5-grams; scikit-learn's `char_wb` pads every word with a space, so that no gram crosses two words."""
    return tuple(_characters(word))


ANALYSERS: dict[str, tuple[Callable[[str], list[str]], Callable[[str], tuple[str, ...]]]] = {
    "stems": (lambda text: [word.casefold() for word in words(text)], _stemmed),
    "characters": (lambda text: _SPACES.sub(" ", expand(text).casefold()).split(), _grams),
}
"""How a text falls into words, and a word into terms, by the name of the measure."""


@dataclass(frozen=True)
class Frequencies:
    """In how many of `documents` background texts each term stands."""

    documents: int
    counts: dict[str, int]

    def idf(self, term: str) -> float:
        """Smoothed inverse document frequency in the background alone."""
        return float(np.log((1 + self.documents) / (1 + self.counts.get(term, 0))) + 1)


@cache
def background() -> dict[str, Frequencies]:
    """The committed frequencies under "stems" and "characters"."""
    with np.load(PATH) as data:
        return {
            name: Frequencies(
                documents=int(data["documents"]),
                counts=dict(
                    zip(data[name].tobytes().decode().split("\n"), data[f"{name}_counts"].tolist(), strict=True)
                ),
            )
            for name in ANALYSERS
        }


def fit(texts: Iterable[str], path: Path = PATH) -> None:
    """Count the terms of `texts` and write the background to `path`."""
    texts = sorted(set(texts))
    arrays: dict[str, Any] = {"documents": np.array(len(texts))}
    for name in ANALYSERS:
        found = Counter(term for text in texts for term in set(_terms(name, text)))
        kept = sorted(term for term, count in found.items() if count >= LEAST_DOCUMENTS)
        arrays[name] = np.frombuffer("\n".join(kept).encode(), dtype=np.uint8)
        arrays[f"{name}_counts"] = np.array([found[term] for term in kept], dtype=np.uint16)
    np.savez_compressed(path, **arrays)
    background.cache_clear()


@dataclass(frozen=True, eq=False)
class Counted:
    """How often each term stands in each text: `counts` is n x terms (scipy CSR, float32), its columns are `terms`."""

    terms: tuple[str, ...]
    counts: Any

    def stacked(self, more: Counted) -> Counted:
        """These texts and then those, over the terms of both; the columns of these stay where they are."""
        terms = _both(self.terms, more.terms)
        rows = [_widened(one, terms).counts for one in (self, more)]
        return Counted(terms, sparse.vstack(rows, format="csr", dtype=np.float32))


def counted(name: str, texts: Sequence[str]) -> Counted:
    """The terms of the texts, counted. Every different word is taken apart once, however many texts have it."""
    tokens, spelled = ANALYSERS[name]
    found: dict[str, int] = {}
    said = _matrix([[found.setdefault(token, len(found)) for token in tokens(text)] for text in texts], found)
    terms: dict[str, int] = {}
    parts = _matrix([[terms.setdefault(term, len(terms)) for term in spelled(token)] for token in found], terms)
    return Counted(tuple(terms), (said @ parts).tocsr())


def weighted(name: str, sources: Counted, targets: Counted) -> tuple[Any, Any]:
    """TF-IDF rows of unit length for both lists over one vocabulary (scipy CSR, float32).

    Term counts enter as 1 + log, document frequencies are those of the background plus both lists. A text without
    terms has an empty row.
    """
    terms = _both(targets.terms, sources.terms)
    ours, theirs = (_widened(one, terms).counts for one in (sources, targets))
    common = background()[name]
    here = sum(np.bincount(counts.indices, minlength=len(terms)) for counts in (ours, theirs))
    known = np.array([common.counts.get(term, 0) for term in terms], dtype=np.int64)
    documents = common.documents + ours.shape[0] + theirs.shape[0]
    idf = (np.log((1 + documents) / (1 + known + here)) + 1).astype(np.float32)
    rows = []
    for counts in (ours, theirs):
        weights = (1 + np.log(counts.data)) * idf[counts.indices]
        rows.append(unit_rows(sparse.csr_matrix((weights, counts.indices, counts.indptr), shape=counts.shape)))
    return rows[0], rows[1]


def _both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """The terms of both, those of the first in their places."""
    return tuple(dict.fromkeys((*first, *second)))


def _widened(held: Counted, terms: tuple[str, ...]) -> Counted:
    """The same counts with the columns of `terms`, which are all of its own and more."""
    counts = held.counts
    places = counts.indices
    if held.terms != terms[: len(held.terms)]:
        column = {term: place for place, term in enumerate(terms)}
        places = np.array([column[term] for term in held.terms], dtype=np.int32)[places]
    shape = (counts.shape[0], len(terms))
    return Counted(terms, sparse.csr_matrix((counts.data, places, counts.indptr), shape=shape))


def _matrix(rows: list[list[int]], columns: dict[str, int]) -> Any:
    """How often each row holds each column."""
    indices = np.fromiter((column for row in rows for column in row), dtype=np.int32)
    starts = np.cumsum([0, *(len(row) for row in rows)])
    ones = np.ones(len(indices), dtype=np.float32)
    matrix = sparse.csr_matrix((ones, indices, starts), shape=(len(rows), len(columns)))
    matrix.sum_duplicates()
    return matrix


def unit_rows(matrix: Any) -> Any:
    """The rows of a CSR matrix at unit length; empty rows stay empty."""
    rows, per_row = matrix.shape[0], np.diff(matrix.indptr)
    owner = np.repeat(np.arange(rows), per_row)
    squares = np.bincount(owner, weights=np.square(matrix.data), minlength=rows)
    scale = (1 / np.sqrt(np.where(squares > 0, squares, 1))).astype(np.float32)
    return sparse.csr_matrix((matrix.data * scale[owner], matrix.indices, matrix.indptr), shape=matrix.shape)
