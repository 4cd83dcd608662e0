"""The theme model before and after decisions, on labelled texts that neither has learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from compare import taxonomy, theme_examples, theme_model
from compare.corrections import Lesson, Told, corrected
from compare.theme_examples import Example
from compare.theme_figures import figures
from compare.theme_model import ThemeModel
from compare.theme_training import Recipe, Rows
from compare.themes import UNCLEAR
from extract.schema import normalised

FIGURES = ("first", "first_any", "top3")
GROUPS = ("train, councils held out", "dev, texts held out", "notices, councils held out, text alone")
"""Of the figures of a folder of gold those that are of the text alone; each text stands in one of them."""


class Beginning(Protocol):
    """A model to begin with, and labelled texts that it is measured on; `of` says in words what they are."""

    of: str

    def holds(self, text: str) -> bool:
        """Whether it is one of the labelled texts: their labels stand, and nothing is learnt from it."""

    def after(self, told: Sequence[Told]) -> tuple[dict[str, Any], ThemeModel]:
        """The figures on texts that the model has not learnt from, after what was told, and that model."""


class Shipped:
    """The model that came with Clausemap; it never learnt from the examples."""

    of = "the sample notices"

    def __init__(self, examples: Sequence[Example]) -> None:
        self._examples = examples
        self._known = {normalised(example.text) for example in examples}
        self._model = theme_model.read(theme_model.PATH)
        self._asked = Lesson.of(self._model.features, [Told(one.text, one.themes[0]) for one in examples])

    def holds(self, text: str) -> bool:
        """As `Beginning` says."""
        return normalised(text) in self._known

    def after(self, told: Sequence[Told]) -> tuple[dict[str, Any], ThemeModel]:
        """As `Beginning` says."""
        model = corrected(self._model, Lesson.of(self._model.features, told))
        probabilities = theme_model.softmax(self._asked.logits(model) / model.temperatures["meaning"])
        names = [theme.id for theme in taxonomy.load().themes]
        return _together([figures(probabilities, self._examples, names, UNCLEAR)]), model


class Refitted(Recipe):
    """The model made again from a folder of gold; every held-out part of it is measured by a model made without it."""

    of = "the held-out texts of the gold folder"

    def __init__(self, gold: Path) -> None:
        super().__init__(theme_examples.read(gold))
        self._known = {normalised(one.text) for one in self.examples if one.source not in ("written", "taxonomy")}
        self._fitted: dict[bytes, ThemeModel] = {}
        self._lesson = Lesson.of(self.features, ())

    def holds(self, text: str) -> bool:
        """As `Beginning` says."""
        return normalised(text) in self._known

    def fit(self, chosen: Rows) -> ThemeModel:
        """The model of the chosen examples, after what was told; the examples are fitted once."""
        key = chosen.tobytes()
        if key not in self._fitted:
            self._fitted[key] = super().fit(chosen)
        return corrected(self._fitted[key], self._lesson)

    def after(self, told: Sequence[Told]) -> tuple[dict[str, Any], ThemeModel]:
        """As `Beginning` says."""
        self._lesson = Lesson.of(self.features, told)
        scores, model = self.measured()
        return _together([scores["meaning"][group] for group in GROUPS]), model


def _together(groups: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The figures of several groups of texts as if they were one."""
    texts = np.array([group["texts"] for group in groups])
    shares = {name: round(float(np.average([group[name] for group in groups], weights=texts)), 4) for name in FIGURES}
    return {"texts": int(texts.sum())} | shares
