"""The results of comparing: frozen values that the screen, the command line and every export draw alike."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from extract.document import Frozen

Status = Literal["covered", "partial", "gap", "unclear"]
ElementKind = Literal["actor", "action", "object", "deadline", "evidence", "sub_clause"]
ElementStatus = Literal["met", "missing", "unclear"]
ActionField = Literal["text", "lead", "due", "success_measures", "evidence"]
FlagKind = Literal[
    "late", "less_often", "no_lead", "no_deadline", "red", "no_evidence", "overdue", "due_before_start"
]  # fmt: skip
Relation = Literal["near_verbatim", "reworded", "related"]


class ClauseRef(Frozen):
    """A clause of one of the compared documents: the file's name and the clause's id."""

    file: str
    clause: str


class Quote(Frozen):
    """Words as printed, and where: offsets into the text."""

    start: int
    end: int
    words: str


class SharedTerm(Frozen):
    """A word, or neighbouring words, that two texts share in some form, where each first has them.

    Words are alike where their stems are; an abbreviation is alike to what it stands for.
    """

    a: Quote
    b: Quote


class Pair(Frozen):
    """Two clauses of different documents; `same` says that both state the same requirement.

    `relation`: the same in nearly the same words or in others, or alike without being the same; None: a mere candidate.
    """

    a: ClauseRef
    b: ClauseRef
    score: float = Field(ge=0, le=1)
    same: bool
    relation: Relation | None = None
    reasons: tuple[str, ...] = ()
    terms: tuple[SharedTerm, ...] = ()
    """The shared words that the reasons tell, in the texts of `a` and `b`."""


class PackedPart(Frozen):
    """The passage of a clause, as offsets into its text, that is closest to `clause`, one of its partners."""

    clause: ClauseRef
    start: int
    end: int


class Packing(Frozen):
    """A clause that says in one what another document says in several, in the order of its passages."""

    clause: ClauseRef
    parts: tuple[PackedPart, ...]


class Change(Frozen):
    """A run of words of two texts that are the same, or differ.

    `a` or `b` is empty where words were added or left out.
    """

    same: bool
    a: str
    b: str


class Member(Frozen):
    """A clause of a wording family; `changes` lead from the medoid's text (`a`) to the clause's (`b`).

    A document's `main` clause states the requirement. A `packed` one states it within the passage from `start` to `end`
    of its text, and the changes are those of the passage.
    """

    clause: ClauseRef
    role: Literal["main", "packed"]
    start: int
    end: int
    changes: tuple[Change, ...]


class WordingFamily(Frozen):
    """Clauses of different documents that state the same requirement, and the documents that lack it.

    `medoid` is the main clause nearest to the others, `cohesion` the mean score of all pairs of main clauses (0..1),
    `common` the runs of its words that every main clause has in the same order.
    """

    medoid: ClauseRef
    cohesion: float = Field(ge=0, le=1)
    common: tuple[str, ...]
    members: tuple[Member, ...]
    lacking: tuple[str, ...] = ()


class Alignment(Frozen):
    """Candidate pairs, best first for each clause, and what they add up to.

    `only`: the clauses that stand in one document only. `packs`: those that pack what another document splits.
    `families`: the requirements of two documents or more with their wordings, the most widespread first.
    """

    pairs: tuple[Pair, ...] = ()
    only: tuple[ClauseRef, ...] = ()
    packs: tuple[Packing, ...] = ()
    families: tuple[WordingFamily, ...] = ()

    def printed(self) -> dict[str, Any]:
        """The JSON form of the output contract."""
        return self.model_dump(mode="json")


class Link(Frozen):
    """An action that may answer a clause; `coverage` is None for a mere candidate shown for review."""

    action: str
    score: float = Field(ge=0, le=1)
    coverage: Literal["full", "partial"] | None = None
    reasons: tuple[str, ...] = ()
    terms: tuple[SharedTerm, ...] = ()
    """The shared words that the reasons tell: `a` in the clause's text, `b` in the action's."""
    missing: tuple[str, ...] = ()


class Meeting(Frozen):
    """The words of an action that meet an element: `start` and `end` are offsets into the printed field."""

    action: str
    field: ActionField
    start: int
    end: int
    words: str


class Element(Frozen):
    """One thing that a clause asks for, and whether the actions that answer the clause show it.

    `start` and `end` are offsets into the text of the clause, or of the sub-clause that `clause` names. `unclear` where
    it is neither plainly there nor plainly absent.
    """

    kind: ElementKind
    words: str
    start: int
    end: int
    clause: str | None = None
    status: ElementStatus
    met_by: tuple[Meeting, ...] = ()
    why: str


class ClauseCoverage(Frozen):
    """What the plan does for one clause; a failure to read is "unclear", never "gap"."""

    clause: str
    status: Status
    links: tuple[Link, ...] = ()
    elements: tuple[Element, ...] = ()
    """What the clause asks for, judged over all links that were decided; of a parent, its sub-clauses as well."""
    note: str = ""
    """Why the status is what it is, where the links alone do not tell; one sentence for a person."""


class Flag(Frozen):
    """Something to look at in an action, or in an action against its clause; the note quotes what is printed."""

    clause: str | None = None
    action: str | None = None
    kind: FlagKind
    note: str


class Coverage(Frozen):
    """A notice against a plan: every clause with its status, actions that answer none, and flags."""

    clauses: tuple[ClauseCoverage, ...] = ()
    orphans: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()

    def printed(self) -> dict[str, Any]:
        """The JSON form of the output contract."""
        return self.model_dump(mode="json")


class Match(Frozen):
    """A pair of any two lists of texts; `link` by one fixed threshold."""

    source: str
    target: str
    score: float = Field(ge=0, le=1)
    link: bool
