"""The plain ways beside the product: their scores by hand, and thresholds that never saw what they decide."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import baselines
from corpus.baselines import Task, bm25, linked, thresholds


def test_bm25_by_hand():
    # Three documents of two stems each, so that length plays no part and a stem counts 2.5 / (1 + 1.5) = 1.
    scores = bm25(["visit visit", "audit", "school"], ["visit child", "visit plan", "audit plan"])
    visit, audit = log(1 + (3 - 2 + 0.5) / 2.5), log(1 + (3 - 1 + 0.5) / 1.5)
    assert scores == pytest.approx(np.array([[2 * visit, 2 * visit, 0], [0, 0, audit], [0, 0, 0]]))


def test_bm25_favours_the_shorter_of_two_documents_and_a_repeated_word_by_less_than_its_count():
    short, long, twice = bm25(["visit"], ["visit", "visit child home plan", "visit visit"])[0]
    assert short > long
    assert twice < 2 * short


def test_bm25_of_texts_without_words_is_nothing():
    assert bm25(["visit"], ["", "the"]).tolist() == [[0, 0]]


@given(st.lists(st.sampled_from(["visit", "audit", "plan", ""]), min_size=1, max_size=4))
def test_bm25_is_never_negative(texts):
    assert (bm25(["visit audit"], texts) >= 0).all()


def task(scores: list[list[float]], true: set[tuple[str, str]], **fields: object) -> Task:
    rows, columns = (
        [f"c{n}" for n in range(1, len(scores) + 1)],
        [f"a{n}" for n in range(1, len(scores[0]) + 1)],
    )
    return Task(rows, columns, {"plain": np.array(scores)}, true, **fields)  # type: ignore[arg-type]


SURE = task([[0.9, 0.2], [0.1, 0.8]], {("c1", "a1"), ("c2", "a2")})
SHY = task([[0.4, 0.2], [0.1, 0.35]], {("c1", "a1"), ("c2", "a2")})


def test_a_threshold_is_the_best_of_the_others_and_never_of_its_own():
    assert thresholds([SURE, SHY], "plain") == [0.35, 0.8]
    assert thresholds([SURE], "plain") == [None]
    (_, of_sure), (_, of_shy) = linked([SURE, SHY])["plain"]
    assert of_sure == {("c1", "a1"), ("c2", "a2")}
    assert of_shy == set(), "0.8, chosen on the other, is above all of its scores"


def test_scores_of_a_task_alone_are_a_ranking_without_decisions():
    [(scores, said)] = linked([SURE])["plain"]
    assert scores[("c1", "a1")] == 0.9
    assert said is None


def test_equal_scores_are_decided_alike():
    other = task([[0.5, 0.5]], {("c1", "a1")})
    assert thresholds([SHY, other], "plain")[0] == 0.5


def test_a_debatable_pair_chooses_no_threshold():
    with_one = task([[0.9, 0.95]], {("c1", "a1")}, debatable={("c1", "a2")})
    assert thresholds([SHY, with_one], "plain")[0] == 0.9


def test_ten_candidates_a_row_and_for_two_notices_ten_a_column_too():
    scores = np.tile(np.linspace(0, 1, 12), (13, 1)).tolist()
    assert len(task(scores, set()).candidates("plain")[0]) == 13 * 10
    both = task(scores, set(), both_ways=True).candidates("plain")[0]
    assert len(both) == 13 * 10 + 2 * 10
    assert ("a1", "c1") in both, "the ids of a pair of clauses are in their own order"


def test_clauses_that_the_gold_does_not_know_are_no_candidates():
    unknown = Task([None, "c2"], ["a1", None], {"plain": np.ones((2, 2))}, set())
    assert unknown.candidates("plain")[0] == {("c2", "a1"): 1.0}


def test_every_baseline_finds_the_text_that_is_the_same():
    texts = ["Visit every child each week.", "Audit ten case files.", "Appoint a chair of the board."]
    for name, scores in baselines.scored(texts, texts[::-1]).items():
        assert scores.argmax(axis=1).tolist() == [2, 1, 0], name


def test_the_nearest_definition_is_the_first_theme():
    for name, found in baselines.best_themes(
        ["Independent reviewing officers chair reviews of children in care."]
    ).items():
        assert len(found[0]) == 3, name
        assert all(0 <= theme.score <= 1 for theme in found[0])
