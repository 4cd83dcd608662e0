from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts.seasons import stated_periods

YEARS = st.integers(2000, 2060)


def last_days(text: str) -> list[dt.date]:
    return [found.date for found in stated_periods(text)]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Q1 2013/14", dt.date(2013, 6, 30)),
        ("Q3 2013/14", dt.date(2013, 12, 31)),
        ("Q4 2013-14", dt.date(2014, 3, 31)),
        ("2013/14 Q2", dt.date(2013, 9, 30)),
        ("Quarter 4 of 2013/2014", dt.date(2014, 3, 31)),
        ("Spring 2014", dt.date(2014, 5, 31)),
        ("summer 2014", dt.date(2014, 8, 31)),
        ("autumn of 2014", dt.date(2014, 11, 30)),
        ("Winter 2014", dt.date(2015, 2, 28)),
        ("Spring term 2015", dt.date(2015, 3, 31)),
        ("Summer term 2014/15", dt.date(2015, 7, 31)),
        ("autumn term 2014/15", dt.date(2014, 12, 31)),
        ("Easter 2014", dt.date(2014, 3, 31)),
        ("academic year 2014/15", dt.date(2015, 8, 31)),
        ("financial year 2014/15", dt.date(2015, 3, 31)),
        ("end of 2014/15", dt.date(2015, 3, 31)),
        ("by 2015", dt.date(2015, 12, 31)),
        ("end of 2015", dt.date(2015, 12, 31)),
    ],
)
def test_a_stated_period_is_its_last_day(text: str, last: dt.date) -> None:
    assert last_days(f"Finish it: {text}.") == [last]


@pytest.mark.parametrize("text", ["Q3 2013/16", "spring cleaning 2014", "the 2014/15 plan", "Q5 2014", "in 2014", ""])
def test_what_states_no_period(text: str) -> None:
    assert last_days(text) == []


@given(year=YEARS, quarter=st.integers(1, 4))
def test_quarters_of_a_financial_year_follow_each_other(year: int, quarter: int) -> None:
    (last,) = last_days(f"Q{quarter} {year}/{(year + 1) % 100:02}")
    assert (last + dt.timedelta(days=1)).day == 1
    assert (last.year - year) * 12 + last.month == 3 + 3 * quarter
