"""Progress reports: measures of performance tables with their periods, and what the paragraphs state."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Block, Cell, Document, Row, Table
from extract.kinds.progress import Progress, progress_of
from extract.kinds.progress_columns import number_of, period_of
from extract.layout import compose
from extract.read import read, read_tables
from extract.schema import Indicator

OCTOBER = dt.date(2030, 10, 7)
HEADER = ["Theme", "PI ref", "Measure", "Target", "Aug-30", "Sep-30", "YTD"]


def grid(*rows: list[str | Cell], page: int | None = None) -> Table:
    """A table of rows; a row that is too short ends in empty cells."""
    width = max(len(row) for row in rows)
    made = ([cell if isinstance(cell, Cell) else Cell(text=cell) for cell in row] for row in rows)
    return Table(
        rows=tuple(Row(cells=(*cells, *[Cell()] * (width - len(cells))), page=page) for cells in made), page=page
    )


def document(*parts: Table | tuple[str, str] | tuple[str, str, str]) -> Document:
    """A document of tables and of (kind, text) or (kind, label, text) blocks."""
    text, blocks = "", []
    for part in parts:
        start = len(text)
        if isinstance(part, Table):
            text += "table\n"
            blocks.append(Block(kind="table", start=start, end=len(text) - 1, table=part))
        else:
            text += f"{part[-1]}\n"
            kind: Any = part[0]
            label = part[1] if len(part) == 3 else None
            blocks.append(Block(kind=kind, start=start, end=len(text) - 1, label=label, size=20 * (kind == "heading")))
    return Document(file="report.docx", sha256="0" * 64, media="docx", text=text, blocks=tuple(blocks))


def progress(*parts: Any) -> Progress:
    return progress_of(document(*parts))


def one(*parts: Any) -> Indicator:
    (indicator,) = progress(*parts).indicators
    return indicator


def figures(indicator: Indicator) -> dict[str, float]:
    return {v.period: v.value for v in indicator.values}


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("Aug-13", "2013-08"), ("August 2013", "2013-08"), ("Sept 13", "2013-09"), ("01/08/2013", "2013-08"),
        ("2013/14 July", "2013-07"), ("2013/14 (ytd) Feb", "2014-02"), ("July", "2030-07"), ("December", "2029-12"),
        ("Q1 2013/14", "2013-Q1"), ("Qtr 3 2014", "2014-Q3"), ("2013/14(ytd) Q2", "2013-Q2"), ("Q 4", "2030-Q4"),
        ("YTD", "YTD"), ("Year to date", "YTD"), ("2012/13", "2012/13"), ("2019", "2019"), ("Latest", "Latest"),
        ("Owner", None), ("Marks", None),
    ],
)  # fmt: skip
def test_the_name_of_a_column_states_its_period(name: str, period: str | None) -> None:
    assert period_of(name, OCTOBER) == period


def test_a_month_without_a_year_and_without_a_date_keeps_its_name() -> None:
    assert period_of("July", None) == "July"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("50%", 50.0), ("1,273", 1273.0), ("67.8", 67.8), ("-3", -3.0), ("£1,200.50", 1200.5), ("12 days", 12.0),
        ("↑ 14", 14.0), ("", None), ("n/a", None), ("↑", None), ("12/30", None), ("two", None), ("3rd", None),
    ],
)  # fmt: skip
def test_the_figure_of_a_cell_is_a_number_or_nothing(cell: str, number: float | None) -> None:
    assert number_of(cell) == number


@given(value=st.decimals(0, 100_000, places=1), sign=st.sampled_from(["", "%"]))
def test_every_printed_figure_is_read_back(value: Any, sign: str) -> None:
    assert number_of(f"{value:,}{sign}") == float(value)


def test_a_measure_has_its_figures_by_period_its_target_and_whether_it_is_met() -> None:
    row: list[str | Cell] = ["Practice", "2.1 a", "% children seen within ten days", "90%", "73%", "76%", "75%"]
    indicator = one(("heading", "Target tracker"), grid(HEADER, row))
    assert (indicator.table, indicator.theme, indicator.ref) == ("Target tracker", "Practice", "2.1a")
    assert figures(indicator) == {"2030-08": 73.0, "2030-09": 76.0, "YTD": 75.0}
    assert (indicator.target, indicator.polarity, indicator.on_target) == (90.0, "high", False)


@pytest.mark.parametrize(
    ("measure", "target", "ytd", "polarity", "on_target"),
    [
        ("% unfilled social worker posts", "5", "3", "low", True),
        ("Highest caseload of a worker", "20", "25", "low", False),
        ("Average caseload", "20", "25", "low", False),
        ("% referrals that are repeat referrals", "15", "15", "low", True),
        ("% reviews completed on time", "95", "95", "high", True),
        ("% staff trained in safeguarding", "90", "29", "high", False),
        ("Number of children in the area", "10", "20", None, None),
    ],
)
def test_without_a_column_for_it_the_words_say_which_way_is_better_or_nothing_does(
    measure: str, target: str, ytd: str, polarity: str | None, on_target: bool | None
) -> None:
    indicator = one(grid(HEADER, ["", "1", measure, target, "", "", ytd]))
    assert (indicator.polarity, indicator.on_target) == (polarity, on_target)


def test_a_stated_polarity_holds_for_the_same_measure_in_another_table() -> None:
    book = grid(
        ["Ref", "Measure", "Polarity", "Baseline", "Aug-30"], ["1", "Visits to the park (ytd)", "Low", "9", "8"]
    )
    tracker = grid(["Ref", "Measure", "Target", "YTD"], ["1", "Visits to the park", "7", "8"])
    first, second = progress(("heading", "Book"), book, ("heading", "Tracker"), tracker).indicators
    assert (first.polarity, first.baseline, first.on_target) == ("low", 9.0, None)
    assert (second.polarity, second.on_target) == ("low", False)


def test_a_measure_that_is_only_told_has_no_polarity() -> None:
    indicator = one(grid(["Measure", "Polarity", "Aug-30"], ["Repeat referrals", "in line with average", "8"]))
    assert (indicator.polarity, indicator.on_target) == (None, None)


def test_a_header_of_two_rows_gives_months_their_year_and_comparators_their_names() -> None:
    year = Cell(text="2030/31 (ytd)", column_span=3)
    others = Cell(text="How are we doing?", column_span=2)
    indicator = one(
        grid(
            ["Measure", "yr end Mar 30", year, Cell(merged=True), Cell(merged=True), others, Cell(merged=True)],
            ["", "", "July", "Jan", "Q1", "SN Av", "England Av"],
            ["Visits", "50", "40", "45", "44", "60", ""],
        )
    )
    assert figures(indicator) == {"2030-07": 40.0, "2031-01": 45.0, "2030-Q1": 44.0}
    assert indicator.baseline == 50.0
    assert indicator.comparators == {"statistical_neighbours": 60.0, "england": None}


def test_a_month_takes_its_year_from_the_date_over_the_table() -> None:
    table = grid(["Measure", "Target", "Sep", "Nov"], ["Visits seen", "9", "8", "7"])
    indicator = one(("heading", "Tracker"), ("paragraph", "Date: 07/10/2030"), table)
    assert figures(indicator) == {"2030-09": 8.0, "2029-11": 7.0}


def test_a_theme_holds_for_the_rows_that_leave_it_empty() -> None:
    rows = [["Practice", "1", "a seen", "9"], ["", "2", "b seen", "9"], ["Front door", "3", "c seen", "9"]]
    found = progress(grid(HEADER, *rows)).indicators
    assert [i.theme for i in found] == ["Practice", "Practice", "Front door"]


def test_a_table_that_goes_on_over_a_page_has_the_same_columns() -> None:
    first = grid(HEADER, ["A", "1", "a seen", "9", "8", "8", "8"], page=1)
    found = progress(("heading", "Tracker"), first, grid(["", "2", "b seen", "9", "7", "7", "7"], page=2)).indicators
    assert [(i.ref, i.table, i.page) for i in found] == [("1", "Tracker", 1), ("2", "Tracker", 2)]
    assert figures(found[1])["YTD"] == 7.0


def test_green_and_red_say_whether_the_target_is_met_before_any_arithmetic() -> None:
    names = ["Measure", "Target", "RAG", "Sep-30"]
    rows: list[list[str | Cell]] = [["Apples", "9", "G", "1"], ["Pears", "9", Cell(fill="FF0000"), "99"]]
    assert [i.on_target for i in progress(grid(names, *rows)).indicators] == [True, False]


def test_a_table_without_figures_is_kept_as_text_and_said() -> None:
    found = progress(grid(["Name", "Role"], ["Ann", "Chair"]))
    assert not found.indicators
    assert [w.code for w in found.warnings] == ["other_table"]
    assert found.roles == ["table"]


def test_statements_are_numbered_paragraphs_and_bullets_under_the_titles_of_their_sections() -> None:
    found = progress(
        ("paragraph", "Report of: the director"),
        ("list_item", "3.0", "Key messages"),
        ("list_item", "3.1", "The board met four times and heard from young people."),
        ("list_item", "-", "Every school has sent its figures."),
        ("heading", "Risks"),
        ("list_item", "-", "Two posts are empty."),
        ("footnote", "A note."),
    )
    assert [(s.section, s.text) for s in found.statements] == [
        ("Key messages", "The board met four times and heard from young people."),
        ("Key messages", "Every school has sent its figures."),
        ("Risks", "Two posts are empty."),
    ]
    assert found.roles == ["context", "heading", "clause", "clause", "heading", "clause", "footnote"]


def test_equal_statements_have_ids_of_their_own() -> None:
    found = progress(("list_item", "-", "No change."), ("list_item", "-", "No change.")).statements
    assert found[0].id != found[1].id


@pytest.mark.real
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_the_real_report_agrees_with_what_was_read_by_hand(shared: Path, suffix: str) -> None:
    for gold_path in sorted((shared / "gold" / "progress").glob("*_indicators.json")):
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        (path,) = (shared / "documents" / "progress").glob(f"{gold['document']}*.{suffix}")
        made = compose(read(path))
        if suffix == "pdf":
            made = made.model_copy(update={"tables": read_tables(path)[0]})
        found = progress_of(made).indicators
        for table in ("target_tracker", "performance_book"):
            mine = {i.ref: i for i in found if ("track" in i.table.casefold()) == (table == "target_tracker")}
            assert len(mine) == len(gold[table])
            for want in gold[table]:
                values = figures(mine[want["ref"]])
                for period, value in want["values"].items():
                    key = period if period[0].isdigit() else f"2013-{period}"
                    assert values[key] == value, (want["ref"], period)
                if table == "target_tracker":
                    assert (mine[want["ref"]].target, mine[want["ref"]].on_target) == (
                        want["target"],
                        want["on_target"],
                    )
