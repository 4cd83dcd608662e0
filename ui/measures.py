"""The performance tables of a progress report."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from extract.schema import Indicator
from ui import draw, words
from ui.draw import Fragment


def tables(indicators: Sequence[Indicator]) -> list[Fragment]:
    """One table for each performance table: measures with target, figures by period, comparators, and if it is met."""
    return [_table(name, list(held)) for name, held in groupby(indicators, key=lambda one: one.table)]


def _table(name: str, held: list[Indicator]) -> Fragment:
    """A table of the columns of which anything is known."""
    periods = list(dict.fromkeys(value.period for one in held for value in one.values))
    peers = list(dict.fromkeys(peer for one in held for peer in one.comparators))
    said: dict[str, list[Fragment | None]] = {
        "On target": [_on_target(one.on_target) for one in held],
        "Better": [_better(one.polarity) for one in held],
    }
    figures: dict[str, list[Fragment | None]] = {
        "Page": [_figure(one.page) for one in held],
        "Target": [_figure(one.target) for one in held],
        "Baseline": [_figure(one.baseline) for one in held],
        **{words.period(period): [_figure(_value(one, period)) for one in held] for period in periods},
        **{words.word("comparators", peer): [_figure(one.comparators.get(peer)) for one in held] for peer in peers},
    }
    said, figures = ({k: cells for k, cells in columns.items() if any(cells)} for columns in (said, figures))
    names = [draw.text(" ".join(part for part in (one.ref, one.measure) if part)) for one in held]
    rows = [
        [own_name, *(cells[k] or draw.text("–") for cells in (*said.values(), *figures.values()))]
        for k, own_name in enumerate(names)
    ]
    caption = f"{name}: {words.count(len(held), 'measure')}"
    return draw.table(caption, ("Measure", *said, *figures), rows, numbers=len(figures))


def _value(one: Indicator, period: str) -> float | None:
    return next((value.value for value in one.values if value.period == period), None)


def _better(polarity: str | None) -> Fragment | None:
    return draw.text({"high": "Higher", "low": "Lower"}[polarity]) if polarity else None


def _on_target(met: bool | None) -> Fragment | None:
    if met is None:
        return None
    return draw.tag("✔ Yes", "green") if met else draw.tag("✖ No", "red")


def _figure(number: float | None) -> Fragment | None:
    return None if number is None else draw.text(f"{number:,g}")
