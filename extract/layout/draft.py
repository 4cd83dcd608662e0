"""A block while it is being built, before it has its place in the running text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from extract.document import Table, Word

TERMINAL = re.compile(r"(?:[.;:!?]|,\s*(?:and|or)|;\s*(?:and|or))[\"'”’)\]]*$")
MAX_HEADING_WORDS = 30


@dataclass
class Draft:
    """One block: either printed words (PDF) or a text (Word, Markdown, plain text)."""

    kind: Literal["heading", "paragraph", "list_item", "footnote", "table", "furniture"]
    words: list[Word] = field(default_factory=list)
    text: str = ""
    label: str | None = None
    level: int = 0
    bold: list[tuple[int, int]] = field(default_factory=list)
    """Character ranges of `text`; left empty where `words` are given."""
    mark: str | None = None
    """The number of a footnote."""
    marks: list[str] = field(default_factory=list)
    """Numbers of the footnotes whose marks stand in the block."""
    notes: list[str] = field(default_factory=list)
    page: int | None = None
    paragraph: int | None = None
    size: float = 0.0
    table: Table | None = None


def ends_sentence(text: str) -> bool:
    """True where the text ends as a sentence or a list item does, so that what follows begins anew."""
    return bool(TERMINAL.search(text.rstrip()))


def begins_small(text: str) -> bool:
    """True where the text begins with a lower-case letter, as the rest of a broken sentence does."""
    first = text.lstrip("\"'“‘( ")[:1]
    return first.islower()
