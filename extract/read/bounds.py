"""How much a file may hold to be a document: what is more was made by mistake or to do harm, and is refused.

The limits are several times what the longest published reports have, and keep the answer that the calling process
takes in to some ten megabytes.
"""

from __future__ import annotations

from extract.document import Reading, Table
from extract.errors import UnreadableError

MAX_PAGES = 2000
MAX_PAGE_CHARACTERS = 100_000
"""A page of A4 in small print holds 10,000, a poster 40,000."""
MAX_CHARACTERS = 5_000_000
MAX_PARAGRAPHS = 50_000
MAX_CELLS = 250_000


def refuse_excess(reading: Reading) -> None:
    """Raise UnreadableError for a file that holds more than a document can."""
    tables = {id(table): table for table in (*reading.tables, *(p.table for p in reading.paragraphs if p.table))}
    words = sum(len(word.text) + 1 for word in reading.words)
    counts = (
        (words + sum(len(p.text) for p in reading.paragraphs), MAX_CHARACTERS, "characters"),
        (len(reading.paragraphs), MAX_PARAGRAPHS, "paragraphs"),
        (sum(map(_cells, tables.values())), MAX_CELLS, "cells"),
    )
    for count, most, what in counts:
        refuse_more(reading.file, count, most, what)


def refuse_more(file: str, count: int, most: int, what: str) -> None:
    """Raise UnreadableError where there are more than `most` of what a file holds ("pages")."""
    if count > most:
        raise UnreadableError(f"{file}: it has {count:,} {what} and the limit is {most:,}; split it.")


def _cells(table: Table) -> int:
    return sum(len(row.cells) for row in table.rows)
