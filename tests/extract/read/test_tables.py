"""Ruled tables of PDFs drawn with reportlab: cells, spans, fills, pages and boxes, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from extract.errors import UnreadableError
from extract.read import tables
from extract.read.tables import pdf_tables as read_all

RULES = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
PHRASES = st.from_regex(r"[A-Za-z]{1,8}( [A-Za-z]{1,8}){0,2}", fullmatch=True)
BODY = getSampleStyleSheet()["BodyText"]


def pdf_tables(path: Path) -> tuple[Any, ...]:
    """The tables of a PDF of which nothing was left unread."""
    found, warnings = read_all(path)
    assert warnings == ()
    return found


def drawn(path: Path, *flowables: Any, size: tuple[float, float] = A4) -> Path:
    SimpleDocTemplate(str(path), pagesize=size).build(list(flowables))
    return path


def ruled(rows: list[list[Any]], *styles: Any, **options: Any) -> Table:
    return Table(rows, style=TableStyle([RULES, *styles]), **options)


def texts(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_ruled_table_is_read_cell_by_cell_with_page_and_boxes(tmp_path: Path) -> None:
    path = drawn(tmp_path / "t.pdf", Paragraph("Some words first.", BODY), ruled([["Action", "Lead"], ["Hire", "Ann"]]))
    (table,) = pdf_tables(path)
    assert texts(table) == [["Action", "Lead"], ["Hire", "Ann"]]
    assert table.page == 1 and [row.page for row in table.rows] == [1, 1]
    first, second = (row.box for row in table.rows)
    assert first is not None and second is not None
    assert first[3] == pytest.approx(second[1], abs=1) and first[1] < second[1]


def test_lines_of_a_cell_are_kept_apart(tmp_path: Path) -> None:
    path = drawn(tmp_path / "t.pdf", ruled([["first\nsecond", "b"], ["c", "d"]]))
    assert texts(pdf_tables(path)[0])[0][0] == "first\nsecond"


def test_words_set_in_small_print_stay_apart(tmp_path: Path) -> None:
    small = ("FONTSIZE", (0, 0), (-1, -1), 4)
    path = drawn(tmp_path / "t.pdf", ruled([["ask every family what they think of us", "b"], ["c", "d"]], small))
    assert texts(pdf_tables(path)[0])[0][0] == "ask every family what they think of us"


def test_merged_cells_stand_once_with_their_spans(tmp_path: Path) -> None:
    rows = [["wide", "", "x"], ["tall", "a", "b"], ["", "c", "d"]]
    path = drawn(tmp_path / "t.pdf", ruled(rows, ("SPAN", (0, 0), (1, 0)), ("SPAN", (0, 1), (0, 2))))
    (table,) = pdf_tables(path)
    assert texts(table) == [["wide", "", "x"], ["tall", "a", "b"], ["", "c", "d"]]
    assert (table.rows[0].cells[0].column_span, table.rows[1].cells[0].row_span) == (2, 2)
    assert [cell.merged for cell in table.rows[2].cells] == [True, False, False]


def test_fills_are_read_and_white_is_none(tmp_path: Path) -> None:
    fills = [("BACKGROUND", (0, 0), (0, 0), colors.HexColor("#FFC000")), ("BACKGROUND", (1, 0), (1, 0), colors.white)]
    path = drawn(tmp_path / "t.pdf", ruled([["a", "b", "c"], ["d", "e", "f"]], *fills))
    assert [cell.fill for cell in pdf_tables(path)[0].rows[0].cells] == ["FFC000", None, None]


def test_bold_cells_are_known(tmp_path: Path) -> None:
    path = drawn(
        tmp_path / "t.pdf", ruled([["Head", "Head"], ["a", "b"]], ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"))
    )
    assert [[cell.bold for cell in row.cells] for row in pdf_tables(path)[0].rows] == [[True, True], [False, False]]


def test_a_table_over_a_page_end_is_one_table_a_page_in_order(tmp_path: Path) -> None:
    rows = [["Ref", "Action"], *([str(n), f"action number {n}"] for n in range(1, 61))]
    path = drawn(tmp_path / "t.pdf", ruled(rows, repeatRows=1), size=landscape(A4))
    found = pdf_tables(path)
    assert [table.page for table in found] == list(range(1, len(found) + 1)) and len(found) > 1
    assert all(texts(table)[0] == ["Ref", "Action"] for table in found)
    assert [row[0] for table in found for row in texts(table)[1:]] == [str(n) for n in range(1, 61)]


def test_tables_of_a_page_come_from_top_to_bottom(tmp_path: Path) -> None:
    one, two = ruled([["one", "1"], ["a", "b"]]), ruled([["two", "2"], ["c", "d"]])
    path = drawn(tmp_path / "t.pdf", one, Spacer(1, 60), two)
    assert [texts(table)[0][0] for table in pdf_tables(path)] == ["one", "two"]


def test_a_page_turned_on_its_side_is_read_upright(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=A4)
    canvas.setPageRotation(90)
    canvas.translate(300, 100)
    canvas.rotate(90)
    canvas.grid([0, 100, 200], [0, 20, 40])
    for text, x, y in (("a", 10, 25), ("b", 110, 25), ("c", 10, 5), ("d", 110, 5)):
        canvas.drawString(x, y, text)
    canvas.save()
    assert texts(pdf_tables(tmp_path / "t.pdf")[0]) == [["a", "b"], ["c", "d"]]


LINES_BETWEEN = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black), ("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black)]
OPEN = [
    ["Ref", "Action", "Lead"],
    ["1", "Hire two people", "Ann Bee"],
    ["2", "Train them\nwell", "Bob"],
    ["3", "", "Cat"],
]


def test_a_table_with_lines_between_its_rows_only_is_parted_where_the_paper_is_blank(tmp_path: Path) -> None:
    path = drawn(tmp_path / "t.pdf", Table(OPEN, colWidths=[60, 200, 100], style=TableStyle(LINES_BETWEEN)))
    (table,) = pdf_tables(path)
    assert texts(table) == OPEN


def test_a_heading_across_an_open_table_is_one_cell(tmp_path: Path) -> None:
    rows = [*OPEN, ["Theme 2: a heading that runs over several columns", "", ""], *OPEN[1:], *OPEN[1:]]
    path = drawn(tmp_path / "t.pdf", Table(rows, colWidths=[60, 200, 100], style=TableStyle(LINES_BETWEEN)))
    heading = pdf_tables(path)[0].rows[len(OPEN)].cells
    assert (heading[0].text, heading[0].column_span) == ("Theme 2: a heading that runs over several columns", 3)


def test_lines_under_paragraphs_are_no_table(tmp_path: Path) -> None:
    words = "Every one of these lines is full of words that run from one side of the paper to the other side of it. "
    rows = [[Paragraph(words * 2, BODY)] for _ in range(5)]
    assert pdf_tables(drawn(tmp_path / "t.pdf", Table(rows, style=TableStyle(LINES_BETWEEN)))) == ()


def test_a_pdf_without_rules_has_no_tables(tmp_path: Path) -> None:
    assert pdf_tables(drawn(tmp_path / "t.pdf", Paragraph("Only words.", BODY))) == ()


def test_a_page_that_is_a_drawing_is_passed_over_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drawn(tmp_path / "t.pdf", ruled([["a", "b"], ["c", "d"]]))
    monkeypatch.setattr(tables, "MAX_LINES", 3)
    found, warnings = read_all(path)
    assert found == ()
    assert [(warning.page, warning.code) for warning in warnings] == [(1, "table_not_read")]


def test_a_damaged_file_is_refused_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.4\nnothing else")
    with pytest.raises(UnreadableError, match=r"broken\.pdf: its tables cannot be read"):
        pdf_tables(path)


@settings(max_examples=10, deadline=None)
@given(rows=st.lists(st.tuples(PHRASES, PHRASES), min_size=2, max_size=8))
def test_tables_drawn_with_rules_are_read_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = drawn(tmp_path_factory.mktemp("pdf") / "t.pdf", ruled([list(row) for row in rows]))
    assert texts(pdf_tables(path)[0]) == [list(row) for row in rows]
