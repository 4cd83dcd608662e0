"""Who, when and what evidence: the elements that facts of the clause and of an action decide."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from compare import duties
from compare.elements_asked import Asked
from compare.elements_said import find, printed
from compare.elements_words import patterns
from compare.results import ActionField, ElementStatus
from extract.facts.periods import PrintedPeriod, in_words, periods
from extract.schema import Action, Deadline

_SHOWN: tuple[ActionField, ...] = ("text", "lead", "success_measures", "evidence")
_TIMED: tuple[ActionField, ...] = ("due", "text", "success_measures")


Place = tuple[ActionField, int, int]
"""A field of an action, and offsets into it."""


class Verdict(NamedTuple):
    """Whether one action meets an element, why, where it says so (None where it does not), and how near it comes."""

    status: ElementStatus
    why: str
    place: Place | None = None
    nearness: float = 0.0


def of_actor(one: Asked, action: Action) -> Verdict:
    """Whether the action is in the hands of the body that holds the duty, or takes it in."""
    if one.about == "council":
        if action.lead:
            return Verdict("met", "somebody is named to lead it", ("lead", 0, len(action.lead)))
        return Verdict("missing", "nobody is named to lead it")
    entry = patterns().get(one.about)
    if entry:
        return _by_pattern(entry["action"], str(entry["shown"]), action)
    place = find(duties.naming(one.about), action, _SHOWN)
    shown = duties.shown(one.about)
    return Verdict("met", f"names {shown}", place) if place else Verdict("unclear", f"does not name {shown}")


def of_evidence(one: Asked, action: Action) -> Verdict:
    """Whether the action says the report, audit or other evidence that a pattern of `words/asked.yaml` stands for."""
    entry = patterns()[one.about]
    return _by_pattern(entry["action"], str(entry["shown"]), action)


def _by_pattern(pattern: str, lacking: str, action: Action) -> Verdict:
    place = find(pattern, action, _SHOWN)
    if place is None:
        return Verdict("missing", lacking)
    return Verdict("met", f"says '{printed(action, place[0])[place[1] : place[2]]}'", place)


def of_deadline(deadline: Deadline, action: Action) -> Verdict:
    """Whether the action is due by the last day that the deadline sets, or comes as often as it asks."""
    if deadline.due:
        return _by_day(max(deadline.due), action)
    if deadline.kind == "recurring" and isinstance(deadline.value, str):
        return _as_often(deadline, action)
    if deadline.kind == "event" and isinstance(deadline.value, str):
        return _as_long(deadline.value, action)
    return Verdict("unclear", f"'{deadline.text}' has no day that the action could be held against")


def _by_day(day: dt.date, action: Action) -> Verdict:
    set_for = f"the clause sets {duties.in_words(day)}"
    if action.due_date is None:
        said = f"'{action.due}' is no day" if action.due else "no date"
        return Verdict("missing", f"{said} ({set_for})")
    place: Place | None = ("due", 0, len(action.due)) if action.due else None
    if action.due_date <= day:
        return Verdict("met", f"due {duties.in_words(action.due_date)}, and {set_for}", place)
    return Verdict("missing", f"due {duties.in_words(action.due_date)}, and {set_for}")


def _as_often(deadline: Deadline, action: Action) -> Verdict:
    asked = str(deadline.value)
    for field, period in _periods(action):
        if period.kind == "interval" and duties.lasting(period.values[0]) <= duties.lasting(asked):
            words = printed(action, field)[period.start : period.end]
            return Verdict(
                "met", f"says '{words}', and the clause '{deadline.text}'", (field, period.start, period.end)
            )
    return Verdict("unclear", f"does not say how often (the clause: '{deadline.text}')")


def _as_long(asked: str, action: Action) -> Verdict:
    for field, period in _periods(action):
        if period.kind == "period" and any(duties.lasting(value) == duties.lasting(asked) for value in period.values):
            words = printed(action, field)[period.start : period.end]
            return Verdict("met", f"says '{words}'", (field, period.start, period.end))
    return Verdict("unclear", f"does not say {in_words(asked)}")


def _periods(action: Action) -> list[tuple[ActionField, PrintedPeriod]]:
    return [(field, period) for field in _TIMED for period in periods(printed(action, field))]
