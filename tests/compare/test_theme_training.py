"""The theme model is made again from a small invented gold folder."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from compare import encoder, theme_examples, theme_model, theme_training
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


def test_training_writes_a_model_and_its_scores_and_does_so_again(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "available", lambda: False)
    monkeypatch.setattr(theme_training, "ITERATIONS", 5)
    scores = theme_training.train(gold, tmp_path)
    assert json.loads((tmp_path / "themes" / "scores.json").read_text(encoding="utf-8")) == scores
    assert scores["examples"]["train"] == 15
    assert scores["lexical"]["train, councils held out"]["first"] == 1
    first = theme_model.load("lexical", tmp_path / "themes" / "model.npz")
    theme_training.train(gold, tmp_path)
    again = theme_model.load("lexical", tmp_path / "themes" / "model.npz")
    assert first is not again
    assert np.array_equal(first.weights, again.weights)


def test_a_council_that_is_measured_is_not_learnt_from(gold: Path) -> None:
    examples = theme_examples.read(gold)
    recipe = theme_training.Recipe(examples, theme_examples.unlabelled(gold, examples), "lexical")
    notice = np.flatnonzero(recipe.sources == "notices")
    left = recipe._others(notice)
    assert "fairhaven" not in recipe.councils[left]
    dev = np.flatnonzero(recipe.sources == "dev")
    assert "fairhaven" in recipe.councils[recipe._others(dev)]
    assert "dev" not in recipe.sources[recipe._others(dev)]


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(ClausemapError, match="does not hold labelled clauses"):
        theme_examples.read(tmp_path)


def test_an_unlabelled_text_is_taken_once_and_never_where_a_reader_labelled_it(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    known = theme_examples.read(gold)
    texts = ["New to all", "new to ALL.", known[0].text, "x" * 500]
    lines = "\n".join(json.dumps({"council": "fairhaven", "text": text}) for text in texts)
    (tmp_path / "themes" / "unlabelled.jsonl").write_text(lines, encoding="utf-8")
    assert theme_examples.unlabelled(tmp_path, known) == [("fairhaven", "New to all")]
