"""The cards say what the scores say."""

from __future__ import annotations

import json

import pytest

from compare import cards, theme_model

SCORES = json.loads(theme_model.PATH.with_name("scores.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", cards.FOLDERS)
def test_a_committed_card_equals_what_the_scores_give(folder: str) -> None:
    held = (cards.MODELS / folder / "card.md").read_text(encoding="utf-8")
    assert held == cards.cards(SCORES)[folder]


def test_another_figure_makes_another_card() -> None:
    dev = SCORES["meaning"]["dev, texts held out"] | {"first": 0.1234}
    other = SCORES | {"meaning": SCORES["meaning"] | {"dev, texts held out": dev}}
    assert "| 0.123 (" in cards.cards(other)["themes"]
    assert "| 0.123 (" not in cards.cards(SCORES)["themes"]


def test_scores_that_lack_a_figure_make_no_card() -> None:
    with pytest.raises(KeyError):
        cards.cards({key: value for key, value in SCORES.items() if key != "pairs"})
