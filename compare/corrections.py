"""The theme model moved by what people decided on texts, no further than they ask.

Maximum a posteriori adaptation (Chelba and Acero 2004, "Adaptation of Maximum Entropy Capitalizer: Little Data Can Help
a Lot", EMNLP): the weights have a Gaussian prior whose mean is the weights as they were and whose variance is the one
that they were fitted with. What a text is becomes likelier, what it is not less likely; a text that the model gets
right with confidence moves hardly anything, and nothing moves texts that share neither words nor meaning with those
decided on. The best weights are the old ones plus a mixture of the decided texts (representer theorem: Schoelkopf,
Herbrich and Smola 2001, COLT), so that only the mixture is looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from compare import adapter, taxonomy
from compare.theme_features import Features
from compare.theme_model import MEANING, ThemeModel
from compare.theme_training import C, encoded

Matrix = npt.NDArray[np.float32]
Mixture = npt.NDArray[np.float64]

VECTOR = 1.0
"""What the sentence vectors' cosine counts beside the product of the words' rows (`docs/matching.md`)."""
ITERATIONS = 200
LEAST = 1e-9


@dataclass(frozen=True)
class Told:
    """What a person said of a text: that it is of a theme, or that it is not."""

    text: str
    theme: str
    right: bool = True


@dataclass(frozen=True)
class Lesson:
    """Texts that were decided on, as the model sees them; n of each.

    rows: CSR of `Features`; vectors: sentence vectors; themes: places in the taxonomy; right: it is that theme, or not.
    """

    rows: Any
    vectors: Matrix
    themes: npt.NDArray[np.int64]
    right: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, features: Features, told: Sequence[Told]) -> Lesson:
        """ClausemapError where the encoder's weights are absent."""
        places = {theme.id: place for place, theme in enumerate(taxonomy.load().themes)}
        texts = [one.text for one in told]
        return cls(
            rows=features.rows(texts),
            vectors=encoded(texts),
            themes=np.array([places[one.theme] for one in told], dtype=np.int64),
            right=np.array([one.right for one in told], dtype=bool),
        )

    def __getitem__(self, chosen: Any) -> Lesson:
        return Lesson(self.rows[chosen], self.vectors[chosen], self.themes[chosen], self.right[chosen])

    def agreed(self, model: ThemeModel) -> npt.NDArray[np.bool_]:
        """For each text whether the model's first theme is what was said, or is not what it was said not to be."""
        return np.asarray((self.logits(model).argmax(axis=1) == self.themes) == self.right)

    def logits(self, model: ThemeModel) -> Matrix:
        """The model's opinion on each theme (n x themes)."""
        return model.logits(self.rows, self.vectors)


def corrected(model: ThemeModel, lesson: Lesson) -> ThemeModel:
    """The model after the lesson; the same where there is none."""
    if not len(lesson.themes):
        return model
    temperature = model.temperatures["meaning"]
    turned = adapter.adapted(lesson.vectors, model.head.turned)
    words = (1 - MEANING) ** 2 * np.asarray((lesson.rows @ lesson.rows.T).todense(), dtype=float)
    kernel = (words + VECTOR * (turned @ turned.T)) / temperature**2
    logits = lesson.logits(model).astype(float) / temperature
    mixture = (_mixture(kernel, logits, lesson) / temperature).astype(np.float32)
    return replace(
        model,
        weights=model.weights + (1 - MEANING) * np.asarray(lesson.rows.T @ mixture, dtype=np.float32),
        head=replace(model.head, named=model.head.named + VECTOR / MEANING * (mixture.T @ turned)),
    )


def _mixture(kernel: Mixture, logits: Mixture, lesson: Lesson) -> Mixture:
    """How much of every decided text each theme's weights take in (n x themes): least loss plus the prior's pull."""
    count, every = len(logits), np.arange(len(logits))
    own = np.zeros_like(logits)
    own[every, lesson.themes] = 1

    def loss(flat: Mixture) -> tuple[float, Mixture]:
        mixture = flat.reshape(logits.shape)
        moved = kernel @ mixture
        shifted = logits + moved
        shifted = np.exp(shifted - shifted.max(axis=1, keepdims=True))
        probabilities = shifted / shifted.sum(axis=1, keepdims=True)
        of_own = np.clip(probabilities[every, lesson.themes], LEAST, 1 - LEAST)
        odds = (of_own / (1 - of_own))[:, None]
        slope = np.where(lesson.right[:, None], probabilities - own, odds * (own - probabilities))
        value = np.where(lesson.right, -np.log(of_own), -np.log1p(-of_own)).sum()
        value += (mixture * moved).sum() / (2 * C)
        return float(value), (kernel @ (slope + mixture / C)).ravel()

    found = minimize(loss, np.zeros(logits.size), jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS})
    return np.asarray(found.x.reshape(count, -1))
