"""One result, every output: the same rows in XLSX, DOCX, CSV and JSON, and text that survives all of them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report import measures, rows
from report.formats import FORMULA, MAX_CELL, as_csv, as_docx, as_json, as_xlsx, unguarded
from report.table import Cell, Rows, heading, table

CELLS = st.one_of(
    st.none(),
    st.integers(-10_000, 10_000),
    st.floats(-1, 1).map(lambda number: round(number, 6)),
    st.text(max_size=40),
    st.text(alphabet="='+-@ \t\r\n_x0041;\",", max_size=12),
)
TABLES = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5).map(lambda made: table("Clauses", ("a", "b", "c"), made))


def from_csv(content: bytes) -> list[tuple[str, ...]]:
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return [tuple(map(unguarded, row)) for row in read[1:]]


def written_in_csv(text: str) -> str:
    """The text as it stands in the file, guarded or not."""
    content = as_csv(Rows("Clauses", ("a", "b"), ((text, 1),))).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content, newline="")))[1][0]


def from_xlsx(content: bytes, name: str) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))[name]
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]


def from_json(content: bytes, name: str) -> list[tuple[Cell, ...]]:
    return [tuple(row.values()) for row in json.loads(content)[name.lower()]]


def from_docx(content: bytes, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The labelled lines of every block, in the order of the columns; an empty field is an empty text."""
    out: list[tuple[str, ...]] = []
    block: dict[str, str] | None = None
    for paragraph in docx.Document(io.BytesIO(content)).paragraphs:
        if paragraph.style is not None and paragraph.style.name == "Heading 2":
            block = {}
            out.append(())
        elif block is not None and ": " in paragraph.text:
            label, value = paragraph.text.split(": ", 1)
            block[label] = value
            out[-1] = tuple(block.get(heading(column), "") for column in columns)
    return out


def printed(made: tuple[tuple[Cell, ...], ...]) -> list[tuple[str, ...]]:
    return [tuple("" if cell is None else str(cell) for cell in row) for row in made]


@settings(deadline=None, max_examples=50)
@given(made=TABLES)
def test_any_text_survives_csv(made):
    assert from_csv(as_csv(made)) == printed(made.rows)


@settings(deadline=None, max_examples=50)
@given(made=TABLES)
def test_any_text_survives_json(made):
    assert from_json(as_json([made]), "Clauses") == [*made.rows]


@settings(deadline=None, max_examples=30)
@given(made=TABLES)
def test_any_text_survives_xlsx(made):
    filled = [row for row in from_xlsx(as_xlsx([made]), "Clauses") if any(cell is not None for cell in row)]
    assert filled == [row for row in made.rows if any(cell is not None for cell in row)]


@settings(deadline=None, max_examples=12)
@given(made=st.lists(st.text(max_size=40), min_size=1, max_size=4).map(lambda t: table("Clauses", ("a",), zip(t))))
def test_any_text_survives_docx(made):
    found = docx.Document(io.BytesIO(as_docx([made], "Clauses report"))).paragraphs
    assert [p.text for p in found if p.text.startswith("A: ")] == [f"A: {row[0]}" for row in made.rows if row[0]]


@settings(deadline=None, max_examples=50)
@given(text=st.one_of(st.text(max_size=20), st.text(alphabet="'=+-@ \t\r\n＝", max_size=8)))
def test_a_guarded_text_comes_back_and_starts_no_formula(text):
    written = written_in_csv(text)
    assert unguarded(written) == text
    assert not written.lstrip(" ").startswith(("=", "+", "-", "@", "＝", "\t", "\r", "\n"))


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-2", "@SUM(A1)", "\t=1", " =1", "＝1", "'=1"])
def test_a_formula_is_guarded_in_csv_and_plain_text_in_xlsx(text):
    made = Rows("Clauses", ("a",), ((text,),))
    assert written_in_csv(text) == f"'{text}"
    cell = openpyxl.load_workbook(io.BytesIO(as_xlsx([made])))["Clauses"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_an_address_in_a_text_becomes_no_link_in_xlsx():
    made = Rows("Clauses", ("a",), (("https://example.org/page",),))
    cell = openpyxl.load_workbook(io.BytesIO(as_xlsx([made])))["Clauses"]["A2"]
    assert (cell.value, cell.hyperlink) == ("https://example.org/page", None)


def test_numbers_are_numbers_and_a_negative_one_is_not_guarded():
    made = Rows("Clauses", ("a", "b"), ((-3, 0.25),))
    assert from_xlsx(as_xlsx([made]), "Clauses") == [(-3, 0.25)]
    assert as_csv(made).decode("utf-8-sig").splitlines()[1] == "-3,0.25"


def test_a_text_that_a_cell_cannot_hold_is_cut_with_a_word_about_it_and_whole_elsewhere():
    long = "a" * (MAX_CELL + 1)
    made = Rows("Clauses", ("a",), ((long,),))
    [(shown,)] = from_xlsx(as_xlsx([made]), "Clauses")
    assert len(shown) == MAX_CELL
    assert shown.endswith("[cut here: the text has 32,768 characters and a cell holds 32,767]")
    assert from_csv(as_csv(made)) == [(long,)]
    assert from_json(as_json([made]), "Clauses") == [(long,)]


def test_csv_begins_with_the_mark_that_excel_needs_and_xlsx_has_a_frozen_head(notice):
    made = rows.clauses([notice])
    assert as_csv(made).startswith(b"\xef\xbb\xbfdocument,")
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx([made])))["Clauses"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].value == "Document"
    assert sheet.auto_filter.ref == "A1:S4"


def test_an_empty_table_is_a_table_in_every_format():
    empty = rows.COVERAGE
    assert from_csv(as_csv(empty)) == []
    assert json.loads(as_json([empty])) == {"coverage": []}
    assert from_xlsx(as_xlsx([empty]), "Coverage") == []
    texts = [p.text for p in docx.Document(io.BytesIO(as_docx([empty], "Coverage report"))).paragraphs]
    assert texts == ["Coverage report", "Coverage", "There are no rows."]


def test_the_pattern_of_a_formula_is_not_that_of_plain_prose():
    assert not any(map(FORMULA.match, ["Visits", "'Signs of Safety' is used", "(a) Visits", "80%", "a-b"]))


def test_every_format_says_the_same_of_every_row(notice, plan, coverage, other, alignment, progress):
    made = [
        measures.indicators([progress]),
        measures.statements([progress]),
        rows.clauses([notice, other]),
        rows.actions([plan]),
        rows.themes([notice, other], {"plans": "Plans"}),
        rows.matrix([notice, other], {"plans": "Plans"}),
        rows.coverage(notice, plan, coverage),
        rows.flags(notice, plan, coverage),
        rows.alignment([notice, other], alignment),
    ]
    book, text = as_xlsx(made), as_json(made)
    for one in made:
        expected = printed(one.rows)
        assert len(expected) > 0
        assert from_csv(as_csv(one)) == expected
        assert from_docx(as_docx([one], "Report"), one.columns) == expected
        assert printed(tuple(from_json(text, one.name))) == expected
        assert [list(map(_number, row)) for row in from_xlsx(book, one.name)] == [
            list(map(_number, r)) for r in one.rows
        ]


def _number(cell: Cell) -> Cell:
    """A spreadsheet has one kind of number: 1.0 is 1."""
    return float(cell) if isinstance(cell, int | float) else cell
