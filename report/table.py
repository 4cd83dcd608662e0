"""A table of rows, and what a cell may hold: the form that the screen draws and every file format carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Cell = str | int | float | None
# Characters that XML refuses, so that no Word or Excel file can hold them; a tab or a new line may stay.
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its name, its columns as keys, and the rows in the order of the columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()

    def records(self) -> list[dict[str, Cell]]:
        """The rows as dictionaries by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def table(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Rows:
    """A table of any values, each turned into what every format can hold."""
    return Rows(name, tuple(clean(column) for column in columns), tuple(tuple(map(cell, row)) for row in rows))


def joined(tables: Iterable[Rows], form: Rows) -> Rows:
    """Tables of one form, one below the other; `form` is an empty one of them, which stands where there are none."""
    return Rows(form.name, form.columns, tuple(row for one in tables for row in one.rows))


def heading(column: str) -> str:
    """A column's key as it is printed: "clause_page" is "Clause page"."""
    spaced = column.replace("_", " ")
    return spaced[:1].upper() + spaced[1:]


def clean(text: str) -> str:
    """The text in characters that every format keeps, its line ends as new lines."""
    return REFUSED.sub("", LINE_END.sub("\n", text))


def cell(value: Any) -> Cell:
    """A value as a cell: a number, a text, or None for what is empty; several values are joined with "; "."""
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, list | tuple):
        value = "; ".join(str(item) for item in value)
    return clean(str(value)) or None
