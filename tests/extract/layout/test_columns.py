"""Pages of two columns, read down the one and then down the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract.layout import compose
from extract.layout.columns import column_edges
from extract.layout.lines import lines_of
from extract.read.pdf import read_pdf

LEFT = """\
The board met six times in the year and looked each time at the
visits to children, at the plans for those in care, and at how soon the
first meeting was held. It asked why a third of the visits had been late,
and was told that two teams had lost half of their social workers over
the summer. New people have since been hired and the number of visits
that were late has fallen in each of the three months since then, though
it is still higher than the board would wish to see at the end of a year
in which so much was promised and so much was asked of everybody there.
The chair will write to the director about it before the next meeting.""".splitlines()
RIGHT = """\
Foster carers were asked what they thought of the training and most
of them found it useful, above all the day about young people who go
missing. They would like it to be held at the weekend, and they would
like to meet the social workers who place children with them, whom they
know by their voices only. The service has said that it will hold two
such days in the spring and will invite every carer who has joined since
the last one was held, with a second day for those who cannot come to
the first, and it will pay for the journey of those who live far away or
who have no car of their own and cannot come by bus or train in time.""".splitlines()
TITLE = "What the improvement board heard in the year from April to the end of March"


def _pdf(path: Path, left: list[str], right: list[str], drop: float = 0.0) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(50, 780, TITLE[:75])
    canvas.setFont("Helvetica", 7)
    for x, lines, lower in ((50, left, 0.0), (320, right, drop)):
        for index, line in enumerate(lines):
            canvas.drawString(x, 740 - lower - 14 * index, line)
    canvas.save()
    return path


@pytest.mark.parametrize("drop", [0.0, 5.0])
def test_the_left_column_is_read_before_the_right_one(tmp_path: Path, drop: float) -> None:
    document = compose(read_pdf(_pdf(tmp_path / "columns.pdf", LEFT, RIGHT, drop), "0" * 64))
    assert " ".join([*LEFT, *RIGHT]) in " ".join(document.text.split("\n"))
    assert document.text.startswith(TITLE[:75])


def test_a_sentence_that_goes_on_at_the_head_of_the_next_column_is_one(tmp_path: Path) -> None:
    flow = [*LEFT, *RIGHT]
    document = compose(read_pdf(_pdf(tmp_path / "columns.pdf", flow[:10], flow[10:]), "0" * 64))
    assert f"{flow[9]} {flow[10]}" in document.text


def test_short_entries_side_by_side_are_a_table_and_no_columns(tmp_path: Path) -> None:
    areas = [f"Judgement about area number {number}" for number in range(1, 13)]
    grades = ["Requires improvement to be good", "Good", "Inadequate"] * 4
    reading = read_pdf(_pdf(tmp_path / "table.pdf", areas, grades), "0" * 64)
    assert {line.column for line in lines_of(reading.words)} == {0}


def test_a_page_of_one_column_has_no_edges(tmp_path: Path) -> None:
    reading = read_pdf(_pdf(tmp_path / "one.pdf", LEFT, []), "0" * 64)
    assert column_edges([[word] for word in reading.words[:3]]) == []
    assert {line.column for line in lines_of(reading.words)} == {0}
