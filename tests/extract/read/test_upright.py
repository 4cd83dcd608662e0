"""Pages drawn on their side, by their own entry or by their text."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extract.document import Word
from extract.read.pdf import picture, read_pdf
from extract.read.upright import upright_copy

LINES = ("Ref Action Lead", "1 Hire two managers for the front door", "2 Audit ten files in every month")


def _pdf(path: Path, drawn: int, entry: int = 0) -> Path:
    """A page of 500 x 800 points whose text is drawn turned by so many degrees, with this /Rotate."""
    canvas = Canvas(str(path), pagesize=(500, 800))
    canvas.translate(250, 400)
    canvas.rotate(drawn)
    canvas.setFont("Helvetica", 11)
    for row, line in enumerate(LINES):
        canvas.drawString(-120, 60 - 20 * row, line)
    canvas.save()
    pdf = pdfium.PdfDocument(path.read_bytes())
    pdf[0].set_rotation(entry)
    pdf.save(path)
    return path


def _words(path: Path) -> tuple[tuple[Word, ...], tuple[float, float]]:
    reading = read_pdf(path, "0" * 64)
    return reading.words, reading.page_sizes[0]


@pytest.mark.parametrize("drawn", [0, 90, 180, 270])
@pytest.mark.parametrize("entry", [0, 90, 180, 270])
def test_the_words_stand_as_a_person_would_hold_the_page(tmp_path: Path, drawn: int, entry: int) -> None:
    words, (width, height) = _words(_pdf(tmp_path / "turned.pdf", drawn, entry))
    assert " ".join(word.text for word in words) == " ".join(LINES)
    assert (width, height) == ((500, 800) if drawn in (0, 180) else (800, 500))
    assert words[0].box[0] == pytest.approx(width / 2 - 120, abs=2)
    assert words[0].baseline == pytest.approx(height / 2 - 60, abs=1)


@pytest.mark.parametrize("drawn", [90, 270])
def test_the_boxes_lie_on_the_words_of_the_picture(tmp_path: Path, drawn: int) -> None:
    path = _pdf(tmp_path / "turned.pdf", drawn)
    (first, *_), size = _words(path)
    image = Image.open(io.BytesIO(picture(path, 1, 2.0))).convert("L")
    assert image.size == (size[0] * 2, size[1] * 2)
    left, top, right, bottom = (round(2 * edge) for edge in first.box)
    darkest, _ = image.crop((left, top, right, bottom)).getextrema()
    above, _ = image.crop((left, top - 30, right, top - 10)).getextrema()
    assert darkest < 100 and above == 255


def test_a_copy_is_made_only_where_a_page_is_turned(tmp_path: Path) -> None:
    assert upright_copy(_pdf(tmp_path / "upright.pdf", 0)) is None
    copy = upright_copy(_pdf(tmp_path / "turned.pdf", 90))
    assert copy is not None
    (tmp_path / "copy.pdf").write_bytes(copy.read())
    assert upright_copy(tmp_path / "copy.pdf") is None
