"""What inspectors found, and the requirements that cite it."""

from __future__ import annotations

from pathlib import Path

from extract.pipeline import extract
from extract.schema import Extraction

REPORT = """# Inspection of Fairhaven local authority children's services

Inspection dates: 4 to 15 March 2019

Lead inspector: Una Field, Her Majesty's Inspector

## Information about this inspection

The inspectors read forty files and spoke with children, carers and the staff who work with them.

## The experiences of children who need help

14. Visits to children in need happen late and too few of them are written up within the week.

15. Short line.

## What needs to improve

- The timeliness of visits to children in need (paragraphs 14 and 15).
- Supervision that is regular.
"""


def _extraction(tmp_path: Path) -> Extraction:
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return extract(path)


def test_a_finding_keeps_its_number_and_section(tmp_path: Path) -> None:
    found = _extraction(tmp_path).findings
    assert [(one.number, one.section) for one in found] == [("14", "The experiences of children who need help")]
    assert found[0].text.startswith("Visits to children in need happen late")


def test_what_a_report_tells_of_itself_is_no_finding(tmp_path: Path) -> None:
    assert not any("forty files" in one.text for one in _extraction(tmp_path).findings)


def test_a_requirement_leads_to_the_paragraphs_that_it_cites(tmp_path: Path) -> None:
    extraction = _extraction(tmp_path)
    assert [clause.cites for clause in extraction.clauses] == [("14", "15"), ()]
    cited = [one for one in extraction.findings if one.number in extraction.clauses[0].cites]
    assert [one.number for one in cited] == ["14"]


def test_every_sentence_has_a_role_and_the_counts_are_theirs(tmp_path: Path) -> None:
    extraction = _extraction(tmp_path)
    roles = [one.role for one in extraction.sentences]
    assert extraction.ledger.sentences == len(roles)
    assert extraction.ledger.clause == roles.count("clause") == 2
    assert "forty files" in " ".join(one.text for one in extraction.sentences if one.role == "context")


def test_the_sentences_are_printed_only_when_they_are_asked_for(tmp_path: Path) -> None:
    extraction = _extraction(tmp_path)
    assert "sentences" not in extraction.printed()
    assert len(extraction.printed(sentences=True)["sentences"]) == extraction.ledger.sentences
