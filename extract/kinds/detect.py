"""Which kind of document a file is: evidence of its title, its opening, its text and its tables, added up.

The confidence is the softmax of the points, so that it falls where two kinds have nearly as many; "other" has a few
points to begin with, which any real evidence outweighs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import get_args

from extract.document import Document, Table
from extract.facts.front import front_lines
from extract.kinds.patterns import Patterns
from extract.schema import KindOfDocument

TITLE, OPENING, BODY, TABLE = 4.0, 2.0, 1.0, 7.0  # points by the place of the evidence
OTHER = 3.5  # what any kind must outweigh
SPREAD = 2.0  # points that make one kind e times as likely as another
TITLE_LINES, TITLE_WORDS = 12, 20  # lines of the front among which the title stands, and the words of one
DECIDED = 8.0  # a lead that the body, which is slow to search, cannot turn
OPENING_LENGTH = 4_000  # characters
BODY_LENGTH, END_LENGTH = 20_000, 6_000  # characters from the beginning and from the end that are searched
HEADER_ROWS = 6  # rows of a table among which its header stands
LONGEST_HEADER = 200  # characters of a header that is printed without a ruled table
PATTERNS = Patterns.load("detect")
KINDS: tuple[KindOfDocument, ...] = get_args(KindOfDocument)


def kinds_of(document: Document) -> list[tuple[KindOfDocument, float]]:
    """Every kind with its confidence, 0 to 1, likeliest first; "other" where nothing speaks for any kind."""
    points = _points(document)
    weights = {kind: math.exp(value / SPREAD) for kind, value in points.items()}
    total = sum(weights.values())
    ranked = [(kind, round(weight / total, 3)) for kind, weight in weights.items()]
    return sorted(ranked, key=lambda one: -one[1])


def _points(document: Document) -> dict[KindOfDocument, float]:
    """Points of every kind."""
    titles = [line for line in front_lines(document)[:TITLE_LINES] if _can_be_title(line)]
    opening = document.text[:OPENING_LENGTH].split("\n")
    points = dict.fromkeys(KINDS, 0.0)
    for kind in KINDS:
        points[kind] += TITLE * _found(f"title.{kind}", titles)
        points[kind] += OPENING * _found(f"opening.{kind}", opening)
    for kind in _table_kinds(document):
        points[kind] += TABLE
    points["other"] = OTHER
    first, second, *_ = sorted(points.values(), reverse=True)
    if first - second < DECIDED:
        body = [document.text[:BODY_LENGTH], document.text[BODY_LENGTH:][-END_LENGTH:]]
        for kind in KINDS:
            points[kind] += BODY * _found(f"body.{kind}", body)
    return points


def _can_be_title(line: str) -> bool:
    return len(line.split()) <= TITLE_WORDS and not line.endswith((".", ":", ";", ","))


def _found(group: str, texts: Iterable[str]) -> int:
    """How many patterns of the group are found in any of the texts."""
    texts = list(texts)
    return sum(any(pattern.search(text) for text in texts) for pattern in PATTERNS.groups.get(group, ()))


def _table_kinds(document: Document) -> set[KindOfDocument]:
    """The kinds whose tables the document has, by their column headings."""
    kinds: set[KindOfDocument] = set()
    tables = [*document.tables, *(block.table for block in document.blocks if block.table)]
    for columns in (columns for table in tables for columns in _headers(table)):
        if "action" in columns and len(columns & {"who", "due", "status", "outcome"}) >= 2:
            kinds.add("improvement_plan")
        if "measure" in columns and columns & {"target", "period"}:
            kinds.add("progress_report")
    printed = [document.text[b.start : b.end] for b in document.blocks if b.bold and b.end - b.start <= LONGEST_HEADER]
    return kinds | {kind for kind in KINDS if _found(f"header.{kind}", printed)}


def _headers(table: Table) -> Iterator[set[str]]:
    """The kinds of columns that each of the first rows names."""
    for row in table.rows[:HEADER_ROWS]:
        texts = [" ".join(cell.text.split()) for cell in row.cells if cell.text]
        yield {name for name in PATTERNS.names("columns") if _found(f"columns.{name}", texts)}
