"""The elements of the clauses as rows: what a clause asks for, and which actions of the plan show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from compare.results import Coverage, Element
from extract.schema import Clause, Extraction
from report.table import Rows, table

ELEMENTS = (
    "notice", "council", "clause", "number", "clause_page", "clause_status", "kind", "element", "status", "why",
    "actions", "action_quotes",
)  # fmt: skip


def elements(notice: Extraction, plan: Extraction, result: Coverage) -> Rows:
    """One row an element of a clause, in the notice's order."""
    clauses = {clause.id: clause for clause in notice.clauses}
    refs = {action.id: action.ref or action.id for action in plan.actions}
    return table("Elements", ELEMENTS, _rows(notice, clauses, refs, result))


def _rows(
    notice: Extraction, clauses: Mapping[str, Clause], refs: Mapping[str, str], result: Coverage
) -> Iterator[tuple[Any, ...]]:
    for entry in result.clauses:
        clause = clauses[entry.clause]
        place = (notice.document.file, notice.document.council, clause.id, clause.number or clause.label, clause.page)
        for element in entry.elements:
            yield (*place, entry.status, *_cells(element, refs))


def _cells(element: Element, refs: Mapping[str, str]) -> tuple[Any, ...]:
    actions = list(dict.fromkeys(refs[met.action] for met in element.met_by))
    quotes = list(dict.fromkeys(met.words for met in element.met_by))
    return element.kind.replace("_", "-"), element.words, element.status, element.why, actions, quotes
