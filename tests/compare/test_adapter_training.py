"""The adapter of the sentence vectors: its gradients, and what it learns."""

from __future__ import annotations

import numpy as np
import pytest

from compare import adapter, adapter_training
from compare.adapter_training import Pairs
from extract.errors import ClausemapError

WIDTH, THEMES = 6, 3


def unit(random: np.random.Generator, *shape: int) -> np.ndarray:
    rows = random.normal(size=shape)
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True))


def numerical(loss: object, at: np.ndarray) -> np.ndarray:
    gradient = np.zeros_like(at)
    for place in np.ndindex(*at.shape):
        for sign in (1, -1):
            moved = at.copy()
            moved[place] += sign * 1e-5
            gradient[place] += sign * loss(moved) / 2e-5  # type: ignore[operator]
    return gradient


def test_the_gradient_of_the_themes_is_the_slope_of_their_loss() -> None:
    random = np.random.default_rng(1)
    turned, own, bias = (
        random.normal(size=(WIDTH, WIDTH)),
        random.normal(size=(THEMES, WIDTH)),
        random.normal(size=THEMES),
    )
    about, targets = unit(random, 5, WIDTH), np.eye(THEMES)[[0, 1, 2, 0, 1]]
    of_map, of_own, of_bias, _ = adapter_training.theme_loss(turned, own, bias, about, targets)
    assert of_map == pytest.approx(
        numerical(lambda m: adapter_training.theme_loss(m, own, bias, about, targets)[3], turned), abs=1e-5
    )
    assert of_own == pytest.approx(
        numerical(lambda o: adapter_training.theme_loss(turned, o, bias, about, targets)[3], own), abs=1e-5
    )
    assert of_bias == pytest.approx(
        numerical(lambda b: adapter_training.theme_loss(turned, own, b, about, targets)[3], bias), abs=1e-5
    )


def test_the_gradient_of_the_pairs_is_the_slope_of_their_loss() -> None:
    random = np.random.default_rng(2)
    turned, sides = random.normal(size=(WIDTH, WIDTH)), [unit(random, 4, WIDTH) for _ in range(4)]
    of_map, _ = adapter_training.pair_loss(turned, sides)
    assert of_map == pytest.approx(numerical(lambda m: adapter_training.pair_loss(m, sides)[1], turned), abs=1e-4)


def test_answers_come_nearer_than_near_misses_although_they_were_further() -> None:
    random = np.random.default_rng(3)
    asked = unit(random, 40, WIDTH).astype(np.float32)
    swapped = np.eye(WIDTH, dtype=np.float32)[[1, 0, 3, 2, 5, 4]]
    pairs = Pairs(asked, asked, asked @ swapped, asked)
    targets = np.eye(THEMES, dtype=np.float32)[random.integers(THEMES, size=40)]
    fitted = adapter_training.fit(asked, targets, unit(random, THEMES, WIDTH).astype(np.float32), pairs, epochs=600)
    before, after = asked, adapter.adapted(asked, fitted.turned)
    answers = adapter.adapted(pairs.answer, fitted.turned)
    assert (after * answers).sum(axis=1).mean() > (before * pairs.answer).sum(axis=1).mean() + 0.3
    again = adapter_training.fit(
        asked, targets, unit(np.random.default_rng(9), THEMES, WIDTH).astype(np.float32), None, 2
    )
    assert again.named.shape == (THEMES, WIDTH)


def test_an_adapted_vector_has_unit_length_and_nothing_stays_nothing() -> None:
    turned = 3 * np.eye(2, dtype=np.float32)
    assert adapter.adapted(np.array([[0.6, 0.8], [0, 0]], dtype=np.float32), turned).tolist() == [
        pytest.approx([0.6, 0.8]),
        [0, 0],
    ]


def test_a_missing_adapter_is_told_in_a_sentence(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ClausemapError, match="run clausemap train"):
        adapter.matrix(tmp_path / "adapter.npz")
