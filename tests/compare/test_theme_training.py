"""The theme model is made again from a small invented gold folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from compare import adapter, adapter_training, encoder, theme_examples, theme_model, theme_training, training
from extract.errors import ClausemapError

COUNCILS = ["fairhaven", "northmoor", "eastmarch", "westbrook", "southley"]
SENTENCES = {
    "supervision": "Supervision of workers in {} must be reflective",
    "adoption": "Adopters in {} wait too long for a match",
    "auditing": "Audits of case files in {} need moderation",
}


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    (folder / "themes").mkdir()
    (folder / "notices").mkdir()
    entries = [
        {"council": council, "text": text.format(council), "themes": [theme], "secondary_themes": []}
        for council in COUNCILS
        for theme, text in SENTENCES.items()
    ]
    (folder / "themes" / "train.json").write_text(json.dumps(entries), encoding="utf-8")
    (folder / "themes" / "dev.json").write_text(json.dumps(entries[:3]), encoding="utf-8")
    lines = [json.dumps({"council": "fairhaven", "text": f"Something about {theme}"}) for theme in SENTENCES]
    (folder / "themes" / "unlabelled.jsonl").write_text("\n".join(lines), encoding="utf-8")
    clause = {"id": "N-1", "parent": None, "section": "Practice", "kind": "requirement", "text": "Supervise all staff"}
    notice = {"clauses": [clause | {"theme": "supervision", "secondary_themes": []}]}
    (folder / "notices" / "fairhaven.json").write_text(json.dumps(notice), encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def invented_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors of a few words stand in for the encoder, so that a model is made within seconds."""

    def encode(texts: Sequence[str]) -> np.ndarray:
        rows = np.array(
            [[text.lower().count(letter) + 0.1 for letter in "abcdefgh"] for text in texts], dtype=np.float32
        )
        rows = rows.reshape(len(texts), 8)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    monkeypatch.setattr(encoder, "encode", encode)
    monkeypatch.setattr(theme_training, "ITERATIONS", 5)
    monkeypatch.setattr(theme_training, "EPOCHS", 2)
    monkeypatch.setattr(adapter_training, "EPOCHS", 2)


def test_training_writes_models_and_their_scores_and_does_so_again(gold: Path, tmp_path: Path) -> None:
    scores = training.train(gold, tmp_path)
    assert json.loads((tmp_path / "themes" / "scores.json").read_text(encoding="utf-8")) == json.loads(
        json.dumps(scores)
    )
    assert scores["examples"]["train"] == 15
    assert scores["lexical"]["train, councils held out"]["first"] == 1
    assert set(json.loads((tmp_path / "themes" / "terms.json").read_text(encoding="utf-8"))) > set(SENTENCES)
    assert "- 15 inspection recommendations" in (tmp_path / "themes" / "card.md").read_text(encoding="utf-8")
    assert (tmp_path / "adapter" / "card.md").is_file()
    first, turned = (
        theme_model.read(tmp_path / "themes" / "model.npz"),
        adapter.matrix(tmp_path / "adapter" / "adapter.npz"),
    )
    training.train(gold, tmp_path)
    again = theme_model.read(tmp_path / "themes" / "model.npz")
    assert first is not again
    assert np.array_equal(first.weights, again.weights)
    assert again.secondary == pytest.approx(scores["meaning"]["secondary"]["least"])
    assert np.array_equal(turned, adapter.matrix(tmp_path / "adapter" / "adapter.npz"))


def test_a_council_that_is_measured_and_the_texts_of_dev_are_not_learnt_from(gold: Path) -> None:
    recipe = theme_training.Recipe(theme_examples.read(gold))
    left = recipe.others(np.flatnonzero(recipe.sources == "notices"))
    assert "fairhaven" not in recipe.councils[left]
    assert "dev" not in recipe.sources[left]


def test_nothing_is_trained_without_the_encoder(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "encode", lambda texts: None)
    with pytest.raises(ClausemapError, match="nothing can be trained without them"):
        theme_training.Recipe(theme_examples.read(gold))


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(ClausemapError, match="does not hold labelled clauses"):
        theme_examples.read(tmp_path)
