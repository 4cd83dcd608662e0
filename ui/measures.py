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
    periods = list(dict.fromkeys(value.period for one in held for value in one.values))
    peers = list(dict.fromkeys(peer for one in held for peer in one.comparators))
    columns = (
        "Measure", "On target", "Better", "Page", "Target", "Baseline", *periods,
        *(words.word("comparators", peer) for peer in peers),
    )  # fmt: skip
    rows = [_row(one, periods, peers) for one in held]
    return draw.table(f"{name}: {words.count(len(held), 'measure')}", columns, rows, numbers=len(columns) - 3)


def _row(one: Indicator, periods: Sequence[str], peers: Sequence[str]) -> list[Fragment]:
    values = {value.period: value.value for value in one.values}
    return [
        draw.text(" ".join(part for part in (one.ref, one.measure) if part)),
        _on_target(one.on_target),
        draw.text({"high": "Higher", "low": "Lower"}.get(one.polarity or "", "Not stated")),
        draw.text(one.page or "–"),
        *(_figure(number) for number in (one.target, one.baseline)),
        *(_figure(values.get(period)) for period in periods),
        *(_figure(one.comparators.get(peer)) for peer in peers),
    ]


def _on_target(met: bool | None) -> Fragment:
    if met is None:
        return draw.text("Not known")
    return draw.tag("✔ Yes", "green") if met else draw.tag("✖ No", "red")


def _figure(number: float | None) -> Fragment:
    return draw.text("–" if number is None else f"{number:g}")
