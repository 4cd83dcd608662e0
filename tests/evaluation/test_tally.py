"""Counts by unit, and the figures that they make together and in other draws of the units."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.tally import Classes, Found, Share, Tally, decided, paired, shares, values_found


def test_three_of_four_said_and_three_of_six_true():
    score = Found(hits=3, said=4, true=6)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.5, 0.6)


@pytest.mark.parametrize(
    ("score", "precision", "recall", "f1"),
    [
        (Found(0, 0, 0), 1, 1, 1),
        (Found(0, 5, 0), 0, 0, 0),
        (Found(0, 0, 5), 0, 0, 0),
        (Found(0, 5, 5), 0, 0, 0),
        (Found(5, 5, 5), 1, 1, 1),
    ],
)
def test_the_ends_of_the_scale(score, precision, recall, f1):
    assert (score.precision, score.recall, score.f1) == (precision, recall, f1)


@given(hits=st.integers(0, 50), more_said=st.integers(0, 50), more_true=st.integers(0, 50))
def test_f1_lies_between_precision_and_recall(hits, more_said, more_true):
    score = Found(hits, hits + more_said, hits + more_true)
    low, high = sorted((score.precision, score.recall))
    assert low - 1e-9 <= score.f1 <= high + 1e-9


def test_counts_of_several_units_add_up_before_they_are_divided():
    assert Found(1, 1, 1) + Found(0, 3, 1) == Found(1, 4, 2)
    assert values_found([("x", {"a"}, {"a", "b"}), ("y", ["c", "c"], [])]).figures == {
        ".precision": 0.5, ".recall": 0.5, ".f1": 0.5,
    }  # fmt: skip
    assert decided("abc", "bcd").figures[".f1"] == pytest.approx(2 / 3)


def test_a_share_of_nothing_is_no_figure():
    assert shares([("a", True), ("b", True), ("c", False), ("d", True)]).figures == {"": 0.75}
    assert shares([]).figures == {}


def test_a_unit_of_which_two_things_were_judged_counts_twice():
    tally = shares([("measure", True), ("measure", False), ("other", True)])
    assert tally.units["measure"] == Share(1, 2)
    assert tally.figures == {"": pytest.approx(2 / 3)}


def test_what_is_found_twice_is_said_once_and_what_is_left_over_is_a_unit_of_its_own():
    tally = paired(["one", "two", "three"], ["same for both", "too much"], {0: 0, 1: 0})
    assert tally.units == {
        "one": Found(1, 1, 1), "two": Found(1, 0, 1), "three": Found(0, 0, 1), "+too much": Found(0, 1, 0),
    }  # fmt: skip
    assert (tally.figures[".precision"], tally.figures[".recall"]) == (1, pytest.approx(2 / 3))


def test_macro_f1_is_the_mean_of_the_classes_that_occur():
    # Class 0: one of two found, nothing wrong (F1 2/3). Class 1: one found, one wrongly said (F1 2/3). Class 2: none.
    tally = Tally.of(Classes, ((str(n), Classes.one(t, s, 4)) for n, (t, s) in enumerate([(0, 0), (0, 1), (1, 1)])))
    assert tally.figures == {"": pytest.approx(2 / 3)}
    assert Tally.of(Classes, [("a", Classes.one(0, -1, 4))]).figures == {"": 0}
    assert Tally.of(Classes, []).figures == {}


def test_a_draw_counts_every_unit_as_often_as_it_was_drawn():
    tally = shares([("a", True), ("b", False)])
    assert tally.drawn(["a", "b"], np.array([[2.0, 0], [1, 1], [0, 2]]))[""].tolist() == [1, 0.5, 0]


@given(pairs=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=8))
def test_the_draw_of_every_unit_once_is_the_figure_itself(pairs):
    for tally in (
        shares((str(n), a == b) for n, (a, b) in enumerate(pairs)),
        values_found((str(n), {a}, {b}) for n, (a, b) in enumerate(pairs)),
        Tally.of(Classes, ((str(n), Classes.one(a, b, 4)) for n, (a, b) in enumerate(pairs))),
    ):
        drawn = tally.drawn(list(tally.units), np.ones((1, len(tally.units))))
        assert {ending: values[0] for ending, values in drawn.items()} == pytest.approx(tally.figures)
