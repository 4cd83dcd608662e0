"""The due cell of an improvement plan: its day, and whether it binds anybody to a day."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from extract.facts.dates import MONTH, YEAR, month_end, month_number, printed, whole_year
from extract.facts.periods import periods
from extract.facts.rules import word_list
from extract.facts.seasons import stated_periods

_SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_SHORT_MONTH = re.compile(
    rf"(?<!\w)(?P<month>{MONTH})\s*['\u2019\-\u2013/ ]?\s*(?P<year>{YEAR}|[0-9]{{2}})(?!\w)", re.IGNORECASE
)
_OPEN = re.compile(
    r"\b(?:ongoing|on-going|continu\w+|from|start\w*|begin\w*|commenc\w+|throughout|regular\w*|rolling|immediate\w*|asap)\b",
    re.IGNORECASE,
)


class PlanDate(NamedTuple):
    """What a due cell says; `vague` where it names no day or month; `note` says why there is no date."""

    due_date: dt.date | None
    vague: bool
    note: str | None = None


def plan_date(text: str | None) -> PlanDate:
    """The due date of a cell: a month is its last day, a stated period its last day and vague.

    "Ongoing", intervals ("Monthly", "Weekly from June 2013") and TBC are vague without a date; of several dates
    the last counts; an impossible day ("31/04/2014") gives none. An empty cell is neither dated nor vague.
    """
    cell = re.sub(r"\s+", " ", text or "").strip()
    if not cell:
        return PlanDate(None, vague=False)
    if _SERIAL.fullmatch(cell):
        return PlanDate(_EXCEL_EPOCH + dt.timedelta(days=int(float(cell))), vague=False)
    if cell.lower().rstrip(".") in word_list("seasons")["unknown"]:
        return PlanDate(None, vague=True, note="no day is named")
    return _without_day(cell) or _with_day(cell)


def _without_day(cell: str) -> PlanDate | None:
    """What a cell says that binds nobody to one day; None where it may hold one."""
    wrong = next((d for d in printed(cell) if d.date is None), None)
    if wrong:
        return PlanDate(None, vague=True, note=f"there is no day {cell[wrong.start : wrong.end]}")
    if any(p.kind == "interval" for p in periods(cell)) or _OPEN.search(cell):
        return PlanDate(_after_open_words(cell), vague=True, note="no day is named")
    return None


def _with_day(cell: str) -> PlanDate:
    stated = [s.date for s in stated_periods(cell)]
    days = [d.date for d in printed(cell) if d.date]
    if stated and (not days or max(stated) > max(days)):
        return PlanDate(max(stated), vague=True, note="a period is stated, not a day")
    if days:
        return PlanDate(max(days), vague=False)
    short = _SHORT_MONTH.search(cell)
    if short:
        return PlanDate(month_end(whole_year(short["year"]), month_number(short["month"])), vague=False)
    return PlanDate(None, vague=True, note="no day is named")


def _after_open_words(cell: str) -> dt.date | None:
    """The end of "ongoing until 31 March 2015"; None for a start ("from June 2013")."""
    ends = [
        d.date for d in printed(cell) if d.date and re.search(r"(?:until|till|to|by|end(?:\sof)?)\s*$", cell[: d.start])
    ]
    return max(ends, default=None)
