"""When a clause is due: days, periods after the notice starts, intervals, and times relative to an event.

A small grammar finds the values (`dates`, `seasons`, `periods`); the patterns of `patterns/deadlines.yaml` say which of
them are deadlines and `deadline_kinds` what they mean. Look-backs, publication dates, case-work timescales inside a
measured share, names of programmes and editions of guidance are none.
"""

from __future__ import annotations

import datetime as dt
import functools
import re

from extract.facts.dates import days_without_year, months_without_year, printed
from extract.facts.deadline_kinds import Parsed, read
from extract.facts.periods import PrintedPeriod, add_period, add_working_days, number_form, periods
from extract.facts.rules import Value, rules
from extract.facts.seasons import stated_periods
from extract.language import sentences
from extract.schema import Deadline

_WITHOUT_VALUE = re.compile(
    r"immediate effect|forthwith|\b(?:boards?|reviews?|meetings?|conferences?|visits?)\b|"
    r"\b(?:end|expiry|lifting)\s+of\b|\bends\b",
    re.IGNORECASE,
)
_TIME_OF_DAY = re.compile(
    r"(?<!\w)(?=\w)(?:(?:[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:[ap]\.?m\b\.?|o'clock|noon)|noon|midday|midnight|"
    r"close of (?:business|play)),?\s+(?:on\s+)?)?"
    r"(?:the\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)


def deadlines(text: str, start: dt.date | None = None) -> tuple[Deadline, ...]:
    """The deadlines of a clause in reading order, with `due` where the day or the `start` of the notice is known.

    Each value stands once. A day before `start` is a look-back.
    """
    found: list[Deadline] = []
    for begin, end in sentences(text):
        sentence = text[begin:end]
        values = _values(sentence, start)
        if values or _WITHOUT_VALUE.search(sentence):
            for match in rules("deadlines").find(sentence, [value for value, _ in values]):
                found += read(sentence, match, [values[i][1] for i in match.values])
    dated = [d.model_copy(update={"due": _due(d, start)}) for d in found]
    current = [d for d in dated if not (start and d.kind == "date" and d.due and d.due[0] < start)]
    return tuple({(d.kind, d.value, d.anchor): d for d in reversed(current)}.values())[::-1]


def _values(sentence: str, start: dt.date | None) -> list[tuple[Value, Parsed]]:
    """The values of the grammar with their places; of overlapping ones the dates, then the stated parts of a year."""
    candidates: list[tuple[Value, Parsed]] = [
        *((Value("DAY", _with_time(sentence, d.start), d.end), d.date) for d in printed(sentence) if d.date),
        *((Value("DAY", *_without_lead(sentence, s.start, s.end)), s.date) for s in stated_periods(sentence)),
        *(
            (Value("DAY", _with_time(sentence, d.start), d.end), d.date)
            for d in (*days_without_year(sentence, start), *months_without_year(sentence, start))
        ),
        *((Value(_label(sentence, p), p.start, p.end), p) for p in periods(sentence)),
        *((Value("COUNT", m.start(), m.end()), None) for m in _counted_boards().finditer(sentence)),
    ]
    kept: list[tuple[Value, Parsed]] = []
    for value, parsed in candidates:
        if all(value.end <= other.start or value.start >= other.end for other, _ in kept):
            kept.append((value, parsed))
    return kept


def _label(sentence: str, period: PrintedPeriod) -> str:
    """What a length of time is called in the patterns: "months 3 and 6" are milestones."""
    if period.kind == "interval":
        return "INTERVAL"
    return "MILESTONES" if sentence[period.start].lower() in "mw" else "PERIOD"


@functools.cache
def _counted_boards() -> re.Pattern[str]:
    count = rf"(?:{number_form()}|other|second|third)"
    return re.compile(rf"(?:(?<=every )|(?<=each )){count}(?= (?:improvement )?(?:boards?|meetings?)\b)", re.IGNORECASE)


def _with_time(sentence: str, start: int) -> int:
    """Where the printed day begins that is led by its weekday or an hour: "noon on Friday 9 May 2014"."""
    found = _TIME_OF_DAY.search(sentence, 0, start)
    return found.start() if found else start


def _without_lead(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The range without "by" or "end of": the patterns read those."""
    lead = re.match(r"(?:end\s+of|by)\s+", sentence[start:end], re.IGNORECASE)
    return (start + lead.end() if lead else start), end


def _due(deadline: Deadline, start: dt.date | None) -> tuple[dt.date, ...] | None:
    if deadline.kind == "date" and isinstance(deadline.value, str):
        return (dt.date.fromisoformat(deadline.value),)
    if deadline.kind != "after_start" or start is None or not isinstance(deadline.value, tuple):
        return None
    if any(p.working_days for p in periods(deadline.text)):
        return tuple(add_working_days(start, int(re.sub(r"\D", "", value))) for value in deadline.value)
    return tuple(add_period(start, value) for value in deadline.value)
