"""Fits the theme model and measures it on texts that it has not seen.

`python -m compare.theme_training GOLD_FOLDER` (or `clausemap train`) makes `models/background.npz`,
`models/themes/model.npz` and `models/themes/scores.json` again; the same gold gives the same model. Every figure is
of texts of councils that the model measured did not learn from, except `dev`, where only the texts are unseen.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from compare import encoder, taxonomy, terms, theme_examples, theme_model, themes
from compare.theme_examples import WEIGHTS, Example
from compare.theme_features import Features
from compare.theme_model import Sight, ThemeModel

Matrix = npt.NDArray[np.float32]

MODELS = theme_model.PATH.parents[1]
C = 10.0
"""Inverse strength of the L2 penalty."""
SURE = 0.8
SURE_WEIGHT = 0.3
"""Self-training: unlabelled texts that a first model is this sure of join the second one's examples at this weight."""
ITERATIONS = 80
FOLDS = 5
KIND_STRENGTH = 5.0
"""Clauses that the prior counts for where a theme's share among the clauses of one kind is estimated."""
Rows = npt.NDArray[np.int64]


def train(gold: Path, models_folder: Path = MODELS) -> dict[str, Any]:
    """Fit both models on everything, measure the same recipe on held-out texts, write both; gives the scores."""
    examples = theme_examples.read(gold)
    terms.fit(theme_examples.texts_for_background(gold), models_folder / terms.PATH.name)
    models: dict[Sight, ThemeModel] = {}
    scores: dict[str, Any] = {"examples": _counts(examples), "C": C, "sure": SURE, "sure_weight": SURE_WEIGHT}
    sights: tuple[Sight, ...] = ("meaning", "lexical") if encoder.available() else ("lexical",)
    for sight in sights:
        recipe = Recipe(examples, theme_examples.unlabelled(gold, examples), sight)
        scores[sight], temperature = recipe.measure()
        models[sight] = recipe.fit(np.arange(len(examples)), temperature)
    (models_folder / "themes").mkdir(exist_ok=True)
    theme_model.save(models, models_folder / "themes" / theme_model.PATH.name)
    report = models_folder / "themes" / "scores.json"
    report.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    return scores


class Recipe:
    """One way to fit, with the features of all examples computed once."""

    def __init__(self, examples: Sequence[Example], unlabelled: Sequence[tuple[str, str]], sight: Sight) -> None:
        self.examples = examples
        self.index = {theme.id: place for place, theme in enumerate(taxonomy.load().themes)}
        self.features = Features.fitted([example.text for example in examples], meaning=sight == "meaning")
        self.rows = self.features.rows([example.text for example in examples])
        self.more = self.features.rows([text for _, text in unlabelled])
        self.councils_of_more = np.array([council for council, _ in unlabelled])
        self.councils = np.array([example.council for example in examples])
        self.sources = np.array([example.source for example in examples])

    def fit(self, chosen: Rows, temperature: float, without: Sequence[str] = ()) -> ThemeModel:
        """The model of the chosen examples and of the unlabelled texts of councils but those `without`.

        An example with two equal themes counts half for each.
        """
        pairs = [(row, theme) for row in chosen for theme in self.examples[row].themes]
        rows = self.rows[[row for row, _ in pairs]]
        labels = np.array([self.index[theme] for _, theme in pairs])
        weights = np.array([WEIGHTS[self.examples[row].source] / len(self.examples[row].themes) for row, _ in pairs])
        first = _regression(rows, labels, weights)
        pool = np.flatnonzero(~np.isin(self.councils_of_more, list(without)))
        told = theme_model.softmax(self.more[pool] @ first.coef_.T + first.intercept_)
        sure = told.max(axis=1) > SURE
        fitted = _regression(
            sparse.vstack([rows, self.more[pool[sure]]]).tocsr(),
            np.concatenate([labels, told.argmax(axis=1)[sure]]),
            np.concatenate([weights, np.full(int(sure.sum()), SURE_WEIGHT)]),
        )
        prior = np.bincount(labels, weights=weights, minlength=len(self.index)) + 1
        prior = (prior / prior.sum()).astype(np.float32)
        # Every theme has at least its definition among the examples, so the classes are the themes in their order.
        return ThemeModel(
            features=self.features,
            weights=fitted.coef_.T.astype(np.float32),
            bias=fitted.intercept_.astype(np.float32),
            prior=prior,
            temperature=temperature,
            kinds=self._kinds(chosen, prior),
        )

    def measure(self) -> tuple[dict[str, Any], float]:
        """Figures on held-out texts, and the temperature that calibrates the held-out probabilities."""
        train, dev, notices = (np.flatnonzero(self.sources == name) for name in ("train", "dev", "notices"))
        folds = GroupKFold(FOLDS).split(train, groups=self.councils[train])
        logits = self._held_out([train[test] for _, test in folds], hidden=dev)
        temperature = self._temperature(logits, train)
        councils = sorted(set(self.councils[notices]))
        by_notice = [notices[self.councils[notices] == council] for council in councils]
        figures = {
            "train, councils held out": self._figures(theme_model.softmax(logits / temperature), train),
            "dev, texts held out": self._figures(self._held_out([dev], theme_model.softmax, temperature), dev),
        }
        whole = np.zeros((len(notices), len(self.index)), dtype=np.float32)
        alone = whole.copy()
        for council, rows in zip(councils, by_notice, strict=True):
            model = self.fit(self._others(rows), temperature, [council])
            texts = [self.examples[row] for row in rows]
            place = np.searchsorted(notices, rows)
            alone[place] = model.probabilities([example.text for example in texts])
            whole[place] = themes.weighed(
                model,
                [example.text for example in texts],
                [example.context for example in texts],
                [example.kind for example in texts],
            )
            figures[f"notice of {council}, council held out"] = self._figures(whole[place], rows)
        figures["notices, councils held out"] = self._figures(whole, notices)
        figures["notices, councils held out, text alone"] = self._figures(alone, notices)
        return {"temperature": round(temperature, 3)} | figures | {"f1": self._by_theme(logits, train)}, temperature

    def _others(self, held_out: Rows, hidden: Rows | None = None) -> Rows:
        """All examples of other councils; a text held out of `dev` leaves its council's other texts in."""
        left = np.ones(len(self.examples), dtype=bool)
        left[held_out] = False
        if hidden is not None:
            left[hidden] = False
        if self.sources[held_out[0]] != "dev":
            left &= ~np.isin(self.councils, self.councils[held_out])
        return np.flatnonzero(left)

    def _held_out(
        self,
        parts: Sequence[Rows],
        finish: Callable[[Matrix], Matrix] = lambda logits: logits,
        temperature: float = 1.0,
        hidden: Rows | None = None,
    ) -> Matrix:
        """Logits (by `finish`: probabilities) of every part by a model of the others, in the order of the rows."""
        order = np.concatenate(list(parts))
        logits = []
        for rows in parts:
            without = [] if self.sources[rows[0]] == "dev" else list(self.councils[rows])
            model = self.fit(self._others(rows, hidden), temperature, without)
            logits.append(finish((self.rows[rows] @ model.weights + model.bias) / temperature))
        return np.vstack(logits)[np.argsort(order)]

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
        truth = [self.index[self.examples[row].themes[0]] for row in rows]

        def loss(temperature: float) -> float:
            probabilities = theme_model.softmax(logits / temperature)[np.arange(len(rows)), truth]
            return float(-np.log(np.maximum(probabilities, 1e-9)).mean())

        return float(minimize_scalar(loss, bounds=(0.2, 3), method="bounded").x)

    def _figures(self, probabilities: Matrix, rows: Rows) -> dict[str, Any]:
        """Share right first, right or secondary first, among the first three; mean confidence; expected error of it."""
        names = list(self.index)
        best = np.argsort(-probabilities, axis=1, kind="stable")[:, :3]
        told = [self.examples[row] for row in rows]
        first = np.array([names[b[0]] in e.themes for b, e in zip(best, told, strict=True)])
        either = [names[b[0]] in (*e.themes, *e.secondary) for b, e in zip(best, told, strict=True)]
        three = [any(names[place] in e.themes for place in b) for b, e in zip(best, told, strict=True)]
        confidence = probabilities.max(axis=1)
        bins = np.minimum((confidence * 10).astype(int), 9)
        gaps = [abs(first[bins == b].mean() - confidence[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
        return {
            "texts": len(rows),
            "first": round(float(first.mean()), 4),
            "first_any": round(float(np.mean(either)), 4),
            "top3": round(float(np.mean(three)), 4),
            "confidence": round(float(confidence.mean()), 4),
            "calibration_error": round(float(sum(gaps)), 4),
        }

    def _by_theme(self, logits: Matrix, rows: Rows) -> dict[str, list[float]]:
        """F1 of the first theme and the number of texts, for every theme that the rows hold."""
        said = logits.argmax(axis=1)
        truth = np.array([self.index[self.examples[row].themes[0]] for row in rows])
        scores = {}
        for name, theme in self.index.items():
            held = int((truth == theme).sum())
            if held:
                hits = int(((said == theme) & (truth == theme)).sum())
                scores[name] = [round(2 * hits / (held + int((said == theme).sum())), 3), held]
        return scores


def _regression(rows: Any, labels: npt.NDArray[Any], weights: npt.NDArray[Any]) -> Any:
    return LogisticRegression(C=C, max_iter=ITERATIONS).fit(rows, labels, sample_weight=weights)


def _counts(examples: Sequence[Example]) -> dict[str, int]:
    return {source: sum(example.source == source for example in examples) for source in WEIGHTS}


if __name__ == "__main__":
    print(json.dumps(train(Path(sys.argv[1])), indent=1))
