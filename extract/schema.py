"""The types that every room uses: frozen, validated where they are made, and printed as JSON.

Forms and vocabularies follow the published output contract (`docs/data-model.md`). Pages are 1-based; dates are
ISO 8601. A field that the document does not state is None, never guessed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import Any, Literal

from pydantic import Field

from extract.document import Frozen, PageBox, Warning

KindOfDocument = Literal[
    "improvement_notice", "statutory_direction", "inspection_report", "improvement_plan", "progress_report", "other"
]
Framework = Literal["ilacs", "sif", "pre_sif", "focused_visit", "monitoring_visit", "lscb_review", "other"]
KindOfClause = Literal["general", "requirement", "governance", "reporting", "consequence"]
Duty = Literal[
    "council", "partners", "improvement_board", "board_chair", "lscb", "lscb_chair", "council_leader", "dfe",
    "secretary_of_state",
]  # fmt: skip
Modality = Literal["must", "should", "expected", "may"]
Rag = Literal["blue", "green", "amber", "red"]
Level = Literal["outstanding", "good", "requires improvement", "adequate", "inadequate"]
Role = Literal["clause", "heading", "context", "table", "footnote", "furniture", "signature"]


class ThemeScore(Frozen):
    """A theme of the taxonomy with its calibrated probability."""

    id: str
    score: float = Field(ge=0, le=1)


class Deadline(Frozen):
    """When something is due: a day, periods after the start of the notice, an interval, or relative to an event.

    `value`: an ISO day (date), ISO durations (after_start), one ISO duration (recurring, event) or None.
    `due`: the calendar days, once the start of the notice is known.
    """

    text: str
    kind: Literal["date", "after_start", "recurring", "event"]
    value: str | tuple[str, ...] | None = None
    anchor: str | None = None
    due: tuple[dt.date, ...] | None = None


class Obligation(Frozen):
    """A sentence of a clause that asks for something."""

    text: str
    duty_holders: tuple[Duty, ...]
    modality: Modality
    action: str
    recipients: tuple[Duty, ...] = ()
    baseline: str | None = None
    target: str | None = None
    """As printed: "from 54% to at least 85%" has the baseline 54% and the target 85%."""
    evidence: str | None = None
    """What is to show that it is done, as printed."""


class Reference(Frozen):
    """An Act, guidance or framework that a clause names: the words, and which part and edition of it they say."""

    id: str
    text: str
    provision: str | None = None
    """As printed: "497A(4B)"."""
    edition: int | None = None
    """The year that is printed with the title of guidance."""
    url: str | None = None
    """The link in the footnote that names it."""


class ClauseFlag(Frozen):
    """Something doubtful in a clause as it is written: the words, and why, in one sentence."""

    kind: Literal["impossible_date", "contradictory_interval", "undefined_duty_holder", "vague_words", "not_checkable"]
    words: str | None = None
    note: str


class Clause(Frozen):
    """One requirement as printed: a numbered paragraph, a list item, or a paragraph of its own."""

    id: str
    label: str | None = None
    number: str | None = None
    parent: str | None = None
    section: str | None = None
    title: str | None = None
    kind: KindOfClause
    text: str
    page: int | None = None
    paragraph: int | None = None
    """Which paragraph of the file it begins with, from 1, where the format has no pages (Word, HTML, text)."""
    boxes: tuple[PageBox, ...] = ()
    themes: tuple[ThemeScore, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    duty_holders: tuple[Duty, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    references: tuple[str, ...] = ()
    sources: tuple[Reference, ...] = ()
    """The same references with their words, provisions and editions."""
    takes_in: str | None = None
    """The words by which the clause takes in the list of an inspection report."""
    cites: tuple[str, ...] = ()
    """Numbers of the paragraphs or recommendations that the clause cites, as "24" or "3.a"."""
    cross_references: tuple[str, ...] = ()
    """Ids of the clauses of the same document that it cites."""
    footnotes: tuple[str, ...] = ()
    framework_tag: str | None = None
    confidence: float = Field(default=1.0, ge=0, le=1)
    flags: tuple[ClauseFlag, ...] = ()
    doubts: tuple[str, ...] = ()
    """Why its bounds may be others than these."""


class Defect(Frozen):
    """Something wrong with an action of a plan, as printed."""

    kind: Literal["no_lead", "no_deadline", "vague_deadline", "late", "duplicate_ref"]
    note: str


class Action(Frozen):
    """One action of an improvement plan."""

    id: str
    ref: str | None = None
    text: str
    theme_heading: str | None = None
    lead: str | None = None
    start: str | None = None
    due: str | None = None
    due_date: dt.date | None = None
    rag: Rag | None = None
    success_measures: str | None = None
    progress: str | None = None
    evidence: str | None = None
    page: int | None = None
    sheet: str | None = None
    row: int | None = None
    """1-based row of the spreadsheet."""
    boxes: tuple[PageBox, ...] = ()
    cites: tuple[str, ...] = ()
    """Paragraph or recommendation numbers of the notice or report that the row says it answers."""
    themes: tuple[ThemeScore, ...] = ()
    defects: tuple[Defect, ...] = ()


class ColumnField(Frozen):
    """A column of an action table by its printed name, and the field it was taken for; None where for no field."""

    name: str
    field: str | None = None


class ActionTable(Frozen):
    """How the columns of one table of a plan were understood, for a person to correct."""

    sheet: str | None = None
    page: int | None = None
    columns: tuple[ColumnField, ...]


class PeriodValue(Frozen):
    """One figure of an indicator: period "2013-08", "2013-Q1" or "YTD"."""

    period: str
    value: float


class Indicator(Frozen):
    """One measure of a performance table."""

    id: str
    table: str
    theme: str | None = None
    ref: str | None = None
    measure: str
    polarity: Literal["high", "low"] | None = None
    target: float | None = None
    baseline: float | None = None
    values: tuple[PeriodValue, ...] = ()
    comparators: dict[str, float | None] = Field(default_factory=dict)
    on_target: bool | None = None
    page: int | None = None


class Statement(Frozen):
    """One numbered paragraph or bullet of a progress report."""

    id: str
    section: str | None = None
    text: str
    page: int | None = None
    themes: tuple[ThemeScore, ...] = ()


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


def normalised(text: str) -> str:
    """Text reduced to what identifies it: lower case letters, digits and single spaces."""
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()


def stable_id(prefix: str, sha256: str, text: str, occurrence: int) -> str:
    """An id made of the document, the normalised text and its how-many-eth occurrence, never of a counter.

    A person's decision on a clause therefore survives a better parser that finds clauses before it.
    """
    digest = hashlib.sha256(f"{sha256}\n{normalised(text)}\n{occurrence}".encode()).hexdigest()
    return f"{prefix}-{digest[:12]}"
