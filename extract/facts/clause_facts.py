"""What every clause of a document says: obligations, duty holders, deadlines, references. Nothing is parsed twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from extract.facts.deadlines import deadlines
from extract.facts.flags import Intervals, of_bodies, of_checking, of_words
from extract.facts.obligations import Said, Setting, obligations
from extract.facts.parties import ShortNames, mentions, short_names
from extract.facts.references import references
from extract.facts.taking_in import taken_in
from extract.language import parse_all
from extract.schema import ClauseFlag, Deadline, Duty, KindOfClause, KindOfDocument, Modality, Obligation, Reference

DRAFTED: frozenset[KindOfDocument] = frozenset({"improvement_notice", "statutory_direction"})
"""Documents whose clauses bind as they are worded, and should be checkable; a report's items are not drafted so."""


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
    references: tuple[Reference, ...]
    takes_in: str | None
    flags: tuple[ClauseFlag, ...]


@dataclass(frozen=True)
class Names:
    """The document's own short names: for bodies (`parties.short_names`), and all others in small letters."""

    bodies: ShortNames
    defined: Mapping[str, str] = field(default_factory=dict)


def facts_of(
    clauses: Sequence[ClauseText],
    kind: KindOfDocument = "improvement_notice",
    start: dt.date | None = None,
    names: Names | None = None,
) -> list[ClauseFacts]:
    """The facts of all clauses of one document, in their order.

    `start`: the day on which the notice starts, from which periods are counted; None where it is not known.
    `names`: the document's short names, made of its running text; by default those of its kind and those that the
    clauses and their lead-ins introduce.
    """
    lead_ins = list(dict.fromkeys(text for c in clauses if (text := _lead_in(c, kind))))
    texts = [*lead_ins, *(c.text for c in clauses)]
    known = names or Names(short_names(texts, kind))
    strength: Modality = "should" if kind == "inspection_report" else "must"
    docs = list(parse_all(texts))
    bound: dict[str | None, tuple[Duty, ...]] = {None: ("council",)}
    for text, doc in zip(lead_ins, docs, strict=False):
        bound[text] = _bound_by_lead_in(text, doc, known.bodies)
    found: list[ClauseFacts] = []
    below: list[Said] = []
    intervals = Intervals()
    dated: list[bool] = []
    parents = {clause.parent for clause in clauses}
    for clause, doc in zip(clauses, docs[len(lead_ins) :], strict=True):
        above = Said((), bound[_lead_in(clause, kind)]) if clause.parent is None else below[clause.parent]
        item = clause.parent is not None or clause.lead_in is not None
        facts, said = _facts(clause, doc, start, known, Setting(above.below, item, strength, above.topic))
        dated.append(bool(facts.deadlines) or (clause.parent is not None and dated[clause.parent]))
        if kind in DRAFTED:
            leaf = len(found) not in parents
            found.append(replace(facts, flags=(*facts.flags, *_checked(clause, facts, dated[-1], leaf, intervals))))
        else:
            found.append(facts)
        below.append(said)
    return found


def _lead_in(clause: ClauseText, kind: KindOfDocument) -> str | None:
    """The text that says whom the clause binds: in inspection reports the heading of the list, too."""
    return clause.lead_in or (clause.section if kind == "inspection_report" else None)


def _bound_by_lead_in(text: str, doc: Doc, names: ShortNames) -> tuple[Duty, ...]:
    """Whom a lead-in or a heading binds: "The LSCB should:", "Recommendations for the safeguarding board"."""
    named = mentions(text, names)
    binds = obligations(doc, text, named, Setting()).below
    if binds != ("council",):
        return binds
    boards = [m.duty for m in named if m.duty in ("lscb", "lscb_chair")]
    return ("lscb",) if boards else ("council",)


def _checked(
    clause: ClauseText, facts: ClauseFacts, dated: bool, leaf: bool, intervals: Intervals
) -> Iterator[ClauseFlag]:
    """What is doubtful in a clause that binds: its words, its intervals, and whether anybody can check it."""
    yield from of_words(clause.text, facts.deadlines)
    yield from intervals.contradictions(facts.obligations, facts.deadlines)
    yield from of_checking(clause.kind, facts.obligations, dated, clause.text, leaf)


def _facts(
    clause: ClauseText, doc: Doc, start: dt.date | None, known: Names, setting: Setting
) -> tuple[ClauseFacts, Said]:
    """The facts of a clause, and what the items below it take from it."""
    names = known.bodies
    if clause.kind in ("general", "requirement"):
        # Conferences and panels have chairs, too.
        names = {name: duty for name, duty in names.items() if name != "chair"}
    named = mentions(clause.text, names)
    if clause.kind == "consequence" and any(m.duty == "secretary_of_state" for m in named):
        setting = replace(setting, default=("secretary_of_state",), item=True, modality="may")
    said = obligations(doc, clause.text, named, setting)
    held = dict.fromkeys(duty for o in said.obligations for duty in o.duty_holders)
    facts = ClauseFacts(
        obligations=said.obligations,
        duty_holders=tuple(held) or setting.default,
        deadlines=deadlines(clause.text, start),
        references=references(clause.text, clause.footnotes, known.defined),
        takes_in=taken_in(clause.text),
        flags=tuple(of_bodies(doc, named, known.defined)),
    )
    return facts, said
