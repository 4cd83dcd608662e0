"""What a clause and an action say alike about who, when and which paragraph."""

from __future__ import annotations

import datetime as dt
import functools
import re
from pathlib import Path
from typing import Any

import yaml

from compare.glossary import expand
from extract.facts.periods import add_period
from extract.schema import Action, Clause

_COUNTED_FROM = dt.date(2000, 1, 1)
_PART = re.compile(r"\d+|[a-z]+")
_CALLED = frozenset(
    {"para", "paras", "paragraph", "paragraphs", "recommendation", "rec", "clause", "point", "no", "number"}
)


def shared_holder(clause: Clause, action: Action) -> str | None:
    """The body or person, as shown to people, that holds the clause's duty and is named by the action or its lead."""
    named = expand(" ".join(filter(None, (action.text, action.lead)))).casefold()
    for duty, entry in _holders().items():
        if duty in clause.duty_holders and any(name in named for name in entry["names"]):
            return str(entry["shown"])
    return None


def naming(duty: str) -> str:
    """The regular expression by which a plan names a body or person, over texts with abbreviations written out."""
    names = _holders().get(duty, {}).get("names", ())
    return "|".join(rf"\b{re.escape(name)}" for name in sorted(names, key=len, reverse=True)) or r"(?!)"


def shown(duty: str) -> str:
    """A body or person as shown to people."""
    return str(_holders().get(duty, {}).get("shown", duty.replace("_", " ")))


def shared_date(clause: Clause, action: Action) -> dt.date | None:
    """The day that the clause sets and by which the action is due."""
    return action.due_date if action.due_date in due_dates(clause) else None


def due_dates(clause: Clause) -> tuple[dt.date, ...]:
    """The calendar days that a clause sets, earliest first."""
    return tuple(sorted({day for deadline in clause.deadlines for day in deadline.due or ()}))


def lasting(iso: str) -> int:
    """Days that a duration lasts, whichever way it runs, to compare two by; hours count by whole days."""
    return abs((add_period(_COUNTED_FROM, iso) - _COUNTED_FROM).days)


def in_words(day: dt.date) -> str:
    """A day as printed in a notice: "6 October 2014"."""
    return f"{day.day} {day:%B %Y}"


def cited(clause: Clause, action: Action) -> tuple[str, bool] | None:
    """The action's citation that means the clause (True), or the paragraph that the clause is a part of (False)."""
    own = _number(clause.number or clause.label or "")
    if not own:
        return None
    for printed in action.cites:
        number = _number(printed)
        if number == own:
            return printed, True
        if number and own[: len(number)] == number:
            return printed, False
    return None


def _number(printed: str) -> tuple[str, ...]:
    """The parts of a paragraph number: "Para 8(b)", "8.b." and "8b" are all ("8", "b")."""
    return tuple(part for part in _PART.findall(printed.casefold()) if part not in _CALLED)


@functools.cache
def _holders() -> dict[str, dict[str, Any]]:
    listed: dict[str, dict[str, Any]] = yaml.safe_load(
        (Path(__file__).parent / "words" / "holders.yaml").read_text(encoding="utf-8")
    )
    return listed
