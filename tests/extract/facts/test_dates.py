from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts.dates import (
    date_range,
    day,
    days_without_year,
    month_end,
    month_number,
    months_without_year,
    printed,
)

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2089, 12, 31))
THIS_CENTURY = st.dates(dt.date(2000, 1, 1), dt.date(2089, 12, 31))


def ordinal(number: int) -> str:
    ending = "th" if 11 <= number <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


FORMS: dict[str, Callable[[dt.date], str]] = {
    "6 October 2014": lambda d: f"{d.day} {d:%B %Y}",
    "06 Oct 2014": lambda d: f"{d:%d %b %Y}",
    "6th of October 2014": lambda d: f"{ordinal(d.day)} of {d:%B %Y}",
    "6th October, 2014": lambda d: f"{ordinal(d.day)} {d:%B, %Y}",
    "October 6, 2014": lambda d: f"{d:%B} {d.day}, {d.year}",
    "October 6th 2014": lambda d: f"{d:%B} {ordinal(d.day)} {d.year}",
    "06/10/2014": lambda d: f"{d:%d/%m/%Y}",
    "6/10/2014": lambda d: f"{d.day}/{d.month}/{d.year}",
    "6.10.2014": lambda d: f"{d.day}.{d.month}.{d.year}",
    "06-10-2014": lambda d: f"{d:%d-%m-%Y}",
    "2014-10-06": lambda d: d.isoformat(),
    "Monday 6 October 2014": lambda d: f"{d:%A} {d.day} {d:%B %Y}",
}
SHORT_FORMS: dict[str, Callable[[dt.date], str]] = {
    "06/10/14": lambda d: f"{d:%d/%m/%y}",
    "6.10.14": lambda d: f"{d.day}.{d.month}.{d:%y}",
    "6 Oct 14": lambda d: f"{d.day} {d:%b %y}",
    "6-Oct-14": lambda d: f"{d.day}-{d:%b-%y}",
}


@pytest.mark.parametrize("form", [pytest.param(form, id=name) for name, form in FORMS.items()])
@given(date=DAYS)
def test_a_day_survives_writing_and_reading(form: Callable[[dt.date], str], date: dt.date) -> None:
    text = f"Send it by {form(date)}."
    (found,) = printed(text)
    assert (found.date, found.precision) == (date, "day")
    assert text[found.start : found.end] in form(date)


@pytest.mark.parametrize("form", [pytest.param(form, id=name) for name, form in SHORT_FORMS.items()])
@given(date=THIS_CENTURY)
def test_a_two_digit_year_is_of_this_century(form: Callable[[dt.date], str], date: dt.date) -> None:
    assert [d.date for d in printed(f"Send it by {form(date)}.")] == [date]


@pytest.mark.parametrize("form", ["%B %Y", "%b %Y", "%B, %Y", "%b-%y"])
@given(date=THIS_CENTURY)
def test_a_month_is_its_last_day(form: str, date: dt.date) -> None:
    last = date.replace(day=calendar.monthrange(date.year, date.month)[1])
    assert [(d.date, d.precision) for d in printed(f"by {date.strftime(form)}.")] == [(last, "month")]


@given(first=DAYS, length=st.integers(1, 27))
def test_a_range_survives_writing_and_reading(first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    start = f"{first.day} {first:%B}" if first.month != last.month else f"{first.day}"
    if first.year != last.year:
        start += f" {first.year}"
    for join in (" to ", " – ", "-", "─", " until "):
        assert date_range(f"Inspected {start}{join}{last.day} {last:%B %Y}.") == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("4 to 8 and 18 to 22 March 2019", dt.date(2019, 3, 4), dt.date(2019, 3, 22)),
        ("29 April to 10 May 2013", dt.date(2013, 4, 29), dt.date(2013, 5, 10)),
        ("30 November to 10 January 2020", dt.date(2019, 11, 30), dt.date(2020, 1, 10)),
        ("Monday 4 to Friday 15 March 2019", dt.date(2019, 3, 4), dt.date(2019, 3, 15)),
        ("9/10/2013 - 1/11/2013", dt.date(2013, 10, 9), dt.date(2013, 11, 1)),
        ("3 June 2014", dt.date(2014, 6, 3), dt.date(2014, 6, 3)),
    ],
)
def test_ranges_in_many_forms(text: str, first: dt.date, last: dt.date) -> None:
    assert date_range(text) == (first, last)


def test_no_range_without_a_day() -> None:
    assert date_range("in the spring") is None
    assert date_range("March 2014") is None


@pytest.mark.parametrize("text", ["31 April 2014", "30/02/2013", "31.11.15", "29 February 2013"])
def test_an_impossible_day_is_found_and_has_no_date(text: str) -> None:
    assert [d.date for d in printed(text)] == [None]


@pytest.mark.parametrize("text", ["12 children in 2014", "1 in 10", "version 2.1.3.4", "2013/14", "0151 443 2014", ""])
def test_numbers_that_are_no_dates(text: str) -> None:
    assert [d.date for d in printed(text) if d.date] == []


def test_the_first_day_counts_and_a_month_alone_does_not() -> None:
    assert day("In June 2014, on 3 July 2014") == dt.date(2014, 7, 3)


def test_a_day_without_a_year_is_the_next_such_day() -> None:
    after = dt.date(2014, 9, 16)
    assert [d.date for d in days_without_year("by 31 March and 1 October", after)] == [
        dt.date(2015, 3, 31),
        dt.date(2014, 10, 1),
    ]
    assert [d.date for d in days_without_year("by 31 March")] == [None]
    assert [d.date for d in days_without_year("by 31 March 2014", after)] == []


def test_a_month_without_a_year_needs_a_word_before_it() -> None:
    after = dt.date(2014, 9, 16)
    assert [d.date for d in months_without_year("by the end of October and by May", after)] == [
        dt.date(2014, 10, 31),
        dt.date(2015, 5, 31),
    ]
    assert list(months_without_year("partners may agree; the march of time", after)) == []
    assert list(months_without_year("decided by may be changed", after)) == []


def test_names_of_months() -> None:
    assert [month_number(word) for word in ("Jan", "september", "Sept.", "Febuary", "Dec")] == [1, 9, 9, 2, 12]
    with pytest.raises(ValueError, match="Smarch"):
        month_number("Smarch")
    assert month_end(2016, 2) == dt.date(2016, 2, 29)
