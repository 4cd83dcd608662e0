"""Plain ways to link texts and to tell themes, measured beside the product on the same extractions.

TF-IDF, BM25 and sentence embeddings, each alone: texts as printed, without headings, themes, order or rivals. They get
the product's own preparation (abbreviations written out, stems, document frequencies of the sector). A link needs a
threshold; each pair of documents gets the one that does best on the *other* pairs, never on itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import CountVectorizer

from compare import taxonomy, terms
from compare.similarity import similarity
from corpus.figures.ranked import Pair, Scores
from extract.schema import ThemeScore

Matrix = npt.NDArray[np.float64]

CANDIDATES = 10
"""Candidates that the product and every baseline give for each clause."""
K1, B = 1.5, 0.75


def scored(rows: Sequence[str], columns: Sequence[str]) -> dict[str, Matrix]:
    """Scores of every row against every column (n x m) by each baseline; no embeddings where the encoder is absent."""
    alike = similarity(rows, columns)
    found = {"TF-IDF": alike.lexical, "BM25": bm25(rows, columns)}
    if alike.meaning is not None:
        found["embeddings"] = alike.meaning
    return {name: np.asarray(matrix, dtype=np.float64) for name, matrix in found.items()}


def bm25(queries: Sequence[str], documents: Sequence[str]) -> Matrix:
    """Okapi BM25 of every query (row) for every document (column), over stems.

    Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond", section 3, with Lucene's
    never negative idf, log(1 + (N - n + 0.5) / (n + 0.5)). A query's repeated stems count as often as they stand.
    """
    if not any(terms.stems(text) for text in documents):
        return np.zeros((len(queries), len(documents)))
    counter = CountVectorizer(analyzer=terms.stems)
    counts = counter.fit_transform(documents).toarray().astype(np.float64)
    asked: Any = counter.transform(queries)
    lengths = counts.sum(axis=1, keepdims=True)
    holding = (counts > 0).sum(axis=0)
    idf = np.log(1 + (len(documents) - holding + 0.5) / (holding + 0.5))
    weights = idf * counts * (K1 + 1) / (counts + K1 * (1 - B + B * lengths / lengths.mean()))
    return np.asarray(asked @ weights.T, dtype=np.float64)


def best_themes(texts: Sequence[str]) -> dict[str, list[tuple[ThemeScore, ...]]]:
    """The three themes whose label and definition are nearest to each text, by words (TF-IDF) and by embeddings."""
    themes = taxonomy.load().themes
    alike = similarity(texts, [f"{theme.label}. {theme.definition}" for theme in themes])
    found = {}
    for name, cosines in (("TF-IDF to definitions", alike.lexical), ("embeddings to definitions", alike.meaning)):
        if cosines is not None:
            order = np.argsort(-cosines, axis=1, kind="stable")[:, :3]
            found[name] = [
                tuple(ThemeScore(id=themes[i].id, score=float(np.clip(row[i], 0, 1))) for i in best)
                for row, best in zip(cosines, order, strict=True)
            ]
    return found


@dataclass(frozen=True, slots=True)
class Task:
    """Two documents whose texts are to be linked: the gold ids of rows and columns, None where the gold has none.

    `true` are the linked pairs, `debatable` those that count neither way; `both_ways`: candidates are the best of
    every column too, and a pair's ids are in their own order.
    """

    rows: Sequence[str | None]
    columns: Sequence[str | None]
    scores: Mapping[str, Matrix]
    true: Collection[Pair]
    debatable: Collection[Pair] = ()
    both_ways: bool = False

    def candidates(self, method: str, threshold: float = np.inf) -> tuple[dict[Pair, float], set[Pair]]:
        """The scores of the best ten of every row and of all from the threshold on, and the pairs from it on."""
        scores = self.scores[method]
        shown = scores >= threshold
        for axis in (1, 0) if self.both_ways else (1,):
            best = np.argsort(-scores, axis=axis, kind="stable")
            first = np.take(best, range(min(CANDIDATES, scores.shape[axis])), axis=axis)
            np.put_along_axis(shown, first, True, axis=axis)
        chosen = self._pairs(shown)
        kept = {pair: score for pair, score in self._pairs(scores).items() if chosen[pair]}
        return kept, {pair for pair, score in kept.items() if score >= threshold}

    def labelled(self, method: str) -> tuple[Matrix, Matrix]:
        """The scores of all pairs that count, and which of them are true."""
        pairs = {pair: s for pair, s in self._pairs(self.scores[method]).items() if pair not in self.debatable}
        return np.array(list(pairs.values())), np.array([float(pair in self.true) for pair in pairs])

    def _pairs(self, values: Any) -> dict[Pair, Any]:
        """Values of the pairs that the gold knows, by their ids."""
        out: dict[Pair, Any] = {}
        for row, own in enumerate(self.rows):
            for column, other in enumerate(self.columns):
                if own and other:
                    out[(other, own) if self.both_ways and other < own else (own, other)] = values[row, column]
        return out


def thresholds(tasks: Sequence[Task], method: str) -> list[float | None]:
    """For each task the threshold of the best F1 over all the others together; None where there are no others."""
    labelled = [task.labelled(method) for task in tasks]
    found: list[float | None] = []
    for place in range(len(tasks)):
        others = [own for other, own in enumerate(labelled) if other != place]
        links = sum(len(task.true) for other, task in enumerate(tasks) if other != place)
        scores, right = (np.concatenate([own[part] for own in others] or [np.empty(0)]) for part in (0, 1))
        found.append(_best_threshold(scores, right, links) if len(scores) and links else None)
    return found


def _best_threshold(scores: Matrix, right: Matrix, links: int) -> float:
    """The score from which on the decisions have the best F1; of equally good ones the highest."""
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    said = np.arange(1, len(ranked) + 1)
    f1 = 2 * np.cumsum(right[order]) / (said + links)
    # Equal scores are decided alike: only the last of them is a possible end.
    f1[:-1][ranked[:-1] == ranked[1:]] = -1
    return float(ranked[int(np.argmax(f1))])


def linked(tasks: Sequence[Task]) -> dict[str, list[tuple[Scores, set[Pair] | None]]]:
    """For every method the candidates of each task and what it links, None where no threshold could be chosen."""
    out: dict[str, list[tuple[Scores, set[Pair] | None]]] = {}
    for method in tasks[0].scores if tasks else ():
        for task, threshold in zip(tasks, thresholds(tasks, method), strict=True):
            scores, said = task.candidates(method, np.inf if threshold is None else threshold)
            out.setdefault(method, []).append((scores, None if threshold is None else said))
    return out
