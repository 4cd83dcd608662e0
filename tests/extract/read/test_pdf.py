"""Words of PDFs drawn with reportlab: where they stand, how they look, and how pieces are put together."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extract.document import Word
from extract.read.pdf import picture, read_pdf

WIDTH, HEIGHT = 595.0, 842.0
LINES = st.lists(st.from_regex(r"[A-Za-z0-9.,;()'-]{1,9}", fullmatch=True), min_size=1, max_size=8)


def canvas_at(path: Path) -> Canvas:
    return Canvas(str(path), pagesize=(WIDTH, HEIGHT))


def words(path: Path) -> tuple[Word, ...]:
    return read_pdf(path, "0" * 64).words


def test_a_word_stands_where_it_is_printed(tmp_path: Path) -> None:
    canvas = canvas_at(tmp_path / "a.pdf")
    canvas.setFont("Helvetica", 12)
    canvas.drawString(100, HEIGHT - 200, "place")
    canvas.save()
    (word,) = words(tmp_path / "a.pdf")
    left, top, right, bottom = word.box
    assert left == pytest.approx(100, abs=2) and 185 < top < 200 <= bottom + 1 and right > left
    assert word.baseline == pytest.approx(200, abs=0.5)
    assert (word.page, word.size, word.font) == (1, 12.0, "Helvetica")


@pytest.mark.parametrize(
    ("font", "bold", "italic"),
    [("Helvetica", False, False), ("Helvetica-Bold", True, False), ("Times-BoldItalic", True, True)],
)
def test_bold_and_italic_are_told_by_the_font(tmp_path: Path, font: str, bold: bool, italic: bool) -> None:
    canvas = canvas_at(tmp_path / "a.pdf")
    canvas.setFont(font, 11)
    canvas.drawString(72, 700, "word")
    canvas.save()
    (word,) = words(tmp_path / "a.pdf")
    assert (word.bold, word.italic) == (bold, italic)


def test_pieces_without_a_gap_are_one_word_and_pieces_with_one_are_two(tmp_path: Path) -> None:
    canvas = canvas_at(tmp_path / "a.pdf")
    canvas.setFont("Helvetica", 10)
    end = 72 + canvas.stringWidth("safe", "Helvetica", 10)
    canvas.drawString(72, 700, "safe")
    canvas.drawString(end, 700, "guarding")
    canvas.drawString(end + canvas.stringWidth("guarding", "Helvetica", 10) + 6, 700, "board")
    canvas.save()
    assert [word.text for word in words(tmp_path / "a.pdf")] == ["safeguarding", "board"]


def test_lines_come_from_top_to_bottom_however_they_were_drawn(tmp_path: Path) -> None:
    canvas = canvas_at(tmp_path / "a.pdf")
    canvas.drawString(72, 600, "second")
    canvas.drawString(72, 700, "first")
    canvas.save()
    assert [word.text for word in words(tmp_path / "a.pdf")] == ["first", "second"]


def test_invisible_text_is_marked_hidden(tmp_path: Path) -> None:
    canvas = canvas_at(tmp_path / "a.pdf")
    canvas.drawString(72, 600, "seen")
    text = canvas.beginText(72, 700)
    text.setTextRenderMode(3)
    text.textOut("unseen")
    canvas.drawText(text)
    canvas.save()
    assert {word.text: word.hidden for word in words(tmp_path / "a.pdf")} == {"unseen": True, "seen": False}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_of_a_turned_page_stand_upright_within_the_page_as_shown(tmp_path: Path, rotation: int) -> None:
    canvas = canvas_at(tmp_path / "a.pdf")
    canvas.setPageRotation(rotation)
    canvas.translate(300, 300)
    canvas.rotate(rotation)
    canvas.drawString(0, 0, "turned pages")
    canvas.save()
    reading = read_pdf(tmp_path / "a.pdf", "0" * 64)
    width, height = reading.page_sizes[0]
    assert [word.text for word in reading.words] == ["turned", "pages"]
    first, second = reading.words
    assert first.baseline == pytest.approx(second.baseline, abs=0.5)
    for left, top, right, bottom in (first.box, second.box):
        assert 0 <= left < right <= width and 0 <= top < bottom <= height
        assert right - left > bottom - top


def test_a_page_without_text_is_a_warning_with_its_page(tmp_path: Path) -> None:
    canvas = canvas_at(tmp_path / "a.pdf")
    canvas.drawString(72, 700, "words")
    canvas.showPage()
    canvas.rect(72, 600, 100, 100)
    canvas.showPage()
    canvas.save()
    reading = read_pdf(tmp_path / "a.pdf", "0" * 64)
    assert [(w.page, w.code) for w in reading.warnings] == [(2, "no_text")]
    assert len(reading.page_sizes) == 2


def test_the_title_is_the_documents_own(tmp_path: Path) -> None:
    canvas = canvas_at(tmp_path / "a.pdf")
    canvas.setTitle("A plan for homes")
    canvas.drawString(72, 700, "words")
    canvas.save()
    assert read_pdf(tmp_path / "a.pdf", "0" * 64).title == "A plan for homes"


def test_a_picture_never_has_more_pixels_than_the_limit(tmp_path: Path) -> None:
    import io

    from PIL import Image

    canvas = canvas_at(tmp_path / "a.pdf")
    canvas.drawString(72, 700, "words")
    canvas.save()
    small = Image.open(io.BytesIO(picture(tmp_path / "a.pdf", 1, 1.0)))
    large = Image.open(io.BytesIO(picture(tmp_path / "a.pdf", 1, 100.0)))
    assert small.size == (595, 842)
    assert small.size[0] < large.size[0] and large.size[0] * large.size[1] <= 25_100_000


@settings(max_examples=15, deadline=None)
@given(lines=st.lists(LINES, min_size=1, max_size=6))
def test_words_drawn_line_by_line_are_read_back_in_order(
    tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("pdf") / "a.pdf"
    canvas = canvas_at(path)
    canvas.setFont("Helvetica", 9)
    for number, line in enumerate(lines):
        canvas.drawString(40, 780 - 20 * number, " ".join(line))
    canvas.save()
    assert [word.text for word in words(path)] == [word for line in lines for word in line]
