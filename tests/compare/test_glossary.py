"""Abbreviations written out before texts are compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.glossary import abbreviations, expand
from extract.errors import ClausemapError


@pytest.mark.parametrize(
    ("text", "written_out"),
    [
        ("The IRO must attend.", "The independent reviewing officer must attend."),
        ("IROs and the LADO’s team", "independent reviewing officer and the local authority designated officer team"),
        ("CP plans, CIN plans", "child protection plans, child in need plans"),
        ("send the pep talk", "send the pep talk"),
        ("CAMHSX is no abbreviation", "CAMHSX is no abbreviation"),
        ("ALL IN CAPITALS WITH CP IN IT", "ALL IN CAPITALS WITH CP IN IT"),
    ],
)
def test_only_whole_abbreviations_in_capitals_are_written_out(text: str, written_out: str) -> None:
    assert expand(text) == written_out


def test_an_abbreviation_behind_its_own_words_is_not_counted_twice() -> None:
    assert " ".join(expand("use the public law outline (PLO) early").split()) == "use the public law outline early"
    assert expand("the PLO (PLO)").count("public law outline") == 2


def test_writing_out_twice_changes_nothing_more() -> None:
    text = "The LSCB, MASH and ASYE scheme for NQSWs"
    assert expand(expand(text)) == expand(text)


def test_the_glossary_holds_at_least_forty_abbreviations() -> None:
    assert len(abbreviations()) >= 40


def test_a_broken_glossary_is_told(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text("version: 1", encoding="utf-8")
    with pytest.raises(ClausemapError, match="glossary"):
        abbreviations(path)
