"""What the theme model sees of a text: its meaning, its words, the words it begins with, and how near it stands to
each theme's definition and aliases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from compare import encoder, taxonomy, terms
from compare.glossary import expand

Matrix = npt.NDArray[np.float32]

LEAST_TEXTS = 2
"""Words of fewer training texts are not learnt."""
LEAST_TEXTS_OF_PAIRS = 3
MEANING = 1.5
"""Weight of the sentence vector beside the words; chosen on grouped cross-validation."""
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


@dataclass(frozen=True)
class Features:
    """Turns texts into rows; all arrays are stored with the model, nothing is fitted when it is used.

    words: the vocabulary of stems and pairs of stems; idf: its weights; definitions and aliases: unit vectors of the
    encoder, with `owners[i]` the index of the theme that alias i belongs to; glosses: theme x vocabulary unit rows.
    """

    words: dict[str, int]
    idf: Matrix
    glosses: Matrix
    definitions: Matrix | None
    aliases: Matrix | None
    owners: npt.NDArray[np.int64]

    def rows(self, texts: Sequence[str]) -> Any:
        """One row a text (scipy CSR, float32); without `definitions` only words count."""
        whole = self.weighted([phrases(text) for text in texts])
        begin = self.weighted([phrases(head(text)) for text in texts])
        blocks = [whole, begin, 2 * whole @ sparse.csr_matrix(self.glosses.T)]
        if self.definitions is not None and self.aliases is not None:
            vectors = encoder.encode([expand(text) for text in texts])
            if vectors is None:
                raise RuntimeError("The encoder's weights are absent: use the lexical features.")
            dense = np.hstack([MEANING * vectors, vectors @ self.definitions.T, self._nearest_alias(vectors)])
            blocks.append(sparse.csr_matrix(dense))
        return sparse.hstack(blocks, dtype=np.float32).tocsr()

    def weighted(self, found: Sequence[Sequence[str]]) -> Any:
        """TF-IDF rows of unit length over the vocabulary (scipy CSR)."""
        starts, columns, values = [0], [], []
        for phrases_of_text in found:
            for phrase, count in Counter(phrases_of_text).items():
                if phrase in self.words:
                    columns.append(self.words[phrase])
                    values.append((1 + np.log(count)) * self.idf[self.words[phrase]])
            starts.append(len(columns))
        shape = (len(found), len(self.words))
        return terms.unit_rows(sparse.csr_matrix((np.array(values, dtype=np.float32), columns, starts), shape=shape))

    def _nearest_alias(self, vectors: Matrix) -> Matrix:
        assert self.aliases is not None
        cosines = vectors @ self.aliases.T
        return np.stack([cosines[:, self.owners == theme].max(axis=1) for theme in range(len(self.glosses))], axis=1)

    def arrays(self) -> dict[str, Any]:
        """Everything as plain arrays, to be stored."""
        kept: dict[str, Any] = {
            "words": np.frombuffer("\n".join(self.words).encode(), dtype=np.uint8),
            "idf": self.idf,
            "glosses": self.glosses,
            "owners": self.owners,
        }
        if self.definitions is not None and self.aliases is not None:
            kept |= {"definitions": self.definitions, "aliases": self.aliases}
        return kept

    @classmethod
    def stored(cls, arrays: dict[str, Any]) -> Features:
        """Back from `arrays`."""
        words = arrays["words"].tobytes().decode().split("\n")
        return cls(
            words={word: index for index, word in enumerate(words)},
            idf=arrays["idf"],
            glosses=arrays["glosses"],
            owners=arrays["owners"],
            definitions=arrays.get("definitions"),
            aliases=arrays.get("aliases"),
        )

    @classmethod
    def fitted(cls, texts: Sequence[str], meaning: bool) -> Features:
        """The vocabulary of the training texts and the taxonomy; `meaning` takes the encoder in."""
        themes = taxonomy.load().themes
        sentences = [f"{theme.label}. {theme.definition}" for theme in themes]
        described = [
            phrases(f"{sentence} {', '.join(theme.aliases)}") for sentence, theme in zip(sentences, themes, strict=True)
        ]
        counted = Counter(phrase for text in texts for phrase in set(phrases(text)))
        least = {phrase: LEAST_TEXTS if " " not in phrase else LEAST_TEXTS_OF_PAIRS for phrase in counted}
        own = {phrase for described_as in described for phrase in described_as if " " not in phrase}
        words = sorted(own | {phrase for phrase, count in counted.items() if count >= least[phrase]})
        aliases = [(index, name) for index, theme in enumerate(themes) for name in (theme.label, *theme.aliases)]
        features = cls(
            words={word: index for index, word in enumerate(words)},
            idf=np.array([np.log((1 + len(texts)) / (1 + counted[word])) + 1 for word in words], dtype=np.float32),
            glosses=np.zeros((len(themes), len(words)), dtype=np.float32),
            definitions=encoder.encode(sentences) if meaning else None,
            aliases=encoder.encode([expand(name) for _, name in aliases]) if meaning else None,
            owners=np.array([index for index, _ in aliases], dtype=np.int64),
        )
        features.glosses[:] = features.weighted(described).toarray()
        return features
