"""Figures of one report that contradict each other: the same measure and period with two values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.document import Warning
from extract.schema import Indicator

LONGEST = 60  # characters of a measure that a message quotes


def disagreements(found: Iterable[tuple[str, Indicator]]) -> Iterator[Warning]:
    """A warning for each period in which a measure has another value than where it was printed first.

    Figures that differ only because one table rounds more than the other do not contradict each other. `found` holds
    the indicators with what tells a measure from others, however its tables write it.
    """
    first: dict[tuple[str, str], tuple[float, Indicator]] = {}
    for key, indicator in found:
        for figure in indicator.values:
            value, before = first.setdefault((key, figure.period), (figure.value, indicator))
            if before is not indicator and not _same(value, figure.value):
                measure = indicator.measure[:LONGEST]
                message = (
                    f"\u201c{measure}\u201d for {figure.period} is {value:g} in {before.table}{_on(before.page)} "
                    f"and {figure.value:g} in {indicator.table}{_on(indicator.page)}; ask which is right."
                )
                yield Warning(page=indicator.page, code="figures_disagree", message=message)


def _same(a: float, b: float) -> bool:
    """Whether both are one figure, rounded to as many decimals as the coarser of them shows."""
    decimals = min(len(f"{value:.6f}".rstrip("0").partition(".")[2]) for value in (a, b))
    return abs(a - b) <= 0.5 / float(10**decimals) + 1e-9


def _on(page: int | None) -> str:
    return f" on page {page}" if page else ""
