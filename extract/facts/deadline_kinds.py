"""One reader for each way in which a deadline is said: the labels of `patterns/deadlines.yaml`.

A reader is given the sentence, the match and the values inside it, and gives the deadlines, often none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

from extract.facts.periods import PrintedPeriod
from extract.facts.rules import Match
from extract.schema import Deadline

Parsed = dt.date | PrintedPeriod | None
"""What a value in a sentence is: a day, one or more periods, an interval, or unknown."""

END_OF_NOTICE = "end of notice"
BOARD_MEETING = "improvement board meeting"

# A share that is measured ("75% of assessments within 10 days") holds a timescale of case work, not a deadline.
_MEASURE = re.compile(r"%|\bper ?cent\b|\b(?:percentage|proportion|number|rate|share)\s+of\b", re.IGNORECASE)
_SHARE = re.compile(r"%|\bper ?cent\b", re.IGNORECASE)
_CONDITION = re.compile(r"(?:where|when|whenever|if|should)\b", re.IGNORECASE)
_CASE_WORK = re.compile(
    r"\b(?:assess\w*|visit\w*|conferenc\w*|referral\w*|contacts?|decisions?|enquir\w+|seen|allocated|placed|minutes|"
    r"interviews?|contacted)\b",
    re.IGNORECASE,
)
# What a council does once after the notice, as against what it does for every child: "name a lead within 10 days".
_ONCE = re.compile(
    r"\b(?:appoint|name|nominate|publish|submit|respond|reply|convene|establish|set up|write|plans?|response|statement|"
    r"strategy|board|chair|advis[eo]r|commissioner|notice|direction|minister|department|secretary|panel|protocol)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:,]|\band\b", re.IGNORECASE)
_DUTY = re.compile(r"\b(?:must|shall|should|will|is to|are to|to be|required|expected)\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:published|issued|dated|inspect\w+|took place|undertaken|conducted|carried out|held|identified|found|was|"
    r"were|had|version|edition|guidance|letter)\b[^.;]*$",
    re.IGNORECASE,
)
_TO_BE_DONE = re.compile(r"\b(?:will|shall|must|should|to)\s+(?:\w+\s+)?be\s+\w+", re.IGNORECASE)
_NEVER = re.compile(r"\b(?:no|not|none|never|nobody|neither)\b", re.IGNORECASE)
_ANCHOR = re.compile(
    r"\s*(?:of\s+)?(?:(?:the|each|every|any|a|an|its|their|this|that|such)\s+)*"
    r"(?P<noun>[A-Za-z][\w'\u2019-]*(?:\s+(?:of\s+(?:the\s+|a\s+)?)?[\w'\u2019-]+){0,4})"
)
_ANCHOR_STOP = re.compile(
    r"\s+(?:and|or|to|with|which|that|who|in|at|by|for|from|on|where|when|if|as|is|are|has|have|must|should|will|being|"
    r"taking|so|including|unless|until|within)\b.*$",
    re.IGNORECASE | re.DOTALL,
)


def read(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    """The deadlines that a match states."""
    return _READERS[match.label](sentence, match, values)


def _ignored(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    return []


def _date(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    """A day printed without a year has no value where the start of the notice is not known."""
    return [
        _deadline(sentence, match, "date", v.isoformat() if isinstance(v, dt.date) else None)
        for v in values
        if not isinstance(v, PrintedPeriod)
    ]


def _on_a_day(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    """A day with "on" or "in" binds only in a sentence of duty that reports nothing done before it."""
    before = sentence[: match.start]
    if _REPORTED.search(_TO_BE_DONE.sub("", before[-60:])) or not _DUTY.search(before) or "%" in before[-25:]:
        return []
    return _date(sentence, match, values)


def _not_after(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    """A day with "after" binds where nothing may be so any more: "no child may wait after 30 June 2014"."""
    return _date(sentence, match, values) if _NEVER.search(sentence[: match.start]) else []


def _after_start(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    spans = [v for v in values if isinstance(v, PrintedPeriod)]
    if not spans:
        return [_deadline(sentence, match, "after_start", ("P0D",))]
    matched = _matched(sentence, match)
    if not re.search(r"notice|direction|issue|start", matched, re.IGNORECASE):
        if _MEASURE.search(sentence[: match.start]):
            return []
        if _is_timescale(sentence, match, spans[0]):
            return [] if _SHARE.search(sentence) else [_deadline(sentence, match, "event", spans[0].values[-1])]
    if re.match(r"\s+of\b", sentence[match.end :]) and not re.search(r"(?:notice|direction)$", matched, re.IGNORECASE):
        # "Within three months of the start of the contract" hangs on something else than the notice.
        return _event(sentence, match, values, "")
    return [_deadline(sentence, match, "after_start", tuple(p for v in spans for p in v.values))]


def _is_timescale(sentence: str, match: Match, span: PrintedPeriod) -> bool:
    """Whether "within three days" of nothing named is a timescale of case work, counted from what happens to a child.

    Hours always are; days and weeks of case work are; days are unless something is done once after the notice, and not
    whenever something happens ("where a target is missed").
    """
    unit = span.values[0][-1]
    if unit == "H" or (unit in "DW" and _CASE_WORK.search(sentence[: match.start])):
        return True
    parts = _CLAUSE.split(sentence[: match.start])
    near = parts[-1] if parts[-1].strip() else sentence
    return unit == "D" and (bool(_CONDITION.match(sentence)) or not _ONCE.search(near))


def _several_after_start(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    spans = [p for v in values if isinstance(v, PrintedPeriod) for p in v.values]
    if len(spans) > 1:
        return [_deadline(sentence, match, "after_start", tuple(spans))]
    if re.search(r"interval", _matched(sentence, match), re.IGNORECASE):
        return [_deadline(sentence, match, "recurring", spans[0])]
    if re.match(r"(?:at|after|by)\b", _matched(sentence, match), re.IGNORECASE):
        return [_deadline(sentence, match, "after_start", tuple(spans))]
    return []


def _recurring(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    """The last value is the interval: "at least 2 days every month"; none in a share ("95% are visited weekly")."""
    span = values[-1]
    if not isinstance(span, PrintedPeriod) or _SHARE.search(sentence[: match.start]):
        return []
    return [_deadline(sentence, match, "recurring", span.values[0])]


def _board_meeting(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    return [_deadline(sentence, match, "event", None, BOARD_MEETING)]


def _nth_event(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    """The event as printed: "by the second review"."""
    anchor = re.sub(r"^(?:at|to|by|before)\s+(?:the\s+)?", "", _matched(sentence, match), flags=re.IGNORECASE)
    return [_deadline(sentence, match, "event", None, anchor)]


def _before_event(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    return _event(sentence, match, values, "-")


def _in_advance(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    """What it is in advance of stands elsewhere: "for each review, a report ten days in advance"."""
    return [_deadline(sentence, match, "event", f"-{v.values[0]}") for v in values if isinstance(v, PrintedPeriod)]


def _before_end_of_notice(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    return [
        _deadline(sentence, match, "event", f"-{v.values[0]}", END_OF_NOTICE)
        for v in values
        if isinstance(v, PrintedPeriod)
    ]


def _after_event(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    return _event(sentence, match, values, "")


def _end_of_notice(sentence: str, match: Match, values: Sequence[Parsed]) -> list[Deadline]:
    return [_deadline(sentence, match, "event", None, END_OF_NOTICE)]


_READERS: dict[str, Callable[[str, Match, Sequence[Parsed]], list[Deadline]]] = {
    "ignored": _ignored,
    "date": _date,
    "on_a_day": _on_a_day,
    "not_after": _not_after,
    "after_start": _after_start,
    "several_after_start": _several_after_start,
    "intervals_of": _several_after_start,
    "recurring": _recurring,
    "recurring_event": _board_meeting,
    "nth_event": _nth_event,
    "before_event": _before_event,
    "in_advance": _in_advance,
    "before_end_of_notice": _before_end_of_notice,
    "after_event": _after_event,
    "end_of_notice": _end_of_notice,
}


def _event(sentence: str, match: Match, values: Sequence[Parsed], sign: str) -> list[Deadline]:
    span = values[-1]
    anchor = _anchor(sentence, match.end)
    if not isinstance(span, PrintedPeriod) or not anchor or _MEASURE.search(sentence[: match.start]):
        return []
    end, noun = anchor
    return [_deadline(sentence, match._replace(end=end), "event", sign + span.values[0], noun)]


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
