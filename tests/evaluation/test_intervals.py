"""Intervals: what is drawn, that the same comes out each time, and what has none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.intervals import DRAWS, Sample, draws, of_documents, of_means
from corpus.tally import Tally, decided, shares


def sample(gold: str, **tallies: Tally) -> Sample:
    return Sample(gold, {n + e: v for n, t in tallies.items() for e, v in t.figures.items()}, tallies)


def right(*marks: bool) -> Tally:
    return shares((str(place), mark) for place, mark in enumerate(marks))


def test_a_draw_takes_as_many_things_as_there_are_each_as_likely_and_the_same_each_time():
    times = draws("notice/north/kind", 10)
    assert times.shape == (DRAWS, 10)
    assert set(times.sum(axis=1)) == {10}
    assert times.mean(axis=0) == pytest.approx(np.ones(10), abs=0.1)
    assert (draws("notice/north/kind", 10) == times).all()
    assert (draws("notice/south/kind", 10) != times).any()


def test_the_interval_of_a_share_is_that_of_the_binomial():
    # 50 of 100: standard error 0.05, so about 0.5 -/+ 0.098.
    [found] = of_documents("notice", [sample("north", kind=right(*[True, False] * 50))])
    assert (found["kind"].low, found["kind"].high) == (pytest.approx(0.4, abs=0.02), pytest.approx(0.6, abs=0.02))
    assert (found["kind"].units, found["kind"].over) == (100, "units")


def test_a_single_unit_has_no_interval():
    alone = sample("north", kind_of_document=right(True))
    assert of_documents("notice", [alone]) == [{}]
    assert of_means("notice", [alone, sample("south", kind_of_document=right(False))]) == {}


def test_the_mean_of_few_documents_draws_the_units_of_each():
    samples = [sample("north", kind=right(True, True)), sample("south", kind=right(True, False))]
    found = of_means("notice", samples)["kind"]
    assert (found.low, found.high) == (0.5, 1), "the first is always right, the second right never to always"
    assert (found.units, found.over) == (4, "units")


def test_the_mean_of_five_documents_draws_documents():
    samples = [sample(str(n), kind=right(*[n > 0] * 9)) for n in range(5)]
    found = of_means("notice", samples)["kind"]
    assert (found.low, found.high) == (pytest.approx(0.4), 1), "the wrong one is drawn three times at most, or never"
    assert (found.units, found.over) == (5, "documents")


def test_formats_of_one_document_are_drawn_together_and_count_as_one():
    formats = [sample("north", kind=right(True, False, True)) for _ in range(6)]
    found = of_means("notice", formats)["kind"]
    assert (found.units, found.over) == (3, "units")
    [alone] = of_documents("notice", formats[:1])
    assert (found.low, found.high) == (alone["kind"].low, alone["kind"].high)


def test_a_document_that_failed_is_nothing_in_every_draw():
    failed = Sample("south", {"rows.f1": 0.0}, {})
    found = of_means("plan", [sample("north", rows=decided("ab", "abc")), failed])["rows.f1"]
    assert found.high == 0.5
    assert of_documents("plan", [failed]) == [{}]


@settings(max_examples=20)
@given(marks=st.lists(st.booleans(), min_size=2, max_size=12))
def test_an_interval_holds_what_was_measured(marks):
    [found] = of_documents("notice", [sample("north", kind=right(*marks))])
    assert found["kind"].low <= sum(marks) / len(marks) <= found["kind"].high
