"""The calendar as rows and as an ICS file."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar as Ics

from compare.calendar import Calendar, Due, Entry
from report.dates import CALENDAR, as_ics, calendar

MADE = dt.datetime(2031, 1, 2, 3, 4, tzinfo=dt.UTC)


@pytest.fixture
def found() -> Calendar:
    entry = Entry(
        file="north.pdf", council="Northmoor", clause="c-1", number="15.b", page=5, quote="Send the plan;\nby then.",
        duty_holders=("council",), text="by 6 October 2014", kind="date",
        days=(Due(day=dt.date(2014, 10, 6), arithmetic="printed: 6 Oct 2014"),),
    )  # fmt: skip
    twice = (dt.date(2014, 9, 1), dt.date(2015, 3, 1))
    late = entry.model_copy(
        update={
            "clause": "c-2", "number": "-", "text": "every six months",
            "days": tuple(Due(day=day, arithmetic=f"sum {day}", note="a Sunday") for day in twice),
        }
    )  # fmt: skip
    lost = entry.model_copy(update={"clause": "c-3", "days": (), "waits_for": "conference"})
    return Calendar(entries=(lost, entry, late))


def test_there_is_a_row_a_day_in_order_and_then_what_waits(found: Calendar) -> None:
    table = calendar(found)
    assert table.columns == CALENDAR
    assert [row["day"] for row in table.records()] == ["2014-09-01", "2014-10-06", "2015-03-01", None]
    assert table.records()[-1]["waits_for"] == "conference"
    assert table.records()[1]["quote"] == "Send the plan;\nby then." and table.records()[1]["page"] == 5


def test_every_day_is_an_all_day_event_with_the_words_and_the_arithmetic(found: Calendar) -> None:
    events = Ics.from_ical(as_ics(found, MADE)).walk("VEVENT")
    days = sorted(event["dtstart"].dt for event in events)
    assert days == [dt.date(2014, 9, 1), dt.date(2014, 10, 6), dt.date(2015, 3, 1)]
    plan = next(event for event in events if event["dtstart"].dt == dt.date(2014, 10, 6))
    assert plan["summary"] == "Northmoor 15.b: Send the plan; by then."
    assert "printed: 6 Oct 2014" in plan["description"] and "north.pdf, page 5" in plan["description"]


def test_uids_are_their_own_and_stay_when_the_file_is_named_anew(found: Calendar) -> None:
    def uids(one: Calendar) -> list[str]:
        return [str(event["uid"]) for event in Ics.from_ical(as_ics(one, MADE)).walk("VEVENT")]

    renamed = Calendar(entries=tuple(e.model_copy(update={"file": "other.pdf"}) for e in found.entries))
    assert uids(found) == uids(renamed)
    assert len(set(uids(found))) == 3
    again = Calendar(entries=(*found.entries, *found.entries))
    assert len(set(uids(again))) == 6


def test_control_characters_and_line_ends_do_not_break_the_file(found: Calendar) -> None:
    odd = Calendar(entries=tuple(e.model_copy(update={"quote": "a\x00b\r\nEND:VEVENT\r\nc"}) for e in found.entries))
    events = Ics.from_ical(as_ics(odd, MADE)).walk("VEVENT")
    assert len(events) == 3
    assert all("END:VEVENT c" in event["description"] for event in events)
