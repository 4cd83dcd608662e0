"""Fits the theme model and measures it on texts that it has not seen.

Every figure is of texts of councils that the model measured did not learn from, except `dev`, where only the texts are
unseen: they are never learnt from, so the shipped model's figures on them are honest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from compare import adapter_training, encoder, taxonomy, theme_model, themes
from compare.glossary import expand
from compare.theme_examples import WEIGHTS, Example
from compare.theme_features import Features
from compare.theme_figures import best_least, by_theme, figures, framework, second_themes
from compare.theme_model import SIGHTS, Head, Sight, ThemeModel
from extract.errors import ClausemapError

Matrix = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Fits = Sequence[tuple[Rows, ThemeModel]]
"""Held-out rows, each with the model that has learnt from none of their councils."""

C = 10.0
"""Inverse strength of the L2 penalty."""
ITERATIONS = 80
EPOCHS = 20
"""Of the sentence vector's opinion; the pairs of the adapter need more."""
SECONDARY = 0.15
"""Share of a text that its secondary themes have together, where its sentence vector is taught."""
FOLDS = 5
KIND_STRENGTH = 5.0
"""Clauses that the prior counts for where a theme's share among the clauses of one kind is estimated."""


class Recipe:
    """One way to fit, with the features of all examples computed once."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = examples
        self.names = [theme.id for theme in taxonomy.load().themes]
        self.index = {name: place for place, name in enumerate(self.names)}
        self.features = Features.fitted([example.text for example in examples if example.source != "dev"])
        self.rows = self.features.rows([example.text for example in examples])
        self.vectors = encoded([example.text for example in examples])
        self.definitions = encoded([f"{theme.label}. {theme.definition}" for theme in taxonomy.load().themes])
        self.councils = np.array([example.council for example in examples])
        self.sources = np.array([example.source for example in examples])
        # Texts of `train` print their tag within the words that the model reads, so it is not tried on them.
        of_measured = np.isin(self.councils, self.councils[self.sources == "train"])
        printed = np.array([example.tag is not None for example in examples])
        self.tagged = np.flatnonzero((self.sources == "labels") & of_measured & printed)

    def fit(self, chosen: Rows) -> ThemeModel:
        """The model of the chosen examples, not yet calibrated; one with two equal themes counts half for each."""
        pairs = [(row, theme) for row in chosen for theme in self.examples[row].themes]
        labels = np.array([self.index[theme] for _, theme in pairs])
        weights = np.array([WEIGHTS[self.examples[row].source] / len(self.examples[row].themes) for row, _ in pairs])
        regression = LogisticRegression(C=C, max_iter=ITERATIONS)
        fitted = regression.fit(self.rows[[row for row, _ in pairs]], labels, sample_weight=weights)
        prior = np.bincount(labels, weights=weights, minlength=len(self.index)) + 1
        prior = (prior / prior.sum()).astype(np.float32)
        head = adapter_training.fit(self.vectors[chosen], self.targets(chosen), self.definitions, None, EPOCHS)
        # Every theme has at least its definition among the examples, so the classes are the themes in their order.
        return ThemeModel(
            features=self.features,
            weights=fitted.coef_.T.astype(np.float32),
            bias=fitted.intercept_.astype(np.float32),
            head=Head(*head),
            prior=prior,
            temperatures=dict.fromkeys(SIGHTS, 1.0),
            kinds=self._kinds(chosen, prior),
            secondary=1.0,
        )

    def targets(self, chosen: Rows) -> Matrix:
        """The share of every theme in each chosen example (n x themes); the secondary ones have `SECONDARY` of it."""
        shares = np.zeros((len(chosen), len(self.index)), dtype=np.float32)
        for share, row in zip(shares, chosen, strict=True):
            example = self.examples[row]
            second = SECONDARY if example.secondary else 0.0
            for theme in example.themes:
                share[self.index[theme]] += (1 - second) / len(example.themes)
            for theme in example.secondary:
                share[self.index[theme]] += second / len(example.secondary)
        return shares

    def measured(self) -> tuple[dict[str, Any], ThemeModel]:
        """Figures on held-out texts by sight, and the model of all examples but `dev`, calibrated on held-out texts."""
        train, notices = (np.flatnonzero(self.sources == name) for name in ("train", "notices"))
        folds = [train[test] for _, test in GroupKFold(FOLDS).split(train, groups=self.councils[train])]
        own = [self.tagged[np.isin(self.councils[self.tagged], self.councils[rows])] for rows in folds]
        councils = [notices[self.councils[notices] == council] for council in sorted(set(self.councils[notices]))]
        of_train = [(np.concatenate(rows), self.fit(self.others(rows[0]))) for rows in zip(folds, own, strict=True)]
        of_notices = [(rows, self.fit(self.others(rows))) for rows in councils]
        whole = self.fit(np.flatnonzero(self.sources != "dev"))
        scores: dict[str, Any] = {}
        least = None
        for sight in SIGHTS:
            scores[sight] = self._of_sight(sight, of_train, of_notices, whole, least)
            least = scores[sight]["secondary"]["least"]
        return scores, whole.calibrated({sight: scores[sight]["temperature"] for sight in SIGHTS}, least or 1.0)

    def _of_sight(
        self, sight: Sight, of_train: Fits, of_notices: Fits, whole: ThemeModel, least: float | None
    ) -> dict[str, Any]:
        """The figures of one sight; `least`: the probability of secondary themes, None to choose it here."""
        train, dev, notices = (np.flatnonzero(self.sources == name) for name in ("train", "dev", "notices"))
        logits = np.zeros((len(self.examples), len(self.index)), dtype=np.float32)
        for rows, model in of_train:
            logits[rows] = self._logits(model, rows, sight)
        logits[dev] = self._logits(whole, dev, sight)
        temperature = round(self._temperature(logits[train], train), 3)
        logits = logits / np.float32(temperature)
        read = logits.copy()
        for rows, model in of_notices:
            logits[rows] = self._logits(model, rows, sight) / temperature
            read[rows] = self._read(model, logits[rows], rows, sight, temperature)
        by_council = {f"notice of {self.councils[rows[0]]}, council held out": rows for rows, _ in of_notices}
        told = [self.examples[row] for row in train.tolist()]
        probabilities = theme_model.softmax(logits[train])
        return {
            "temperature": temperature,
            "train, councils held out": self._figures(logits, train),
            "dev, texts held out": self._figures(logits, dev),
            **{name: self._figures(read, rows) for name, rows in by_council.items()},
            "notices, councils held out": self._figures(read, notices),
            "notices, councils held out, text alone": self._figures(logits, notices),
            "f1": by_theme(self._first(logits[train]), told),
            "secondary": second_themes(
                probabilities, told, self.names, least or best_least(probabilities, told, self.names)
            ),
            "framework": framework(
                self._first(logits[self.tagged]), [self.examples[row] for row in self.tagged.tolist()]
            )
            | {"gold": self._cross_walk(told)},
        }

    def _cross_walk(self, told: Sequence[Example]) -> dict[str, Any]:
        """How many gold texts print a tag, and for what share of them the cross-walk of their theme equals it."""
        tagged = [example for example in told if example.tag]
        found = framework([example.themes[0] for example in tagged], tagged)
        return {"texts": found["texts"], "equal": found["equal"]}

    def _first(self, logits: Matrix) -> list[str]:
        return [self.names[place] for place in logits.argmax(axis=1)]

    def others(self, held_out: Rows) -> Rows:
        """All examples to learn from that are of none of the held-out texts' councils."""
        left = (self.sources != "dev") & ~np.isin(self.councils, self.councils[held_out])
        return np.flatnonzero(left)

    def _logits(self, model: ThemeModel, rows: Rows, sight: Sight) -> Matrix:
        return model.logits(self.rows[rows], self.vectors[rows] if sight == "meaning" else None)

    def _read(self, model: ThemeModel, logits: Matrix, rows: Rows, sight: Sight, temperature: float) -> Matrix:
        """The clauses of a notice with their context and kind, as `themes.weighed` reads them; log probabilities."""
        told = [self.examples[row] for row in rows]

        def probabilities(texts: Sequence[str]) -> Matrix:
            vectors = encoded(texts) if sight == "meaning" else None
            return theme_model.softmax(model.logits(model.features.rows(texts), vectors) / temperature)

        contexts, kinds = [example.context for example in told], [example.kind for example in told]
        moved = themes.moved(logits, model.prior, model.kinds, probabilities, contexts, kinds)
        return theme_model.log_softmax(np.log(np.maximum(moved, 1e-9)))

    def _figures(self, logits: Matrix, rows: Rows) -> dict[str, Any]:
        told = [self.examples[row] for row in rows]
        return figures(theme_model.softmax(logits[rows]), told, self.names, themes.UNCLEAR)

    def _kinds(self, chosen: Rows, prior: Matrix) -> dict[str, Matrix]:
        """For each kind of clause the log ratio of every theme's share to its prior, drawn towards no difference."""
        ratios = {}
        told = [self.examples[row] for row in chosen if self.examples[row].kind]
        for kind in sorted({str(example.kind) for example in told}):
            counts = KIND_STRENGTH * prior
            for example in told:
                if example.kind == kind:
                    counts[self.index[example.themes[0]]] += 1
            ratios[kind] = np.log(counts / counts.sum() / prior).astype(np.float32)
        return ratios

    def _temperature(self, logits: Matrix, rows: Rows) -> float:
        """The temperature of least log loss (Guo et al. 2017, arXiv:1706.04599)."""
        truth = [self.index[self.examples[row].themes[0]] for row in rows.tolist()]

        def loss(temperature: float) -> float:
            probabilities = theme_model.softmax(logits / temperature)[np.arange(len(rows)), truth]
            return float(-np.log(np.maximum(probabilities, 1e-9)).mean())

        return float(minimize_scalar(loss, bounds=(0.2, 3), method="bounded").x)


def encoded(texts: Sequence[str]) -> Matrix:
    """Sentence vectors of the texts; ClausemapError where the encoder's weights are absent."""
    vectors = encoder.encode([expand(text) for text in texts])
    if vectors is None:
        raise ClausemapError("The sentence encoder's weights are not installed; nothing can be trained without them.")
    return vectors
