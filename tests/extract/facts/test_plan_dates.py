from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts.plan_dates import plan_date


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("31 March 2014", dt.date(2014, 3, 31)),
        ("31/03/2014", dt.date(2014, 3, 31)),
        ("By 31.3.14", dt.date(2014, 3, 31)),
        ("March 2014", dt.date(2014, 3, 31)),
        ("Mar-14", dt.date(2014, 3, 31)),
        ("Sept 14", dt.date(2014, 9, 30)),
        ("June 2014, then September 2014", dt.date(2014, 9, 30)),
        ("2014-05-01 00:00:00", dt.date(2014, 5, 1)),
        ("41729", dt.date(2014, 3, 31)),
        ("03/2014", dt.date(2014, 3, 31)),
        ("15 Setpember 2014", dt.date(2014, 9, 15)),
        ("Janurary 2014", dt.date(2014, 1, 31)),
        ("31/O3/2014", dt.date(2014, 3, 31)),
        ("31/03//2014", dt.date(2014, 3, 31)),
        ("Start: May 2014 End: July 2014", dt.date(2014, 7, 31)),
        ("30June 2014", dt.date(2014, 6, 30)),
        ("April - June 2014", dt.date(2014, 6, 30)),
        ("Mid March 2014", dt.date(2014, 3, 31)),
        ("31/03/2014 extended to 30/06/2014", dt.date(2014, 6, 30)),
    ],
)
def test_a_cell_with_a_day_or_a_month_is_dated(cell: str, due: dt.date) -> None:
    found = plan_date(cell)
    assert (found.due_date, found.vague) == (due, False)


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("Q3 2013/14", dt.date(2013, 12, 31)),
        ("Summer 2014", dt.date(2014, 8, 31)),
        ("4th quarter 2013/14", dt.date(2014, 3, 31)),
        ("Quarter two of 2013/14", dt.date(2013, 9, 30)),
        ("Q2 13/14", dt.date(2013, 9, 30)),
        ("End of Q4 2013/14", dt.date(2014, 3, 31)),
        ("2013/14", dt.date(2014, 3, 31)),
        ("2014", dt.date(2014, 12, 31)),
        ("end of the spring term 2014", dt.date(2014, 3, 31)),
        ("Ongoing until 31 March 2015", dt.date(2015, 3, 31)),
    ],
)
def test_a_stated_period_is_vague_and_dated(cell: str, due: dt.date) -> None:
    found = plan_date(cell)
    assert (found.due_date, found.vague) == (due, True)
    assert found.note


@pytest.mark.parametrize(
    "cell",
    ["Ongoing", "Monthly", "Weekly from June 2013", "TBC", "Immediate", "asap", "soon", "-", "2013/15", "Phase 2"],
)
def test_a_cell_without_a_day_is_vague(cell: str) -> None:
    found = plan_date(cell)
    assert (found.due_date, found.vague) == (None, True)
    assert found.note


def test_an_impossible_day_is_told() -> None:
    assert plan_date("31/04/2014").note == "there is no day 31/04/2014"


@pytest.mark.parametrize("cell", [None, "", "  \n"])
def test_an_empty_cell_is_neither_dated_nor_vague(cell: str | None) -> None:
    assert plan_date(cell) == (None, False, None)


@given(date=st.dates(dt.date(1990, 1, 1), dt.date(2080, 1, 1)))
def test_a_serial_number_of_a_spreadsheet_is_its_day(date: dt.date) -> None:
    assert plan_date(str((date - dt.date(1899, 12, 30)).days)).due_date == date


@given(cell=st.text(max_size=40))
def test_any_cell_is_read_without_an_error(cell: str) -> None:
    found = plan_date(cell)
    assert not (found.due_date is None and not found.vague and cell.strip())
