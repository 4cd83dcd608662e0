"""Codes, dates and durations in plain words."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import yaml

from compare import taxonomy
from corpus.records import StoredDocument
from extract.facts.periods import in_words
from extract.schema import Deadline

UNKNOWN_COUNCIL = "Council not known"
_SECTION = re.compile(r"(.+)_s(\d+[a-z]*)")
_SMALL = frozenset({"and", "of", "the", "to", "for", "in", "on"})


@cache
def _groups() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf-8"))
    return loaded


def codes(group: str) -> tuple[str, ...]:
    """The codes of a group in the order in which they are shown."""
    return tuple(_groups()[group])


def word(group: str, code: str) -> str:
    """What a code is called on screen."""
    return _groups()[group].get(code) or code.replace("_", " ").capitalize()


@cache
def theme(theme_id: str) -> str:
    """The name of a theme."""
    return {one.id: one.label for one in taxonomy.load().themes}.get(theme_id) or word("references", theme_id)


def reference(code: str) -> str:
    """The name of a guidance or an Act: "children_act_2004_s11" is "Children Act 2004, section 11"."""
    if code in _groups()["references"]:
        return _groups()["references"][code]
    found = _SECTION.fullmatch(code)
    name, section = (found[1], f", section {found[2].upper()}") if found else (code, "")
    parts = name.split("_")
    return " ".join(p if p in _SMALL and k else p.capitalize() for k, p in enumerate(parts)) + section


def day(date: dt.date | None, unknown: str = "date not known") -> str:
    """A day as it is printed: "6 October 2014"."""
    return f"{date.day} {date:%B %Y}" if date else unknown


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 clause", "2 clauses"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Several things in one phrase: "a, b and c"."""
    parts = list(items)
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def meaning(deadline: Deadline) -> str:
    """What a deadline comes to, with its days where they are known."""
    days = listed(day(one) for one in deadline.due or ())
    value = deadline.value
    periods: Sequence[str] = [value] if isinstance(value, str) else value or ()
    if deadline.kind == "date":
        return f"by {days or listed(periods)}" if days or periods else "no day given"
    if deadline.kind == "recurring":
        return f"every {listed(map(in_words, periods))}" if periods else "again and again"
    if deadline.kind == "after_start":
        said = f"{listed(map(in_words, periods))} after the notice starts"
        return f"{said}: {days}" if days else f"{said} (the start is not known, so no day is worked out)"
    anchor = (deadline.anchor or "the event").replace("_", " ")
    if not periods:
        return f"tied to {anchor}"
    return f"{listed(map(in_words, periods))} {'before' if periods[0].startswith('-') else 'after'} {anchor}"


def period(code: str) -> str:
    """The period of a figure: "2013-08" is "Aug 2013", "2013-Q1" is "Q1 2013"."""
    year, _, rest = code.partition("-")
    if rest.isdecimal() and 1 <= int(rest) <= 12:
        return f"{dt.date(int(year), int(rest), 1):%b} {year}"
    return f"{rest} {year}" if rest else {"YTD": "Year to date"}.get(code, code)


def percent(score: float) -> str:
    """A probability as it is shown: "87%"; never 0% or 100%, which would claim too much."""
    return f"{min(max(round(score * 100), 1), 99)}%"


def document_name(document: StoredDocument) -> str:
    """The council, kind and date of a document."""
    named = f"{document.council or UNKNOWN_COUNCIL}: {word('document_kinds', document.kind).lower()}"
    return f"{named}, {day(document.issued)}" if document.issued else named


def document_names(documents: Iterable[StoredDocument]) -> dict[str, str]:
    """The names of documents by id, with the file's name where two would be called the same."""
    held = list(documents)
    names = {one.id: document_name(one) for one in held}
    often = Counter(names.values())
    return {one.id: f"{names[one.id]} ({one.file})" if often[names[one.id]] > 1 else names[one.id] for one in held}
