"""Themes against what readers said, and which figures the model earned on texts it had already seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.evaluation import evaluate
from corpus.figures import themes
from corpus.figures.themes import Labelled
from corpus.held_out import held_out
from extract.schema import ThemeScore


def said(*ids: str, score: float = 0.8) -> tuple[ThemeScore, ...]:
    return tuple(ThemeScore(id=theme, score=score) for theme in ids)


def test_first_first_or_secondary_and_in_the_first_three():
    true = [
        Labelled("T1", "", ("visits",)),
        Labelled("T2", "", ("plans", "reviews")),
        Labelled("T3", "", ("risk",), ("audit",)),
        Labelled("T4", "", ("training",)),
    ]
    judged = themes.judge(
        true, [said("visits"), said("reviews", "plans"), said("audit", "risk"), said("a", "b", "c", "training")]
    )
    figures = judged.figures
    assert (figures["first"], figures["first_any"], figures["top3"]) == (0.5, 0.75, 0.75)
    assert judged.missed == ("T3: risk read as audit", "T4: training read as a")
    assert judged.confused == (("visits", "visits"), ("reviews", "reviews"), ("risk", "audit"), ("training", "a"))
    assert judged.sureness == ((0.8, True), (0.8, True), (0.8, False), (0.8, False))


def test_a_text_without_a_theme_is_wrong_and_confused_with_none():
    judged = themes.judge([Labelled("T1", "", ("visits",))], [()])
    assert judged.figures["first"] == 0
    assert judged.confused == (("visits", "none"),)
    assert judged.sureness == ()


SCORES = {
    "examples": {"dev": 2},
    "meaning": {
        "temperature": 0.9,
        "dev, texts held out": {"texts": 2, "first": 0.5, "note": "no number", "calibration_error": 0.1},
        "notice of north-vale, council held out": {"first": 0.25},
    },
    "lexical": {"dev, texts held out": {"first": 0.5}, "notice of north-vale, council held out": {"first": 0.25}},
}


def test_held_out_figures_are_read_by_the_name_of_the_gold(tmp_path: Path):
    path = tmp_path / "scores.json"
    path.write_text(json.dumps(SCORES))
    assert (held_out("dev", path) or {})["first"] == 0.5
    assert held_out("north_vale", path) == {"first": 0.25}
    assert held_out("north", path) is held_out("temperature", path) is held_out("development", path) is None


@pytest.mark.parametrize("content", ["", "[]", '{"meaning": 1, "lexical": 1}', '{"meaning": {"dev, x": 3}}'])
def test_scores_of_another_form_hold_out_nothing(tmp_path: Path, content: str):
    path = tmp_path / "scores.json"
    path.write_text(content)
    assert held_out("dev", path) is held_out("dev", tmp_path / "none.json") is None


def test_texts_that_the_model_has_learnt_from_are_a_group_of_their_own(tmp_path: Path):
    for name, text in (("dev", "Visit every child each week."), ("ours", "Audit ten case files a month.")):
        gold = [{"id": "1", "text": text, "themes": ["visits"], "secondary_themes": ["auditing"], "council": "north"}]
        (tmp_path / f"{name}.json").write_text(json.dumps(gold))
    result = evaluate(tmp_path, tmp_path)
    seen, new = sorted(result.documents, key=lambda one: one.name)
    assert (seen.group, seen.seen, new.group, new.seen) == ("themes_seen", True, "themes", False)
    assert seen.held_out
    assert {"first", "texts"} <= seen.held_out.keys()
    assert new.held_out is None
    for baseline in ("TF-IDF to definitions", "embeddings to definitions"):
        assert result.baselines[baseline].counted == {"themes_seen": 1, "themes": 1}
