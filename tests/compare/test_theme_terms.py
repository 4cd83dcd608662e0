"""What marks a theme off: its terms, from the fitted model, and the notes on what it is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare import taxonomy, theme_model
from compare.theme_terms import TERMS, exclusions, strongest, theme_terms
from extract.errors import ClausemapError


def test_the_terms_that_are_kept_are_those_of_the_model_that_is_kept() -> None:
    assert json.loads(TERMS.read_text(encoding="utf-8")) == strongest(theme_model.read(theme_model.PATH))


def test_every_theme_has_terms_for_it_and_against_it() -> None:
    for theme in taxonomy.load().themes:
        found = theme_terms(theme.id)
        assert len(found.speaking_for) > 5 and len(found.against) > 5
        assert not set(found.speaking_for) & set(found.against)


def test_terms_are_words_as_printed() -> None:
    assert {"caseload", "workload"} <= set(theme_terms("caseloads").speaking_for)
    assert "adoption" in theme_terms("adoption").speaking_for
    assert "audit" in theme_terms("performance").against


def test_an_exclusion_says_what_and_where_it_belongs() -> None:
    notes = {note.what: note.theme for note in exclusions("quality_assurance")}
    assert notes["audits of case files themselves"] == "auditing"
    assert None in notes.values(), "a note may lead to no single theme"
    assert exclusions("weather") == ()


def test_no_exclusion_leads_back_to_its_own_theme_and_most_themes_have_one() -> None:
    themes = [theme.id for theme in taxonomy.load().themes]
    assert all(note.theme != theme for theme in themes for note in exclusions(theme))
    assert sum(bool(exclusions(theme)) for theme in themes) > 30


@pytest.mark.parametrize("content", ["", "exclusions: {weather: []}", "exclusions: {plans: [{not: x, see: weather}]}"])
def test_notes_that_name_unknown_themes_are_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "exclusions.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ClausemapError, match="restore the file"):
        exclusions("plans", path)


def test_missing_terms_are_told(tmp_path: Path) -> None:
    with pytest.raises(ClausemapError, match="clausemap train"):
        theme_terms("plans", tmp_path / "terms.json")
