"""Kinds of documents by what they are called, how they open and how they are made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Cell, Document, Row, Table
from extract.kinds.detect import kinds_of
from extract.layout import compose
from extract.read.text import read_text
from extract.schema import KindOfDocument

DOCUMENTS: dict[str, KindOfDocument] = {
    """Improvement Notice

To: Fairhaven Borough Council ("the Council")

This notice is issued because an inspection report judged the council's services to be inadequate.

To comply with this Notice the Council must draw up an improvement plan.
""": "improvement_notice",
    """Revised improvement notice

TO: The Wexcombe City Council

This Improvement Notice is given in place of the one of last year. Progress reports go to the Department.
""": "improvement_notice",
    """Statutory direction to Fairhaven Borough Council

In exercise of the powers conferred by section 497A of the Education Act 1996 the Secretary of State for Education
hereby directs the Council to work with the Children's Services Commissioner.

The improvement notice of May is withdrawn. The Council must comply with this direction.
""": "statutory_direction",
    """Inspection of Fairhaven local authority children's services

Inspection dates: 4 to 15 March 2019

Lead inspector: Una Field, Her Majesty's Inspector

The council was given an improvement notice last year and its improvement plan is thin.
""": "inspection_report",
    """Focused visit to Fairhaven Borough Council children's services

Dear Director

This letter sums up the findings of the visit on 3 and 4 March. The visit was carried out by two of Her Majesty's
Inspectors.
""": "inspection_report",
    """Fairhaven Children's Services Improvement Plan 2021 to 2023

Version 2.1

This plan answers the improvement notice and the inspection report. Theme 1: Practice. Theme sponsor: the Director.
""": "improvement_plan",
    """Fairhaven Council

Report to: Scrutiny Committee

Date of meeting: 4 March 2021

Subject: Progress against the Improvement Plan

This report gives an update on progress since the last meeting. Members are asked to note it.
""": "progress_report",
    """Library opening hours

The library in Station Road opens at nine and closes at six. Bring back your books in time.
""": "other",
}


def _read(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "document.txt"
    path.write_text(text, encoding="utf-8")
    return compose(read_text(path, "0" * 64))


@pytest.mark.parametrize("text", DOCUMENTS)
def test_a_document_is_what_it_calls_itself_though_it_speaks_of_the_others(tmp_path: Path, text: str) -> None:
    kind, confidence = kinds_of(_read(tmp_path, text))[0]
    assert kind == DOCUMENTS[text]
    assert 0 < confidence <= 1


def _workbook(*rows: tuple[str, ...]) -> Document:
    table = Table(rows=tuple(Row(cells=tuple(Cell(text=text) for text in row)) for row in rows), sheet="Sheet1")
    return Document(file="book.xlsx", sha256="0" * 64, media="xlsx", text="Sheet1", tables=(table,))


@pytest.mark.parametrize(
    "header",
    [
        ("Ref", "Action", "Lead", "By when", "BRAG"),
        ("What we will do", "Who", "When", "How will we know?"),
        ("Key task", "Responsible officer", "Timescale", "Status"),
    ],
)
def test_a_workbook_with_action_columns_is_a_plan_though_nothing_names_it(header: tuple[str, ...]) -> None:
    assert (
        kinds_of(_workbook(("Fairhaven", "", ""), header, ("1", "Hire two managers", "Director")))[0][0]
        == "improvement_plan"
    )


def test_a_workbook_of_measures_is_a_progress_report() -> None:
    assert kinds_of(_workbook(("Measure", "Target", "Aug-13", "Sep-13")))[0][0] == "progress_report"


def test_a_list_of_names_and_dates_is_no_plan() -> None:
    assert kinds_of(_workbook(("Name", "Date of birth", "Team")))[0][0] == "other"


def test_confidence_falls_where_two_kinds_have_as_much_for_them(tmp_path: Path) -> None:
    clear = kinds_of(_read(tmp_path, next(iter(DOCUMENTS))))[0][1]
    torn = kinds_of(_read(tmp_path, "Improvement notice\n\nImprovement plan of a council\n\nSome words follow here."))[
        0
    ][1]
    assert torn < clear


@given(st.text(max_size=400))
def test_any_text_has_a_kind_and_a_confidence(text: str) -> None:
    kind, confidence = kinds_of(Document(file="x.txt", sha256="0" * 64, media="text", text=text))[0]
    assert kind and 0 < confidence <= 1


@pytest.mark.real
@pytest.mark.parametrize(
    ("folder", "kind"),
    [("notices", "improvement_notice"), ("plans", "improvement_plan"), ("progress", "progress_report"),
     ("inspections", "inspection_report"), ("inspections_more", "inspection_report")],
)  # fmt: skip
def test_real_documents_are_told_apart(
    shared: Path, real_document: Callable[[str], Document], folder: str, kind: KindOfDocument
) -> None:
    names = [path.name for path in sorted((shared / "documents" / folder).iterdir()) if "scanned" not in path.name]
    chosen = names[::8] if folder.startswith("inspections") else names
    assert chosen
    assert {name: kinds_of(real_document(f"{folder}/{name}"))[0][0] for name in chosen} == dict.fromkeys(chosen, kind)
