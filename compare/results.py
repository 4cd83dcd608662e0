"""The results of comparing: frozen values that the screen, the command line and every export draw alike."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from extract.document import Frozen

Status = Literal["covered", "partial", "gap", "unclear"]


class ClauseRef(Frozen):
    """A clause of one of the compared documents: the file's name and the clause's id."""

    file: str
    clause: str


class Pair(Frozen):
    """Two clauses of different documents; `same` says that both state the same requirement."""

    a: ClauseRef
    b: ClauseRef
    score: float = Field(ge=0, le=1)
    same: bool
    reasons: tuple[str, ...] = ()


class Alignment(Frozen):
    """Candidate pairs, best first for each clause, and the clauses that stand in one document only."""

    pairs: tuple[Pair, ...] = ()
    only: tuple[ClauseRef, ...] = ()

    def printed(self) -> dict[str, Any]:
        """The JSON form of the output contract."""
        return self.model_dump(mode="json")


class Link(Frozen):
    """An action that may answer a clause; `coverage` is None for a mere candidate shown for review."""

    action: str
    score: float = Field(ge=0, le=1)
    coverage: Literal["full", "partial"] | None = None
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class ClauseCoverage(Frozen):
    """What the plan does for one clause; a failure to read is "unclear", never "gap"."""

    clause: str
    status: Status
    links: tuple[Link, ...] = ()
    note: str = ""
    """Why the status is what it is, where the links alone do not tell; one sentence for a person."""


class Flag(Frozen):
    """Something to look at: an action late against its clause, without lead or deadline, or red."""

    clause: str | None = None
    action: str | None = None
    kind: Literal["late", "no_lead", "no_deadline", "red"]
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


class Change(Frozen):
    """A run of words of two texts that are the same, or differ.

    `a` or `b` is empty where words were added or left out.
    """

    same: bool
    a: str
    b: str
