"""Weighted terms: the counts of scikit-learn's vectoriser, one vocabulary for two lists, and products of the rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from compare import products, terms
from compare.products import Product

TEXTS = ["Audit the case files, and audit them again", "The IRO's review of a case", "", "to be or not to be"]


@pytest.mark.parametrize("name", ["stems", "characters"])
def test_terms_are_counted_as_the_vectoriser_counts_them(name: str) -> None:
    analyse = {"stems": terms.stems, "characters": terms.character_grams}[name]
    vectoriser = CountVectorizer(analyzer=analyse)
    expected = vectoriser.fit_transform(TEXTS).toarray()
    found = terms.counted(name, TEXTS)
    assert sorted(found.terms) == vectoriser.get_feature_names_out().tolist()
    order = np.argsort(found.terms)
    assert np.array_equal(found.counts.toarray()[:, order], expected)


def test_character_grams_do_not_cross_words() -> None:
    assert terms.character_grams("at it") == [" at", "at ", " at ", " it", "it ", " it "]


def test_texts_counted_in_two_parts_weigh_as_much_as_in_one() -> None:
    whole = terms.counted("stems", TEXTS)
    parts = terms.counted("stems", TEXTS[:1]).stacked(terms.counted("stems", TEXTS[1:]))
    asked = terms.counted("stems", ["a new audit of the case"])
    one, other = (
        np.asarray((ours @ theirs.T).todense())
        for ours, theirs in (terms.weighted("stems", asked, whole), terms.weighted("stems", asked, parts))
    )
    assert one[0, 0] > one[0, 1] > 0
    assert np.allclose(one, other, atol=1e-6)


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    ours, theirs = terms.weighted(
        "stems", terms.counted("stems", ["audit zebra"]), terms.counted("stems", ["audit", "zebra", "audit", "audit"])
    )
    audit, zebra = (ours @ theirs.T).toarray()[0, :2]
    assert zebra > audit


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 40), st.floats(0, 0.5))
def test_common_and_rare_terms_together_make_the_plain_product(n: int, m: int, width: int, density: float) -> None:
    chance = np.random.default_rng(n)
    ours, theirs = (
        sparse.random(rows, width, density=density, format="csr", dtype=np.float32, random_state=chance)
        for rows in (n, m)
    )
    found = Product(ours, theirs).of(slice(None))
    assert found.shape == (n, m)
    assert np.allclose(found, (ours @ theirs.T).toarray(), atol=1e-5)


def test_more_common_terms_than_allowed_are_multiplied_as_rare_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "MOST_COMMON", 1)
    ours = sparse.csr_matrix(np.array([[1, 2, 3], [0, 1, 1]], dtype=np.float32))
    assert Product(ours, ours).of(np.array([1])).tolist() == [[5, 2]]
