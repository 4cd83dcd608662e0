"""Sentence vectors: right, independent of the batch, and absent without harm."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest

from compare import encoder

SENTENCES = [
    "The quality of social work assessments is poor.",
    "Assessments written by social workers lack quality.",
    "The council bought land for a new car park.",
]


@pytest.fixture
def weights() -> None:
    if not encoder.available():
        pytest.skip("the encoder's weights are not installed")


@pytest.mark.usefixtures("weights")
def test_vectors_have_unit_length_and_follow_meaning() -> None:
    vectors = encoder.encode(SENTENCES)
    assert vectors is not None
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.7
    assert vectors[0] @ vectors[2] < 0.3


@pytest.mark.usefixtures("weights")
def test_vectors_are_those_that_the_model_s_authors_publish() -> None:
    vectors = encoder.encode(["This is an example sentence", "Each sentence is converted"])
    assert vectors is not None
    assert np.allclose(vectors[:, :3], [[0.067657, 0.063496, 0.048713], [0.086439, 0.102763, 0.005395]], atol=1e-5)


@pytest.mark.usefixtures("weights")
def test_a_vector_does_not_depend_on_its_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [" ".join(["reviews"] * length) for length in (1, 3, 40, 300)] + SENTENCES
    together = encoder.encode(texts)
    assert together is not None
    for text, vector in zip(texts, together, strict=True):
        monkeypatch.setattr(encoder, "_remembered", type(encoder._remembered)())
        alone = encoder.encode([text])
        assert alone is not None
        assert np.abs(alone[0] - vector).max() < 1e-4


def test_batches_hold_texts_of_similar_length_up_to_so_many_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "BATCH", 12)
    assert list(encoder._batches([4, 30, 3, 5, 4])) == [[2, 0, 4], [3], [1]]
    assert list(encoder._batches([])) == []


@pytest.mark.usefixtures("weights")
def test_a_text_is_encoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = encoder.encode(["said only once"])
    monkeypatch.setattr(encoder, "_run", lambda model, texts: np.zeros((len(texts), 384), dtype=np.float32))
    again = encoder.encode(["said only once", "said only once"])
    assert first is not None
    assert again is not None
    assert np.array_equal(again, np.vstack([first, first]))


@pytest.mark.usefixtures("weights")
def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "REMEMBERED", 2)
    monkeypatch.setattr(encoder, "_remembered", type(encoder._remembered)())
    monkeypatch.setattr(encoder, "_run", lambda model, texts: np.zeros((len(texts), 384), dtype=np.float32))
    encoder.encode(["one", "two", "three", "four"])
    assert len(encoder._remembered) == 2


@pytest.mark.usefixtures("weights")
def test_no_text_gives_no_vector() -> None:
    vectors = encoder.encode([])
    assert vectors is not None
    assert vectors.shape == (0, 384)


@pytest.mark.usefixtures("weights")
def test_a_damaged_cached_graph_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "user_cache_path", lambda name: tmp_path)
    weights = encoder._weights()
    assert weights is not None
    encoder._session(weights)
    (graph,) = tmp_path.iterdir()
    sound = graph.stat().st_size
    graph.write_bytes(b"damaged")
    encoder._session(weights)
    assert graph.stat().st_size == sound
    assert list(tmp_path.iterdir()) == [graph]


def test_absent_weights_are_said_once(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(encoder, "PACKAGES", ("no_such_package_of_weights",))
    encoder._model.cache_clear()
    try:
        with caplog.at_level(logging.WARNING, logger="compare.encoder"):
            assert encoder.encode(["anything"]) is None
            assert encoder.encode(["anything"]) is None
            assert not encoder.available()
        assert [record.message for record in caplog.records] == [
            "The sentence encoder's weights are not installed: texts are compared by their words alone."
        ]
    finally:
        encoder._model.cache_clear()


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    if encoder._weights() is None:
        pytest.skip("the encoder's weights are not installed")
    monkeypatch.setattr(encoder, "SHA256", "0" * 64)
    with caplog.at_level(logging.WARNING, logger="compare.encoder"):
        assert encoder._weights() is None
    assert "not the expected ones" in caplog.text
