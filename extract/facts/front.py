"""The front of a document: the lines in which it says what it is, of whom and when."""

from __future__ import annotations

import re

from extract.document import Document

MAX_LINES = 24
MAX_TABLE_LINES = 6  # of a table on the front: its title rows and its header
LONGEST = 600  # characters of a line that can still be about the document


def front_lines(document: Document) -> list[str]:
    """The lines of the first page, or the first lines of a document without pages; running heads left out.

    Rows of a table are split into their cells.
    """
    lines: list[str] = []
    for block in document.blocks:
        if len(lines) >= MAX_LINES or (block.page or 1) > 1:
            break
        if block.kind in ("furniture", "footnote"):
            continue
        text = document.text[block.start : block.end]
        printed = re.split(r"\n| \| ", text)
        lines += [line.strip()[:LONGEST] for line in (printed[:MAX_TABLE_LINES] if block.kind == "table" else printed)]
    return [line for line in lines if line][:MAX_LINES]
