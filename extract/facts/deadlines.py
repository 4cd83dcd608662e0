"""When a clause is due: days, periods after the notice starts, intervals, and times relative to an event.

A small grammar finds the values (`dates`, `seasons`, `periods`); the patterns of `patterns/deadlines.yaml` say which of
them are deadlines. Look-backs, publication dates, case-work timescales inside a measured share, names of programmes
and editions of guidance are none.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Sequence

from extract.facts.dates import days_without_year, months_without_year, printed
from extract.facts.periods import PrintedPeriod, add_period, add_working_days, number_form, periods
from extract.facts.rules import Match, Value, rules
from extract.facts.seasons import stated_periods
from extract.language import sentences
from extract.schema import Deadline

END_OF_NOTICE = "end of notice"

_Parsed = dt.date | PrintedPeriod | None

# A share that is measured ("75% of assessments within 10 days") holds a timescale of case work, not a deadline.
_MEASURE = re.compile(r"%|\bper ?cent\b|\b(?:percentage|proportion|number|rate|share)\s+of\b", re.IGNORECASE)
_CASE_WORK = re.compile(
    r"\b(?:assess\w*|visit\w*|conferenc\w*|referral\w*|contacts?|decisions?|enquir\w+|seen|allocated|placed|minutes|interviews?|contacted)\b",
    re.IGNORECASE,
)
_WITHOUT_VALUE = re.compile(
    r"immediate effect|forthwith|\bboards?\b|\b(?:end|expiry|lifting)\s+of\b|\bends\b", re.IGNORECASE
)
_DUTY = re.compile(r"\b(?:must|shall|should|will|is to|are to|to be|required|expected)\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:published|issued|dated|inspect\w+|took place|undertaken|conducted|carried out|held|identified|found|was|"
    r"were|had|version|edition|guidance|letter)\b[^.;]*$",
    re.IGNORECASE,
)
_TO_BE_DONE = re.compile(r"\b(?:will|shall|must|should|to)\s+(?:\w+\s+)?be\s+\w+", re.IGNORECASE)
_TIME_OF_DAY = re.compile(
    r"(?<!\w)(?=\w)(?:(?:[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:[ap]\.?m\b\.?|o'clock|noon)|noon|midday|midnight|"
    r"close of (?:business|play)),?\s+(?:on\s+)?)?"
    r"(?:the\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    r"\s*(?:of\s+)?(?:(?:the|each|every|any|a|an|its|their|this|that|such)\s+)*(?P<noun>[A-Za-z][\w'\u2019-]*(?:\s+(?:of\s+(?:the\s+|a\s+)?)?[\w'\u2019-]+){0,4})"
)
_ANCHOR_STOP = re.compile(
    r"\s+(?:and|or|to|with|which|that|who|in|at|by|for|from|on|where|when|if|as|is|are|has|have|must|should|will|being|"
    r"taking|so|including|unless|until|within)\b.*$",
    re.IGNORECASE | re.DOTALL,
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
                found += _READERS[match.label](sentence, match, [values[i][1] for i in match.values])
    dated = [d.model_copy(update={"due": _due(d, start)}) for d in found]
    current = [d for d in dated if not (start and d.kind == "date" and d.due and d.due[0] < start)]
    return tuple({(d.kind, d.value, d.anchor): d for d in reversed(current)}.values())[::-1]


def _values(sentence: str, start: dt.date | None) -> list[tuple[Value, _Parsed]]:
    """The values of the grammar with their places; of overlapping ones the dates, then the stated parts of a year."""
    candidates: list[tuple[Value, _Parsed]] = [
        *((Value("DAY", _with_time(sentence, d.start), d.end), d.date) for d in printed(sentence) if d.date),
        *((Value("DAY", *_without_lead(sentence, s.start, s.end)), s.date) for s in stated_periods(sentence)),
        *(
            (Value("DAY", _with_time(sentence, d.start), d.end), d.date)
            for d in (*days_without_year(sentence, start), *months_without_year(sentence, start))
        ),
        *((Value("INTERVAL" if p.kind == "interval" else "PERIOD", p.start, p.end), p) for p in periods(sentence)),
        *((Value("COUNT", m.start(), m.end()), None) for m in _counted_boards().finditer(sentence)),
    ]
    kept: list[tuple[Value, _Parsed]] = []
    for value, parsed in candidates:
        if all(value.end <= other.start or value.start >= other.end for other, _ in kept):
            kept.append((value, parsed))
    return kept


@functools.cache
def _counted_boards() -> re.Pattern[str]:
    count = rf"(?:{number_form()}|other|second|third)"
    return re.compile(rf"(?<=every ){count}(?= (?:improvement )?(?:boards?|meetings?)\b)", re.IGNORECASE)


def _with_time(sentence: str, start: int) -> int:
    """Where the printed day begins that is led by its weekday or an hour: "noon on Friday 9 May 2014"."""
    found = _TIME_OF_DAY.search(sentence, 0, start)
    return found.start() if found else start


def _without_lead(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The range without "by" or "end of": the patterns read those."""
    lead = re.match(r"(?:end\s+of|by)\s+", sentence[start:end], re.IGNORECASE)
    return (start + lead.end() if lead else start), end


# One reader a label of the word list ----------------------------------------------------------------------------------


def _ignored(sentence: str, match: Match, values: Sequence[_Parsed]) -> list[Deadline]:
    return []


def _date(sentence: str, match: Match, values: Sequence[_Parsed]) -> list[Deadline]:
    """A day printed without a year has no value where the start of the notice is not known."""
    return [
        _deadline(sentence, match, "date", v.isoformat() if isinstance(v, dt.date) else None)
        for v in values
        if not isinstance(v, PrintedPeriod)
    ]


def _on_a_day(sentence: str, match: Match, values: Sequence[_Parsed]) -> list[Deadline]:
    """A day with "on" or "in" binds only in a sentence of duty that reports nothing done before it."""
    before = sentence[: match.start]
    if _REPORTED.search(_TO_BE_DONE.sub("", before[-60:])) or not _DUTY.search(before) or "%" in before[-25:]:
        return []
    return _date(sentence, match, values)


def _after_start(sentence: str, match: Match, values: Sequence[_Parsed]) -> list[Deadline]:
    spans = [v for v in values if isinstance(v, PrintedPeriod)]
    if not spans:
        return [_deadline(sentence, match, "after_start", ("P0D",))]
    named = re.search(r"notice|direction|issue|start", _matched(sentence, match), re.IGNORECASE)
    if not named and _is_timescale(sentence, match, spans[0]):
        return []
    if re.match(r"\s+of\b", sentence[match.end :]) and not re.search(
        r"(?:notice|direction)$", _matched(sentence, match), re.IGNORECASE
    ):
        # "Within three months of the start of the contract" hangs on something else than the notice.
        return _event(sentence, match, values, "")
    return [_deadline(sentence, match, "after_start", tuple(p for v in spans for p in v.values))]


def _several_after_start(sentence: str, match: Match, values: Sequence[_Parsed]) -> list[Deadline]:
    spans = [p for v in values if isinstance(v, PrintedPeriod) for p in v.values]
    if len(spans) > 1:
        return [_deadline(sentence, match, "after_start", tuple(spans))]
    if re.search(r"interval", _matched(sentence, match), re.IGNORECASE):
        return [_deadline(sentence, match, "recurring", spans[0])]
    if re.match(r"(?:at|after|by)\b", _matched(sentence, match), re.IGNORECASE):
        return [_deadline(sentence, match, "after_start", tuple(spans))]
    return []


def _recurring(sentence: str, match: Match, values: Sequence[_Parsed]) -> list[Deadline]:
    """The last value is the interval: "at least 2 days every month"."""
    span = values[-1]
    return [_deadline(sentence, match, "recurring", span.values[0])] if isinstance(span, PrintedPeriod) else []


def _recurring_event(sentence: str, match: Match, values: Sequence[_Parsed]) -> list[Deadline]:
    return [_deadline(sentence, match, "event", None, "improvement board meeting")]


def _before_event(sentence: str, match: Match, values: Sequence[_Parsed]) -> list[Deadline]:
    return _event(sentence, match, values, "-")


def _before_end_of_notice(sentence: str, match: Match, values: Sequence[_Parsed]) -> list[Deadline]:
    return [
        _deadline(sentence, match, "event", "-" + v.values[0], END_OF_NOTICE)
        for v in values
        if isinstance(v, PrintedPeriod)
    ]


def _after_event(sentence: str, match: Match, values: Sequence[_Parsed]) -> list[Deadline]:
    return _event(sentence, match, values, "")


def _end_of_notice(sentence: str, match: Match, values: Sequence[_Parsed]) -> list[Deadline]:
    return [_deadline(sentence, match, "event", None, END_OF_NOTICE)]


_READERS: dict[str, Callable[[str, Match, Sequence[_Parsed]], list[Deadline]]] = {
    "ignored": _ignored,
    "date": _date,
    "on_a_day": _on_a_day,
    "after_start": _after_start,
    "several_after_start": _several_after_start,
    "intervals_of": _several_after_start,
    "recurring": _recurring,
    "recurring_event": _recurring_event,
    "before_event": _before_event,
    "before_end_of_notice": _before_end_of_notice,
    "after_event": _after_event,
    "end_of_notice": _end_of_notice,
}


def _event(sentence: str, match: Match, values: Sequence[_Parsed], sign: str) -> list[Deadline]:
    span = values[-1]
    anchor = _anchor(sentence, match.end)
    if not isinstance(span, PrintedPeriod) or not anchor or _MEASURE.search(sentence[: match.start]):
        return []
    end, noun = anchor
    return [_deadline(sentence, match._replace(end=end), "event", sign + span.values[0], noun)]


def _is_timescale(sentence: str, match: Match, span: PrintedPeriod) -> bool:
    """Whether "within ..." of nothing is a timescale of case work: hours, days of a case, part of a measured share."""
    before = sentence[: match.start]
    shortest = span.values[0][-1]
    return bool(_MEASURE.search(before)) or shortest == "H" or (shortest == "D" and bool(_CASE_WORK.search(before)))


def _anchor(sentence: str, start: int) -> tuple[int, str] | None:
    """Where the noun phrase after "before" or "in advance of" ends, and the phrase in the singular: some four words."""
    found = _ANCHOR.match(sentence, start)
    if not found:
        return None
    phrase = _ANCHOR_STOP.sub("", found["noun"])
    singular = re.sub(r"(?<=[a-z]{3})(?<!s)s$", "", re.sub(r"ies$", "y", phrase))
    return found.start("noun") + len(phrase), singular


def _matched(sentence: str, match: Match) -> str:
    return sentence[match.start : match.end]


def _deadline(
    sentence: str, match: Match, kind: str, value: str | tuple[str, ...] | None, anchor: str | None = None
) -> Deadline:
    return Deadline.model_validate(
        {"text": _matched(sentence, match).strip(), "kind": kind, "value": value, "anchor": anchor}
    )


def _due(deadline: Deadline, start: dt.date | None) -> tuple[dt.date, ...] | None:
    if deadline.kind == "date" and isinstance(deadline.value, str):
        return (dt.date.fromisoformat(deadline.value),)
    if deadline.kind != "after_start" or start is None or not isinstance(deadline.value, tuple):
        return None
    if any(p.working_days for p in periods(deadline.text)):
        return tuple(add_working_days(start, int(re.sub(r"\D", "", value))) for value in deadline.value)
    return tuple(add_period(start, value) for value in deadline.value)
