"""Fits the adapter of the sentence vectors on pairs of texts that mean the same, and on themes.

Two losses are added, both a softmax over cosines (van den Oord et al. 2018, arXiv:1807.03748; Khosla et al. 2020,
arXiv:2004.11362): a requirement must find the same requirement in other words and the action that answers it among
those of other requirements and among near misses; a text must find its theme among the themes' own vectors, which start
as the vectors of their definitions. The map starts as the identity and is drawn back to
it, since a few thousand texts know less than the encoder does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

EPOCHS = 30
BATCH, PAIRS = 128, 96
RATE = 1e-3
SHARPNESS = 20.0
"""What cosines of pairs are multiplied by before the softmax."""
THEME_SHARPNESS = 12.0
TIE = 0.1
"""Weight of the squared distance of the map from the identity, per row."""
DROPOUT = 0.1
SEED = 0


class Pairs(NamedTuple):
    """Equally many vectors (n x width): requirements, the same in other words, their answers, and near misses."""

    asked: Matrix
    again: Matrix
    answer: Matrix
    near: Matrix


@dataclass
class Adam:
    """One array under Adam (Kingma and Ba 2015, arXiv:1412.6980)."""

    value: Matrix
    steps: int = 0
    first: Any = 0.0
    second: Any = 0.0

    def step(self, gradient: Matrix, rate: float = RATE) -> None:
        """Move against the gradient."""
        self.steps += 1
        self.first = 0.9 * self.first + 0.1 * gradient
        self.second = 0.999 * self.second + 0.001 * gradient**2
        mean, spread = self.first / (1 - 0.9**self.steps), self.second / (1 - 0.999**self.steps)
        self.value = np.asarray(self.value - rate * mean / (np.sqrt(spread) + 1e-8), dtype=np.float32)


class Fitted(NamedTuple):
    """The map (width x width), and what tells themes from mapped vectors: themes x width and a bias for each."""

    turned: Matrix
    named: Matrix
    bias: Matrix


def fit(vectors: Matrix, targets: Matrix, themes: Matrix, pairs: Pairs | None, epochs: int = EPOCHS) -> Fitted:
    """The map; without pairs only the themes turn it.

    vectors: n x width, of texts with a share of each theme (targets: n x themes, rows add up to 1); themes: themes x
    width, of the definitions. The same input gives the same map.
    """
    random = np.random.default_rng(SEED)
    width = vectors.shape[1]
    turned = Adam(np.eye(width, dtype=np.float32))
    own = Adam(themes.astype(np.float32))
    bias = Adam(np.zeros(len(themes), dtype=np.float32))
    for _ in range(epochs):
        order = random.permutation(len(vectors))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            about = _dropped(vectors[chosen], random)
            gradient, themes_gradient, bias_gradient, _ = theme_loss(
                turned.value, own.value, bias.value, about, targets[chosen]
            )
            if pairs is not None:
                drawn = random.integers(len(pairs.asked), size=PAIRS)
                gradient = gradient + pair_loss(turned.value, [_dropped(side[drawn], random) for side in pairs])[0]
            gradient = gradient + 2 * TIE * (turned.value - np.eye(width)) / width
            turned.step(np.asarray(gradient, dtype=np.float32))
            own.step(themes_gradient)
            bias.step(bias_gradient)
    named = own.value / np.linalg.norm(own.value, axis=1, keepdims=True)
    return Fitted(turned.value, THEME_SHARPNESS * named, bias.value)


def theme_loss(
    turned: Matrix, own: Matrix, bias: Matrix, about: Matrix, targets: Matrix
) -> tuple[Matrix, Matrix, Matrix, float]:
    """Gradients for the map, the themes' vectors and their bias, and the mean cross-entropy."""
    unit, back = _through(turned, about)
    lengths = np.linalg.norm(own, axis=1, keepdims=True)
    named = own / lengths
    error, loss = _softmax_error(THEME_SHARPNESS * unit @ named.T + bias, targets)
    of_named = THEME_SHARPNESS * error.T @ unit
    of_own = (of_named - named * (named * of_named).sum(axis=1, keepdims=True)) / lengths
    return back(THEME_SHARPNESS * error @ named), of_own, error.sum(axis=0), loss


def pair_loss(turned: Matrix, sides: Sequence[Matrix]) -> tuple[Matrix, float]:
    """The gradient for the map and the loss of a batch of pairs (`sides` as in `Pairs`): a fifth of five searches.

    Requirement for answer and the same in other words for answer, both among the near misses too; answer for
    requirement; requirement for its restatement, and back.
    """
    units, backs = zip(*(_through(turned, side) for side in sides), strict=True)
    asked, again, answer, near = range(4)
    searches = (
        (asked, (answer, near)),
        (again, (answer, near)),
        (answer, (asked,)),
        (asked, (again,)),
        (again, (asked,)),
    )
    gradients = [np.zeros_like(unit) for unit in units]
    total = 0.0
    for source, wanted in searches:
        keys = np.vstack([units[place] for place in wanted])
        right = np.eye(len(units[source]), len(keys), dtype=np.float32)
        error, loss = _softmax_error(SHARPNESS * units[source] @ keys.T, right)
        total += loss / len(searches)
        gradients[source] += SHARPNESS * error @ keys / len(searches)
        of_keys = SHARPNESS * error.T @ units[source] / len(searches)
        for place, part in zip(wanted, np.split(of_keys, len(wanted)), strict=True):
            gradients[place] += part
    gradient = sum(back(own) for back, own in zip(backs, gradients, strict=True))
    return np.asarray(gradient, dtype=np.float32), total


def _through(turned: Matrix, vectors: Matrix) -> tuple[Matrix, Any]:
    """The mapped vectors at unit length, and the way back: from their gradient to that of the map."""
    moved = vectors @ turned.T
    lengths = np.linalg.norm(moved, axis=1, keepdims=True) + 1e-9
    unit = moved / lengths

    def back(gradient: Matrix) -> Matrix:
        return np.asarray(((gradient - unit * (unit * gradient).sum(axis=1, keepdims=True)) / lengths).T @ vectors)

    return unit, back


def _softmax_error(logits: Matrix, targets: Matrix) -> tuple[Matrix, float]:
    """Softmax less targets over the number of rows, and the mean cross-entropy."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return (np.exp(logs) - targets) / len(logits), float(-(targets * logs).sum(axis=1).mean())


def _dropped(vectors: Matrix, random: np.random.Generator) -> Matrix:
    kept = random.random(vectors.shape, dtype=np.float32) >= DROPOUT
    return np.asarray(vectors * kept / (1 - DROPOUT), dtype=np.float32)
