"""The one engine of comparing: what it ranks first, what it does with next to nothing, and that it stays the same."""

from __future__ import annotations

import random
import string
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import encoder, similarity, terms
from compare.similarity import LINK, near_verbatim, nearest

CLAUSES = [
    "Social workers must receive regular and reflective supervision.",
    "Agree thresholds for referral with all partner agencies.",
    "The IRO should challenge drift in care plans.",
    "Case files are to be audited every month.",
    "Reduce delay in finding adopters.",
]
ACTIONS = [
    "Monthly audit of twenty case files by service managers",
    "Independent reviewing officers raise challenges where a plan for a child in care drifts",
    "New supervision policy: one reflective session a month for each worker",
    "Publish a threshold document and train partners in making referrals",
    "Family finding begins before the adoption decision",
    "Paint the meeting rooms",
]
ANSWERS = [2, 3, 1, 0, 4]


def _invented(count: int, seed: int) -> list[str]:
    """Texts of the words of all clauses and actions, drawn at random."""
    words = sorted({word for text in CLAUSES + ACTIONS for word in text.split()})
    chance = random.Random(seed)
    return [" ".join(chance.choices(words, k=chance.randint(4, 20))) for _ in range(count)]


def _by_words(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Vectors that are fast to make: which letters a text has."""
    counts = np.array([[text.count(letter) + 0.1 for letter in string.ascii_lowercase] for text in texts])
    return (counts / np.linalg.norm(counts, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def lexical(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "encode", lambda texts: None)


def test_every_clause_finds_its_action() -> None:
    found = similarity.similarity(CLAUSES, ACTIONS)
    assert found.csls.argmax(axis=1).tolist() == ANSWERS
    assert found.score.shape == found.h.shape == (5, 6)


@pytest.mark.usefixtures("lexical")
def test_words_alone_find_most_actions_too() -> None:
    found = similarity.similarity(CLAUSES, ACTIONS)
    assert found.meaning is None
    assert sum(found.csls.argmax(axis=1) == ANSWERS) >= 4


def test_the_vectors_may_be_another_encoder_s() -> None:
    found = similarity.similarity(
        CLAUSES, ACTIONS, similarity.PLAIN._replace(encode=lambda texts: np.ones((len(texts), 1), dtype=np.float32))
    )
    assert found.meaning is not None
    assert np.all(found.meaning == 1)


def test_score_rises_with_csls_and_is_a_half_at_the_threshold() -> None:
    found = similarity.similarity(CLAUSES, ACTIONS)
    order = np.argsort(found.csls, axis=None)
    assert np.all(np.diff(found.score.ravel()[order]) >= 0)
    assert similarity.score_of(np.array([LINK], dtype=np.float32))[0] == pytest.approx(0.5)


def test_the_same_lists_give_the_same_numbers() -> None:
    first, again = similarity.similarity(CLAUSES, ACTIONS), similarity.similarity(CLAUSES, ACTIONS)
    assert np.array_equal(first.csls, again.csls)


def test_swapping_the_sides_transposes_the_result() -> None:
    there, back = similarity.similarity(CLAUSES, ACTIONS), similarity.similarity(ACTIONS, CLAUSES)
    assert np.allclose(there.csls, back.csls.T, atol=1e-3)


def test_nearest_agrees_with_the_whole_matrix_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = similarity.similarity(CLAUSES, ACTIONS)
    monkeypatch.setattr(similarity, "at_once", lambda width: 2)
    found = nearest(CLAUSES, ACTIONS, 3)
    assert found.indices.shape == (5, 3)
    assert np.allclose(found.csls, np.take_along_axis(whole.csls, found.indices, 1), atol=1e-4)
    assert found.indices[:, 0].tolist() == ANSWERS


def test_nearest_of_thousands_agrees_with_the_whole_matrix() -> None:
    sources, targets = (_invented(count, seed) for count, seed in ((2100, 1), (700, 2)))
    whole = similarity.similarity(sources, targets, similarity.PLAIN._replace(encode=_by_words))
    found = nearest(sources, targets, 10, similarity.PLAIN._replace(encode=_by_words))
    assert np.allclose(np.take_along_axis(whole.csls, found.indices, 1), found.csls, atol=1e-3)
    assert np.allclose(-np.sort(-whole.csls, axis=1)[:, :10], found.csls, atol=1e-3)
    assert np.allclose(np.take_along_axis(whole.h, found.indices, 1), found.h, atol=1e-3)


@pytest.mark.parametrize(("sources", "targets"), [([], []), (["one text"], []), ([], ["one text"])])
def test_empty_lists_give_empty_results(sources: list[str], targets: list[str]) -> None:
    found = similarity.similarity(sources, targets)
    assert found.csls.shape == (len(sources), len(targets))
    assert nearest(sources, targets).indices.shape == (len(sources), len(targets))


def test_one_pair_of_equal_texts_is_linked_and_one_of_strangers_is_not() -> None:
    text = "Agree thresholds for referral with all partner agencies."
    assert similarity.similarity([text], [text]).csls[0, 0] > LINK
    assert similarity.similarity([text], ["Paint the meeting rooms"]).csls[0, 0] < 0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=4), st.lists(st.text(max_size=20), max_size=4))
def test_whatever_the_texts_the_numbers_are_finite(sources: list[str], targets: list[str]) -> None:
    found = similarity.similarity(sources, targets)
    assert np.isfinite(found.csls).all()
    assert ((found.score >= 0) & (found.score <= 1)).all()


def test_an_abbreviation_counts_as_its_words() -> None:
    found = similarity.similarity(
        ["The LADO must be told of allegations"],
        ["Tell the local authority designated officer of every allegation", "Tell the police of every theft"],
    )
    assert found.lexical[0, 0] > 0.5 > found.lexical[0, 1]


def test_nearly_the_same_words_are_nearly_verbatim() -> None:
    assert near_verbatim("Care plans are up to date;", "care plans are up-to-date") == 1
    assert near_verbatim("Care plans are up to date", "Paint the rooms") < 0.5


def test_the_background_holds_no_running_text() -> None:
    frequencies = terms.background()
    assert all(" " not in stem for stem in frequencies["stems"].counts)
    assert all(3 <= len(gram) <= 5 for gram in frequencies["characters"].counts)
    assert frequencies["stems"].idf("assess") < frequencies["stems"].idf("zebra")
