"""Results as tables of rows: the one place where the screen and every export take them from.

Every row of a clause, an action or a comparison keeps the document, the page and the words as printed. Several values
in one cell are joined with "; ". Dates are ISO 8601; pages are 1-based and empty where the format has none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from compare.results import Alignment, ClauseRef, Coverage, Flag, Link, Status
from extract.schema import Action, Clause, Deadline, DocumentFacts, Extraction
from report.table import Rows, heading, joined, table

__all__ = [
    "COVERAGE", "FLAGS", "Rows", "actions", "alignment", "clauses", "counted", "coverage", "flags", "heading", "joined",
    "matrix", "themes", "unclear",
]  # fmt: skip

CANDIDATES_SHOWN = 3
"""So many candidates of a clause that no action answers are in the coverage table."""
COUNCIL_NOT_KNOWN = "council not known"
COVERAGE = Rows(
    "Coverage",
    (
        "notice", "council", "clause", "number", "section", "clause_page", "clause_quote", "status", "answer", "plan",
        "action", "ref", "action_page", "action_sheet", "action_row", "action_quote", "lead", "due", "score",
        "reasons", "missing", "note",
    ),
)  # fmt: skip
FLAGS = Rows(
    "Flags",
    ("document", "council", "kind", "clause", "action", "ref", "page", "sheet", "row", "quote", "note"),
)


def clauses(extractions: Iterable[Extraction]) -> Rows:
    """One row a clause."""
    columns = (
        "document", "council", "document_kind", "issued", "clause", "number", "parent", "section", "title", "kind",
        "page", "quote", "themes", "theme_role", "duty_holders", "deadlines", "due", "references", "confidence",
    )  # fmt: skip
    return table(
        "Clauses",
        columns,
        (_clause_row(extraction.document, clause) for extraction in extractions for clause in extraction.clauses),
    )


def _clause_row(facts: DocumentFacts, clause: Clause) -> tuple[Any, ...]:
    return (
        *(facts.file, facts.council, facts.kind, facts.issued, clause.id, _number(clause), clause.parent),
        *(clause.section, clause.title, clause.kind, clause.page, clause.text, *_themes(clause)),
        *(clause.duty_holders, [_deadline(deadline) for deadline in clause.deadlines]),
        [day for deadline in clause.deadlines for day in deadline.due or ()],
        *(clause.references, clause.confidence),
    )


def actions(extractions: Iterable[Extraction]) -> Rows:
    """One row an action of a plan."""
    columns = (
        "document", "council", "action", "ref", "theme_heading", "quote", "lead", "start", "due", "due_date", "rag",
        "success_measures", "progress", "evidence", "cites", "themes", "theme_role", "defects", "page", "sheet", "row",
    )  # fmt: skip
    return table(
        "Actions",
        columns,
        (_action_row(extraction.document, action) for extraction in extractions for action in extraction.actions),
    )


def _action_row(facts: DocumentFacts, action: Action) -> tuple[Any, ...]:
    return (
        *(facts.file, facts.council, action.id, action.ref, action.theme_heading, action.text, action.lead),
        *(action.start, action.due, action.due_date, action.rag, action.success_measures, action.progress),
        *(action.evidence, action.cites, *_themes(action)),
        [f"{defect.kind}: {defect.note}" for defect in action.defects],
        *(action.page, action.sheet, action.row),
    )


def _themes(item: Clause | Action) -> tuple[list[str], str | None]:
    """The themes, best first, and what the first one is: "primary" or "unclear"."""
    return [theme.id for theme in item.themes], item.themes[0].role if item.themes else None


def themes(extractions: Iterable[Extraction], labels: Mapping[str, str]) -> Rows:
    """One row a clause and theme, in the taxonomy's order, the surest first; `rank` is 1 for a clause's first theme.

    `role`: that of the `ThemeScore`. `labels`: the themes in the taxonomy's order with their names.
    """
    columns = ("theme", "label", "rank", "role", "score", "document", "council", "clause", "number", "page", "quote")
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for extraction in extractions:
        facts = extraction.document
        for clause in extraction.clauses:
            place = (facts.file, facts.council, clause.id, _number(clause), clause.page, clause.text)
            for rank, theme in enumerate(clause.themes, start=1):
                found[theme.id].append((theme.id, labels.get(theme.id), rank, theme.role, theme.score, *place))
    order = [*labels, *sorted(found.keys() - labels.keys())]
    return table("Themes", columns, (row for theme in order for row in sorted(found[theme], key=_surest)))


def _surest(row: tuple[Any, ...]) -> tuple[int, float]:
    return row[2], -row[4]


def matrix(extractions: Iterable[Extraction], labels: Mapping[str, str]) -> Rows:
    """Theme by council: how many clauses have the theme first, then out of how many documents, and how many had none.

    `unclear`: how many of `all` are not sure to have it. `labels`: the themes in the taxonomy's order with their names.
    A council's column is named by it; documents whose council is unknown are under "council not known".
    """
    extractions = list(extractions)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    doubted: Counter[str] = Counter()
    for (theme, _), number in unclear(extractions).items():
        doubted[theme] += number
    read: Counter[str] = Counter()
    empty: Counter[str] = Counter()
    for extraction in extractions:
        council = extraction.document.council or COUNCIL_NOT_KNOWN
        (read if extraction.clauses else empty)[council] += 1
        counts[council].update(clause.themes[0].id for clause in extraction.clauses if clause.themes)
    councils = sorted(counts)
    rows: list[tuple[Any, ...]] = [
        (theme, label, *(counts[c][theme] for c in councils), sum(counts[c][theme] for c in councils), doubted[theme])
        for theme, label in labels.items()
    ]
    rows.append(("documents", "Documents with clauses", *(read[council] for council in councils), read.total(), None))
    rows.append(("empty", "Documents without clauses", *(empty[council] for council in councils), empty.total(), None))
    return table("Matrix", ("theme", "label", *councils, "all", "unclear"), rows)


def unclear(extractions: Iterable[Extraction]) -> Counter[tuple[str, str]]:
    """How many clauses of each cell of `matrix` (theme and council) are not sure to belong there."""
    return Counter(
        (clause.themes[0].id, extraction.document.council or COUNCIL_NOT_KNOWN)
        for extraction in extractions
        for clause in extraction.clauses
        if clause.themes and clause.themes[0].role == "unclear"
    )


def coverage(notice: Extraction, plan: Extraction, result: Coverage) -> Rows:
    """One row a clause and action that answers it; where none does, its best candidates, marked as such.

    `answer` is "full", "partial", "candidate" or, where there is not even a candidate, empty.
    """
    by_id = {action.id: action for action in plan.actions}
    clauses_by_id = {clause.id: clause for clause in notice.clauses}
    rows: list[tuple[Any, ...]] = []
    for entry in result.clauses:
        clause = clauses_by_id[entry.clause]
        own = (
            *(notice.document.file, notice.document.council, clause.id, _number(clause), clause.section),
            *(clause.page, clause.text, entry.status),
        )
        rows.extend((*own, *_link_cells(link, plan, by_id), entry.note) for link in _shown_links(entry.links))
    return table(COVERAGE.name, COVERAGE.columns, rows)


def _shown_links(links: Sequence[Link]) -> Sequence[Link | None]:
    decided = [link for link in links if link.coverage]
    return decided or links[:CANDIDATES_SHOWN] or [None]


def _link_cells(link: Link | None, plan: Extraction, actions: Mapping[str, Action]) -> tuple[Any, ...]:
    if link is None:
        return (None, plan.document.file, *(None,) * 11)
    action = actions[link.action]
    return (
        *(link.coverage or "candidate", plan.document.file, action.id, action.ref, action.page, action.sheet),
        *(action.row, action.text, action.lead, action.due, link.score, link.reasons, link.missing),
    )


def counted(table: Rows) -> list[str]:
    """One sentence for each notice and plan of a coverage table: how many clauses, and how many of each status."""
    statuses: dict[tuple[Any, Any], dict[Any, Any]] = {}
    for row in table.records():
        statuses.setdefault((row["notice"], row["plan"]), {})[row["clause"]] = row["status"]
    out = []
    for (notice, plan), by_clause in statuses.items():
        counts = Counter(by_clause.values())
        parts = ", ".join(f"{counts[status]} {status}" for status in get_args(Status))
        out.append(f"{notice} by {plan}: {len(by_clause)} clauses, of which {parts}.")
    return out


def flags(notice: Extraction, plan: Extraction, result: Coverage) -> Rows:
    """What else a coverage says: late or ownerless answers, and the actions that answer no clause."""
    by_id = {action.id: action for action in plan.actions}
    clauses_by_id = {clause.id: clause for clause in notice.clauses}
    rows = []
    for flag in result.flags:
        if flag.action is not None:
            rows.append(_action_flag(plan.document, flag.kind, flag.clause, by_id[flag.action], flag.note))
        else:
            rows.append(_clause_flag(notice.document, flag, clauses_by_id))
    for orphan in result.orphans:
        note = "The action answers no clause of the notice."
        rows.append(_action_flag(plan.document, "orphan", None, by_id[orphan], note))
    return table(FLAGS.name, FLAGS.columns, rows)


def _action_flag(facts: DocumentFacts, kind: str, clause: str | None, action: Action, note: str) -> tuple[Any, ...]:
    place = (action.page, action.sheet, action.row, action.text)
    return (facts.file, facts.council, kind, clause, action.id, action.ref, *place, note)


def _clause_flag(facts: DocumentFacts, flag: Flag, clauses_by_id: Mapping[str, Clause]) -> tuple[Any, ...]:
    clause = clauses_by_id.get(flag.clause or "")
    place = (_number(clause), clause.page, None, None, clause.text) if clause else (None,) * 5
    return (facts.file, facts.council, flag.kind, flag.clause, None, *place, flag.note)


def alignment(extractions: Iterable[Extraction], result: Alignment, all_pairs: bool = False) -> Rows:
    """One row a pair of clauses that state the same requirement, or of every pair that was scored."""
    columns = (
        "document", "council", "clause", "page", "quote", "other_document", "other_council", "other_clause",
        "other_page", "other_quote", "score", "same", "relation", "reasons",
    )  # fmt: skip
    found = {
        clause.id: (extraction.document.council, clause) for extraction in extractions for clause in extraction.clauses
    }

    def place(side: ClauseRef) -> tuple[Any, ...]:
        council, clause = found[side.clause]
        return (side.file, council, clause.id, clause.page, clause.text)

    rows = (
        (*place(pair.a), *place(pair.b), pair.score, "yes" if pair.same else "no", pair.relation, pair.reasons)
        for pair in result.pairs
        if pair.same or all_pairs
    )
    return table("Alignment", columns, rows)


def _number(clause: Clause) -> str | None:
    return clause.number or clause.label


def _deadline(deadline: Deadline) -> str:
    value = deadline.value if isinstance(deadline.value, str) else ", ".join(deadline.value or ())
    return f"{deadline.text} ({deadline.kind} {value})" if value else f"{deadline.text} ({deadline.kind})"
