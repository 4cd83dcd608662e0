"""Texts as weighted terms: stemmed words and character n-grams, with background document frequencies.

The background (`models/background.npz`) says how common a term is in the sector's own language, so that two short
lists of texts are weighed as if they stood in a large corpus. It holds counts of single stems and of character
n-grams, no running text. `fit` makes it again from a list of texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
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

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SPACES = re.compile(r"[^a-z0-9]+")
_stemmer = snowballstemmer.stemmer("english")
_characters = CountVectorizer(analyzer="char_wb", ngram_range=(3, 5)).build_analyzer()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Snowball (Porter 2) stem of a lower-case word, its possessive ending taken off."""
    return str(_stemmer.stemWord(re.sub(r"['’]s?$", "", word)))


def words_as_printed(text: str) -> list[str]:
    """The words of the text that carry meaning."""
    return [word for word in _WORD.findall(text) if word.casefold() not in STOP_WORDS]


def words(text: str) -> list[str]:
    """The words of the text that carry meaning, abbreviations written out."""
    return words_as_printed(expand(text))


def stems(text: str) -> list[str]:
    """The stems of `words`."""
    return [stem(word.casefold()) for word in words(text)]


def character_grams(text: str) -> list[str]:
    """Character 3- to 5-grams within the words, abbreviations written out."""
    return list(_characters(_SPACES.sub(" ", expand(text).casefold())))


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
    for name, analyse in ANALYSERS.items():
        counted = Counter(term for text in texts for term in set(analyse(text)))
        kept = sorted(term for term, count in counted.items() if count >= LEAST_DOCUMENTS)
        arrays[name] = np.frombuffer("\n".join(kept).encode(), dtype=np.uint8)
        arrays[f"{name}_counts"] = np.array([counted[term] for term in kept], dtype=np.uint16)
    np.savez_compressed(path, **arrays)
    background.cache_clear()


ANALYSERS = {"stems": stems, "characters": character_grams}


def weighted(name: str, sources: Sequence[str], targets: Sequence[str]) -> tuple[Any, Any]:
    """TF-IDF rows of unit length for both lists over one vocabulary (scipy CSR, float32).

    Term counts enter as 1 + log, document frequencies are those of the background plus both lists. A text without
    terms has an empty row.
    """
    everything = [*sources, *targets]
    if not any(text.strip() for text in everything):
        empty = sparse.csr_matrix((len(everything), 1), dtype=np.float32)
        return empty[: len(sources)], empty[len(sources) :]
    counter = CountVectorizer(analyzer=ANALYSERS[name], dtype=np.float32)
    try:
        counts = counter.fit_transform(everything)
    except ValueError:  # scikit-learn's answer to texts that hold no term at all
        return weighted(name, [""] * len(sources), [""] * len(targets))
    common = background()[name]
    here = np.asarray((counts > 0).sum(axis=0)).ravel()
    known = np.array([common.counts.get(term, 0) for term in counter.get_feature_names_out()])
    idf = np.log((1 + common.documents + len(everything)) / (1 + known + here)) + 1
    counts.data = 1 + np.log(counts.data)
    rows = unit_rows(counts @ sparse.diags(idf.astype(np.float32)))
    return rows[: len(sources)], rows[len(sources) :]


def unit_rows(matrix: Any) -> Any:
    """The sparse rows at unit length; empty rows stay empty."""
    lengths: npt.NDArray[Any] = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (sparse.diags((1 / np.where(lengths > 0, lengths, 1)).astype(np.float32)) @ matrix).tocsr()
