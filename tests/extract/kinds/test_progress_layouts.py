"""The same eight measures printed in many layouts: figures, targets and comparators must be the same from each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import docx
import openpyxl
import pytest
import yaml
from openpyxl.styles import PatternFill
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from extract.pipeline import extract
from extract.schema import Indicator
from tests.extract.kinds.word_tables import word_table


class Told(NamedTuple):
    """A measure as printed: target, three months and the year to date, and what others reach."""

    theme: str
    ref: str
    measure: str
    target: str
    july: str
    august: str
    september: str
    ytd: str
    neighbours: str
    england: str
    met: bool

    @property
    def polarity(self) -> str:
        return "High" if self.ref.startswith("1") or self.ref in ("2.3", "2.4") else "Low"


_LISTED: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("progress_measures.yaml").read_text())
MEASURES = tuple(Told(**measure) for measure in _LISTED)
PERIODS = {"july": "2031-07", "august": "2031-08", "september": "2031-09", "ytd": "YTD"}
NAMES = {
    "theme": "Theme", "ref": "Ref", "measure": "Measure", "target": "Target", "july": "Jul-31", "august": "Aug-31",
    "september": "Sep-31", "ytd": "YTD", "neighbours": "Statistical neighbours", "england": "England",
}  # fmt: skip
FIELDS = tuple(NAMES)
Row = Sequence[Any]


def number(text: str) -> float:
    return float(text.strip("%").replace(",", ""))


def expected(*, target: bool = True, compared: bool = True) -> list[tuple[Any, ...]]:
    return [
        (
            told.ref, told.measure, number(told.target) if target else None,
            {period: number(getattr(told, name)) for name, period in PERIODS.items()}, told.met,
            {"statistical_neighbours": number(told.neighbours), "england": number(told.england)} if compared else {},
            told.theme,
        )
        for told in MEASURES
    ]  # fmt: skip


def shown(indicator: Indicator) -> tuple[Any, ...]:
    values = {value.period: value.value for value in indicator.values}
    return (
        indicator.ref, indicator.measure, indicator.target, values, indicator.on_target, indicator.comparators,
        indicator.theme,
    )  # fmt: skip


def read_back(path: Path) -> list[tuple[Any, ...]]:
    found = extract(path, kind="progress_report", council="Fairhaven")
    return [shown(indicator) for indicator in found.indicators]


def rows(fields: Sequence[str] = FIELDS, of: Sequence[Told] = MEASURES) -> list[Row]:
    return [[getattr(told, name) for name in fields] for told in of]


def header(fields: Sequence[str] = FIELDS) -> Row:
    return [NAMES[name] for name in fields]


THEMES = tuple(dict.fromkeys(told.theme for told in MEASURES))
WITHOUT_THEME = FIELDS[1:]
PARTED = [row for theme in THEMES for row in ([theme], *rows(WITHOUT_THEME, [t for t in MEASURES if t.theme == theme]))]
UPPER = ["Theme", "Ref", "Measure", "Target", "2031/32", "", "", "", "How others do", ""]
LOWER = ["", "", "", "", "July", "Aug", "Sept", "YTD", "SN Av", "England Av"]


# Word and Excel ----------------------------------------------------------------------------------------------------


def word(path: Path, *content: Row, merged: Sequence[tuple[int, int, int, int]] = ()) -> Path:
    """A report with one table; `merged`: areas by first and last row and column."""
    document = docx.Document()
    document.add_heading("Progress report of Fairhaven", 1)
    document.add_paragraph("1.1 The board met twice in the quarter.")
    document.add_heading("Target tracker", 2)
    made = word_table(document, *content)
    for top, left, bottom, right in merged:
        text = made.cell(top, left).text
        made.cell(top, left).merge(made.cell(bottom, right)).text = text
    document.save(str(path))
    return path


def excel(path: Path, *content: Row, merged: Sequence[str] = (), figures: bool = False) -> Path:
    """A workbook with one sheet; with `figures` the figures are numbers, shares in percent by their format."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Target tracker"
    for r, row in enumerate(content, 1):
        for c, value in enumerate(row, 1):
            cell = sheet.cell(r, c, value)
            if figures and isinstance(value, str) and value[:1].isdigit() and c > 3 and value[-1:] in "%0123456789":
                share = value.endswith("%")
                cell.value = round(number(value) / 100, 6) if share else number(value)
                cell.number_format = "0.0%" if share else "#,##0.0"
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


TWO_ROWS = [(0, c, 1, c) for c in range(4)] + [(0, 4, 0, 7), (0, 8, 0, 9)]
OFFICE: dict[str, Callable[[Path], Path]] = {
    "word, one header row": lambda p: word(p / "r.docx", header(), *rows()),
    "word, two header rows": lambda p: word(p / "r.docx", UPPER, LOWER, *rows(), merged=TWO_ROWS),
    "word, two header rows, nothing merged": lambda p: word(p / "r.docx", UPPER, LOWER, *rows()),
    "word, themes across": lambda p: word(p / "r.docx", header(WITHOUT_THEME), *PARTED),
    "word, themes merged down": lambda p: word(
        p / "r.docx", header(), *rows(), merged=[(1, 0, 4, 0), (5, 0, 8, 0)]
    ),
    "excel, one header row": lambda p: excel(p / "r.xlsx", header(), *rows()),
    "excel, figures": lambda p: excel(p / "r.xlsx", header(), *rows(), figures=True),
    "excel, two header rows": lambda p: excel(
        p / "r.xlsx", UPPER, LOWER, *rows(), merged=["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:H1", "I1:J1"]
    ),
    "excel, title rows": lambda p: excel(
        p / "r.xlsx", ["Progress of Fairhaven"], ["Figures to September"], header(), *rows()
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", OFFICE)
def test_an_office_file_gives_the_same_measures_in_every_layout(tmp_path: Path, layout: str) -> None:
    assert read_back(OFFICE[layout](tmp_path)) == expected()


# PDF ---------------------------------------------------------------------------------------------------------------

SMALL = ParagraphStyle("small", parent=getSampleStyleSheet()["BodyText"], fontSize=8, leading=9.6, spaceBefore=0)
WIDTHS = (60, 30, 220, 45, 50, 50, 50, 50, 75, 55)
LINE = (0.5, colors.black)
GRID = ("GRID", (0, 0), (-1, -1), *LINE)


def pdf(path: Path, content: Sequence[Row], *styles: Any, size: Any = None, widths: Sequence[float] = WIDTHS) -> Path:
    styled = [[Paragraph(str(text), SMALL) if text else "" for text in row] for row in content]
    heading = getSampleStyleSheet()["Heading2"]
    text = Paragraph("1.1 The board met twice in the quarter and looked at the figures of the tracker.", SMALL)
    made = Table(
        styled, style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *styles]), colWidths=widths, repeatRows=0
    )
    flowables = [Paragraph("Progress report of Fairhaven", heading), text, Paragraph("Target tracker", heading), made]
    SimpleDocTemplate(str(path), pagesize=size or landscape(A4), topMargin=40, bottomMargin=40).build(flowables)
    return path


SPANS = [("SPAN", (c, 0), (c, 1)) for c in range(4)] + [("SPAN", (4, 0), (7, 0)), ("SPAN", (8, 0), (9, 0))]
ACROSS = [("SPAN", (0, r), (-1, r)) for r in (1, 6)]
PDF: dict[str, Callable[[Path], Path]] = {
    "ruled": lambda p: pdf(p, [header(), *rows()], GRID),
    "no rules": lambda p: pdf(p, [header(), *rows()]),
    "rules between rows": lambda p: pdf(p, [header(), *rows()], ("LINEBELOW", (0, 0), (-1, -1), *LINE)),
    "rules between columns": lambda p: pdf(p, [header(), *rows()], ("LINEAFTER", (0, 0), (-2, -1), *LINE)),
    "header ruled under": lambda p: pdf(p, [header(), *rows()], ("LINEBELOW", (0, 0), (-1, 0), *LINE)),
    "every second row shaded": lambda p: pdf(
        p, [header(), *rows()], ("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.HexColor("#DDEEFF"), None])
    ),
    "over two pages": lambda p: pdf(p, [header(), *rows()], GRID, size=landscape((260, 842))),
    "over two pages, no rules": lambda p: pdf(p, [header(), *rows()], size=landscape((260, 842))),
    "two header rows": lambda p: pdf(p, [UPPER, LOWER, *rows()], GRID, *SPANS),
    "two header rows, no rules": lambda p: pdf(p, [UPPER, LOWER, *rows()], *SPANS),
    "themes across": lambda p: pdf(
        p, [header(WITHOUT_THEME), *([*row, *[""] * 8] if len(row) == 1 else row for row in PARTED)], GRID, *ACROSS,
        widths=WIDTHS[1:],
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", PDF)
def test_a_pdf_gives_the_same_measures_in_every_layout(tmp_path: Path, layout: str) -> None:
    assert read_back(PDF[layout](tmp_path / "report.pdf")) == expected()


# Columns that say it -----------------------------------------------------------------------------------------------


def test_a_column_of_polarity_and_one_of_status_say_what_the_words_do_not(tmp_path: Path) -> None:
    content = [[t.ref, f"Measure {t.ref}", t.polarity, t.target, t.ytd, "G" if t.met else "R"] for t in MEASURES]
    path = excel(tmp_path / "r.xlsx", ["Ref", "Measure", "Good is high or low", "Target", "YTD", "RAG"], *content)
    found = extract(path, kind="progress_report", council="Fairhaven").indicators
    assert [i.polarity for i in found] == [t.polarity.lower() for t in MEASURES]
    assert [i.on_target for i in found] == [t.met for t in MEASURES]


def test_a_status_by_fill_says_whether_the_target_is_met(tmp_path: Path) -> None:
    path = excel(
        tmp_path / "r.xlsx", ["Ref", "Measure", "Target", "YTD", "Status"], *rows(("ref", "measure", "target", "ytd"))
    )
    book = openpyxl.load_workbook(path)
    for r, told in enumerate(MEASURES, 2):
        book.active.cell(r, 5).fill = PatternFill("solid", fgColor="FF00B050" if told.met else "FFFF0000")
    book.save(path)
    found = extract(path, kind="progress_report", council="Fairhaven").indicators
    assert [i.on_target for i in found] == [t.met for t in MEASURES]
