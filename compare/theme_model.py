"""The fitted theme model: plain arrays in `models/themes/model.npz`, loaded once, used without any fitting.

It holds two sets of weights, one with sentence embeddings and one of words alone for machines without the encoder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from compare import encoder, taxonomy
from compare.theme_features import Features
from extract.errors import ClausemapError

Matrix = npt.NDArray[np.float32]
Sight = Literal["meaning", "lexical"]

PATH = Path(__file__).resolve().parents[1] / "models" / "themes" / "model.npz"
CHUNK = 2048


@dataclass(frozen=True)
class ThemeModel:
    """Multinomial logistic regression over `Features`; columns follow the taxonomy's order.

    weights: width x themes; bias, prior: themes; temperature: divides the logits so that probabilities are
    calibrated; kinds: kind of clause -> log ratio of each theme's share among such clauses to its prior.
    """

    features: Features
    weights: Matrix
    bias: Matrix
    prior: Matrix
    temperature: float
    kinds: Mapping[str, Matrix]

    def probabilities(self, texts: Sequence[str]) -> Matrix:
        """Calibrated probabilities, n x themes; rows add up to 1."""
        parts = [
            softmax((self.features.rows(texts[start : start + CHUNK]) @ self.weights + self.bias) / self.temperature)
            for start in range(0, len(texts), CHUNK)
        ]
        return np.vstack(parts) if parts else np.zeros((0, len(self.bias)), dtype=np.float32)

    def arrays(self) -> dict[str, Any]:
        """Everything as plain arrays, to be stored."""
        return self.features.arrays() | {
            "weights": self.weights,
            "bias": self.bias,
            "prior": self.prior,
            "temperature": np.array(self.temperature, dtype=np.float32),
            "kinds": np.array(sorted(self.kinds)),
            "kind_ratios": np.array([self.kinds[kind] for kind in sorted(self.kinds)], dtype=np.float32),
        }

    @classmethod
    def stored(cls, arrays: dict[str, Any]) -> ThemeModel:
        """Back from `arrays`."""
        return cls(
            features=Features.stored(arrays),
            weights=arrays["weights"],
            bias=arrays["bias"],
            prior=arrays["prior"],
            temperature=float(arrays["temperature"]),
            kinds=dict(zip(arrays["kinds"].tolist(), arrays["kind_ratios"], strict=True)),
        )


def softmax(logits: Any) -> Matrix:
    """Rows of logits to rows of probabilities."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True), dtype=np.float32)


def save(models: Mapping[Sight, ThemeModel], path: Path = PATH) -> None:
    """Write both models to one file, used from then on."""
    arrays: dict[str, Any] = {"themes": np.array([theme.id for theme in taxonomy.load().themes])}
    for sight, model in models.items():
        arrays |= {f"{sight}.{name}": value for name, value in model.arrays().items()}
    np.savez_compressed(path, **arrays)
    load.cache_clear()


def current() -> ThemeModel:
    """The model that this machine can run: with the encoder where its weights are here, else words alone."""
    return load("meaning" if encoder.available() else "lexical")


@cache
def load(sight: Sight, path: Path = PATH) -> ThemeModel:
    """One of the two fitted models; ClausemapError where the file is missing or made for another taxonomy."""
    try:
        with np.load(path) as data:
            ids = tuple(data["themes"].tolist())
            arrays = {name.removeprefix(f"{sight}."): data[name] for name in data.files if name.startswith(f"{sight}.")}
    except (OSError, ValueError, KeyError) as why:
        raise ClausemapError(f"The theme model {path.name} cannot be read; run clausemap train to make it.") from why
    if ids != tuple(theme.id for theme in taxonomy.load().themes):
        raise ClausemapError("The theme model was made for another taxonomy; run clausemap train to make it again.")
    return ThemeModel.stored(arrays)
