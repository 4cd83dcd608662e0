"""The columns of an action table: which row is the header, and what each column holds."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from extract.errors import ClausemapError
from extract.facts.plan_dates import plan_date
from extract.kinds.grid import Grid, joined
from extract.kinds.patterns import Patterns

PATTERNS = Patterns.load("plan")
FIELDS = tuple(PATTERNS.names("columns"))
BESIDE_ACTION = frozenset({"lead", "due", "rag", "progress", "evidence", "success_measures", "start", "completed"})
NO_FIELD = "none"
UNKEPT = ("resources", "completed")
"""Fields that are known so that they are not taken for others."""
MAX_NAME_WORDS = 16
SAMPLE_ROWS = 20
Samples = Callable[[int], list[str]]
"""The first texts that stand in a column under its name."""
Said = Mapping[str, str | None]
"""What a person said of columns: the field of each name, None where it is no part of an action."""
NOTHING_SAID: Said = {}
NO_COLUMNS: Mapping[str, str] = {}
_BRACKETED = re.compile(r"\([^)]*\)|\[[^]]*\]")
_REF = re.compile(r"[A-Z]{0,4}[\s.-]?[0-9]+(?:[.-][0-9]+)*[a-z]?\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """Where the fields of an action stand: for each field its columns, best first; and the header as printed."""

    places: dict[str, tuple[int, ...]]
    names: tuple[str, ...]
    depth: int = 1
    """How many rows the header takes."""
    shared_due: bool = False
    """True where who and by when stand in one column."""

    def has(self, name: str) -> bool:
        """True where the table has a column for the field."""
        return bool(self.places.get(name))

    def first(self, name: str) -> int | None:
        """The field's best column."""
        return next(iter(self.places.get(name, ())), None)

    def field_of(self, column: int) -> str | None:
        """The field whose column it is, None for one that is no part of an action."""
        return next((name for name, columns in self.places.items() if column in columns), None)

    def left_out(self) -> list[str]:
        """Names of columns whose texts are not part of an action."""
        kept = {c for name, columns in self.places.items() for c in (columns[:1] if name == "action" else columns)}
        unkept = {c for name in UNKEPT for c in self.places.get(name, ())}
        return [name for c, name in enumerate(self.names) if name and (c not in kept or c in unkept)]


def header_at(grid: Grid, row: int, said: Said = NOTHING_SAID) -> Columns | None:
    """The columns where a header of one to three rows begins at `row`; None where the row is none."""
    depths = [2, *grid.header_depths(row)] if _is_named_below(grid, row) else grid.header_depths(row)
    for depth in depths:
        end = row + depth

        def samples(column: int, end: int = end) -> list[str]:
            rows = range(end, min(end + SAMPLE_ROWS, len(grid)))
            return [text for text in (grid.places[r][column].own for r in rows) if text]

        columns = columns_of(grid.header_parts(row, depth), samples, said)
        if columns is not None:
            return replace(columns, depth=depth)
    return None


def _is_named_below(grid: Grid, row: int) -> bool:
    """Whether the row below a header's goes on with names ("Lead", "By when" under "Who and when")."""
    if row + 1 >= len(grid):
        return False
    own = {column: joined(cell.text) for column, cell in grid.printed(row + 1)}
    beside = any(place.own and column not in own for column, place in enumerate(grid.places[row]))
    return len(own) > 1 and beside and all(field_of(name) for name in own.values())


def columns_of(parts: list[tuple[str, ...]], samples: Samples, said: Said = NOTHING_SAID) -> Columns | None:
    """The fields of named columns; None where they are not those of an action table."""
    names = [" ".join(part) for part in parts]
    filled = [name for name in names if name]
    fields = [said[name] if (name := _bare(" ".join(part)).casefold()) in said else _field(part) for part in parts]
    if len(filled) < 2 or not any(fields) or any(_of_other_table(name) for name in filled):
        return None
    found: dict[str, list[int]] = {}
    for index, field in enumerate(fields):
        if field:
            found.setdefault(field, []).append(index)
    known = sum(len(columns) for columns in found.values())
    if known < 0.5 * len(filled):
        return None
    if "action" not in found:
        _fall_back("action", names, found, lambda _: True)
    if "action" not in found or not BESIDE_ACTION & found.keys():
        return None
    if "due" not in found:
        _fall_back("due", names, found, lambda c: _mostly(samples(c), lambda t: plan_date(t).due_date is not None))
    if any(PATTERNS.matches("other_subjects", _bare(name)) for name in names[: min(found["action"])]):
        return None
    _settle(found, names, samples)
    lead = found.get("lead", [])
    shared = "due" not in found and bool(lead) and PATTERNS.matches("when_in_name", names[lead[0]])
    return Columns({name: tuple(columns) for name, columns in found.items()}, tuple(names), shared_due=shared)


def said_of(columns: Mapping[str, str]) -> Said:
    """What a person said in the form that columns are looked up by; "none" says that a column is no part of an action.

    Raises ClausemapError for a field that there is not.
    """
    unknown = next((name for name in columns.values() if name not in (*FIELDS, NO_FIELD)), None)
    if unknown is not None:
        raise ClausemapError(f"There is no field called {unknown}; choose one of {', '.join((*FIELDS, NO_FIELD))}.")
    return {_bare(name).casefold(): None if field == NO_FIELD else field for name, field in columns.items()}


def _field(parts: tuple[str, ...]) -> str | None:
    """The field of a column with a name over its own: the own one's, but "Action" under "BRAG" is a status."""
    if len(parts) > 1 and field_of(parts[0]) != "rag" and (own := field_of(parts[-1])) is not None:
        return own
    return field_of(" ".join(parts))


@functools.lru_cache(maxsize=4096)
def field_of(name: str) -> str | None:
    """The field that a column's name stands for."""
    if not name or len(name.split()) > MAX_NAME_WORDS:
        return None
    for form in dict.fromkeys((_bare(name), _bare(_BRACKETED.sub("", name)))):
        found = next((f for f in FIELDS if form and PATTERNS.matches(f"columns.{f}", form)), None)
        if found:
            return found
    return None


@functools.lru_cache(maxsize=4096)
def _of_other_table(name: str) -> bool:
    return len(name.split()) <= MAX_NAME_WORDS and PATTERNS.matches("other_tables", _bare(name))


def _bare(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(" ?:.*–-/")


def _mostly(texts: list[str], fits: Callable[[str], object]) -> bool:
    """True where at least half of the texts fit, and there is one."""
    return bool(texts) and 2 * sum(bool(fits(text)) for text in texts) >= len(texts)


def _fall_back(field_name: str, names: list[str], found: dict[str, list[int]], fits: Callable[[int], bool]) -> None:
    """Take a column under a weaker name for a field that no column names outright."""
    for index, name in enumerate(names):
        if PATTERNS.matches(f"fallbacks.{field_name}", _bare(name)) and fits(index):
            for columns in found.values():
                if index in columns:
                    columns.remove(index)
            found[field_name] = [index]
            break
    for key in [key for key, columns in found.items() if not columns]:
        del found[key]


def _settle(found: dict[str, list[int]], names: list[str], samples: Samples) -> None:
    """Put the best column of each field first where several fit, and find those that have no name of their own.

    The action is in the column that is filled most, then under the plainest name ("Action" before "What we will do");
    where another says what for, that is the part. The status is the action's and not its effect's, and of one column a
    month or quarter the last that is filled. A status may share its column with the progress.
    """
    _find_numbers(found, names, samples)
    plain = re.compile(r"(\w+ )?actions?\b", re.IGNORECASE)
    found["action"].sort(key=lambda c: (-len(samples(c)), not plain.match(names[c]), c))
    wider = [c for c in found["action"][1:] if len(samples(c)) < len(samples(found["action"][0]))]
    if wider and "theme" not in found:
        found["theme"] = wider
    if "rag" not in found:
        both = [c for c in found.get("progress", []) if PATTERNS.matches("status_in_name", names[c])]
        if both:
            found["rag"] = both
    elif "progress" not in found:
        found["progress"] = [c for c in found["rag"] if _mostly(samples(c), lambda t: len(t.split()) > 4)]
    rags = found.get("rag", [])
    series = len(rags) > 1 and all(PATTERNS.matches("period_in_name", names[c]) for c in rags)
    rags.sort(key=lambda c: (PATTERNS.matches("second_scale", names[c]), -c if series else c))


def _find_numbers(found: dict[str, list[int]], names: list[str], samples: Samples) -> None:
    """Take a column of numbers as the reference that is named like an action ("Step") or stands before it unnamed."""
    if "ref" in found:
        return
    actions = found["action"]
    like_actions = [c for c in actions if _mostly(samples(c), _REF.fullmatch)]
    if like_actions and len(like_actions) < len(actions):
        found["ref"] = like_actions[:1]
        found["action"] = [c for c in actions if c not in like_actions]
        return
    nameless = [c for c in range(min(actions)) if not names[c] and _mostly(samples(c), _REF.fullmatch)]
    if nameless:
        found["ref"] = nameless[:1]
