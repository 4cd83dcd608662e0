"""The due cell of an improvement plan: its day, and whether it binds anybody to a day."""

from __future__ import annotations

import datetime as dt
import re
from calendar import month_name
from difflib import get_close_matches
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
_MONTH_OF_YEAR = re.compile(r"(?<![0-9/.-])(?P<month>0?[1-9]|1[0-2])[/.-](?P<year>20[0-9]{2})(?![0-9/.-])")
_BARE_YEAR = re.compile(r"(?:by |in |during )?(?P<year>20[0-9]{2})(?:\s?[/\u2013-]\s?(?:20)?(?P<to>[0-9]{2}))?")
_NEAR_A_NUMBER = re.compile(r"(?<=[0-9]\s)[A-Za-z]{4,10}\b|\b[A-Za-z]{4,10}(?=[.,]?\s?'?(?:20)?[0-9]{2}(?![0-9/]))")
_QUARTER_WORDS = re.compile(
    r"\b(?:(?P<before>first|second|third|fourth|1st|2nd|3rd|4th)\s+(?:quarter|qtr)|"
    r"(?:quarter|qtr)\s+(?P<after>one|two|three|four))\b(?:\s+of\b)?",
    re.IGNORECASE,
)
_SHORT_YEARS = re.compile(
    r"(?P<quarter>\b(?:Q|quarter |qtr )[1-4][\s,(]*)(?P<year>[0-9]{2})(?=\s?[/-]\s?[0-9]{2}\b)", re.IGNORECASE
)
_BEFORE_END = re.compile(r"(?:until|till|to|by|end(?:\sof|s|ing)?|finish)\s*[:\u2013-]?\s*$", re.IGNORECASE)
_BEGINNING = re.compile(r"from|start\w*|begin\w*|commenc\w+", re.IGNORECASE)
LIKE_A_MONTH = 0.8  # of its letters, as difflib counts them
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
    cell = _mended(re.sub(r"\s+", " ", text or "").strip())
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
        end = _after_open_words(cell)
        begun = all(_BEGINNING.fullmatch(word[0]) for word in _OPEN.finditer(cell))
        if end and begun and not any(p.kind == "interval" for p in periods(cell)):
            return PlanDate(end, vague=False)
        return PlanDate(end, vague=True, note="no day is named")
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
    numeric = _MONTH_OF_YEAR.search(cell)
    if numeric:
        return PlanDate(month_end(int(numeric["year"]), int(numeric["month"])), vague=False)
    year = _BARE_YEAR.fullmatch(cell)
    if year:
        return PlanDate(_end_of_year(year), vague=True, note="a period is stated, not a day")
    return PlanDate(None, vague=True, note="no day is named")


def _after_open_words(cell: str) -> dt.date | None:
    """The end of "ongoing until 31 March 2015"; None for a start ("from June 2013")."""
    ends = [d.date for d in printed(cell) if d.date and _BEFORE_END.search(cell[: d.start])]
    return max(ends, default=None)


def _end_of_year(year: re.Match[str]) -> dt.date | None:
    """The last day of "2031", or of the financial year "2030/31"; None where the second year is not the next."""
    first = int(year["year"])
    if year["to"] is None:
        return month_end(first, 12)
    return month_end(first + 1, 3) if int(year["to"]) == (first + 1) % 100 else None


def _mended(cell: str) -> str:
    """The cell with slips of the pen mended: "Setpember 2031", "31/O3/2031", "31//03/2031"; "4th quarter" as "Q4"."""
    names = word_list("seasons")["quarter_names"]
    mended = re.sub(r"(?<=[0-9])/{2,}(?=[0-9])", "/", cell)
    mended = re.sub(r"(?<=[0-9/])[Oo](?=[0-9]{0,2}/|[0-9]{1,3}$)", "0", mended)
    mended = _QUARTER_WORDS.sub(lambda m: f"Q{names[(m['before'] or m['after']).lower()]}", mended)
    mended = _SHORT_YEARS.sub(lambda m: f"{m['quarter']}20{m['year']}", mended)
    return _NEAR_A_NUMBER.sub(_as_month, mended)


def _as_month(word: re.Match[str]) -> str:
    """The month that a word near a number was meant to be, or the word."""
    known = re.fullmatch(MONTH, word[0], re.IGNORECASE)
    likely = [] if known else get_close_matches(word[0].title(), list(month_name)[1:], 1, LIKE_A_MONTH)
    return likely[0] if likely else word[0]
