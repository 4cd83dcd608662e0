"""The columns of an action table: which row is the header, and what each column holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.kinds.grid import Grid
from extract.kinds.patterns import Patterns

PATTERNS = Patterns.load("plan")
FIELDS = tuple(PATTERNS.names("columns"))
BESIDE_ACTION = frozenset({"lead", "due", "rag", "progress", "evidence", "success_measures", "start", "completed"})
MAX_NAME_WORDS = 16
_BRACKETED = re.compile(r"\([^)]*\)|\[[^]]*\]")


@dataclass(frozen=True)
class Columns:
    """Where the fields of an action stand: for each field its columns, best first; and the header as printed."""

    places: dict[str, tuple[int, ...]]
    names: tuple[str, ...]
    depth: int = 1
    """How many rows the header takes."""
    unread: tuple[str, ...] = field(default=())
    """Names of columns that fit no field."""

    def has(self, name: str) -> bool:
        """True where the table has a column for the field."""
        return bool(self.places.get(name))

    def first(self, name: str) -> int | None:
        """The field's best column."""
        return next(iter(self.places.get(name, ())), None)


def header_at(grid: Grid, row: int) -> Columns | None:
    """The columns where a header of one or two rows begins at `row`; None where the row is none."""
    for depth in grid.header_depths(row):
        names = grid.header_names(row, depth)
        columns = columns_of(names, depth)
        if columns is not None:
            return columns
    return None


def columns_of(names: list[str], depth: int = 1) -> Columns | None:
    """The fields of named columns; None where they are not those of an action table."""
    filled = [name for name in names if name]
    if len(filled) < 2 or any(PATTERNS.matches("other_tables", _bare(name)) for name in filled):
        return None
    found: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        field_name = field_of(name)
        if field_name:
            found.setdefault(field_name, []).append(index)
    known = sum(len(columns) for columns in found.values())
    for field_name in ("action", "due"):
        if field_name not in found:
            _fall_back(field_name, names, found)
    if "action" not in found or not BESIDE_ACTION & found.keys() or known < 0.5 * len(filled):
        return None
    _settle(found, names)
    unread = tuple(name for index, name in enumerate(names) if name and not any(index in c for c in found.values()))
    return Columns({name: tuple(columns) for name, columns in found.items()}, tuple(names), depth, unread)


def field_of(name: str) -> str | None:
    """The field that a column's name stands for."""
    if not name or len(name.split()) > MAX_NAME_WORDS:
        return None
    for form in dict.fromkeys((_bare(name), _bare(_BRACKETED.sub("", name)))):
        found = next((f for f in FIELDS if form and PATTERNS.matches(f"columns.{f}", form)), None)
        if found:
            return found
    return None


def _bare(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(" ?:.*–-/")


def _fall_back(field_name: str, names: list[str], found: dict[str, list[int]]) -> None:
    """Take a column under a weaker name for a field that no column names outright."""
    for index, name in enumerate(names):
        if PATTERNS.matches(f"fallbacks.{field_name}", _bare(name)):
            for columns in found.values():
                if index in columns:
                    columns.remove(index)
            found[field_name] = [index]
            break
    for key in [key for key, columns in found.items() if not columns]:
        del found[key]


def _settle(found: dict[str, list[int]], names: list[str]) -> None:
    """Put the best column of each field first where several fit.

    The action is under the plainest name ("Action" before "What we will do to get there"); the status is the action's
    and not its effect's; a date that was first agreed comes before a revised one.
    """
    found["action"].sort(key=lambda c: (not re.match(r"(\w+ )?actions?\b", names[c], re.IGNORECASE), c))
    if "rag" in found:
        found["rag"].sort(key=lambda c: (PATTERNS.matches("second_scale", names[c]), c))
