"""What a progress report says, as tables of rows: its measures and its statements."""

from __future__ import annotations

from collections.abc import Iterable

from extract.schema import Extraction, Indicator
from report.table import Rows, table


def indicators(extractions: Iterable[Extraction]) -> Rows:
    """One row a measure; `values` are the figures by period, `comparators` those of others."""
    columns = (
        "document", "council", "table", "theme", "ref", "quote", "polarity", "target", "baseline", "values",
        "comparators", "on_target", "page",
    )  # fmt: skip
    return table(
        "Indicators",
        columns,
        (
            (
                *(one.document.file, one.document.council, measure.table, measure.theme, measure.ref, measure.measure),
                *(measure.polarity, measure.target, measure.baseline),
                [f"{value.period}: {value.value:g}" for value in measure.values],
                [f"{name}: {value:g}" for name, value in measure.comparators.items() if value is not None],
                *(_said(measure), measure.page),
            )
            for one in extractions
            for measure in one.indicators
        ),
    )


def statements(extractions: Iterable[Extraction]) -> Rows:
    """One row a numbered paragraph or bullet of a progress report."""
    columns = ("document", "council", "statement", "section", "quote", "themes", "page")
    return table(
        "Statements",
        columns,
        (
            (
                *(one.document.file, one.document.council, statement.id, statement.section, statement.text),
                *([theme.id for theme in statement.themes], statement.page),
            )
            for one in extractions
            for statement in one.statements
        ),
    )


def _said(measure: Indicator) -> str | None:
    return None if measure.on_target is None else "yes" if measure.on_target else "no"
