"""The measures of a report's performance tables as indicators: figures by period, target, and whether it is met."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from extract.document import Document, Row, Table
from extract.facts.dates import printed
from extract.kinds.grid import Grid, joined
from extract.kinds.plan_status import colour_of, said
from extract.kinds.progress_columns import PATTERNS, MeasureColumns, measures_at, number_of
from extract.schema import Indicator, PeriodValue, normalised, stable_id

Polarity = Literal["high", "low"]
COMPARATORS = ("statistical_neighbours", "england", "region")


class Measures:
    """Indicators of a run of tables; a table without a header of its own goes on with the last one's columns."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: list[Indicator] = []
        self.columns: MeasureColumns | None = None
        self.width = 0
        self.name = ""
        self.theme: str | None = None
        self.seen: Counter[str] = Counter()

    def read(self, table: Table, heading: str | None, as_at: dt.date | None, goes_on: bool) -> bool:
        """Add the measures of one table; False where it is no performance table."""
        grid = Grid(table)
        start = next((r for r in range(min(len(grid), 12)) if measures_at(grid, r, as_at)), None)
        if start is None and not (goes_on and self.columns is not None and grid.width == self.width):
            return False
        if start is not None:
            self.name, self.theme = heading or table.sheet or "Performance", None
        row = start or 0
        while row < len(grid):
            columns = measures_at(grid, row, as_at)
            if columns is not None:
                self.columns, self.width = columns, grid.width
                row += columns.depth
                continue
            self._row(grid, row)
            row += 1
        return True

    def _row(self, grid: Grid, index: int) -> None:
        columns, shown = self.columns, grid.printed(index)
        if columns is None or not shown:
            return
        if len(shown) == 1 and (shown[0][1].column_span >= max(2, grid.width / 2) or shown[0][0] == 0):
            self.theme = joined(shown[0][1].text)
            return
        texts = {name: joined(grid.places[index][place].text) for name, place in columns.places.items()}
        self.theme = texts.get("theme") or self.theme
        measure = texts.get("measure", "")
        if not measure:
            return
        key = normalised(f"{self.name} {texts.get('ref', '')} {measure}")
        self.seen[key] += 1
        self.found.append(self._indicator(grid, index, columns, texts, self.seen[key]))

    def _indicator(
        self, grid: Grid, index: int, columns: MeasureColumns, texts: dict[str, str], occurrence: int
    ) -> Indicator:
        figures = ((period, number_of(grid.places[index][place].text)) for place, period in columns.periods)
        values = tuple(PeriodValue(period=period, value=value) for period, value in figures if value is not None)
        row: Row = grid.row(index)
        ref = re.sub(r"\s+", "", texts.get("ref", ""))
        measure = texts["measure"]
        return Indicator(
            id=stable_id("i", self.document.sha256, f"{self.name} {ref} {measure}", occurrence),
            table=self.name,
            theme=self.theme,
            ref=ref or None,
            measure=measure,
            polarity=_stated_polarity(texts.get("polarity", "")),
            target=number_of(texts.get("target", "")),
            baseline=number_of(texts.get("baseline", "")),
            values=values,
            comparators={name: number_of(texts[name]) for name in COMPARATORS if name in texts},
            on_target=_stated(grid, index, columns),
            page=row.page,
        )


def _stated_polarity(text: str) -> Polarity | None:
    if PATTERNS.matches("polarity.low", text):
        return "low"
    return "high" if PATTERNS.matches("polarity.high", text) else None


def _stated(grid: Grid, index: int, columns: MeasureColumns) -> bool | None:
    """Yes and green are on target, no and red are not, where a column says so; amber is left to the figures."""
    place = columns.places.get("rag")
    if place is None:
        return None
    cell = grid.places[index][place].cell
    if PATTERNS.matches("on_target.met", joined(cell.text)):
        return True
    if PATTERNS.matches("on_target.missed", joined(cell.text)):
        return False
    rag = said(joined(cell.text)) or (colour_of(cell.fill) if cell.fill else None)
    return {"green": True, "blue": True, "red": False}.get(rag or "")


def judged(found: Sequence[Indicator]) -> Iterator[Indicator]:
    """The indicators with their polarity, and with `on_target` where a target and a figure are stated.

    A polarity is the table's own, or that of the same measure in another table of the report, or what the measure's
    words say ("unfilled posts": low); without one of them it stays None and so does `on_target`.
    """
    stated = {measure_key(i): i.polarity for i in found if i.polarity}
    for indicator in found:
        polarity = (
            indicator.polarity or stated.get(measure_key(indicator)) or _usual(indicator.measure, indicator.target)
        )
        on_target = indicator.on_target
        latest = _latest(indicator.values)
        if on_target is None and polarity and indicator.target is not None and latest is not None:
            on_target = latest >= indicator.target if polarity == "high" else latest <= indicator.target
        yield indicator.model_copy(update={"polarity": polarity, "on_target": on_target})


def measure_key(indicator: Indicator) -> str:
    """What tells the measure from others, however the tables of a report write it."""
    return normalised(re.sub(r"\([^)]*\)", "", indicator.measure))


def _usual(measure: str, target: float | None) -> Polarity | None:
    """Which way a measure with a target should go by its words; a measure without a target is only told."""
    if target is None:
        return None
    if PATTERNS.matches("better.low", measure):
        return "low"
    return "high" if PATTERNS.matches("better.high", measure) else None


def _latest(values: Iterable[PeriodValue]) -> float | None:
    """The year to date where it is given, else the last month, else the last figure of all."""
    figures = {v.period: v.value for v in values}
    if "YTD" in figures:
        return figures["YTD"]
    months = sorted(period for period in figures if re.fullmatch(r"[0-9]{4}-[0-9]{2}", period))
    last = months[-1] if months else next(reversed(figures), None)
    return figures[last] if last else None


def day_of(text: str) -> dt.date | None:
    """The last day that a text names, as "Date: 07/10/2013" over a table does."""
    days = [d.date for d in printed(text) if d.date and d.precision == "day"]
    return max(days, default=None)
