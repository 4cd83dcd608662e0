"""Documents into one report: which tables it holds, and in which format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Literal, get_args

from compare.results import Alignment, Coverage
from extract.errors import NothingFoundError
from extract.schema import Extraction
from report import dates, measures, rows
from report.families import families
from report.formats import as_csv, as_docx, as_json, as_xlsx
from report.table import Rows

Format = Literal["xlsx", "docx", "csv", "json"]
Table = Literal[
    "clauses", "actions", "themes", "matrix", "coverage", "flags", "alignment", "families", "calendar", "indicators",
    "statements",
]  # fmt: skip
FORMATS: tuple[Format, ...] = get_args(Format)
TABLES: tuple[Table, ...] = get_args(Table)
NOTICES = ("improvement_notice", "statutory_direction")
USUAL: dict[Format, tuple[Table, ...]] = {
    "xlsx": TABLES,
    "json": TABLES,
    "docx": ("coverage", "flags"),
    "csv": ("clauses",),
}
"""The tables of a report where none is asked for."""


def export(extractions: Sequence[Extraction], form: Format, table: Table | None = None) -> bytes:
    """The report as the bytes of a file: all tables for XLSX and JSON, coverage for DOCX, clauses for CSV, or `table`.

    Raises NothingFoundError where the table that was asked for, or that the format holds first, would be empty.
    """
    made = tables(extractions, (table,) if table else USUAL[form])
    if (table or form in ("docx", "csv")) and not made[0].rows:
        raise NothingFoundError(_nothing(table or USUAL[form][0]))
    if form == "xlsx":
        return as_xlsx(made)
    if form == "docx":
        opening = [line for one in made if one.name == rows.COVERAGE.name for line in rows.counted(one)]
        return as_docx(made, f"{made[0].name} report", opening)
    return as_json(made) if form == "json" else as_csv(made[0])


def tables(extractions: Sequence[Extraction], wanted: Sequence[Table] = TABLES) -> list[Rows]:
    """The tables of a report in the order they are wanted; what several of them need is worked out once."""
    report = _Report(extractions)
    return [report.table(name) for name in wanted]


def pairs(extractions: Sequence[Extraction]) -> Iterator[tuple[Extraction, Extraction]]:
    """Every notice with every plan of the same council."""
    for notice in extractions:
        for plan in extractions:
            if notice.document.kind in NOTICES and plan.actions and _council(notice) == _council(plan) is not None:
                yield notice, plan


def _council(extraction: Extraction) -> str | None:
    facts = extraction.document
    return facts.gss or (facts.council.casefold() if facts.council else None)


class _Report:
    """The documents of one report, and the comparisons among them once they are asked for."""

    def __init__(self, extractions: Sequence[Extraction]) -> None:
        self.extractions = extractions

    @cached_property
    def labels(self) -> dict[str, str]:
        from compare.taxonomy import load

        return {theme.id: theme.label for theme in load().themes}

    @cached_property
    def covered(self) -> list[tuple[Extraction, Extraction, Coverage]]:
        from compare.cover import cover

        return [(notice, plan, cover(notice, plan)) for notice, plan in pairs(self.extractions)]

    @cached_property
    def aligned(self) -> tuple[list[Extraction], Alignment]:
        """The notices that have clauses, and their alignment."""
        from compare.align import align

        notices = [one for one in self.extractions if one.document.kind in NOTICES and one.clauses]
        return notices, align(notices) if len(notices) > 1 else Alignment()

    def table(self, name: Table) -> Rows:
        builders: dict[Table, Callable[[], Rows]] = {
            "clauses": lambda: rows.clauses(self.extractions),
            "actions": lambda: rows.actions(self.extractions),
            "themes": lambda: rows.themes(self.extractions, self.labels),
            "matrix": lambda: rows.matrix(self.extractions, self.labels),
            "coverage": lambda: rows.joined((rows.coverage(*one) for one in self.covered), rows.COVERAGE),
            "flags": lambda: rows.joined((rows.flags(*one) for one in self.covered), rows.FLAGS),
            "alignment": lambda: rows.alignment(*self.aligned),
            "families": lambda: families(*self.aligned),
            "calendar": self.calendar,
            "indicators": lambda: measures.indicators(self.extractions),
            "statements": lambda: measures.statements(self.extractions),
        }
        return builders[name]()

    def calendar(self) -> Rows:
        from compare.calendar import calendar

        return dates.calendar(calendar(self.extractions))


def _nothing(table: Table) -> str:
    if table in ("coverage", "flags"):
        return "There is nothing to export: coverage needs a notice and a plan of the same council."
    if table in ("alignment", "families"):
        return "There is nothing to export: no two notices of the chosen ones state the same requirement."
    return f"There is nothing to export: the chosen documents have no {table}."
