"""The taxonomy as it is read, and what is said of a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare import taxonomy
from compare.taxonomy import TaxonomyError, load


def test_themes_stand_in_the_order_of_the_file_under_their_domains() -> None:
    loaded = load()
    assert loaded.themes[0].id == "early_help"
    assert [theme.id for theme in loaded.domains[1].themes][:3] == ["assessment", "risk", "child_protection"]
    assert all(theme.domain == domain.id for domain in loaded.domains for theme in domain.themes)
    assert loaded.theme("supervision").label == "Supervision"


def test_the_taxonomy_is_read_once() -> None:
    assert load() is load()


def test_an_unknown_theme_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load().theme("weather")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("domains: [", "cannot be read"),
        ("version: 2", "lacks 'domains'"),
        ("domains: [{id: d, label: D, themes: [{id: t, label: T}]}]", "lacks 'definition'"),
        ("domains: [{id: d, label: D, themes: [{id: [t], label: T, definition: x}]}]", "wrong entry at id"),
        (
            "domains: [{id: d, label: D, themes: ["
            "{id: t, label: T, definition: x}, {id: t, label: U, definition: x}]}]",
            "gives the id t twice",
        ),
        ("domains: []", "holds no theme"),
        ("just words", "lacks"),
    ],
)
def test_a_broken_file_is_told_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "taxonomy.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TaxonomyError, match=said.replace("[", r"\[")):
        load(path)


def test_a_missing_file_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(TaxonomyError, match="cannot be read"):
        load(tmp_path / "nowhere.yaml")


def test_labels_and_ids_are_distinct() -> None:
    themes = taxonomy.load().themes
    assert len({theme.id for theme in themes}) == len({theme.label for theme in themes}) == len(themes)
