"""The metrics on questions whose answers are known."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.scoring import average_precision, mean, plain, recall_at, same_texts, similarity

FEW_LETTERS = st.text(alphabet="abc ", max_size=30)


def test_a_mean_of_nothing_is_no_figure():
    assert mean([]) is None
    assert mean([0.25, 0.75]) == 0.5


def test_average_precision_of_the_textbook():
    assert average_precision(["right", "wrong", "right too"], {"right", "right too"}) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(["wrong", "right"], {"right"}) == 0.5
    assert average_precision(["right"], {"right", "never ranked"}) == 0.5
    assert average_precision([], {"right"}) == 0


def test_recall_among_the_first_is_of_as_many_as_can_be_there():
    assert recall_at(["a", "b", "c", "d"], ["a", "d"], 3) == 0.5
    assert recall_at(["a", "b", "c"], ["a", "b", "c", "d", "e"], 3) == 1
    assert recall_at([], ["a"], 3) == 0


def test_case_quotes_and_punctuation_do_not_tell_texts_apart():
    assert plain("“Signs of  Safety” – 80% of Teams’ cases.") == "signs of safety 80% of teams cases"
    assert plain(None) == ""
    assert similarity("The Council’s plan.", "the council's plan") == 1


def test_a_text_less_than_half_as_long_is_another_text():
    assert similarity("visit", "visit every child weekly") == 0
    assert similarity("", "visit") == 0


def test_texts_are_paired_one_to_one_with_the_most_alike_first():
    true = ["Every child is seen within ten working days.", "Every child is seen within nine working days.", "Audit."]
    said = ["every child is seen within nine working days", "Every child is seen within ten working days", "Report."]
    assert same_texts(true, said) == {0: 1, 1: 0}


def test_one_wrong_letter_is_the_same_text_and_another_half_is_not():
    true = ["All assessments are finished within forty-five working days of the referral."]
    assert same_texts(true, ["All assessments are finished within forty-five workng days of the referral."]) == {0: 0}
    assert same_texts(true, ["All assessments are begun within five calendar days of the first contact."]) == {}


@given(
    a=st.text(alphabet="abc ", max_size=30), b=st.text(alphabet="abc ", max_size=30), floor=st.sampled_from([0.8, 0.95])
)
def test_the_short_cuts_change_no_answer(a, b, floor):
    left, right = plain(a), plain(b)
    if left == right:
        alike = 1.0
    elif not left or not right or min(len(left), len(right)) / max(len(left), len(right)) < 0.5:
        alike = 0.0
    else:
        alike = SequenceMatcher(None, left, right, autojunk=False).ratio()
    assert (same_texts([a], [b], floor) == {0: 0}) == (alike >= floor)
