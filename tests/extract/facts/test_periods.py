from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts.periods import add_period, add_working_days, duration, number, periods

WORDS = {
    1: "one",
    2: "two",
    3: "three",
    4: "four",
    6: "six",
    9: "nine",
    12: "twelve",
    18: "eighteen",
    24: "twenty-four",
}
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2080, 12, 31))


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("six months", "period", ("P6M",)),
        ("6, 12 and 18 months", "period", ("P6M", "P12M", "P18M")),
        ("six, twelve, and eighteen months", "period", ("P6M", "P12M", "P18M")),
        ("three months, six months and a year", "period", ("P3M", "P6M", "P1Y")),
        ("months 3, 6 and 9", "period", ("P3M", "P6M", "P9M")),
        ("24hrs", "period", ("PT24H",)),
        ("10 working days", "period", ("P10D",)),
        ("30 (thirty) days", "period", ("P30D",)),
        ("two (2) weeks", "period", ("P2W",)),
        ("a fortnight", "period", ("P2W",)),
        ("two quarters", "period", ("P6M",)),
        ("weekly", "interval", ("P1W",)),
        ("6 monthly", "interval", ("P6M",)),
        ("four-weekly", "interval", ("P4W",)),
        ("every six weeks", "interval", ("P6W",)),
        ("every 4 to 6 weeks", "interval", ("P6W",)),
        ("each quarter", "interval", ("P3M",)),
        ("every other week", "interval", ("P2W",)),
        ("once a month", "interval", ("P1M",)),
        ("twice a year", "interval", ("P6M",)),
        ("three times a year", "interval", ("P4M",)),
        ("five times a year", "interval", ("P1Y",)),
        ("bi-annually", "interval", ("P6M",)),
    ],
)
def test_a_length_of_time_is_an_iso_duration(text: str, kind: str, values: tuple[str, ...]) -> None:
    (found,) = periods(f"This is done {text}, as agreed.")
    assert (found.kind, found.values) == (kind, values)


@pytest.mark.parametrize(
    "text", ["an annual report", "the day-to-day work", "their daily lives", "monthlong", "5%", ""]
)
def test_words_that_are_no_length_of_time(text: str) -> None:
    assert list(periods(text)) == []


@given(count=st.sampled_from(sorted(WORDS)), unit=st.sampled_from(["day", "week", "month", "year"]))
def test_a_period_survives_writing_and_reading(count: int, unit: str) -> None:
    plural = unit + "s" * (count > 1)
    expected = f"P{count}{unit[0].upper()}"
    for written in (
        f"{count} {plural}",
        f"{WORDS[count]} {plural}",
        f"{count}-{unit}",
        f"{WORDS[count]} ({count}) {plural}",
    ):
        assert [p.values for p in periods(f"within {written} of this")] == [(expected,)]


@given(day=DAYS, months=st.integers(0, 60))
def test_months_are_added_in_the_calendar_and_never_skip_one(day: dt.date, months: int) -> None:
    later = add_period(day, f"P{months}M")
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


@given(day=DAYS, count=st.integers(0, 400))
def test_weeks_and_days_add_and_take_away(day: dt.date, count: int) -> None:
    assert add_period(day, f"P{count}D") - day == dt.timedelta(days=count)
    assert add_period(add_period(day, f"P{count}W"), f"-P{count}W") == day
    assert add_period(day, f"P{count}Y") == add_period(day, f"P{12 * count}M")


def test_hours_make_whole_days() -> None:
    assert add_period(dt.date(2014, 5, 3), "PT48H") == dt.date(2014, 5, 5)


@pytest.mark.parametrize("iso", ["", "P", "PT", "6M", "P6X", "P1M2"])
def test_another_form_is_refused(iso: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        add_period(dt.date(2014, 5, 3), iso)


def test_working_days_leave_out_the_weekend() -> None:
    assert add_working_days(dt.date(2014, 5, 2), 1) == dt.date(2014, 5, 5)
    assert add_working_days(dt.date(2014, 5, 3), 10) == dt.date(2014, 5, 16)


def test_numbers_and_units() -> None:
    assert [number(word) for word in ("12", "twelve", "a", "Twenty four")] == [12, 12, 1, 24]
    assert [duration(2, unit) for unit in ("quarters", "fortnight", "hrs", "calendar months")] == [
        "P6M", "P4W", "PT2H", "P2M",
    ]  # fmt: skip
