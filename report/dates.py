"""The calendar of deadlines as rows, and as an ICS file that a calendar program takes in."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

from icalendar import Calendar as Ics
from icalendar import Event

from compare.calendar import Calendar, Due, Entry
from report.table import Rows, clean, table

CALENDAR = (
    "day", "note", "arithmetic", "deadline", "kind", "waits_for", "document", "council", "clause", "number",
    "duty_holders", "page", "quote",
)  # fmt: skip
SUMMARY_LENGTH = 60
"""Characters of a clause in the title of an event."""


def calendar(found: Calendar) -> Rows:
    """One row a day in order; then one a deadline that has no day, with what it waits for."""
    dated = sorted(_dated(found), key=lambda one: (one[1].day, one[0].file))
    open_ones = [entry for entry in found.entries if not entry.days]
    return table(
        "Calendar",
        CALENDAR,
        [*(_row(entry, due) for entry, due in dated), *(_row(entry, None) for entry in open_ones)],
    )


def _dated(found: Calendar) -> Iterator[tuple[Entry, Due]]:
    return ((entry, due) for entry in found.entries for due in entry.days)


def _row(entry: Entry, due: Due | None) -> tuple[object, ...]:
    return (
        *((due.day, due.note, due.arithmetic) if due else (None, None, None)),
        *(entry.text, entry.kind, entry.waits_for, entry.file, entry.council, entry.clause, entry.number),
        *(entry.duty_holders, entry.page, entry.quote),
    )


def as_ics(found: Calendar, made: dt.datetime) -> bytes:
    """Every day as an all-day event, made at `made` (with its time zone).

    An event's UID hashes its clause, deadline and arithmetic, so that a calendar program replaces it when the same
    notice is exported again, under whatever name.
    """
    ics = Ics()
    ics.add("prodid", "-//Clausemap//Deadlines//EN")
    ics.add("version", "2.0")
    ics.add("name", "Deadlines of improvement notices")
    seen: dict[str, int] = {}
    for entry, due in _dated(found):
        key = f"{entry.clause}\n{entry.text}\n{due.arithmetic}"
        seen[key] = seen.get(key, 0) + 1
        ics.add_component(_event(entry, due, f"{key}\n{seen[key]}", made))
    return bytes(ics.to_ical())


def _event(entry: Entry, due: Due, key: str, made: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@clausemap")
    event.add("dtstamp", made)
    event.add("dtstart", due.day)
    event.add("dtend", due.day + dt.timedelta(days=1))
    quote = " ".join(clean(entry.quote).split())
    cut = quote if len(quote) <= SUMMARY_LENGTH else f"{quote[:SUMMARY_LENGTH].rsplit(' ', 1)[0]}…"
    number = f" {entry.number}" if entry.number and entry.number != "-" else ""
    event.add("summary", clean(f"{entry.council or entry.file}{number}: {cut}"))
    place = f"{entry.file}, page {entry.page}" if entry.page else entry.file
    note = f" ({due.note})" if due.note else ""
    event.add("description", clean(f"{quote}\n\n\u201c{entry.text}\u201d: {due.arithmetic}{note}\n{place}"))
    event.add("transp", "TRANSPARENT")
    return event
