"""Days on which clauses are due, with the arithmetic that gave them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.calendar import MOST, Entry, calendar
from extract.facts.periods import add_period
from extract.schema import Basis, Clause, Deadline, DocumentFacts, Extraction, Inspection

START = dt.date(2014, 9, 16)
REVIEWS = Deadline(text="every six months", kind="recurring", value="P6M")


def notice(*deadlines: Deadline, start: dt.date | None = START, text: str = "A review.", **facts: Any) -> Extraction:
    named = {"file": "notice.pdf", "kind": "improvement_notice", "council": "Fairhaven", "issued": start}
    document = DocumentFacts(sha256="0", kind_confidence=1, **{**named, **facts})
    return Extraction(document=document, clauses=(Clause(id="c", kind="reporting", text=text, deadlines=deadlines),))


def said(*extractions: Extraction, until: dt.date | None = None) -> list[list[str]]:
    return [[due.arithmetic for due in entry.days] for entry in calendar(extractions, until).entries]


def only(*extractions: Extraction) -> Entry:
    (entry,) = calendar(extractions).entries
    return entry


def test_a_printed_day_is_itself() -> None:
    day = Deadline(text="by 6 October 2014", kind="date", value="2014-10-06", due=(dt.date(2014, 10, 6),))
    assert said(notice(day)) == [["printed: 6 Oct 2014"]]


def test_periods_after_the_start_show_the_sum() -> None:
    due = (dt.date(2015, 3, 16), dt.date(2016, 3, 16))
    after = Deadline(text="after six and eighteen months", kind="after_start", value=("P6M", "P18M"), due=due)
    assert said(notice(after)) == [["16 Sep 2014 + 6 months = 16 Mar 2015", "16 Sep 2014 + 18 months = 16 Mar 2016"]]


def test_working_days_are_called_so() -> None:
    due = (dt.date(2014, 9, 23),)
    after = Deadline(text="within five working days", kind="after_start", value=("P5D",), due=due)
    assert said(notice(after)) == [["16 Sep 2014 + 5 working days = 23 Sep 2014"]]


def test_what_recurs_is_counted_out_from_the_start_to_the_last_day() -> None:
    board = Deadline(text="every 6 weeks", kind="recurring", value="P6W")
    assert said(notice(board), until=dt.date(2014, 12, 31)) == [
        ["16 Sep 2014 + 6 weeks = 28 Oct 2014", "16 Sep 2014 + 12 weeks = 9 Dec 2014"]
    ]


def test_a_start_that_is_not_known_is_what_the_days_wait_for() -> None:
    entry = only(notice(REVIEWS, start=None))
    assert entry.days == () and entry.waits_for == "the start of the notice, which is not known: set the day of issue"


def test_a_week_before_the_review_is_a_week_before_each() -> None:
    before = Deadline(text="a week in advance of the review", kind="event", value="-P1W", anchor="review")
    found = said(notice(REVIEWS, before), until=dt.date(2015, 12, 1))
    assert ["review of 16 Mar 2015 - 1 week = 9 Mar 2015", "review of 16 Sep 2015 - 1 week = 9 Sep 2015"] in found


def test_every_third_board_meeting_is_counted_from_the_first_report() -> None:
    first = Deadline(text="by December 2014", kind="date", value="2014-12-31", due=(dt.date(2014, 12, 31),))
    board = Deadline(text="every 6 weeks", kind="recurring", value="P6W")
    third = Deadline(text="every three boards thereafter", kind="event", anchor="improvement board meeting")
    found = said(notice(first, board, third, text="The Board meets."), until=dt.date(2015, 6, 1))
    assert ["31 Dec 2014 + 18 weeks = 6 May 2015"] in found


@pytest.mark.parametrize(
    ("inspection", "arithmetic"),
    [
        (None, "Ofsted's report of 30 Jun 2014 + 18 months = 30 Dec 2015"),
        (dt.date(2014, 5, 15), "the inspection (report.pdf) 15 May 2014 + 18 months = 15 Nov 2015"),
    ],
)
def test_months_after_the_inspection_count_from_the_report_where_it_is_there(
    inspection: dt.date | None, arithmetic: str
) -> None:
    basis = (Basis(body="Ofsted", published=dt.date(2014, 6, 30), text="the report"),)
    after = Deadline(
        text="within 18 months of the Ofsted inspection", kind="event", value="P18M", anchor="Ofsted inspection"
    )
    report = Extraction(
        document=DocumentFacts(
            file="report.pdf", sha256="1", kind="inspection_report", kind_confidence=1, council="Fairhaven",
            inspection=Inspection(framework="sif", end=inspection),
        )
    )  # fmt: skip
    assert said(notice(after, basis=basis), *([report] if inspection else [])) == [[arithmetic]]


def test_an_event_that_no_document_gives_has_no_day_and_is_named() -> None:
    before = Deadline(text="24hrs before conferences", kind="event", value="-PT24H", anchor="conference")
    assert only(notice(before)).waits_for == "conference"


@pytest.mark.parametrize(
    ("day", "note"),
    [
        (dt.date(2014, 10, 5), "a Sunday"),
        (dt.date(2014, 12, 25), "a bank holiday (Christmas Day)"),
        (dt.date(2014, 10, 6), None),
    ],
)
def test_weekends_and_bank_holidays_are_told_and_not_moved(day: dt.date, note: str | None) -> None:
    (due,) = only(notice(Deadline(text="by then", kind="date", value=day.isoformat(), due=(day,)))).days
    assert (due.day, due.note) == (day, note)


def test_entries_stand_in_the_order_of_their_first_days_and_those_without_last() -> None:
    day = Deadline(text="by 1 May 2020", kind="date", value="2020-05-01", due=(dt.date(2020, 5, 1),))
    lost = Deadline(text="before the end", kind="event", anchor="end of notice")
    assert [entry.text for entry in calendar([notice(lost, day, REVIEWS)]).entries] == [
        "every six months", "by 1 May 2020", "before the end",
    ]  # fmt: skip


@given(st.integers(1, 30), st.sampled_from("DWMY"), st.integers(0, 5000))
def test_every_day_is_the_start_and_its_multiple_of_the_interval(count: int, unit: str, ahead: int) -> None:
    every = Deadline(text="every so often", kind="recurring", value=f"P{count}{unit}")
    (entry,) = calendar([notice(every)], START + dt.timedelta(days=ahead)).entries
    assert [due.day for due in entry.days] == [
        add_period(START, f"P{k * count}{unit}") for k in range(1, len(entry.days) + 1)
    ]
    assert len(entry.days) <= MOST and bool(entry.days) == (entry.waits_for is None)
