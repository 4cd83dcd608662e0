"""The wording families of an alignment as a table: one row a clause, and one a document that lacks the requirement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from compare.results import Alignment, Change, ClauseRef, Member, WordingFamily
from extract.schema import Clause, DocumentFacts, Extraction
from report.table import Rows, table

NAME = "Families"
COLUMNS = (
    "family", "documents", "document", "council", "role", "clause", "number", "page", "quote", "departures", "common",
    "cohesion",
)  # fmt: skip
GAP = " … "


def families(extractions: Iterable[Extraction], result: Alignment) -> Rows:
    """The families in their order, numbered from 1; `documents` says in how many documents of how many.

    `role` is "medoid" for the clause that the departures start from, "main", "packed" (`quote` is then the passage) or
    "lacking". `common` is what all main clauses share, with "…" for what lies between.
    """
    documents = {one.document.file: one for one in extractions}
    found = {
        ClauseRef(file=file, clause=clause.id): clause for file, one in documents.items() for clause in one.clauses
    }
    rows = (
        (number, f"{len(documents) - len(family.lacking)} of {len(documents)}", *row)
        for number, family in enumerate(result.families, start=1)
        for row in _rows(family, {file: one.document for file, one in documents.items()}, found)
    )
    return table(NAME, COLUMNS, rows)


def departures(changes: Iterable[Change]) -> list[str]:
    """What differs, change by change: "'must' became 'should'", "without 'robust'", "adds 'in writing'"."""
    return [_told(change.a.strip(), change.b.strip()) for change in changes if not change.same]


def _told(before: str, after: str) -> str:
    if not after:
        return f"without '{before}'"
    return f"'{before}' became '{after}'" if before else f"adds '{after}'"


def _rows(
    family: WordingFamily, facts: dict[str, DocumentFacts], found: dict[ClauseRef, Clause]
) -> Iterator[tuple[Any, ...]]:
    common = (GAP.join(family.common), family.cohesion)
    medoid_first = sorted(family.members, key=lambda member: member.clause != family.medoid)
    for member in medoid_first:
        place, clause = facts[member.clause.file], found[member.clause]
        yield (
            *(place.file, place.council, _role(member, family), clause.id, clause.number or clause.label, clause.page),
            *(clause.text[member.start : member.end], departures(member.changes), *common),
        )
    for file in family.lacking:
        yield (file, facts[file].council, "lacking", None, None, None, None, None, *common)


def _role(member: Member, family: WordingFamily) -> str:
    return "medoid" if member.clause == family.medoid else member.role
