"""Fits everything that is fitted, from a folder of gold (`clausemap train`).

Writes `background.npz` (how common words are), `adapter/adapter.npz` and `themes/model.npz`, with `themes/scores.json`,
`themes/terms.json` and the two cards; the same gold gives the same models.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import numpy as np

from compare import adapter, adapter_figures, adapter_training, cards, terms, theme_examples, theme_model, theme_terms
from compare.adapter_training import Pairs
from compare.theme_training import C, Recipe, encoded

MODELS = theme_model.PATH.parents[1]
PAIRS = MODELS / "adapter" / "pairs.jsonl"
"""For requirements of the gold folder, under the hash of their text: the same in other words, the row of a plan that
answers it, and a row that does not though it is near; written for this project."""


def train(gold: Path, models: Path = MODELS) -> dict[str, Any]:
    """Fit and write all models, and measure them on held-out texts; gives the scores."""
    examples = theme_examples.read(gold)
    terms.fit(theme_examples.recommendations(gold), models / terms.PATH.name)
    recipe = Recipe(examples)
    learnt = np.flatnonzero(recipe.sources != "dev")
    lesson = recipe.vectors[learnt], recipe.targets(learnt), recipe.definitions
    pairs = read_pairs(theme_examples.recommendations(gold))
    turned = adapter_training.fit(*lesson, pairs).turned
    adapter.save(turned, models / "adapter" / adapter.PATH.name)
    figures, model = recipe.measured()
    counts = {source: int((recipe.sources == source).sum()) for source in sorted(get_args(theme_examples.Source))}
    scores: dict[str, Any] = {"examples": counts, "pairs": len(pairs.asked) if pairs else 0, "C": C} | figures
    if pairs is not None:
        scores["adapter"] = adapter_figures.figures(*lesson, pairs)
    (models / "themes").mkdir(exist_ok=True)
    theme_model.save(model, models / "themes" / theme_model.PATH.name)
    _write(models / "themes" / theme_terms.TERMS.name, theme_terms.strongest(model))
    _write(models / "themes" / "scores.json", scores)
    cards.write(scores, models)
    return scores


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def read_pairs(texts: Iterable[str], path: Path = PAIRS) -> Pairs | None:
    """The vectors of the written pairs whose requirement is among the texts, in the file's order; None of none."""
    by_key = {theme_examples.text_key(text): text for text in texts}
    lines = path.read_text(encoding="utf-8").splitlines()
    written = [entry for entry in map(json.loads, lines) if entry["of"] in by_key]
    if not written:
        return None
    asked = encoded([by_key[entry["of"]] for entry in written])
    return Pairs(asked, *(encoded([entry[side] for entry in written]) for side in ("again", "answer", "near")))
