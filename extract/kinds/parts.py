"""Clauses before their facts: what every kind of document that holds clauses gives to the pipeline."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.document import Block
from extract.schema import KindOfClause, Role


@dataclass
class Part:
    """A clause before its facts: the block, where it hangs, its section and kind.

    `more` are blocks whose text belongs to the same clause, as the sub-bullets of an inspection report's item do.
    """

    block: Block
    parent: Part | None = None
    section: str | None = None
    kind: KindOfClause = "requirement"
    number: str | None = None
    more: list[Block] = field(default_factory=list)
    lead_in: str | None = None
    """The sentence above the clause that says who must do it ("The Council must:"), where there is one."""
    framework_tag: str | None = None
    text: str | None = None
    """The clause's own text where it is not simply that of its blocks (a printed tag taken out)."""
    confidence: float = 1.0
    doubts: list[str] = field(default_factory=list)
    """What a second opinion says against its bounds."""


@dataclass
class Parts:
    """The clauses of a document in reading order, and the role of every block."""

    clauses: list[Part] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
