"""Lengths of time as printed ("six, twelve and eighteen months", "24hrs", "6 monthly") as ISO 8601 durations."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from extract.facts.dates import month_end
from extract.facts.rules import word_list

_ISO = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(\d+)H)?")
_WHOLE = re.compile(r"-?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
_UNITS = ("year", "month", "week", "day", "hour", "minute")
_WORKING = re.compile(r"\b(?:working|business|school)\s+days?\b", re.IGNORECASE)


class PrintedPeriod(NamedTuple):
    """`text[start:end]` names one or more durations (period) or one interval ("quarterly")."""

    kind: Literal["period", "interval"]
    values: tuple[str, ...]
    start: int
    end: int
    working_days: bool = False


def periods(text: str) -> Iterator[PrintedPeriod]:
    """All lengths of time of a text in reading order."""
    for found in _grammar().finditer(text):
        part = found.groupdict()
        if part["word"] or part["counted"] or part["every"] or part["rate"]:
            yield PrintedPeriod("interval", (_interval(part),), found.start(), found.end())
        else:
            values = tuple(dict.fromkeys(_durations(found.group())))
            working = bool(_WORKING.search(found.group()))
            yield PrintedPeriod("period", values, found.start(), found.end(), working)


def add_period(day: dt.date, iso: str) -> dt.date:
    """The day plus an ISO 8601 duration; months are calendar months, clipped to the month's end; hours make whole days.

    ValueError for a duration of another form.
    """
    found = _ISO.fullmatch(iso)
    if not found or iso.endswith(("P", "T")):
        raise ValueError(f"{iso!r} is no duration of years, months, weeks, days or hours")
    sign = -1 if found[1] else 1
    years, months, weeks, days, hours = (int(number or 0) for number in found.groups()[1:])
    month = day.year * 12 + day.month - 1 + sign * (12 * years + months)
    last = month_end(month // 12, month % 12 + 1)
    shifted = last.replace(day=min(day.day, last.day))
    return shifted + sign * dt.timedelta(days=7 * weeks + days + hours // 24)


def in_words(iso: str) -> str:
    """An ISO 8601 duration in words: "P6M" is "6 months". Its sign is left out; another text stays as it is."""
    found = _WHOLE.fullmatch(iso)
    counts = [(int(n), unit) for n, unit in zip(found.groups(), _UNITS, strict=True) if n] if found else []
    said = [f"{n:,} {unit}{'' if n == 1 else 's'}" for n, unit in counts]
    return " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said) or iso


def add_working_days(day: dt.date, count: int) -> dt.date:
    """The day `count` working days later; Saturdays and Sundays are none, bank holidays are not known."""
    for _ in range(count):
        day += dt.timedelta(days=1)
        while day.weekday() >= 5:
            day += dt.timedelta(days=1)
    return day


def number(printed: str) -> int:
    """The number of "12", "twelve" or "a"; ValueError for another word."""
    word = re.sub(r"\s+", "-", printed.strip().lower())
    return int(word) if word.isdigit() else int(word_list("periods")["numbers"][word])


def duration(count: int, unit: str) -> str:
    """ISO 8601 for "6", "months"; quarters, school terms and fortnights in months and weeks."""
    form: str = word_list("periods")["units"][re.sub(r"\s+", " ", unit.lower())]
    if form == "P{}Q":
        return f"P{3 * count}M"
    if form == "P{}T":
        return f"P{4 * count}M"
    if form == "P{}F":
        return f"P{2 * count}W"
    return form.format(count)


@functools.cache
def number_form() -> str:
    """The regular expression of a printed number."""
    words = sorted(word_list("periods")["numbers"], key=len, reverse=True)
    return rf"(?:[0-9]{{1,3}}|(?:{'|'.join(w.replace('-', '[- ]') for w in words)})(?![a-z]))"


@functools.cache
def _unit_form() -> str:
    units = sorted(word_list("periods")["units"], key=len, reverse=True)
    return rf"(?:{'|'.join(u.replace(' ', r'[- ]') for u in units)})(?![a-z])"


@functools.cache
def _grammar() -> re.Pattern[str]:
    """An interval, or a chain of numbers of which at least the last has its unit: "6, 12 and 18 months"."""
    listed = word_list("periods")
    intervals = "|".join(sorted(listed["intervals"], key=len, reverse=True))
    adverbs, delivered = "|".join(listed["adverbs"]), "|".join(listed["delivered"])
    counted = "|".join(listed["counted"])
    count, unit = number_form(), _unit_form()
    ordinals = "|".join(listed["ordinals"])
    gap = r"[-\s\u2010-\u2013]"
    one = rf"{count}(?:\s*\({count}\))?"
    join = r"\s*(?:,\s*and|,\s*or|,|\band\b|\bor\b|&|/)\s*"
    return re.compile(
        rf"(?<![\w.%/-])(?:"
        rf"(?:(?P<times>once|twice|{count}\s+times)\s+(?:(?:in\s+)?(?:every|each)|per|an?)|every|each|"
        rf"(?<=day )per|(?<=days )(?:per|a))"
        rf"\s+(?:(?:{count}\s*(?:to|or|[-\u2013])\s*)?(?P<nth>{ordinals}|{count}){gap}+)?(?P<every>{unit})(?!\s+group)|"
        rf"(?P<count>{count}){gap}+(?P<counted>{counted})|"
        rf"(?!an?\b){count}(?:\s+(?!of\b|in\b)[a-z-]+){{0,3}}\s+(?:an?|per|each)\s+(?P<rate>day|week|fortnight|month|quarter)|"
        rf"(?P<word>{intervals}|(?:{adverbs})(?=\s+(?:{delivered})\b|\s*[.,;:)]|\s*$))|"
        rf"(?:months?|weeks?)\s+(?:{count}{join}(?:months?\s+|weeks?\s+)?)+{count}(?!{gap}*(?:{unit}|[0-9%]))|"
        rf"(?:{one}(?:{gap}*{unit})?{join})*{one}{gap}*{unit}['\u2019]?)(?!\w)",
        re.IGNORECASE,
    )


def _interval(part: dict[str, str | None]) -> str:
    listed = word_list("periods")
    if part["every"]:
        nth = (part["nth"] or "1").lower()
        count = listed["ordinals"].get(nth) or number(nth)
        return _divided(duration(count, part["every"]), part["times"])
    if part["rate"]:
        return duration(1, part["rate"])
    if part["word"]:
        value: str = (listed["intervals"] | listed["adverbs"])[re.sub(r"\s+", " ", part["word"].lower())]
        return value
    counted: str = listed["counted"][(part["counted"] or "").lower()]
    return counted.format(number(part["count"] or ""))


def _divided(iso: str, times: str | None) -> str:
    """The interval of "three times a year": every four months; what does not divide evenly stays as it is."""
    count = {"once": 1, "twice": 2}.get(word := (times or "once").lower()) or number(word.removesuffix("times"))
    parts = {"P1Y": (12, "P{}M"), "P1D": (24, "PT{}H")}
    whole, form = parts.get(iso, (0, ""))
    if count < 2 or not whole or whole % count:
        return iso
    return form.format(whole // count)


def _durations(chain: str) -> Iterator[str]:
    """The durations of a chain; a number without a unit takes the next one's, or that before all ("months 3, 6")."""
    piece = rf"(?P<number>{number_form()})(?:\s*\({number_form()}\))?[-\s\u2010-\u2013]*(?P<unit>{_unit_form()})?"
    ahead = re.match(_unit_form(), chain, re.IGNORECASE)
    unit, found = ahead.group() if ahead else "", []
    for part in reversed(list(re.finditer(piece, chain, re.IGNORECASE))):
        unit = part["unit"] or unit
        found.append(duration(number(part["number"]), unit.replace("-", " ")))
    yield from reversed(found)
