"""Dates as they are printed: days, months and ranges of days.

Every form seen in notices, reports and plans: "6 October 2014", "4th of March 2019", "March 4, 2019", "31/03/2013",
"1.6.15", "2014-10-06", "Sept-14", "4 to 15 March 2019", "29 April to 10 May 2013". Days come before months, as in
Britain. Two-digit years are of this century. A month without a day is its last day.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

MONTHS = (
    r"jan(?:uary)?", r"feb(?:r?uary)?", r"mar(?:ch)?", r"apr(?:il)?", r"may", r"june?", r"july?", r"aug(?:ust)?",
    r"sept?(?:e?mber)?", r"oct(?:ober)?", r"nov(?:ember)?", r"dec(?:ember)?",
)  # fmt: skip
MONTH = rf"(?:{'|'.join(MONTHS)})(?![a-z])(?:\.(?=\s*['\u2019]?[0-9]))?"
DASH = r"\-\u2010-\u2015\u2212\u2500\u2501\uf02d\ufe58\ufe63\uff0d"
YEAR = r"(?:19|20)[0-9]{2}"
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?![0-9])"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th)\b)?"
_FOUR_OR_TWO = rf"(?:{YEAR}|['\u2019]?[0-9]{{2}})"

_FORMS = (
    rf"(?P<iso_y>{YEAR})-(?P<iso_m>[01][0-9])-(?P<iso_d>[0-3][0-9])(?:[T ][0-9:.]+Z?)?",
    rf"(?P<num_d>[0-9]{{1,2}})\s?[/.{DASH}]\s?(?P<num_m>[0-9]{{1,2}})\s?[/.{DASH}]\s?(?P<num_y>{YEAR}|[0-9]{{2}})",
    rf"(?P<d>{_DAY}){_ORDINAL}(?:\s+of)?[\s{DASH}]*(?P<dm>{MONTH})[\s,{DASH}]*(?P<dy>{_FOUR_OR_TWO})(?!(?:st|nd|rd|th)\b)",
    rf"(?P<us_m>{MONTH})\s+(?P<us_d>{_DAY}){_ORDINAL},?\s+(?P<us_y>{YEAR})",
    rf"(?P<mm>{MONTH})[\s,{DASH}]*(?P<my>{YEAR}|(?:['\u2019{DASH}]|(?<=[{DASH}]))[0-9]{{2}}(?![0-9:]))",
)
_PRINTED = re.compile(rf"(?<![0-9A-Za-z/])(?:{'|'.join(_FORMS)})(?![0-9])", re.IGNORECASE)

_YEARLESS = re.compile(
    rf"(?<![0-9A-Za-z/])(?P<day>{_DAY}){_ORDINAL}(?:\s+of)?\s+(?P<month>{MONTH})(?![\s,]*{_FOUR_OR_TWO}(?![0-9]))",
    re.IGNORECASE,
)

_YEARLESS_MONTH = re.compile(
    rf"\b(?:by|before|until|till|end)(?:\s+(?:the|end|of))*[\s{DASH}]+(?P<month>(?=(?-i:[A-Z])){MONTH})"
    rf"(?![\s,{DASH}]*{_FOUR_OR_TWO}(?![0-9]))",
    re.IGNORECASE,
)

# A range is a chain of days of which the last is whole: "4 to 8 and 18 to 22 March 2019".
_ATOM = (
    rf"(?:(?<![0-9/])[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.](?:{YEAR}|[0-9]{{2}})|"
    rf"(?<![0-9]){_DAY}{_ORDINAL}(?:\s+of)?(?:\s*{MONTH}(?:,?\s*{YEAR})?)?)(?![0-9/])"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_WORDS = r"\b(?:to|until|till|through|and(?:\s+from)?)\b"
_JOIN = rf"\s*(?:{_WORDS}|[{DASH},;&]+(?:\s*(?:and|to)\b)?)\s*(?:\b(?:then|on|from)\s+)?"
_CHAIN = re.compile(rf"{_ATOM}(?:{_JOIN}{_WEEKDAY}{_ATOM})+", re.IGNORECASE)
_PARTS = re.compile(
    rf"(?P<nd>[0-9]{{1,2}})[/.](?P<nm>[0-9]{{1,2}})[/.](?P<ny>{YEAR}|[0-9]{{2}})|"
    rf"(?P<d>{_DAY}){_ORDINAL}(?:\s+of)?(?:\s*(?P<m>{MONTH})(?:,?\s*(?P<y>{YEAR}))?)?",
    re.IGNORECASE,
)


class PrintedDate(NamedTuple):
    """A date, printed as `text[start:end]`; `date` is None where there is no such day (31/04/2014)."""

    date: dt.date | None
    start: int
    end: int
    precision: Literal["day", "month"]


def month_number(word: str) -> int:
    """1 to 12 for a month's name or abbreviation; ValueError for another word."""
    for number, form in enumerate(MONTHS, start=1):
        if re.fullmatch(rf"{form}\.?", word.strip(), re.IGNORECASE):
            return number
    raise ValueError(f"{word!r} is not the name of a month")


def whole_year(digits: str) -> int:
    """The year of "2014", "14" or "'14"."""
    number = int(re.sub(r"[^0-9]", "", digits))
    return number if number >= 100 else 2000 + number


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def printed(text: str) -> Iterator[PrintedDate]:
    """All dates of a text in reading order, impossible ones with `date` None."""
    for found in _PRINTED.finditer(text):
        yield _read(found)


def day(text: str) -> dt.date | None:
    """The first day, printed as a day, in the text: months alone do not count."""
    return next((d.date for d in printed(text) if d.date and d.precision == "day"), None)


def days_without_year(text: str, after: dt.date | None = None) -> Iterator[PrintedDate]:
    """Days printed without a year ("by 31 March"): the first such day from `after` on, None where that is unknown."""
    for found in _YEARLESS.finditer(text):
        month, number = month_number(found["month"]), int(found["day"])
        date = None
        if after:
            this, following = (_possible(after.year + ahead, month, number) for ahead in (0, 1))
            date = this if this and this >= after else following
        yield PrintedDate(date, found.start(), found.end(), "day")


def months_without_year(text: str, after: dt.date | None = None) -> Iterator[PrintedDate]:
    """Months printed without a year ("by the end of June"): the last day of the first such month from `after` on."""
    for found in _YEARLESS_MONTH.finditer(text):
        month = month_number(found["month"])
        date = month_end(after.year + (month < after.month), month) if after else None
        yield PrintedDate(date, found.start("month"), found.end("month"), "month")


def date_range(text: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of the first range in the text; several periods count from the first start to the last end.

    A single day is a range of one day. None where no day is printed, or where the range runs backwards.
    """
    for chain in _CHAIN.finditer(text):
        days = _chained(chain.group())
        if len(days) > 1 and max(days) == days[-1]:
            return min(days), max(days)
    single = day(text)
    return (single, single) if single else None


def _read(found: re.Match[str]) -> PrintedDate:
    part = found.groupdict()
    if part["mm"]:
        end_of_month = month_end(whole_year(part["my"]), month_number(part["mm"]))
        return PrintedDate(end_of_month, found.start(), found.end(), "month")
    if part["iso_y"]:
        numbers = int(part["iso_y"]), int(part["iso_m"]), int(part["iso_d"])
    elif part["num_d"]:
        numbers = whole_year(part["num_y"]), int(part["num_m"]), int(part["num_d"])
    elif part["d"]:
        numbers = whole_year(part["dy"]), month_number(part["dm"]), int(part["d"])
    else:
        numbers = int(part["us_y"]), month_number(part["us_m"]), int(part["us_d"])
    return PrintedDate(_possible(*numbers), found.start(), found.end(), "day")


def _possible(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def _chained(chain: str) -> list[dt.date]:
    """The days of a chain, read from its end: a day without month or year takes the next one's."""
    days: list[dt.date] = []
    year = month = 0
    for part in reversed(list(_PARTS.finditer(chain))):
        if part["nd"]:
            number, month, year = int(part["nd"]), int(part["nm"]), whole_year(part["ny"])
        else:
            number = int(part["d"])
            own = month_number(part["m"]) if part["m"] else month
            # "30 November to 10 January 2020" begins in the year before.
            year = int(part["y"]) if part["y"] else year - (own > month > 0)
            month = own
        found = _possible(year, month, number) if month and year else None
        if found:
            days.insert(0, found)
    return days
