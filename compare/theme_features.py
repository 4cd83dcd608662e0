"""What the theme model sees of a text's words: all of them, those that it begins with, its subject, and how near they
stand to each theme's definition and aliases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from scipy import sparse

from compare import taxonomy, terms

Matrix = npt.NDArray[np.float32]

LEAST_TEXTS = 2
"""Words of fewer training texts are not learnt."""
LEAST_TEXTS_OF_PAIRS = 3
SUBJECT = 4
"""Stems of the subject."""
FIRST = "first "
"""Before the stem that a subject begins with; "first" itself is a stop word, so no pair of stems begins so."""
SHORTEST_HEAD = 20
_TAIL = re.compile(
    r",?\s(?:so that|so as to|in order (?:to|that)|to ensure|to enable|to make sure|to improve|to support|including|"
    r"through|ensuring)\b|[;:.]\s",
    re.IGNORECASE,
)
"""Where a requirement turns from what must improve to why, how or for whom."""


def phrases(text: str) -> list[str]:
    """The stems of the text and its pairs of neighbouring stems ("foster carer", "young carer")."""
    stems = terms.stems(text)
    return stems + [f"{first} {second}" for first, second in pairwise(stems)]


def head(text: str) -> str:
    """The text up to its first purpose, means or enumeration: what must improve stands there."""
    for found in _TAIL.finditer(text):
        if found.start() >= SHORTEST_HEAD:
            return text[: found.start()]
    return text


def subject(text: str) -> list[str]:
    """The first stems after the lead-in ("Ensure that the quality of"), the first of all marked, and their pairs.

    "Capacity within early help" is about capacity, "The workloads of advisers" about workloads: what must improve is
    the first thing that is named.
    """
    words = [word.casefold() for word in terms.words(text)]
    begin = next((place for place, word in enumerate(words) if word not in _lead_in()), 0)
    stems = [terms.stem(word) for word in words[begin : begin + SUBJECT]]
    return [f"{FIRST}{stem}" for stem in stems[:1]] + stems + [f"{one} {two}" for one, two in pairwise(stems)]


@cache
def _lead_in() -> frozenset[str]:
    path = Path(__file__).parent / "words" / "lead_in.yaml"
    return frozenset(yaml.safe_load(path.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Vocabulary:
    """Terms with their places and weights (idf, by place)."""

    places: dict[str, int]
    idf: Matrix

    def rows(self, found: Sequence[Sequence[str]]) -> Any:
        """TF-IDF rows of unit length of the terms of each text (scipy CSR, float32); unknown terms are passed over."""
        starts, columns, values = [0], [], []
        for terms_of_text in found:
            for term, count in Counter(terms_of_text).items():
                if term in self.places:
                    columns.append(self.places[term])
                    values.append((1 + np.log(count)) * self.idf[self.places[term]])
            starts.append(len(columns))
        shape = (len(found), len(self.places))
        return terms.unit_rows(sparse.csr_matrix((np.array(values, dtype=np.float32), columns, starts), shape=shape))

    def arrays(self, name: str) -> dict[str, Any]:
        """As plain arrays, to be stored."""
        return {name: np.frombuffer("\n".join(self.places).encode(), dtype=np.uint8), f"{name}_idf": self.idf}

    @classmethod
    def stored(cls, arrays: dict[str, Any], name: str) -> Vocabulary:
        """Back from `arrays`."""
        known = arrays[name].tobytes().decode().split("\n")
        return cls(places={term: place for place, term in enumerate(known)}, idf=arrays[f"{name}_idf"])

    @classmethod
    def fitted(cls, found: Sequence[Sequence[str]], always: Iterable[str] = ()) -> Vocabulary:
        """The terms of enough of the texts, and those that belong to it always."""
        counted = Counter(term for terms_of_text in found for term in set(terms_of_text))
        often = {
            term for term, count in counted.items() if count >= (LEAST_TEXTS_OF_PAIRS if " " in term else LEAST_TEXTS)
        }
        known = sorted(often | set(always))
        idf = [np.log((1 + len(found)) / (1 + counted[term])) + 1 for term in known]
        return cls(places={term: place for place, term in enumerate(known)}, idf=np.array(idf, dtype=np.float32))


@dataclass(frozen=True)
class Features:
    """Turns texts into rows; all arrays are stored with the model, nothing is fitted when it is used.

    words: stems and pairs of stems; subjects: those of `subject`; glosses: theme x words, unit rows of the themes'
    definitions and aliases.
    """

    words: Vocabulary
    subjects: Vocabulary
    glosses: Matrix

    def rows(self, texts: Sequence[str]) -> Any:
        """One row a text (scipy CSR, float32); `names` says what its columns are."""
        whole = self.words.rows([phrases(text) for text in texts])
        begin = self.words.rows([phrases(head(text)) for text in texts])
        about = self.subjects.rows([subject(text) for text in texts])
        blocks = [whole, begin, about, 2 * whole @ sparse.csr_matrix(self.glosses.T)]
        return sparse.hstack(blocks, dtype=np.float32).tocsr()

    @cached_property
    def names(self) -> list[str]:
        """For every column of `rows` the term that it counts; the last ones, one a theme, have none."""
        return [*self.words.places, *self.words.places, *self.subjects.places, *[""] * len(self.glosses)]

    def arrays(self) -> dict[str, Any]:
        """Everything as plain arrays, to be stored."""
        return self.words.arrays("words") | self.subjects.arrays("subjects") | {"glosses": self.glosses}

    @classmethod
    def stored(cls, arrays: dict[str, Any]) -> Features:
        """Back from `arrays`."""
        words, subjects = (Vocabulary.stored(arrays, name) for name in ("words", "subjects"))
        return cls(words=words, subjects=subjects, glosses=arrays["glosses"])

    @classmethod
    def fitted(cls, texts: Sequence[str]) -> Features:
        """The vocabulary of the training texts and the taxonomy."""
        described = [
            phrases(f"{theme.label}. {theme.definition} {', '.join(theme.aliases)}") for theme in taxonomy.load().themes
        ]
        own = (phrase for phrases_of_theme in described for phrase in phrases_of_theme if " " not in phrase)
        words = Vocabulary.fitted([phrases(text) for text in texts], always=own)
        return cls(
            words=words,
            subjects=Vocabulary.fitted([subject(text) for text in texts]),
            glosses=np.asarray(words.rows(described).toarray(), dtype=np.float32),
        )
