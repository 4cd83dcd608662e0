"""Abbreviations written out before texts are compared."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from compare.glossary import PATH, abbreviations, entries, expand, used_in
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


def test_the_abbreviations_of_a_text_come_with_their_words_and_years() -> None:
    board, visits = used_in("The LSCB and the IRO, and the LSCB again")
    assert board == ("LSCB", "local safeguarding children board", 2006, 2019)
    assert visits == ("IRO", "independent reviewing officer", None, None)
    assert used_in("Nothing in capitals") == ()


def test_every_name_with_years_is_an_abbreviation_and_began_before_it_ended() -> None:
    dated = [entry for entry in entries().values() if entry.since]
    assert len(dated) >= 10
    assert all(entry.until is None or (entry.since or 0) < entry.until for entry in dated)
    held = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    assert set(held["in_use"]) <= set(held["abbreviations"])
