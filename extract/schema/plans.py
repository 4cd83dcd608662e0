"""The actions of a plan, and the measures and statements of a progress report."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from extract.document import Frozen, PageBox
from extract.schema.clauses import ThemeScore

Rag = Literal["blue", "green", "amber", "red"]


class Defect(Frozen):
    """Something wrong with an action of a plan, as printed."""

    kind: Literal["no_lead", "no_deadline", "vague_deadline", "late", "duplicate_ref"]
    note: str


class Action(Frozen):
    """One action of an improvement plan."""

    id: str
    ref: str | None = None
    text: str
    theme_heading: str | None = None
    lead: str | None = None
    start: str | None = None
    due: str | None = None
    due_date: dt.date | None = None
    rag: Rag | None = None
    success_measures: str | None = None
    progress: str | None = None
    evidence: str | None = None
    page: int | None = None
    sheet: str | None = None
    row: int | None = None
    """1-based row of the spreadsheet."""
    boxes: tuple[PageBox, ...] = ()
    cites: tuple[str, ...] = ()
    """Paragraph or recommendation numbers of the notice or report that the row says it answers."""
    themes: tuple[ThemeScore, ...] = ()
    defects: tuple[Defect, ...] = ()


class ColumnField(Frozen):
    """A column of an action table by its printed name, and the field it was taken for; None where for no field."""

    name: str
    field: str | None = None


class ActionTable(Frozen):
    """How the columns of one table of a plan were understood, for a person to correct."""

    sheet: str | None = None
    page: int | None = None
    columns: tuple[ColumnField, ...]


class PeriodValue(Frozen):
    """One figure of an indicator: period "2013-08", "2013-Q1" or "YTD"."""

    period: str
    value: float


class Indicator(Frozen):
    """One measure of a performance table."""

    id: str
    table: str
    theme: str | None = None
    ref: str | None = None
    measure: str
    polarity: Literal["high", "low"] | None = None
    target: float | None = None
    baseline: float | None = None
    values: tuple[PeriodValue, ...] = ()
    comparators: dict[str, float | None] = Field(default_factory=dict)
    on_target: bool | None = None
    page: int | None = None


class Statement(Frozen):
    """One numbered paragraph or bullet of a progress report."""

    id: str
    section: str | None = None
    text: str
    page: int | None = None
    themes: tuple[ThemeScore, ...] = ()
