"""Printed pages into blocks: what belongs together is one block, what is furniture stands apart.

Pages are drawn line by line: `(left edge, distance from the top, text)`, with "**" for bold and "^" for a raised mark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import Document
from extract.layout import compose
from extract.read.pdf import read_pdf

HEIGHT = 842
Drawn = tuple[float, float, str]
FULL = "This line of the paragraph is as long as a line on this page is ever printed, so that"


@pytest.fixture
def page(tmp_path: Path) -> Callable[..., Document]:
    """Draw pages and read them back."""

    def draw(*pages: Sequence[Drawn]) -> Document:
        canvas = Canvas(str(tmp_path / "drawn.pdf"), pagesize=(595, HEIGHT))
        for lines in pages:
            for left, top, text in lines:
                _draw(canvas, left, top, text)
            canvas.showPage()
        canvas.save()
        return compose(read_pdf(tmp_path / "drawn.pdf", "0" * 64))

    return draw


def _draw(canvas: Canvas, left: float, top: float, text: str) -> None:
    bold = text.startswith("**")
    before, _, mark = text.removeprefix("**").partition("^")
    font = "Helvetica-Bold" if bold else "Helvetica"
    canvas.setFont(font, 11)
    canvas.drawString(left, HEIGHT - top, before)
    if mark:
        canvas.setFont(font, 7)
        canvas.drawString(left + canvas.stringWidth(before, font, 11) + 1, HEIGHT - top + 5, mark)


def blocks(document: Document) -> list[tuple[str, str | None, int, str]]:
    return [(b.kind, b.label, b.level, document.text[b.start : b.end]) for b in document.blocks]


def test_a_title_a_numbered_item_and_its_letters(page: Callable[..., Document]) -> None:
    document = page(
        [
            (72, 100, "**Assessment and risk"),
            (72, 130, "1. Ensure that every assessment:"),
            (90, 150, "(a) is done in forty-five days and seen by a manager, who writes down"),
            (108, 164, "what must change;"),
            (90, 184, "(b) is shared with the family."),
            (72, 210, "2. Ensure that plans are kept."),
        ]
    )
    assert blocks(document) == [
        ("heading", None, 0, "Assessment and risk"),
        ("list_item", "1.", 0, "Ensure that every assessment:"),
        ("list_item", "(a)", 1, "is done in forty-five days and seen by a manager, who writes down what must change;"),
        ("list_item", "(b)", 1, "is shared with the family."),
        ("list_item", "2.", 0, "Ensure that plans are kept."),
    ]  # fmt: skip


def test_a_full_bold_title_does_not_swallow_the_number_below_it(page: Callable[..., Document]) -> None:
    document = page(
        [
            (72, 100, "**Children who go missing, are exploited or need help of a particular kind"),
            (72, 117, "13. Protect children from harm outside the home, with a plan for each of them"),
            (90, 131, "that is looked at every month."),
        ]
    )
    assert [kind for kind, *_ in blocks(document)] == ["heading", "list_item"]


def test_a_word_broken_at_a_line_end_keeps_its_hyphen_and_closes_up(page: Callable[..., Document]) -> None:
    document = page([(72, 100, f"{FULL} by multi-"), (72, 114, "agency work.")])
    assert blocks(document)[0][3].endswith("so that by multi-agency work.")


def test_a_raised_mark_is_taken_out_and_its_note_is_tied_to_the_block(page: Callable[..., Document]) -> None:
    document = page(
        [
            (72, 100, "Keep to the guidance of the board.^1"),
            (72, 130, "Look at it again each year, with all of those who were there when it was made."),
            (72, 760, "^1"),
            (80, 760, "The guidance of 2013."),
        ]
    )
    first = document.blocks[0]
    assert document.text[first.start : first.end] == "Keep to the guidance of the board."
    assert first.notes == ("The guidance of 2013.",)
    assert [b.kind for b in document.blocks] == ["paragraph", "paragraph", "footnote"]


def test_running_feet_and_page_numbers_are_furniture_and_a_sentence_goes_on_overleaf(
    page: Callable[..., Document],
) -> None:
    def foot(number: int) -> list[Drawn]:
        return [(72, 800, "A notice to a council"), (500, 800, f"Page {number}")]

    document = page(
        [(72, 740, FULL), *foot(1)],
        [(72, 100, "it ends overleaf."), (72, 130, "Another paragraph stands here, apart."), *foot(2)],
        [(72, 100, "The last one."), *foot(3)],
    )
    body = [text for kind, *_, text in blocks(document) if kind != "furniture"]
    assert body == [f"{FULL} it ends overleaf.", "Another paragraph stands here, apart.", "The last one."]
    assert sum(kind == "furniture" for kind, *_ in blocks(document)) == 3


def test_a_bullet_of_a_symbol_font_is_a_bullet(page: Callable[..., Document]) -> None:
    document = page([(72, 100, "• One thing to do."), (72, 120, "• Another thing to do.")])
    assert [(label, text) for _, label, _, text in blocks(document)] == [
        ("-", "One thing to do."),
        ("-", "Another thing to do."),
    ]


def test_offsets_lead_back_to_the_lines_on_the_page(page: Callable[..., Document]) -> None:
    document = page([(72, 100, FULL), (72, 114, "this is its end.")])
    block = document.blocks[0]
    first, second = document.boxes(block.start, block.end)
    assert (first.page, round(first.box[0])) == (1, 72)
    assert first.box[3] < second.box[3] <= 118
    (only,) = document.boxes(block.end - 4, block.end)
    assert only.box[0] > second.box[0]
