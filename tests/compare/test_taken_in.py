"""The report that a notice rests on, and the list that a clause takes in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from compare.taken_in import report_of, taken_in
from extract.schema import Basis, Clause, DocumentFacts, Extraction, Inspection

WORDS = "all the areas for improvement in the report"


def document(file: str, kind: str, council: str = "Fairhaven", **facts: Any) -> DocumentFacts:
    return DocumentFacts.model_validate(
        {"file": file, "sha256": file, "kind": kind, "kind_confidence": 1, "council": council, **facts}
    )


def report(file: str, published: dt.date | None, council: str = "Fairhaven") -> Extraction:
    inspection = Inspection(framework="sif", published=published)
    items = tuple(Clause(id=f"{file}-{k}", kind="requirement", text=f"Need {k}") for k in range(3))
    return Extraction(document=document(file, "inspection_report", council, inspection=inspection), clauses=items)


def notice(day: dt.date | None = None, issued: dt.date | None = None, takes_in: str | None = WORDS) -> Extraction:
    basis = (Basis(body="Ofsted", published=day, text="the report"),) if day else ()
    facts = document("notice.pdf", "improvement_notice", issued=issued, basis=basis)
    return Extraction(
        document=facts, clauses=(Clause(id="c", kind="general", text="Put it right.", takes_in=takes_in),)
    )


MAY, JUNE = dt.date(2030, 5, 1), dt.date(2031, 6, 1)


def test_the_report_of_the_named_day_is_meant_though_another_is_later() -> None:
    found = report_of(notice(MAY).document, [report("june.pdf", JUNE), report("may.pdf", MAY)])
    assert found is not None and found.document.file == "may.pdf"


def test_where_no_day_is_named_the_last_report_before_the_notice_is_meant() -> None:
    reports = [report("may.pdf", MAY), report("june.pdf", JUNE), report("late.pdf", dt.date(2033, 1, 1))]
    found = report_of(notice(issued=dt.date(2032, 1, 1)).document, reports)
    assert found is not None and found.document.file == "june.pdf"


def test_of_several_reports_and_no_day_none_is_guessed() -> None:
    assert report_of(notice().document, [report("may.pdf", MAY), report("june.pdf", JUNE)]) is None
    assert report_of(notice().document, [report("may.pdf", MAY)]) is not None


def test_a_report_of_another_council_is_never_meant() -> None:
    assert report_of(notice(MAY).document, [report("other.pdf", MAY, "Wexcombe")]) is None


def test_the_list_stands_under_the_clause_that_takes_it_in() -> None:
    (found,) = taken_in(notice(MAY), [report("may.pdf", MAY)])
    assert (found.clause, found.words, found.file) == ("c", WORDS, "may.pdf")
    assert [one.text for one in found.requirements] == ["Need 0", "Need 1", "Need 2"]


def test_nothing_is_taken_in_without_the_words_or_without_the_report() -> None:
    assert taken_in(notice(MAY, takes_in=None), [report("may.pdf", MAY)]) == ()
    assert taken_in(notice(MAY), []) == ()
