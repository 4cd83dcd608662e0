"""Figures of one report that contradict each other."""

from __future__ import annotations

import pytest

from extract.kinds.progress_checks import disagreements
from extract.schema import Indicator, PeriodValue


def _indicator(table: str, page: int, **values: float) -> Indicator:
    figures = tuple(PeriodValue(period=period, value=value) for period, value in values.items())
    return Indicator(id=table, table=table, measure="Visits in time", values=figures, page=page)


def test_two_values_of_one_measure_and_period_are_a_warning_with_both_places() -> None:
    found = [("visits", _indicator("Scorecard", 2, Q1=71, Q2=80)), ("visits", _indicator("Tracker", 9, Q1=71, Q2=84))]
    (warning,) = disagreements(found)
    assert (warning.code, warning.page) == ("figures_disagree", 9)
    assert "for Q2 is 80 in “Scorecard” on page 2 and 84 in “Tracker” on page 9" in warning.message


@pytest.mark.parametrize(("printed", "rounded"), [(16.3, 16), (16.5, 17), (0.25, 0.3), (71, 71.0)])
def test_a_figure_that_is_rounded_elsewhere_is_the_same_figure(printed: float, rounded: float) -> None:
    assert not list(disagreements([("v", _indicator("A", 1, Q1=printed)), ("v", _indicator("B", 2, Q1=rounded))]))


def test_other_measures_and_other_periods_do_not_disagree() -> None:
    found = [("a", _indicator("A", 1, Q1=10)), ("b", _indicator("B", 1, Q1=20)), ("a", _indicator("C", 1, Q2=30))]
    assert not list(disagreements(found))


QUARTERS = {"2031-Q1": 10.0, "2031-Q2": 18.0}


@pytest.mark.parametrize(("year", "told"), [(18.0, 0), (28.0, 0), (14.0, 1)])
def test_a_year_to_date_is_the_last_quarter_or_all_of_them(year: float, told: int) -> None:
    found = [("v", _indicator("Book", 3, **QUARTERS)), ("v", _indicator("Tracker", 7, YTD=year))]
    messages = [warning.message for warning in disagreements(found)]
    assert len(messages) == told
    assert all("14 for the year to date in “Tracker” on page 7 and 18 for 2031-Q2" in message for message in messages)


def test_either_order_of_the_tables_tells_the_same() -> None:
    a, b = ("v", _indicator("Book", 3, **QUARTERS)), ("v", _indicator("Tracker", 7, YTD=14))
    assert [w.message for w in disagreements([a, b])] == [w.message for w in disagreements([b, a])]
