"""A document with everything that was found in it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from extract.document import Frozen, PageBox, Warning
from extract.schema.clauses import Clause, ThemeScore
from extract.schema.plans import Action, ActionTable, Indicator, Statement

KindOfDocument = Literal[
    "improvement_notice", "statutory_direction", "inspection_report", "improvement_plan", "progress_report", "other"
]
Framework = Literal["ilacs", "sif", "pre_sif", "focused_visit", "monitoring_visit", "lscb_review", "other"]
Level = Literal["outstanding", "good", "requires improvement", "adequate", "inadequate"]
Role = Literal["clause", "heading", "context", "table", "footnote", "furniture", "signature"]


class Finding(Frozen):
    """One paragraph of what inspectors found: context that asks for nothing, and that a requirement may cite."""

    id: str
    number: str | None = None
    """As printed: "24"."""
    section: str | None = None
    text: str
    page: int | None = None
    boxes: tuple[PageBox, ...] = ()
    themes: tuple[ThemeScore, ...] = ()


class DefinedTerm(Frozen):
    """A short name that the document gives ("the Board"), and what it stands for."""

    term: str
    meaning: str


class Basis(Frozen):
    """The inspection report or other evidence that a notice rests on."""

    body: str
    date: dt.date | None = None
    published: dt.date | None = None
    judgement: str | None = None
    text: str


class Judgement(Frozen):
    """A grade of an inspection report, in lower case and without "to be good": "requires improvement".

    Reports before 2013 print a number beside it, which is kept in `grade` ("inadequate grade 4") and not in `level`.
    """

    area: str
    grade: str
    level: Level
    page: int | None = None


class Inspection(Frozen):
    """The facts on an inspection report's first pages."""

    framework: Framework
    also: tuple[str, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    published: dt.date | None = None
    lead_inspector: str | None = None
    judgements: tuple[Judgement, ...] = ()


class DocumentFacts(Frozen):
    """What the document is: kind, council, title, dates, signatory, basis."""

    file: str
    sha256: str
    kind: KindOfDocument
    kind_confidence: float = Field(ge=0, le=1)
    council: str | None = None
    council_full: str | None = None
    gss: str | None = None
    title: str | None = None
    issued: dt.date | None = None
    signatory: str | None = None
    signatory_role: str | None = None
    pages: int | None = None
    """None where the format has no pages (Word, text, spreadsheets)."""
    ocr_pages: tuple[int, ...] = ()
    basis: tuple[Basis, ...] = ()
    terms: tuple[DefinedTerm, ...] = ()
    inspection: Inspection | None = None


class LedgerSentence(Frozen):
    """One sentence of the document with the role it plays; `label` where it begins a list item."""

    role: Role
    page: int | None = None
    label: str | None = None
    text: str


class Ledger(Frozen):
    """How many sentences of the document play each role; the roles add up to `sentences`."""

    sentences: int = 0
    clause: int = 0
    heading: int = 0
    context: int = 0
    table: int = 0
    footnote: int = 0
    furniture: int = 0
    signature: int = 0


class Extraction(Frozen):
    """Everything that was found in one file."""

    document: DocumentFacts
    clauses: tuple[Clause, ...] = ()
    actions: tuple[Action, ...] = ()
    tables: tuple[ActionTable, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    statements: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()
    ledger: Ledger = Ledger()
    sentences: tuple[LedgerSentence, ...] = Field(default=(), exclude=True)
    """What the ledger counts; known right after the reading only, and not kept."""
    warnings: tuple[Warning, ...] = ()

    def printed(self, sentences: bool = False) -> dict[str, Any]:
        """The JSON form of the output contract; with `sentences`, every sentence that the ledger counts."""
        form = self.model_dump(mode="json")
        return {**form, "sentences": [s.model_dump(mode="json") for s in self.sentences]} if sentences else form
