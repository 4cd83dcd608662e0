"""Stated parts of a year as their last day: "Q3 2013/14", "Summer 2014", "Spring term 2015", "Academic year 2014/15".

Quarters are of the financial year (April to March); spring ends 31 May, summer 31 August, autumn 30 November; the
spring term ends 31 March, the summer term 31 July, the autumn term 31 December (`docs/data-model.md`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.facts.dates import DASH, YEAR, month_end, whole_year
from extract.facts.rules import word_list

_NAMES = "spring|summer|autumn|winter|easter"


def _split(name: str, tail: str = "") -> str:
    """A year from autumn to summer or April to March: "2013/14", "2013-2014"; with tail "?" also "2013"."""
    return rf"(?P<{name}>{YEAR})(?:\s?[/{DASH}]\s?(?:20)?(?P<{name}_to>[0-9]{{2}})){tail}"


_STATED = re.compile(
    rf"(?<!\w)(?:(?:Q|quarter\s?|qtr\s?)(?P<quarter>[1-4])(?:\s*\(?of\)?)?[\s,{DASH}]*{_split('qy', '?')}|"
    rf"{_split('qy2')}\s*Q(?P<quarter2>[1-4])|"
    rf"(?P<term>{_NAMES})\s+term,?\s+(?:of\s+)?{_split('ty', '?')}|"
    rf"(?P<season>{_NAMES})(?:\s+of)?,?\s+(?P<sy>{YEAR})|"
    rf"(?:academic|school)\s+year,?\s+{_split('ay')}|"
    rf"(?:(?:financial|fiscal)\s+year|FY)\s*{_split('fy')}|"
    rf"(?:end\s+of)\s+{_split('ey')}|"
    rf"(?:end\s+of|by)\s+(?P<year>{YEAR})(?!\s?[/{DASH}0-9]))(?!\w)",
    re.IGNORECASE,
)


class StatedPeriod(NamedTuple):
    """`text[start:end]` states a part of a year whose last day is `date`."""

    date: dt.date
    start: int
    end: int


def stated_periods(text: str) -> Iterator[StatedPeriod]:
    """The stated parts of a year in reading order; a split year must run from one year to the next."""
    for found in _STATED.finditer(text):
        date = _last_day({key: value for key, value in found.groupdict().items() if value})
        if date:
            yield StatedPeriod(date, found.start(), found.end())


def _last_day(part: dict[str, str]) -> dt.date | None:
    """The last day; None where a split year does not run from one year to the next."""
    split = (key for key in ("qy", "qy2", "ty", "ay", "fy", "ey") if f"{key}_to" in part)
    if any(whole_year(part[f"{key}_to"]) != int(part[key]) + 1 for key in split):
        return None
    listed = word_list("seasons")
    if quarter := part.get("quarter") or part.get("quarter2"):
        month = listed["quarters"][int(quarter)]
        # The fourth quarter of 2013/14 ends in March 2014.
        return month_end(int(part.get("qy") or part["qy2"]) + (month == 3), month)
    if name := (part.get("term") or part.get("season") or "").lower():
        return _end_of_named(name, part)
    if "year" in part:
        return month_end(int(part["year"]), 12)
    year, month = (part["ay"], 8) if "ay" in part else (part.get("fy") or part["ey"], 3)
    return month_end(int(year) + 1, month)


def _end_of_named(name: str, part: dict[str, str]) -> dt.date:
    """The end of a term, or of a season; a term of a split year that ends before September is of its second year."""
    listed = word_list("seasons")
    if "term" in part:
        month = (listed["seasons"] | listed["terms"])[name]
        return month_end(int(part["ty"]) + ("ty_to" in part and month < 9), month)
    month = (listed["terms"] | listed["seasons"])[name]
    return month_end(int(part["sy"]) + (name == "winter"), month)
