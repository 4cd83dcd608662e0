"""The days on which the clauses of documents are due, each with the arithmetic that gave it.

A day that falls on a weekend or a bank holiday of England is told and not moved: whether it moves is for the notice to
say. What hangs on something that no document gives has no day, and says on what it waits.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import holidays

from compare.taken_in import report_of
from extract.document import Frozen
from extract.facts.periods import add_period, in_words, number
from extract.schema import Clause, Deadline, Duty, Extraction

HORIZON = "P24M"
"""How far after the start of a notice what recurs is counted out, where no last day is given."""
MOST = 120  # days of one deadline: a daily duty is a rule and no list of days
_ISO = re.compile(r"-?P(\d+)([YMWD])")
_REPORT = re.compile(r"\b(?:inspection|report|ofsted)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"\bpublication|\bpublished|\breport\b", re.IGNORECASE)
_EVERY = re.compile(r"\bevery\s+([\w-]+)\s", re.IGNORECASE)
_BOARD = re.compile(r"\bboards?\b", re.IGNORECASE)


class Due(Frozen):
    """One day, how it came about, and what is to be known of it ("a Saturday")."""

    day: dt.date
    arithmetic: str
    note: str | None = None


class Entry(Frozen):
    """One deadline of a clause: its days in order, or why there is none."""

    file: str
    council: str | None
    clause: str
    number: str | None
    page: int | None
    quote: str
    duty_holders: tuple[Duty, ...]
    text: str
    kind: str
    days: tuple[Due, ...] = ()
    waits_for: str | None = None


class Calendar(Frozen):
    """The deadlines of all documents: those with days first, by their first day."""

    entries: tuple[Entry, ...] = ()

    def printed(self) -> dict[str, Any]:
        """The JSON form."""
        return self.model_dump(mode="json")


def calendar(
    extractions: Sequence[Extraction], until: dt.date | None = None, among: Sequence[Extraction] = ()
) -> Calendar:
    """Every deadline of the documents' clauses; what recurs is counted out to `until`, else for two years.

    Days after an inspection come from the report that the notice rests on, where it is one of the documents or of
    those in `among`, else from what the notice says of it.
    """
    known = (*extractions, *among)
    entries = [entry for one in extractions for entry in _Counted(one, known, until).entries()]
    last = dt.date.max
    return Calendar(entries=tuple(sorted(entries, key=lambda e: (e.days[0].day if e.days else last, e.file))))


class _Counted:
    """The deadlines of one document."""

    def __init__(self, extraction: Extraction, others: Iterable[Extraction], until: dt.date | None) -> None:
        self.extraction = extraction
        self.facts = extraction.document
        self.start = self.facts.issued
        self.report = report_of(self.facts, others) if self.facts.inspection is None else None
        self.until = until or (add_period(self.start, HORIZON) if self.start else None)

    def entries(self) -> Iterator[Entry]:
        for clause in self.extraction.clauses:
            for deadline in clause.deadlines:
                yield self.entry(clause, deadline)

    def entry(self, clause: Clause, deadline: Deadline) -> Entry:
        days, waits_for = self.days(clause, deadline)
        return Entry(
            file=self.facts.file,
            council=self.facts.council,
            clause=clause.id,
            number=clause.number or clause.label,
            page=clause.page,
            quote=clause.text,
            duty_holders=clause.duty_holders,
            text=deadline.text,
            kind=deadline.kind,
            days=tuple(days[:MOST]),
            waits_for=waits_for,
        )

    def days(self, clause: Clause, deadline: Deadline) -> tuple[list[Due], str | None]:
        """The days of a deadline, or what they wait for."""
        if deadline.kind == "date":
            known = [_due(day, f"printed: {_printed(day)}") for day in deadline.due or ()]
            return known, None if known else "the year, which is not printed"
        if deadline.kind == "event":
            return self.after_event(clause, deadline)
        if self.start is None:
            return [], "the start of the notice, which is not known: set the day of issue"
        if deadline.kind == "recurring" and isinstance(deadline.value, str):
            return self.recurring(self.start, deadline.value)
        spans = deadline.value if isinstance(deadline.value, tuple) else ()
        working = " working " if "working" in deadline.text.lower() else " "
        return [
            _due(day, f"{_printed(self.start)} + {in_words(span).replace(' ', working, 1)} = {_printed(day)}")
            for day, span in zip(deadline.due or (), spans, strict=False)
        ], None

    def recurring(self, start: dt.date, interval: str, times: int = 1) -> tuple[list[Due], str | None]:
        """Every occurrence of an interval after a day."""
        if not _ISO.fullmatch(interval) or self.until is None:
            return [], f"nothing: it recurs every {in_words(interval)}"
        found: list[Due] = []
        for count in range(1, MOST + 1):
            span = _multiple(interval, count * times)
            day = add_period(start, span)
            if day > self.until:
                break
            found.append(_due(day, f"{_printed(start)} + {in_words(span)} = {_printed(day)}"))
        return found, None if found else f"nothing: it recurs every {in_words(interval)}, after {_printed(self.until)}"

    def after_event(self, clause: Clause, deadline: Deadline) -> tuple[list[Due], str | None]:
        """Days before or after something else: an inspection, or what recurs in the same notice."""
        anchor = deadline.anchor or ""
        inspected = self.inspected(anchor) if _REPORT.search(anchor) else None
        if inspected and isinstance(deadline.value, str) and _ISO.fullmatch(deadline.value):
            day, said = inspected
            moved = add_period(day, deadline.value)
            return [_due(moved, f"{said} {_printed(day)} {_signed(deadline.value)} = {_printed(moved)}")], None
        return self.with_recurring(clause, deadline, anchor) or ([], anchor or "an event that is not named")

    def with_recurring(self, clause: Clause, deadline: Deadline, anchor: str) -> tuple[list[Due], str | None] | None:
        """Days before each review, or with every third board meeting, where the notice says how often those are."""
        rhythm = self.rhythm(clause, anchor)
        if rhythm is None or self.start is None:
            return None
        counted = _EVERY.search(deadline.text)
        if deadline.value is None and counted:
            before = [due for other in clause.deadlines if other.kind == "date" for due in other.due or ()]
            return self.recurring(max(before, default=self.start), rhythm, number(counted[1]))
        if not isinstance(deadline.value, str) or not _ISO.fullmatch(deadline.value):
            return None
        events, waits_for = self.recurring(self.start, rhythm)
        moved = [(event.day, add_period(event.day, deadline.value)) for event in events]
        return [
            _due(day, f"{anchor} of {_printed(event)} {_signed(deadline.value)} = {_printed(day)}")
            for event, day in moved
        ], waits_for

    def rhythm(self, clause: Clause, anchor: str) -> str | None:
        """How often the named event recurs by the clause itself, else by the first clause that speaks of it."""
        wanted = _BOARD if _BOARD.search(anchor) else re.compile(rf"\b{re.escape(anchor)}s?\b", re.IGNORECASE)
        for other in (clause, *self.extraction.clauses):
            intervals = [d.value for d in other.deadlines if d.kind == "recurring" and isinstance(d.value, str)]
            if anchor and intervals and wanted.search(other.text):
                return intervals[0]
        return None

    def inspected(self, anchor: str) -> tuple[dt.date, str] | None:
        """The day of the inspection, and where it is known from."""
        published = bool(_PUBLISHED.search(anchor))
        report = self.report.document if self.report else None
        if report and report.inspection:
            found = (report.inspection.published or report.issued) if published else report.inspection.end
            if found:
                return found, f"the {'report' if published else 'inspection'} ({report.file})"
        dated = [b for b in self.facts.basis if b.body == "Ofsted" and (b.date or b.published)]
        if len(dated) != 1:
            return None
        basis = dated[0]
        day = (basis.published or basis.date) if published else (basis.date or basis.published)
        said = "Ofsted's report of" if day == basis.published or published else "Ofsted's inspection report of"
        return (day, said) if day else None


def _due(day: dt.date, arithmetic: str) -> Due:
    if day.weekday() >= 5:
        return Due(day=day, arithmetic=arithmetic, note=f"a {day:%A}")
    holiday = bank_holidays().get(day)
    return Due(day=day, arithmetic=arithmetic, note=f"a bank holiday ({holiday})" if holiday else None)


@functools.cache
def bank_holidays() -> holidays.HolidayBase:
    """The bank holidays of England by their day."""
    return holidays.country_holidays("GB", subdiv="ENG", language="en_GB")


def _printed(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"


def _signed(iso: str) -> str:
    return f"- {in_words(iso)}" if iso.startswith("-") else f"+ {in_words(iso)}"


def _multiple(iso: str, count: int) -> str:
    found = _ISO.fullmatch(iso)
    assert found  # the caller has asked
    return f"P{int(found[1]) * count}{found[2]}"
