"""Tables of Word documents that tests lay out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def word_table(document: Any, *content: Sequence[object], style: str | None = "Table Grid") -> Any:
    """A table; a row of one text is merged across."""
    width = max(len(row) for row in content)
    made = document.add_table(len(content), width, style=style)
    for printed, row in zip(made.rows, content, strict=True):
        cells = printed.cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = str(text)
        if len(row) == 1:
            cells[0].merge(cells[-1])
    return made
