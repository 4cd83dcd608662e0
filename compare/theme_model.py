"""The fitted theme model: plain arrays in `models/themes/model.npz`, loaded once, used without any fitting.

Two judges are asked and their opinions mixed: a logistic regression over the words (`theme_features.py`), and the
nearness of the sentence vector, turned towards the themes, to a vector of each theme. Where the encoder's weights are
absent the words judge alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from compare import adapter, encoder, fitted, taxonomy
from compare.glossary import expand
from compare.theme_features import Features
from extract.errors import ClausemapError

Matrix = npt.NDArray[np.float32]
Sight = Literal["meaning", "lexical"]

PATH = Path(__file__).resolve().parents[1] / "models" / "themes" / "model.npz"
CHUNK = 2048
MEANING = 0.35
"""Weight of the sentence vector's opinion beside the words'; chosen on councils held out (`models/themes/card.md`)."""


@dataclass(frozen=True)
class Head:
    """The opinion of the sentence vector: `turned` (width x width) maps it, `named` (themes x width) are the themes."""

    turned: Matrix
    named: Matrix
    bias: Matrix

    def logits(self, vectors: Matrix) -> Matrix:
        """The opinion on each theme (n x themes)."""
        return np.asarray(adapter.adapted(vectors, self.turned) @ self.named.T + self.bias, dtype=np.float32)


@dataclass(frozen=True)
class ThemeModel:
    """Multinomial logistic regression over `Features`, and a `Head`; columns follow the taxonomy's order.

    weights: width x themes; bias, prior: themes; temperatures: by sight, divide the logits so that probabilities are
    calibrated; kinds: kind of clause -> log ratio of each theme's share among such clauses to its prior; secondary: the
    probability from which a theme after the first is a secondary one.
    """

    features: Features
    weights: Matrix
    bias: Matrix
    head: Head
    prior: Matrix
    temperatures: Mapping[Sight, float]
    kinds: Mapping[str, Matrix]
    secondary: float

    def probabilities(self, texts: Sequence[str]) -> Matrix:
        """Calibrated probabilities, n x themes; rows add up to 1."""
        return np.asarray(np.exp(self.log_probabilities(texts)), dtype=np.float32)

    def log_probabilities(self, texts: Sequence[str]) -> Matrix:
        """Their logarithms."""
        parts = [self._of_chunk(texts[start : start + CHUNK]) for start in range(0, len(texts), CHUNK)]
        return np.vstack(parts) if parts else np.zeros((0, len(self.bias)), dtype=np.float32)

    def _of_chunk(self, texts: Sequence[str]) -> Matrix:
        vectors = encoder.encode([expand(text) for text in texts])
        logits = self.logits(self.features.rows(texts), vectors)
        return log_softmax(logits / self.temperatures["lexical" if vectors is None else "meaning"])

    def logits(self, rows: Any, vectors: Matrix | None) -> Matrix:
        """Logits (n x themes) of rows of `Features` and of the sentence vectors, where there are any."""
        words = log_softmax(rows @ self.weights + self.bias)
        return words if vectors is None else mixed(words, log_softmax(self.head.logits(vectors)))

    def calibrated(self, temperatures: Mapping[Sight, float], secondary: float) -> ThemeModel:
        """The same with other temperatures and another least probability of secondary themes."""
        return replace(self, temperatures=temperatures, secondary=secondary)

    def arrays(self) -> dict[str, Any]:
        """Everything as plain arrays, to be stored."""
        kinds = sorted(self.kinds)
        return self.features.arrays() | {
            "weights": self.weights,
            "bias": self.bias,
            "turned": self.head.turned.astype(np.float16),
            "named": self.head.named,
            "named_bias": self.head.bias,
            "prior": self.prior,
            "temperatures": np.array([self.temperatures[sight] for sight in SIGHTS], dtype=np.float32),
            "secondary": np.float32(self.secondary),
            "kinds": np.array(kinds),
            "kind_ratios": np.array([self.kinds[kind] for kind in kinds], dtype=np.float32),
        }

    @classmethod
    def stored(cls, arrays: dict[str, Any]) -> ThemeModel:
        """Back from `arrays`."""
        return cls(
            features=Features.stored(arrays),
            weights=arrays["weights"],
            bias=arrays["bias"],
            head=Head(arrays["turned"].astype(np.float32), arrays["named"], arrays["named_bias"]),
            prior=arrays["prior"],
            temperatures=dict(zip(SIGHTS, arrays["temperatures"].tolist(), strict=True)),
            kinds=dict(zip(arrays["kinds"].tolist(), arrays["kind_ratios"], strict=True)),
            secondary=float(arrays["secondary"]),
        )


SIGHTS: tuple[Sight, ...] = ("meaning", "lexical")


def mixed(words: Matrix, meaning: Matrix) -> Matrix:
    """Both judges' log probabilities, weighed."""
    return np.asarray((1 - MEANING) * words + MEANING * meaning, dtype=np.float32)


def log_softmax(logits: Any) -> Matrix:
    """Rows of logits to rows of log probabilities."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), dtype=np.float32)


def softmax(logits: Any) -> Matrix:
    """Rows of logits to rows of probabilities."""
    return np.asarray(np.exp(log_softmax(logits)), dtype=np.float32)


def save(model: ThemeModel, path: Path = PATH) -> None:
    """Write the model, used from then on."""
    ids = np.array([theme.id for theme in taxonomy.load().themes])
    np.savez_compressed(path, themes=ids, **model.arrays())
    read.cache_clear()


def load() -> ThemeModel:
    """The office's own model, else the one that came with Clausemap; errors as `read` raises them."""
    return read(fitted.path(PATH))


@cache
def read(path: Path) -> ThemeModel:
    """The fitted model of a file; ClausemapError where it is missing, damaged or made for another taxonomy."""
    try:
        with np.load(path) as data:
            arrays = {name: data[name] for name in data.files}
        if tuple(arrays["themes"].tolist()) != tuple(theme.id for theme in taxonomy.load().themes):
            raise ClausemapError("The theme model was made for another taxonomy; run clausemap train to make it again.")
        return ThemeModel.stored(arrays)
    except (OSError, ValueError, KeyError) as why:
        raise ClausemapError(
            f"The theme model {path} cannot be read; run clausemap train to make it, or delete one of your own."
        ) from why
