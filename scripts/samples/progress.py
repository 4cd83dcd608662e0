"""Progress reports to an improvement board or a scrutiny committee: numbered paragraphs and performance tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.samples.elements import Element, Grid, Heading, Item, Look, Para, plain
from scripts.samples.gold import INVENTED
from scripts.samples.sources import iso_day, load, look_of

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TRACKER_WIDTHS = (15, 6, 34, 9)
BOOK_WIDTHS = (14, 6, 30, 8, 10)
FIGURE_WIDTH = 8.5


@dataclass(frozen=True, slots=True)
class Progress:
    """A progress report: its text as given, and what is printed."""

    name: str
    raw: Mapping[str, Any]
    look: Look
    elements: tuple[Element, ...]


def progress(name: str) -> Progress:
    """The progress report of that name."""
    raw = load("progress", name)
    return Progress(name, raw, Look(**look_of(raw)), tuple(_elements(raw)))


def _elements(raw: Mapping[str, Any]) -> Iterator[Element]:
    yield Heading(raw["title"], 0)
    yield from (Para(line) for line in raw["front"])
    for section in raw["sections"]:
        yield Heading(f"{section['number']}.0 {section['heading']}", 2)
        for label, text in _statements(section):
            yield Item(label, text, "bullet" if label == "-" else "typed")
    for kind in ("target_tracker", "performance_book"):
        if kind in raw:
            yield Heading(raw[kind]["heading"], 2)
            yield from (Para(text) for text in raw[kind].get("lead", ()))
            yield _tracker(raw[kind]) if kind == "target_tracker" else _book(raw[kind])


def _statements(section: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and text of every numbered paragraph and bullet of a section; a text "- ..." is a bullet."""
    seen = 0
    for text in section["paragraphs"]:
        joined = " ".join(text.split())
        if joined.startswith("- "):
            yield "-", joined[2:]
        else:
            seen += 1
            yield f"{section['number']}.{seen}", joined


def _tracker(table: Mapping[str, Any]) -> Grid:
    periods = [_month(period) for period in table["periods"]]
    head = ("Theme", "PI Ref", "Measure", "Target", *periods, "YTD", "On target")
    rows = tuple(
        (
            *_themed(table["rows"], index),
            row["measure"],
            _figure(row["target"]),
            *map(_figure, row["values"]),
            _figure(row["ytd"]),
            "Yes" if row["on_target"] else "No",
        )
        for index, row in enumerate(table["rows"])
    )
    return Grid((head,), rows, (*TRACKER_WIDTHS, *[FIGURE_WIDTH] * (len(periods) + 2)))


def _book(table: Mapping[str, Any]) -> Grid:
    periods = [_month(period) for period in table["periods"]]
    head = ("Theme", "Ref", "Measure", "Good is", table["baseline"], *periods, "SN", "England")
    rows = tuple(
        (
            *_themed(table["rows"], index),
            row["measure"],
            row["polarity"].title(),
            _figure(row.get("baseline")),
            *map(_figure, row["values"]),
            _figure(row.get("sn")),
            _figure(row.get("england")),
        )
        for index, row in enumerate(table["rows"])
    )
    return Grid((head,), rows, (*BOOK_WIDTHS, *[FIGURE_WIDTH] * (len(periods) + 2)))


def _themed(rows: Sequence[Mapping[str, Any]], index: int) -> tuple[str, str]:
    """The theme, printed once where it begins, and the reference."""
    row = rows[index]
    repeated = index > 0 and rows[index - 1]["theme"] == row["theme"]
    return ("" if repeated else row["theme"]), str(row["ref"])


def _month(period: str) -> str:
    """The column's heading: "2019-08" as "Aug-19"; "Q1" as it is."""
    year, _, month = period.partition("-")
    return f"{MONTHS[int(month) - 1]}-{year[2:]}" if month else period


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def progress_gold(report: Progress, file: str) -> dict[str, Any]:
    """The measures of both tables and the statements of the text."""
    raw = report.raw
    return {
        "document": file.rpartition(".")[0],
        "invented": INVENTED,
        "as_at": iso_day(raw["as_at"]),
        "council": raw["council"],
        "target_tracker": [_tracked(row, raw["target_tracker"]) for row in raw["target_tracker"]["rows"]],
        "performance_book": [_booked(row, raw["performance_book"]) for row in raw["performance_book"]["rows"]],
        "statements": [
            {"section": f"{section['number']}.0 {section['heading']}", "label": label, "text": plain(text)}
            for section in raw["sections"]
            for label, text in _statements(section)
        ],
    }


def _measured(row: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, Any]:
    values = {
        period: float(value) for period, value in zip(table["periods"], row["values"], strict=True) if value is not None
    }
    return {"theme": row["theme"], "ref": str(row["ref"]), "measure": row["measure"], "values": values}


def _tracked(row: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, Any]:
    return _measured(row, table) | {
        "target": float(row["target"]),
        "ytd": float(row["ytd"]),
        "polarity": row["polarity"],
        "on_target": row["on_target"],
    }


def _booked(row: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, Any]:
    return _measured(row, table) | {
        "polarity": row["polarity"],
        "baseline": _number(row.get("baseline")),
        "statistical_neighbours": _number(row.get("sn")),
        "england": _number(row.get("england")),
    }


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)
