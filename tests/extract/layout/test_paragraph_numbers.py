"""Blocks of files without pages say which paragraph of the file they begin with."""

from __future__ import annotations

from extract.document import Cell, Media, Paragraph, Reading, Row, Table
from extract.layout import compose

TABLE = Table(rows=(Row(cells=(Cell(text="Action"),)),))


def numbers(media: Media, *paragraphs: Paragraph) -> list[tuple[str, int | None]]:
    document = compose(Reading(file="a", sha256="0" * 64, media=media, paragraphs=paragraphs))
    return [(document.text[block.start : block.end], block.paragraph) for block in document.blocks]


def test_paragraphs_are_counted_without_blank_ones_and_notes_and_a_table_counts_once() -> None:
    found = numbers(
        "docx",
        Paragraph(text="Actions", heading_level=1),
        Paragraph(text=" "),
        Paragraph(text="By law.", style="footnote", label="1"),
        Paragraph(text="", table=TABLE),
        Paragraph(text="The council must act."),
    )
    assert found == [("Actions", 1), ("By law.", None), ("Action", 2), ("The council must act.", 3)]


def test_a_sentence_cut_in_two_keeps_the_number_of_its_first_half() -> None:
    found = numbers(
        "html", Paragraph(text="The council must"), Paragraph(text="act."), Paragraph(text="It must report.")
    )
    assert found == [("The council must act.", 1), ("It must report.", 3)]


def test_sheets_have_rows_and_no_paragraphs() -> None:
    assert numbers("ods", Paragraph(text="Plan", heading_level=1), Paragraph(text="", table=TABLE)) == [
        ("Plan", None), ("Action", None),
    ]  # fmt: skip
