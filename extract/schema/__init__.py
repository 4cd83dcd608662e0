"""The types that every room uses: frozen, validated where they are made, and printed as JSON.

Forms and vocabularies follow the published output contract (`docs/data-model.md`). Pages are 1-based; dates are
ISO 8601. A field that the document does not state is None, never guessed.
"""

from __future__ import annotations

from extract.schema.clauses import (
    Clause,
    ClauseFlag,
    Deadline,
    Duty,
    KindOfClause,
    Modality,
    Obligation,
    Reference,
    RoleOfTheme,
    ThemeScore,
)
from extract.schema.documents import (
    Basis,
    DefinedTerm,
    DocumentFacts,
    Extraction,
    Finding,
    Framework,
    Inspection,
    Judgement,
    KindOfDocument,
    Ledger,
    LedgerSentence,
    Level,
    Role,
)
from extract.schema.ids import normalised, stable_id
from extract.schema.plans import Action, ActionTable, ColumnField, Defect, Indicator, PeriodValue, Rag, Statement

__all__ = [
    "Action",
    "ActionTable",
    "Basis",
    "Clause",
    "ClauseFlag",
    "ColumnField",
    "Deadline",
    "Defect",
    "DefinedTerm",
    "DocumentFacts",
    "Duty",
    "Extraction",
    "Finding",
    "Framework",
    "Indicator",
    "Inspection",
    "Judgement",
    "KindOfClause",
    "KindOfDocument",
    "Ledger",
    "LedgerSentence",
    "Level",
    "Modality",
    "Obligation",
    "PeriodValue",
    "Rag",
    "Reference",
    "Role",
    "RoleOfTheme",
    "Statement",
    "ThemeScore",
    "normalised",
    "stable_id",
]
