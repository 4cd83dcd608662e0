"""The scores from which the tool decides move to where people's decisions put them, and no further."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare import thresholds
from compare.align import align
from compare.thresholds import Scored, Thresholds, agreeing, shift
from extract.errors import ClausemapError

KNOWN = Thresholds(decided=0.5, further=0.25, gap=0.3, same=0.5)
SCORES = st.floats(0.01, 0.99)


def pairs(threshold: float, right: list[float], wrong: list[float]) -> list[Scored]:
    return [Scored(score, threshold, True) for score in right] + [Scored(score, threshold, False) for score in wrong]


def test_confirmed_pairs_under_the_threshold_bring_it_down():
    moved = KNOWN.moved(shift(pairs(0.5, right=[0.35, 0.38, 0.4, 0.41, 0.7], wrong=[0.1, 0.15, 0.2])))
    assert 0.2 < moved.decided <= 0.35
    assert moved.gap < 0.3
    assert moved.further < 0.25


def test_rejected_pairs_over_the_threshold_bring_it_up():
    moved = KNOWN.moved(shift(pairs(0.5, right=[0.9, 0.92, 0.95], wrong=[0.55, 0.6, 0.62, 0.65, 0.7])))
    assert 0.7 < moved.decided < 0.9
    assert moved.gap > 0.3
    assert moved.same > 0.5


def test_decisions_that_agree_move_nothing_however_many_they_are():
    assert shift(pairs(0.5, right=[0.8] * 200, wrong=[0.1] * 3)) == 0
    assert shift([]) == 0
    assert KNOWN.moved(0.0) == KNOWN


def test_one_pair_on_the_wrong_side_is_no_reason_for_a_long_way():
    assert shift(pairs(0.5, right=[0.12, 0.9], wrong=[0.05])) == 0


@given(st.lists(st.builds(Scored, SCORES, SCORES, st.booleans()), max_size=12))
def test_no_shift_that_is_found_makes_fewer_decisions_right(decided: list[Scored]):
    found = shift(decided)
    assert agreeing(decided, found) >= agreeing(decided)
    assert abs(found) <= thresholds.FURTHEST


@given(st.floats(-thresholds.FURTHEST, thresholds.FURTHEST), SCORES, SCORES)
def test_thresholds_keep_their_order(by: float, one: float, other: float):
    low, high = sorted((one, other))
    moved = Thresholds(decided=high, further=low, gap=low, same=high).moved(by)
    assert 0 < moved.further <= moved.decided < 1


def test_the_offices_own_thresholds_decide(document, notice, other_notice, monkeypatch, tmp_path: Path):
    usual = {(pair.a, pair.b) for pair in align([notice, other_notice]).pairs if pair.same}
    (tmp_path / "thresholds.json").write_text('{"decided": 0.5, "further": 0.3, "gap": 0.3, "same": 0.999}')
    monkeypatch.setenv("CLAUSEMAP_MODELS", str(tmp_path))
    pairs_found = align([notice, other_notice]).pairs
    fewer = {(pair.a, pair.b) for pair in pairs_found if pair.same}
    assert fewer < usual
    # A clause that is copied word for word is the same whatever the threshold.
    assert ("supervision", "supervision") in {(a.clause, b.clause) for a, b in fewer}


@pytest.mark.parametrize(
    "content", ["", "[]", '{"same": 0.5}', '{"decided": 2, "further": 0.3, "gap": 0.3, "same": 0.5}', '{"decided": ']
)
def test_a_damaged_file_is_told_with_what_to_do(content: str, tmp_path: Path):
    (tmp_path / "thresholds.json").write_text(content)
    with pytest.raises(ClausemapError, match="delete the file or restore it"):
        thresholds.read(tmp_path / "thresholds.json")


def test_what_came_with_clausemap_is_whole():
    known = thresholds.read(thresholds.PATH)
    assert known.further < known.decided
    assert known.gap <= known.decided
