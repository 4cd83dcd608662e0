"""What the store hands out, and how an extraction becomes rows.

NUL characters are dropped on the way in: SQLite takes them and PostgreSQL refuses them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from extract.schema import Action, Clause, Extraction, ThemeScore


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of the store with what was counted in it; `id` is the SHA-256 of the file, `added_at` is UTC."""

    id: str
    file: str
    kind: str
    council: str | None
    council_full: str | None
    gss: str | None
    title: str | None
    issued: dt.date | None
    pages: int | None
    clauses: int
    actions: int
    indicators: int
    statements: int
    warnings: int
    added_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause as a row; `kind` is the clause's own, `themes` up to three ids, best first."""

    document: str
    clause: str
    council: str | None
    gss: str | None
    document_kind: str
    kind: str
    number: str | None
    section: str | None
    title: str | None
    text: str
    page: int | None
    themes: tuple[str, ...]
    theme_score: float | None


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action of a plan as a row; `themes` up to three ids, best first."""

    document: str
    action: str
    council: str | None
    gss: str | None
    ref: str | None
    text: str
    lead: str | None
    due_date: dt.date | None
    rag: str | None
    page: int | None
    sheet: str | None
    row: int | None
    themes: tuple[str, ...]
    theme_score: float | None


def stored_document(row: sa.Row[Any]) -> StoredDocument:
    """A document from its row."""
    return StoredDocument(**{**row._mapping, "added_at": dt.datetime.fromisoformat(row.added_at)})


def clause_row(row: sa.Row[Any]) -> ClauseRow:
    """A clause from its row."""
    return ClauseRow(**_themed(row))


def action_row(row: sa.Row[Any]) -> ActionRow:
    """An action from its row."""
    return ActionRow(**_themed(row))


def storable(extraction: Extraction, file: str) -> Extraction:
    """The extraction under the given file name, in characters that every database takes."""
    name = file.encode("utf-8", "replace").decode()
    printed = extraction.model_dump(mode="python")
    printed["document"]["file"] = name
    return Extraction.model_validate(_without_nul(printed))


def document_values(extraction: Extraction) -> dict[str, Any]:
    """The columns of a document that come from its extraction."""
    facts = extraction.document
    return {
        "id": facts.sha256,
        "file": facts.file,
        "kind": facts.kind,
        "council": facts.council,
        "council_full": facts.council_full,
        "gss": facts.gss,
        "title": facts.title,
        "issued": facts.issued,
        "pages": facts.pages,
        "clauses": len(extraction.clauses),
        "actions": len(extraction.actions),
        "indicators": len(extraction.indicators),
        "statements": len(extraction.statements),
        "warnings": len(extraction.warnings),
    }


def clause_values(extraction: Extraction) -> list[dict[str, Any]]:
    """One row a clause, in the document's order."""
    facts = extraction.document
    return [
        {
            "document": facts.sha256,
            "clause": clause.id,
            "position": position,
            "council": facts.council,
            "gss": facts.gss,
            "document_kind": facts.kind,
            **_fields(clause, "kind", "number", "section", "title", "text", "page"),
            **_theme_values(clause.themes),
        }
        for position, clause in enumerate(extraction.clauses)
    ]


def action_values(extraction: Extraction) -> list[dict[str, Any]]:
    """One row an action, in the plan's order."""
    facts = extraction.document
    return [
        {
            "document": facts.sha256,
            "action": action.id,
            "position": position,
            "council": facts.council,
            "gss": facts.gss,
            **_fields(action, "ref", "text", "lead", "due_date", "rag", "page", "sheet", "row"),
            **_theme_values(action.themes),
        }
        for position, action in enumerate(extraction.actions)
    ]


def _fields(item: Clause | Action, *names: str) -> dict[str, Any]:
    return {name: getattr(item, name) for name in names}


def _theme_values(themes: tuple[ThemeScore, ...]) -> dict[str, Any]:
    ids = [*(theme.id for theme in themes[:3]), None, None, None]
    return {
        "theme1": ids[0],
        "theme1_score": themes[0].score if themes else None,
        "theme2": ids[1],
        "theme3": ids[2],
    }


def _themed(row: sa.Row[Any]) -> dict[str, Any]:
    """A row's columns with the three theme columns as one tuple, and without its position."""
    values = dict(row._mapping)
    del values["position"]
    found = (values.pop("theme1"), values.pop("theme2"), values.pop("theme3"))
    score = values.pop("theme1_score")
    return {**values, "themes": tuple(theme for theme in found if theme), "theme_score": score}


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {key: _without_nul(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_without_nul(item) for item in value)
    return value
