"""Results as tables of rows: the one place where the screen and every export take them from.

Every row keeps the document, the page and the words as printed. Several values in one cell are joined with "; ".
Dates are ISO 8601; pages are 1-based.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract.schema import Action, Clause, Deadline, DocumentFacts, Extraction

Cell = str | int | float | None
# Characters that XML refuses, so that no Word or Excel file can hold them; a tab or a new line may stay.
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
CANDIDATES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its name, its columns as keys, and the rows in the order of the columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def records(self) -> list[dict[str, Cell]]:
        """The rows as dictionaries by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def heading(column: str) -> str:
    """A column's key as it is printed: "clause_page" is "Clause page"."""
    return column.replace("_", " ").capitalize()


def clauses(extractions: Iterable[Extraction]) -> Rows:
    """One row a clause."""
    columns = (
        "document", "council", "document_kind", "issued", "clause", "number", "parent", "section", "title", "kind",
        "page", "quote", "themes", "duty_holders", "deadlines", "due", "references", "confidence",
    )  # fmt: skip
    return _table(
        "Clauses",
        columns,
        (_clause_row(extraction.document, clause) for extraction in extractions for clause in extraction.clauses),
    )


def _clause_row(facts: DocumentFacts, clause: Clause) -> tuple[Any, ...]:
    return (
        *(facts.file, facts.council, facts.kind, facts.issued, clause.id, clause.number or clause.label, clause.parent),
        *(clause.section, clause.title, clause.kind, clause.page, clause.text, [theme.id for theme in clause.themes]),
        *(clause.duty_holders, [_deadline(deadline) for deadline in clause.deadlines]),
        [day for deadline in clause.deadlines for day in deadline.due or ()],
        *(clause.references, clause.confidence),
    )


def actions(extractions: Iterable[Extraction]) -> Rows:
    """One row an action of a plan."""
    columns = (
        "document", "council", "action", "ref", "theme_heading", "quote", "lead", "start", "due", "due_date", "rag",
        "success_measures", "progress", "evidence", "cites", "themes", "defects", "page", "sheet", "row",
    )  # fmt: skip
    return _table(
        "Actions",
        columns,
        (_action_row(extraction.document, action) for extraction in extractions for action in extraction.actions),
    )


def _action_row(facts: DocumentFacts, action: Action) -> tuple[Any, ...]:
    return (
        *(facts.file, facts.council, action.id, action.ref, action.theme_heading, action.text, action.lead),
        *(action.start, action.due, action.due_date, action.rag, action.success_measures, action.progress),
        *(action.evidence, action.cites, [theme.id for theme in action.themes]),
        [f"{defect.kind}: {defect.note}" for defect in action.defects],
        *(action.page, action.sheet, action.row),
    )


def themes(extractions: Sequence[Extraction], labels: Mapping[str, str]) -> Rows:
    """Theme by council: how many clauses have the theme first, and in how many documents they were looked for.

    `labels`: the themes in the taxonomy's order with their names. A council's column is named by it; documents whose
    council is unknown are under "council not known".
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    documents: Counter[str] = Counter()
    for extraction in extractions:
        if extraction.clauses:
            council = extraction.document.council or "council not known"
            documents[council] += 1
            counts[council].update(clause.themes[0].id for clause in extraction.clauses if clause.themes)
    councils = sorted(documents)
    rows = [
        (theme, label, *(counts[council][theme] for council in councils), sum(counts[c][theme] for c in councils))
        for theme, label in labels.items()
    ]
    read = ("documents", "Documents read", *(documents[council] for council in councils), documents.total())
    return _table("Themes", ("theme", "label", *councils, "all"), [*rows, read])


def coverage(notice: Extraction, plan: Extraction, printed: Mapping[str, Any]) -> Rows:
    """One row a clause and action that answers it; where none does, its best candidates, marked as such.

    `printed`: the coverage in the form of the output contract. `answer` is "full", "partial", "candidate" or empty.
    """
    columns = (
        "notice", "council", "clause", "number", "section", "clause_page", "clause_quote", "status", "answer", "plan",
        "action", "ref", "action_page", "action_quote", "lead", "due", "score", "reasons", "missing",
    )  # fmt: skip
    by_id = {action.id: action for action in plan.actions}
    clauses_by_id = {clause.id: clause for clause in notice.clauses}
    rows = []
    for entry in printed["clauses"]:
        clause = clauses_by_id[entry["clause"]]
        own = (
            *(notice.document.file, notice.document.council, clause.id, clause.number or clause.label, clause.section),
            *(clause.page, clause.text, entry["status"]),
        )
        for link in _shown_links(entry["links"]):
            rows.append((*own, *_link_cells(link, plan, by_id)))
    return _table("Coverage", columns, rows)


def _shown_links(links: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any] | None]:
    decided = [link for link in links if link["coverage"]]
    return decided or list(links[:CANDIDATES_SHOWN]) or [None]


def _link_cells(link: Mapping[str, Any] | None, plan: Extraction, actions: Mapping[str, Action]) -> tuple[Any, ...]:
    if link is None:
        return (None, plan.document.file, *(None,) * 9)
    action = actions[link["action"]]
    return (
        *(link["coverage"] or "candidate", plan.document.file, action.id, action.ref, action.page, action.text),
        *(action.lead, action.due, link["score"], link["reasons"], link["missing"]),
    )


def flags(notice: Extraction, plan: Extraction, printed: Mapping[str, Any]) -> Rows:
    """What else a coverage says: late or ownerless answers, and the actions that answer no clause."""
    columns = ("document", "kind", "clause", "action", "ref", "page", "quote", "note")
    actions = {action.id: action for action in plan.actions}
    clauses_by_id = {clause.id: clause for clause in notice.clauses}
    rows: list[tuple[Any, ...]] = []
    for flag in printed["flags"]:
        if flag["action"] is not None:
            action = actions[flag["action"]]
            place = (action.id, action.ref, action.page, action.text)
            rows.append((plan.document.file, flag["kind"], flag["clause"], *place, flag["note"]))
        else:
            clause = clauses_by_id.get(flag["clause"])
            place = (None, clause.number, clause.page, clause.text) if clause else (None,) * 4
            rows.append((notice.document.file, flag["kind"], flag["clause"], *place, flag["note"]))
    for orphan in printed["orphans"]:
        action = actions[orphan]
        place = (action.id, action.ref, action.page, action.text)
        rows.append((plan.document.file, "orphan", None, *place, "The action answers no clause of the notice."))
    return _table("Flags", columns, rows)


def alignment(extractions: Sequence[Extraction], printed: Mapping[str, Any], all_pairs: bool = False) -> Rows:
    """One row a pair of clauses that state the same requirement, or of every pair that was scored.

    `printed`: the alignment in the form of the output contract; `extractions` in the order of its files.
    """
    columns = (
        "document", "council", "clause", "page", "quote", "other_document", "other_council", "other_clause",
        "other_page", "other_quote", "score", "same", "reasons",
    )  # fmt: skip
    found = {
        clause.id: (extraction.document.council, clause) for extraction in extractions for clause in extraction.clauses
    }

    def place(side: Mapping[str, str]) -> tuple[Any, ...]:
        council, clause = found[side["clause"]]
        return (side["file"], council, clause.id, clause.page, clause.text)

    rows = [
        (*place(pair["a"]), *place(pair["b"]), pair["score"], "yes" if pair["same"] else "no", pair["reasons"])
        for pair in printed["pairs"]
        if pair["same"] or all_pairs
    ]
    return _table("Alignment", columns, rows)


def joined(tables: Sequence[Rows]) -> Rows:
    """Tables of one form, one below the other."""
    return Rows(tables[0].name, tables[0].columns, tuple(row for table in tables for row in table.rows))


def _deadline(deadline: Deadline) -> str:
    value = deadline.value if isinstance(deadline.value, str) else ", ".join(deadline.value or ())
    return f"{deadline.text} ({deadline.kind} {value})" if value else f"{deadline.text} ({deadline.kind})"


def _table(name: str, columns: tuple[str, ...], rows: Iterable[Sequence[Any]]) -> Rows:
    return Rows(name, columns, tuple(tuple(_cell(value) for value in row) for row in rows))


def _cell(value: Any) -> Cell:
    """A value as a cell that every format can hold."""
    if value is None or value == "" or value == [] or value == ():
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, list | tuple):
        return REFUSED.sub("", "; ".join(str(item) for item in value))
    return REFUSED.sub("", str(value)) or None
