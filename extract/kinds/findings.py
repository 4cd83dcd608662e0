"""The paragraphs of what inspectors found: context, kept so that a requirement that cites one leads to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.document import Block, Document
from extract.kinds.patterns import Patterns
from extract.schema import Finding, Role, normalised, stable_id

MIN_WORDS = 8  # a shorter line is a label, an address or a name
PATTERNS = Patterns.load("inspection")


def findings_of(document: Document, roles: Sequence[Role]) -> tuple[Finding, ...]:
    """The findings of an inspection report in reading order, with number, section, page and boxes.

    A finding is a paragraph or list item that is context and stands under a heading; sections about the inspection
    itself hold none.
    """
    found: list[Finding] = []
    seen: Counter[str] = Counter()
    section: str | None = None
    for block, role in zip(document.blocks, roles, strict=True):
        text = document.text[block.start : block.end].strip()
        if role == "heading":
            section = text.rstrip(":")
        if role != "context" or section is None or len(text.split()) < MIN_WORDS:
            continue
        if PATTERNS.matches("no_findings", section):
            continue
        found.append(_finding(document, block, section, text, seen[normalised(text)]))
        seen[normalised(text)] += 1
    return tuple(found)


def _finding(document: Document, block: Block, section: str, text: str, occurrence: int) -> Finding:
    core = (block.label or "").strip("().- ")
    return Finding(
        id=stable_id("f", document.sha256, text, occurrence),
        number=core or None,
        section=section,
        text=text,
        page=block.page,
        boxes=document.boxes(block.start, block.end),
    )
