"""Documents into one report: which tables it holds, and in which format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, get_args

from extract.errors import NothingFoundError
from extract.schema import Extraction
from report import rows
from report.formats import as_csv, as_docx, as_json, as_xlsx
from report.rows import Rows

Format = Literal["xlsx", "docx", "csv", "json"]
Table = Literal["clauses", "actions", "themes", "coverage", "flags", "alignment"]
TABLES: tuple[Table, ...] = get_args(Table)
NOTICES = ("improvement_notice", "statutory_direction")
USUAL: dict[Format, tuple[Table, ...]] = {
    "xlsx": TABLES,
    "json": TABLES,
    "docx": ("coverage", "flags"),
    "csv": ("clauses",),
}


def export(extractions: Sequence[Extraction], form: Format, table: Table | None = None) -> bytes:
    """The report as the bytes of a file: all tables for XLSX and JSON, coverage for DOCX, clauses for CSV, or `table`.

    Raises NothingFoundError where a Word report or the table that was asked for would be empty.
    """
    wanted = (table,) if table else USUAL[form]
    made = [build(name, extractions) for name in wanted]
    if (table or form in ("docx", "csv")) and not made[0].rows:
        raise NothingFoundError(_nothing(wanted[0]))
    if form == "xlsx":
        return as_xlsx(made)
    if form == "docx":
        return as_docx(made, "Coverage report" if made[0].name == "Coverage" else f"{made[0].name} report")
    return as_json(made) if form == "json" else as_csv(made[0])


def build(name: Table, extractions: Sequence[Extraction]) -> Rows:
    """One table of the report."""
    return _BUILDERS[name](extractions)


def pairs(extractions: Sequence[Extraction]) -> Iterator[tuple[Extraction, Extraction]]:
    """Every notice with every plan of the same council."""
    for notice in extractions:
        for plan in extractions:
            if notice.document.kind in NOTICES and plan.actions and _council(notice) == _council(plan) is not None:
                yield notice, plan


def _council(extraction: Extraction) -> str | None:
    facts = extraction.document
    return facts.gss or (facts.council.casefold() if facts.council else None)


def _themes(extractions: Sequence[Extraction]) -> Rows:
    from compare.taxonomy import load

    return rows.themes(extractions, {theme.id: theme.label for theme in load().themes})


def _coverage(extractions: Sequence[Extraction]) -> Rows:
    from compare.cover import cover

    return rows.joined(
        [rows.coverage(n, p, cover(n, p).printed()) for n, p in pairs(extractions)] or [rows.no_coverage()]
    )


def _alignment(extractions: Sequence[Extraction]) -> Rows:
    from compare.align import align

    notices = [one for one in extractions if one.document.kind in NOTICES and one.clauses]
    return rows.alignment(notices, align(notices).printed() if len(notices) > 1 else {"pairs": []})


_BUILDERS: dict[Table, Callable[[Sequence[Extraction]], Rows]] = {
    "clauses": rows.clauses,
    "actions": rows.actions,
    "themes": _themes,
    "coverage": _coverage,
    "alignment": _alignment,
}


def _nothing(table: Table) -> str:
    if table in ("coverage", "flags"):
        return "There is nothing to export: coverage needs a notice and a plan of the same council."
    return f"There is nothing to export: the chosen documents have no {table}."
