"""Whether scores are as often right as they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.calibration import reliability


def test_the_table_and_the_error_by_hand():
    # 0.0-0.1: mean 0.05, none right (gap 0.05, 2 of 4). 0.9-1.0: mean 0.95, one of two right (gap 0.45, 2 of 4).
    found = reliability([(0.0, False), (0.1 - 1e-9, False), (0.9, True), (1.0, False)])
    assert [one.count for one in found.bins] == [2, 0, 0, 0, 0, 0, 0, 0, 0, 2]
    assert (found.bins[9].score, found.bins[9].right) == (pytest.approx(0.95), 0.5)
    assert (found.bins[5].score, found.bins[5].right) == (None, None)
    assert found.error == pytest.approx(0.25)
    assert [(one.start, one.end) for one in found.bins][::9] == [(0, 0.1), (0.9, 1)]


def test_scores_that_are_as_often_right_as_they_say_have_no_error():
    assert reliability([(0.75, True)] * 3 + [(0.75, False)]).error == 0
    assert reliability([]).error == 0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_every_score_is_in_one_bin(scored):
    found = reliability(scored)
    assert found.count == len(scored)
    assert 0 <= found.error <= 1
    assert all(one.start <= one.score <= one.end + 1e-9 for one in found.bins if one.score is not None)
