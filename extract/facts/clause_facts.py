"""What every clause of a document says: obligations, duty holders, deadlines, references. Nothing is parsed twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.facts.deadlines import deadlines
from extract.facts.obligations import Setting, obligations
from extract.facts.parties import Defined, defined_terms, mentions
from extract.facts.references import references
from extract.language import parse_all, sentences
from extract.schema import Deadline, Duty, KindOfClause, KindOfDocument, Obligation


@dataclass(frozen=True)
class ClauseText:
    """A clause as the pipeline hands it over; `parent` is an index into the same sequence.

    `lead_in` is text that introduces the clause and is no clause itself ("the Council is required to:").
    """

    text: str
    kind: KindOfClause = "requirement"
    parent: int | None = None
    section: str | None = None
    lead_in: str | None = None
    footnotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClauseFacts:
    """What the clause says; field by field as in `schema.Clause`."""

    obligations: tuple[Obligation, ...]
    duty_holders: tuple[Duty, ...]
    deadlines: tuple[Deadline, ...]
    references: tuple[str, ...]


def facts_of(
    clauses: Sequence[ClauseText],
    kind: KindOfDocument = "improvement_notice",
    start: dt.date | None = None,
    defined: Defined | None = None,
) -> list[ClauseFacts]:
    """The facts of all clauses of one document, in their order.

    `start`: the day on which the notice starts, from which periods are counted; None where it is not known.
    `defined`: the document's short names for bodies (`parties.defined_terms` over its running text); by default
    those that the clauses themselves introduce.
    """
    terms = defined_terms(c.text for c in clauses) if defined is None else defined
    docs = list(parse_all(c.text for c in clauses))
    found: list[ClauseFacts] = []
    for clause, doc in zip(clauses, docs, strict=True):
        above = found[clause.parent] if clause.parent is not None else None
        found.append(_facts(clause, doc, kind, start, terms, above))
    return found


def _facts(
    clause: ClauseText,
    doc: Doc,
    kind: KindOfDocument,
    start: dt.date | None,
    terms: Defined,
    above: ClauseFacts | None,
) -> ClauseFacts:
    named = mentions(clause.text, terms)
    default: tuple[Duty, ...] = ("council",)
    if above and above.obligations:
        default = above.obligations[-1].duty_holders
    if clause.kind == "consequence" and any(m.duty == "secretary_of_state" for m in named):
        default = ("secretary_of_state",)
    setting = Setting(default, clause.parent is not None, "should" if kind == "inspection_report" else "must")
    asked = obligations(doc, sentences(clause.text), named, setting)
    held = dict.fromkeys(duty for o in asked for duty in o.duty_holders)
    return ClauseFacts(
        obligations=asked,
        duty_holders=tuple(held) or default,
        deadlines=deadlines(clause.text, start),
        references=references(clause.text, clause.footnotes),
    )
