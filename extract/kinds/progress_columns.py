"""The columns of a performance table: what is measured, against what, and the period of each figure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from extract.facts.dates import MONTH, month_number, whole_year
from extract.kinds.grid import Grid, joined
from extract.kinds.patterns import Patterns

PATTERNS = Patterns.load("progress")
FIELDS = tuple(PATTERNS.names("columns"))
_MONTH = re.compile(rf"(?<![a-z])({MONTH})(?:[\s\-–'’/]*((?:19|20)[0-9]{{2}}|[0-9]{{2}})(?![0-9/]))?", re.IGNORECASE)
_DAY = re.compile(r"(?<![0-9])[0-3]?[0-9][/.]([01]?[0-9])[/.]((?:19|20)?[0-9]{2})(?![0-9])")
_QUARTER = re.compile(r"\b(?:q|qtr|quarter)\s*([1-4])\b", re.IGNORECASE)
_FINANCIAL_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s?[/–-]\s?(?:20)?([0-9]{2})(?![0-9])")
_NUMBER = re.compile(
    r"^[^\w.+-]*([+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|[+-]?\.[0-9]+)\s?(%|days?|weeks?|months?)?(?![\w/.:])"
)
FIRST_MONTH = 4  # of the financial year


@dataclass(frozen=True)
class MeasureColumns:
    """Where the fields of a measure stand, and the period of every column of figures."""

    places: dict[str, int]
    periods: tuple[tuple[int, str], ...]
    depth: int


def measures_at(grid: Grid, row: int, as_at: dt.date | None) -> MeasureColumns | None:
    """The columns where the header of a performance table begins at `row`; None where it is none.

    `as_at`: the day of the figures, which gives months without a year theirs.
    """
    headers = [(_names_below(grid, row, as_at), 2)]
    headers += [(grid.header_names(row, depth), depth) for depth in grid.header_depths(row)]
    found = (_columns(names, depth, as_at) for names, depth in headers if names)
    return next((columns for columns in found if columns is not None), None)


def _names_below(grid: Grid, row: int, as_at: dt.date | None) -> list[str]:
    """The columns' names where the row below a header's goes on with names and no cell is merged; empty elsewhere.

    A name of the upper row ("2013/14") then holds as far as the next one.
    """
    if row + 1 >= len(grid):
        return []
    lower = {column: joined(cell.text) for column, cell in grid.printed(row + 1)}
    upper = {column: joined(cell.text) for column, cell in grid.printed(row)}
    if len(lower) < 2 or not upper.keys() - lower.keys() or any(p.cover for r in (0, 1) for p in grid.places[row + r]):
        return []
    if not all(_field(name) or period_of(name, as_at) for name in lower.values()):
        return []
    names, over = [], ""
    for column in range(grid.width):
        over = upper.get(column, over if column in lower else "")
        names.append(f"{over} {lower.get(column, '')}".strip())
    return names


def _columns(names: list[str], depth: int, as_at: dt.date | None) -> MeasureColumns | None:
    places: dict[str, int] = {}
    periods: list[tuple[int, str]] = []
    for index, name in enumerate(names):
        field = _field(name)
        if field and field not in places:
            places[field] = index
        elif not field:
            period = period_of(name, as_at)
            if period and period not in (p for _, p in periods):
                periods.append((index, period))
    if "measure" not in places or not (periods or "target" in places or "baseline" in places):
        return None
    filled = sum(bool(name) for name in names)
    return MeasureColumns(places, tuple(periods), depth) if len(places) + len(periods) >= 0.5 * filled else None


def _field(name: str) -> str | None:
    bare = name.strip(" ?:.*")
    return next((f for f in FIELDS if bare and PATTERNS.matches(f"columns.{f}", bare)), None)


def period_of(name: str, as_at: dt.date | None) -> str | None:
    """The period that a column's name states: "2013-08", "2013-Q1" (financial year), "2013/14", "YTD" or "Latest"."""
    year = _FINANCIAL_YEAR.search(name)
    rest = _FINANCIAL_YEAR.sub(" ", name).strip()
    first = int(year[1]) if year else None
    dated = _quarter_of(rest, first, as_at) or _month_of(rest, first, as_at)
    if dated:
        return dated
    if PATTERNS.matches("year_to_date", rest):
        return "YTD"
    if year:
        return f"{year[1]}/{year[2]}"
    return rest if re.fullmatch(r"(19|20)[0-9]{2}", rest) or PATTERNS.matches("latest", rest) else None


def _quarter_of(name: str, first: int | None, as_at: dt.date | None) -> str | None:
    quarter = _QUARTER.search(name)
    if quarter is None:
        return None
    began = first or _plain_year(name) or _financial_year(as_at)
    return f"{began}-Q{quarter[1]}" if began else f"Q{quarter[1]}"


def _month_of(name: str, first: int | None, as_at: dt.date | None) -> str | None:
    day = _DAY.search(name)
    if day is not None:
        return f"{whole_year(day[2])}-{int(day[1]):02d}"
    month = _MONTH.search(name)
    if month is None:
        return None
    number = month_number(month[1])
    year = whole_year(month[2]) if month[2] else _year_of(number, first, as_at)
    return f"{year}-{number:02d}" if year else month[1].capitalize()


def number_of(text: str) -> float | None:
    """The figure of a cell ("50%", "1,273", "67.8"), None for an empty one and for words."""
    found = _NUMBER.match(text.strip())
    return float(found[1].replace(",", "")) if found else None


def _plain_year(text: str) -> int | None:
    found = re.search(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])", text)
    return int(found[1]) if found else None


def _financial_year(day: dt.date | None) -> int | None:
    return day.year - (day.month < FIRST_MONTH) if day else None


def _year_of(month: int, first: int | None, as_at: dt.date | None) -> int | None:
    """The year of a month without one: of the financial year named over it, else the last such month before `as_at`."""
    if first is not None:
        return first + (month < FIRST_MONTH)
    return as_at.year - (month > as_at.month) if as_at else None
