"""One file in, one Extraction out: the stages in reading order."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import get_args

from extract.clauses import clauses_of
from extract.document import Document
from extract.errors import ClausemapError, NothingFoundError
from extract.facts.metadata import facts_of as document_facts_of
from extract.kinds import inspection, notice
from extract.kinds.detect import kind_of
from extract.kinds.plan import actions_of
from extract.kinds.progress import progress_of
from extract.layout import compose
from extract.ledger import ledger_of
from extract.read import read, read_tables
from extract.schema import DocumentFacts, Extraction, KindOfDocument

KINDS: tuple[KindOfDocument, ...] = get_args(KindOfDocument)
PRINTED = {kind: kind.replace("_", " ") for kind in KINDS}


def extract(
    path: Path, *, kind: str | None = None, council: str | None = None, issued: dt.date | None = None
) -> Extraction:
    """Read a document and find what it is made of: clauses, actions, indicators, statements.

    `kind`, `council` and `issued` overrule what the document says of itself. Raises ClausemapError with one sentence
    for a file that cannot be read (UnreadableError) or holds none of what its kind should hold (NothingFoundError).
    """
    document = compose(read(path))
    named, confidence = _kind(document, kind)
    if document.media == "pdf" and named in ("improvement_plan", "progress_report"):
        document = document.model_copy(update={"tables": read_tables(path)})
    facts = document_facts_of(document, named, council=council, issued=issued)
    facts = facts.model_copy(update={"kind_confidence": confidence})
    return _FINDERS[named](document, facts)


def _kind(document: Document, given: str | None) -> tuple[KindOfDocument, float]:
    if given is None:
        return kind_of(document)
    named = next((kind for kind in KINDS if kind == given), None)
    if named is None:
        raise ClausemapError(f"There is no kind of document called {given}; choose one of {', '.join(KINDS)}.")
    return named, 1.0


def _notice(document: Document, facts: DocumentFacts) -> Extraction:
    parts = notice.parts_of(document)
    if not parts.clauses:
        raise NothingFoundError(_nothing(facts, "requirement", "has numbered paragraphs, bullets or headed paragraphs"))
    return Extraction(
        document=facts,
        clauses=clauses_of(document, parts.clauses, facts.kind, facts.issued),
        ledger=ledger_of(document, parts.roles),
        warnings=document.warnings,
    )


def _inspection(document: Document, facts: DocumentFacts) -> Extraction:
    parts = inspection.parts_of(document)
    warnings = document.warnings
    if not parts.clauses:
        warnings = (*warnings, inspection.without_list(document))
    return Extraction(
        document=facts.model_copy(update={"inspection": inspection.inspection_of(document)}),
        clauses=clauses_of(document, parts.clauses, facts.kind, facts.issued),
        ledger=ledger_of(document, parts.roles),
        warnings=warnings,
    )


def _plan(document: Document, facts: DocumentFacts) -> Extraction:
    plan = actions_of(document)
    return Extraction(
        document=facts,
        actions=plan.actions,
        ledger=ledger_of(document, plan.roles),
        warnings=(*document.warnings, *plan.warnings),
    )


def _progress(document: Document, facts: DocumentFacts) -> Extraction:
    progress = progress_of(document)
    if not progress.indicators and not progress.statements:
        raise NothingFoundError(_nothing(facts, "measure or statement", "has tables or numbered paragraphs"))
    return Extraction(
        document=facts,
        indicators=progress.indicators,
        statements=progress.statements,
        ledger=ledger_of(document, progress.roles),
        warnings=(*document.warnings, *progress.warnings),
    )


def _other(document: Document, facts: DocumentFacts) -> Extraction:
    raise NothingFoundError(
        f"{facts.file}: this looks like no notice, inspection report, improvement plan or progress report; "
        "if it is one, say which (--kind on the command line, Kind on the upload form)."
    )


def _nothing(facts: DocumentFacts, what: str, form: str) -> str:
    return (
        f"{facts.file}: no {what} was found in this {PRINTED[facts.kind]}; check that it is one and that it {form}, "
        "or say which kind it is."
    )


_FINDERS = {
    "improvement_notice": _notice,
    "statutory_direction": _notice,
    "inspection_report": _inspection,
    "improvement_plan": _plan,
    "progress_report": _progress,
    "other": _other,
}
