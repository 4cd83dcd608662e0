"""Second themes and the framework's tags, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from compare.adapter_figures import figures as searches
from compare.adapter_training import Pairs
from compare.theme_examples import Example
from compare.theme_figures import best_least, figures, framework, second_themes

NAMES = ["plans", "auditing", "risk", "vision"]
TOLD = [
    Example("train", "", ("plans",), ("auditing",)),
    Example("train", "", ("risk",), ()),
    Example("train", "", ("vision",), ("plans", "risk")),
]
SAID = np.array([[0.7, 0.2, 0.06, 0.04], [0.3, 0.05, 0.6, 0.05], [0.5, 0.02, 0.18, 0.3]], dtype=np.float32)


def test_second_themes_are_right_where_a_reader_gave_them_and_they_were_not_said_first() -> None:
    found = second_themes(SAID, TOLD, NAMES, 0.15)
    # Said: auditing; plans; vision and risk. Readers: auditing; none; vision and risk, since plans is said first.
    assert found == {
        "least": 0.15,
        "precision": 0.75,
        "recall": 1.0,
        "f1": pytest.approx(6 / 7, abs=1e-4),
        "share": 1.0,
    }
    assert second_themes(SAID, TOLD, NAMES, 0.35)["f1"] == 0


def test_the_best_least_probability_is_one_that_no_other_beats() -> None:
    best = best_least(SAID, TOLD, NAMES)
    assert second_themes(SAID, TOLD, NAMES, best)["f1"] == max(
        second_themes(SAID, TOLD, NAMES, least / 100)["f1"] for least in range(1, 50)
    )


def test_a_secondary_theme_said_first_is_a_swap_and_no_confusion() -> None:
    found = figures(SAID, TOLD, NAMES, 0.55)
    assert (found["swapped"], found["confusions"]) == ([["vision", "plans", 1]], [])
    assert found["labelled"] == {"share": 0.6667, "first": 1.0, "first_any": 1.0}


def test_tags_are_compared_with_the_cross_walk() -> None:
    told = [
        Example("labels", "", ("plans",), tag="outcome_1"),
        Example("labels", "", ("risk",), tag="outcome_1, outcome_3"),
        Example("labels", "", ("auditing",), tag="outcome_4"),
        Example("labels", "", ("compliance",), tag="enabler_1"),
    ]
    found = framework(["plans", "risk", "plans", "compliance"], told)
    assert (found["texts"], found["equal"], found["same_kind"], found["readers"]) == (4, 0.5, 0.75, 0.5)
    assert found["confusions"] == [["outcome_4", "outcome_1", 1], ["enabler_1", "none", 1]]


def test_an_adapter_is_measured_on_pairs_that_it_has_not_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compare.adapter_training.EPOCHS", 1)
    vectors = np.eye(10, 8, dtype=np.float32) + 0.01
    pairs = Pairs(vectors, vectors[::-1].copy(), vectors, -vectors)
    found = searches(vectors, np.eye(10, 3, dtype=np.float32), np.eye(3, 8, dtype=np.float32), pairs)
    assert found["searches"] == 2
    assert found["before"]["answers"] == {"first": 1.0, "first_ten": 1.0, "mean_reciprocal_rank": 1.0}
    assert found["before"]["answers_again"]["first"] < 1
