"""One file in, one Extraction out: the stages in reading order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, get_args

from extract.clauses import clauses_of
from extract.document import Document, Warning
from extract.errors import ClausemapError, NothingFoundError, UnsureKindError
from extract.facts.metadata import facts_of as document_facts_of
from extract.facts.metadata import two_starts
from extract.kinds import inspection, notice
from extract.kinds.detect import kinds_of
from extract.kinds.findings import findings_of
from extract.kinds.parts import Parts
from extract.kinds.plan import actions_of
from extract.kinds.plan_columns import NO_COLUMNS
from extract.kinds.progress import progress_of
from extract.kinds.second_opinion import compare_items, pages_of
from extract.layout import compose
from extract.ledger import ledger_of, sentences_of
from extract.read import OnPage, read, read_list_items, read_tables
from extract.schema import DocumentFacts, Extraction, KindOfDocument, Ledger, LedgerSentence, Role


class LedgerFields(TypedDict):
    """The ledger with the sentences that it counts, as an Extraction holds them."""

    sentences: tuple[LedgerSentence, ...]
    ledger: Ledger


KINDS: tuple[KindOfDocument, ...] = get_args(KindOfDocument)
SURE = 0.7  # share of the first among the first two kinds, below which a person is asked
POSSIBLE = 0.15  # confidence from which a kind is named to that person
PRINTED = {kind: kind.replace("_", " ") for kind in KINDS}


def extract(
    path: Path,
    *,
    kind: str | None = None,
    council: str | None = None,
    issued: dt.date | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
    on_page: OnPage | None = None,
) -> Extraction:
    """Read a document and find what it is made of: clauses, actions, indicators, statements.

    `kind`, `council` and `issued` overrule what the document says of itself, `columns` (the field of each name) what
    the columns of a plan say. `on_page` is told of every page of a scan that has been recognised. Raises
    ClausemapError with one sentence for a file that cannot be read (UnreadableError), holds none of what its kind
    should hold (NothingFoundError) or may be of several kinds (UnsureKindError).
    """
    document = compose(read(path, on_page))
    named, confidence = _kind(document, kind)
    if document.media == "pdf" and named in ("improvement_plan", "progress_report"):
        tables, told = read_tables(path)
        document = document.model_copy(update={"tables": tables, "warnings": (*document.warnings, *told)})
    facts = document_facts_of(document, named, council=council, issued=issued)
    facts = facts.model_copy(update={"kind_confidence": confidence})
    return _FINDERS[named](_Job(path, document, facts, columns))


@dataclass(frozen=True)
class _Job:
    """A document that is to be taken apart, and the file that it was read from."""

    path: Path
    document: Document
    facts: DocumentFacts
    columns: Mapping[str, str]


def _kind(document: Document, given: str | None) -> tuple[KindOfDocument, float]:
    """The kind that was given, else the one that is told; raises UnsureKindError rather than guess."""
    if given is not None:
        named = next((kind for kind in KINDS if kind == given), None)
        if named is None:
            raise ClausemapError(f"There is no kind of document called {given}; choose one of {', '.join(KINDS)}.")
        return named, 1.0
    ranked = kinds_of(document)
    best, confidence = ranked[0]
    fitting = [(kind, share) for kind, share in ranked if kind != "other"]
    if best == "other" or confidence < SURE * (confidence + fitting[1][1]):
        raise _unsure(document, fitting)
    return best, confidence


def _unsure(document: Document, ranked: Sequence[tuple[KindOfDocument, float]]) -> UnsureKindError:
    likely = [f"{PRINTED[kind]} ({share:.0%})" for kind, share in ranked if share >= POSSIBLE]
    seems = (
        f"may be {_alternatives(likely)}" if likely else f"looks like no {_alternatives(list(PRINTED.values())[:-1])}"
    )
    return UnsureKindError(
        f"{document.file}: this {seems}; say which it is (--kind on the command line, Kind on the upload form).",
        tuple(kind for kind, _ in ranked),
    )


def _alternatives(names: Sequence[str]) -> str:
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _notice(job: _Job) -> Extraction:
    parts = notice.parts_of(job.document)
    if not parts.clauses:
        form = "has numbered paragraphs, bullets or headed paragraphs"
        raise NothingFoundError(_nothing(job.facts, "requirement", form))
    found = _with_clauses(job, parts, job.facts)
    doubt = two_starts(job.document, job.facts.kind)
    return found.model_copy(update={"warnings": (*found.warnings, doubt)}) if doubt else found


def _inspection(job: _Job) -> Extraction:
    parts = inspection.parts_of(job.document)
    facts = job.facts.model_copy(update={"inspection": inspection.inspection_of(job.document)})
    found = _with_clauses(job, parts, facts)
    told = list(inspection.further_reports(job.document))
    if not parts.clauses:
        told.append(inspection.without_list(job.document))
    return found.model_copy(
        update={"findings": findings_of(job.document, parts.roles), "warnings": (*found.warnings, *told)}
    )


def _with_clauses(job: _Job, parts: Parts, facts: DocumentFacts) -> Extraction:
    """The clauses, after the tags of a PDF have been asked for a second opinion on its lists."""
    doubts: list[Warning] = []
    pages = pages_of(parts) if job.document.media == "pdf" else set()
    if pages:
        doubts = compare_items(job.document, parts, read_list_items(job.path, pages))
    return Extraction(
        document=facts,
        clauses=clauses_of(job.document, parts.clauses, facts),
        **_ledger(job.document, parts.roles),
        warnings=(*job.document.warnings, *doubts),
    )


def _plan(job: _Job) -> Extraction:
    plan = actions_of(job.document, job.columns)
    return Extraction(
        document=job.facts,
        actions=plan.actions,
        tables=plan.tables,
        **_ledger(job.document, plan.roles),
        warnings=(*job.document.warnings, *plan.warnings),
    )


def _progress(job: _Job) -> Extraction:
    progress = progress_of(job.document)
    if not progress.indicators and not progress.statements:
        raise NothingFoundError(_nothing(job.facts, "measure or statement", "has tables or numbered paragraphs"))
    return Extraction(
        document=job.facts,
        indicators=progress.indicators,
        statements=progress.statements,
        **_ledger(job.document, progress.roles),
        warnings=(*job.document.warnings, *progress.warnings),
    )


def _ledger(document: Document, roles: Sequence[Role]) -> LedgerFields:
    sentences = tuple(sentences_of(document, roles))
    return {"sentences": sentences, "ledger": ledger_of(sentences)}


def _other(job: _Job) -> Extraction:
    raise NothingFoundError(
        f"{job.facts.file}: a document of another kind is not taken apart; say which kind it is, or leave it out."
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
