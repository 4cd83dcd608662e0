"""Figures of one report that contradict each other: one measure with two values for a period, or for its year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.document import Warning
from extract.schema import Indicator

LONGEST = 60  # characters of a measure that a message quotes
YEAR_TO_DATE = "YTD"
_QUARTER = re.compile(r"^\d{4}-Q[1-4]$")


def disagreements(found: Iterable[tuple[str, Indicator]]) -> Iterator[Warning]:
    """A warning for each measure and period in which two tables of a report differ.

    Figures that differ only because one table rounds more than the other agree. A year to date agrees with quarters
    elsewhere where it is the last of them (a share, a stock) or all of them together (a count). `found` holds the
    indicators with what tells a measure from others, however its tables write it.
    """
    measures: dict[str, list[Indicator]] = {}
    for key, indicator in found:
        for before in measures.setdefault(key, []):
            yield from _periods(before, indicator)
            yield from _years(before, indicator)
            yield from _years(indicator, before)
        measures[key].append(indicator)


def _periods(a: Indicator, b: Indicator) -> Iterator[Warning]:
    first = {figure.period: figure.value for figure in a.values}
    for figure in b.values:
        if figure.period in first and not _same(first[figure.period], figure.value):
            said = f"for {figure.period} is {first[figure.period]:g} in {_place(a)} and {figure.value:g} in {_place(b)}"
            yield _warning(b, said)


def _years(whole: Indicator, parts: Indicator) -> Iterator[Warning]:
    year = next((figure.value for figure in whole.values if figure.period == YEAR_TO_DATE), None)
    quarters = sorted((figure.period, figure.value) for figure in parts.values if _QUARTER.match(figure.period))
    if year is None or not quarters or any(figure.period == YEAR_TO_DATE for figure in parts.values):
        return
    last, value = quarters[-1]
    if not _same(year, value) and not _same(year, sum(figure for _, figure in quarters)):
        said = f"is {year:g} for the year to date in {_place(whole)} and {value:g} for {last} in {_place(parts)}"
        yield _warning(whole, said)


def _warning(indicator: Indicator, said: str) -> Warning:
    message = f"\u201c{indicator.measure[:LONGEST]}\u201d {said}; ask which is right."
    return Warning(page=indicator.page, code="figures_disagree", message=message)


def _same(a: float, b: float) -> bool:
    """Whether both are one figure, rounded to as many decimals as the coarser of them shows."""
    decimals = min(len(f"{value:.6f}".rstrip("0").partition(".")[2]) for value in (a, b))
    return abs(a - b) <= 0.5 / float(10**decimals) + 1e-9


def _place(indicator: Indicator) -> str:
    ref = f", {indicator.ref}" if indicator.ref else ""
    page = f" on page {indicator.page}" if indicator.page else ""
    return f"\u201c{indicator.table}\u201d{ref}{page}"
