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
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from extract.errors import UnreadableError
from extract.read import ruling, tables
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
    monkeypatch.setattr(ruling, "MAX_LINES", 3)
    found, warnings = read_all(path)
    assert found == ()
    assert [(warning.page, warning.code) for warning in warnings] == [(1, "table_not_read")]


def test_a_damaged_file_is_refused_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.4\nnothing else")
    with pytest.raises(UnreadableError, match=r"broken\.pdf: "):
        pdf_tables(path)


@settings(max_examples=10, deadline=None)
@given(rows=st.lists(st.tuples(PHRASES, PHRASES), min_size=2, max_size=8))
def test_tables_drawn_with_rules_are_read_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = drawn(tmp_path_factory.mktemp("pdf") / "t.pdf", ruled([list(row) for row in rows]))
    assert texts(pdf_tables(path)[0]) == [list(row) for row in rows]


# What rules leave out -----------------------------------------------------------------------------------------------

LINE = (0.5, colors.black)
THREE = [["Ref", "Action", "Lead"], ["1", "Hire two people", "Ann"], ["2", "Train them", "Bob"], ["3", "Go on", "Cat"]]


def lettered(
    path: Path, rows: list[list[str]], rules: list[tuple[float, float, float, float]], step: float = 20
) -> Path:
    """A page with texts in columns at 50, 150 and 300 points, rows from 700 down, and some rules by hand."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 9)
    for r, row in enumerate(rows):
        for x, text in zip((50, 150, 300), row, strict=False):
            canvas.drawString(x + 4, 700 - step * r - 12, text)
    for x1, y1, x2, y2 in rules:
        canvas.line(x1, y1, x2, y2)
    canvas.save()
    return path


def test_a_row_that_a_page_end_cuts_open_at_its_foot_is_kept(tmp_path: Path) -> None:
    across = [(50.0, y, 450.0, y) for y in (700, 680, 660, 640)]  # none below the last row
    down = [(x, 700.0, x, 622.0) for x in (50, 150, 300, 450)]
    (table,) = pdf_tables(lettered(tmp_path / "t.pdf", THREE, [*across, *down]))
    assert texts(table) == THREE


def test_a_row_that_a_page_end_cuts_open_at_its_head_is_kept(tmp_path: Path) -> None:
    across = [(50.0, y, 450.0, y) for y in (680, 660, 640, 620)]  # none above the first row
    down = [(x, 698.0, x, 620.0) for x in (50, 150, 300, 450)]
    (table,) = pdf_tables(lettered(tmp_path / "t.pdf", THREE, [*across, *down]))
    assert texts(table) == THREE


def test_rows_below_the_last_rule_are_kept_and_prose_below_them_is_not(tmp_path: Path) -> None:
    prose = "Words that run on from the left of the paper to its right and keep to no column of the table above them."
    rules = [(50.0, y, 450.0, y) for y in (700, 680)] + [(x, 700.0, x, 680.0) for x in (50, 150, 300, 450)]
    (table,) = pdf_tables(lettered(tmp_path / "t.pdf", [*THREE, ["", "", ""], [prose]], rules))
    assert texts(table) == THREE


def test_rows_between_two_rules_are_parted_by_their_numbers(tmp_path: Path) -> None:
    across = [(50.0, y, 450.0, y) for y in (700, 680, 620)]
    down = [(x, 700.0, x, 620.0) for x in (50, 150, 300, 450)]
    (table,) = pdf_tables(lettered(tmp_path / "t.pdf", THREE, [*across, *down]))
    assert texts(table) == THREE


def test_a_cell_that_lists_numbers_is_one_row(tmp_path: Path) -> None:
    path = drawn(tmp_path / "t.pdf", ruled([["Rec", "Action"], ["1\n2\n5", "Hire people,\ntrain them\nand keep them"]]))
    assert texts(pdf_tables(path)[0])[1:] == [["1\n2\n5", "Hire people,\ntrain them\nand keep them"]]


def test_a_table_without_rules_has_its_rows_and_columns(tmp_path: Path) -> None:
    (table,) = pdf_tables(lettered(tmp_path / "t.pdf", THREE, []))
    assert texts(table) == THREE
    top, bottom = table.rows[0].box[1], table.rows[-1].box[3]
    assert (top, bottom) == (pytest.approx(A4[1] - 700, abs=8), pytest.approx(A4[1] - 620, abs=8))


def test_lines_of_a_cell_without_rules_are_one_row(tmp_path: Path) -> None:
    wrapped = [*THREE[:2], ["", "and keep them", ""], *THREE[2:], ["", "for ever", ""]]
    (table,) = pdf_tables(lettered(tmp_path / "t.pdf", wrapped, [], step=11))
    assert [row[1] for row in texts(table)] == [
        "Action",
        "Hire two people\nand keep them",
        "Train them",
        "Go on\nfor ever",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [["1.", "Write the guide and send it to all"], ["2.", "Hire two managers"], ["3.", "Audit the files"]] * 3,
        [["Contents", "", "Page"], ["Aims", "", "3"]],
        [["A line of prose that runs over all of the columns and on to the end of the paper as prose does."]] * 12,
    ],
    ids=["a numbered list", "two short lines", "prose"],
)  # fmt: skip
def test_what_is_no_table_is_none(tmp_path: Path, lines: list[list[str]]) -> None:
    assert pdf_tables(lettered(tmp_path / "t.pdf", lines, [])) == ()


def test_columns_of_prose_are_no_table(tmp_path: Path) -> None:
    words = "every child has a right to be heard by those who decide what is to become of them and " * 20
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=landscape(A4))
    canvas.setFont("Helvetica", 9)
    for column in range(3):
        pieces = [words[n : n + 44] for n in range(7 * column, 7 * column + 44 * 25, 44)]
        for line, piece in enumerate(pieces):
            canvas.drawString(50 + 250 * column, 520 - 11 * line, piece)
    canvas.save()
    assert pdf_tables(tmp_path / "t.pdf") == ()


def test_a_page_cut_out_of_a_larger_one_has_boxes_from_its_own_corner(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=A4)
    canvas.grid([100, 200, 300], [500, 520, 540])
    for text, x, y in (("a", 110, 525), ("b", 210, 525), ("c", 110, 505), ("d", 210, 505)):
        canvas.drawString(x, y, text)
    canvas.setCropBox((60, 400, 400, 640))
    canvas.save()
    (table,) = pdf_tables(tmp_path / "t.pdf")
    assert texts(table) == [["a", "b"], ["c", "d"]]
    assert table.rows[0].box == pytest.approx((40, 100, 240, 120), abs=1)


def test_a_table_that_runs_off_its_page_is_told(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=(300, 300))
    canvas.grid([50, 150, 299], [200, 220, 240])
    for text, x, y in (
        ("a", 60, 225),
        ("the name of a column that is cut off here", 160, 225),
        ("c", 60, 205),
        ("d", 160, 205),
    ):
        canvas.drawString(x, y, text)
    canvas.save()
    found, warnings = read_all(tmp_path / "t.pdf")
    assert len(found) == 1
    assert [(warning.page, warning.code) for warning in warnings] == [(1, "table_cut")]


def test_a_page_that_breaks_its_reader_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drawn(tmp_path / "t.pdf", ruled([["a", "b"], ["c", "d"]]), PageBreak(), ruled([["e", "f"], ["g", "h"]]))
    read_page = tables._page_tables

    def broken(page: Any, before: Any) -> Any:
        if page.page_number == 1:
            raise KeyError("font")
        return read_page(page, before)

    monkeypatch.setattr(tables, "_page_tables", broken)
    found, warnings = read_all(path)
    assert [texts(table)[0] for table in found] == [["e", "f"]]
    assert [(warning.page, warning.code) for warning in warnings] == [(1, "table_not_read")]
