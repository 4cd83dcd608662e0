"""The inspection report that a notice rests on, and the list of it that a clause takes in instead of printing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from extract.document import Frozen
from extract.schema import Clause, DocumentFacts, Extraction


class TakenIn(Frozen):
    """The requirements of a report that stand under a clause of a notice."""

    clause: str
    words: str
    """The words by which the clause takes them in."""
    report: str
    """The SHA-256 of the report."""
    file: str
    requirements: tuple[Clause, ...]


def report_of(notice: DocumentFacts, documents: Iterable[Extraction]) -> Extraction | None:
    """The inspection report that a notice rests on: of the same council, and of a day that the notice names.

    Where the notice names no day of a report that is there, the last report before the notice; None where the notice
    has no day either and there are several.
    """
    reports = [one for one in documents if one.document.inspection and _same_council(one.document, notice)]
    named = {day for basis in notice.basis for day in (basis.date, basis.published) if day}
    for report in reports:
        if named & _days(report.document):
            return report
    if notice.issued is None:
        return reports[0] if len(reports) == 1 else None
    before = [(max(_days(one.document)), one) for one in reports if _days(one.document)]
    earlier = [pair for pair in before if pair[0] <= notice.issued]
    return max(earlier, key=lambda pair: pair[0])[1] if earlier else None


def taken_in(notice: Extraction, documents: Iterable[Extraction]) -> tuple[TakenIn, ...]:
    """For each clause that takes in a report's list, that list; empty where the report is not among the documents."""
    taking = [clause for clause in notice.clauses if clause.takes_in]
    report = report_of(notice.document, documents) if taking else None
    if report is None or not report.clauses:
        return ()
    return tuple(
        TakenIn(
            clause=clause.id,
            words=clause.takes_in or "",
            report=report.document.sha256,
            file=report.document.file,
            requirements=report.clauses,
        )
        for clause in taking
    )


def _days(report: DocumentFacts) -> set[dt.date]:
    """The days by which a notice may name a report: published, or the first or last day of the inspectors' visit."""
    found = report.inspection
    days = (report.issued, *((found.published, found.end, found.start) if found else ()))
    return {day for day in days if day}


def _same_council(a: DocumentFacts, b: DocumentFacts) -> bool:
    if a.gss and b.gss:
        return a.gss == b.gss
    return bool(a.council and b.council) and a.council == b.council
