"""The door to every reader: the right reader answers, and a refusal arrives as its own error with one sentence."""

from __future__ import annotations

import hashlib
from pathlib import Path

import docx
import openpyxl
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.errors import NoTextError, UnreadableError
from extract.read import page_png, read, read_tables
from extract.read.magic import MAX_BYTES

SENTENCE = "The council must visit every child."


def a_pdf(path: Path, **options: object) -> Path:
    canvas = Canvas(str(path), **options)
    canvas.drawString(72, 700, SENTENCE)
    canvas.grid([72, 200, 300], [500, 520, 540])
    canvas.drawString(80, 525, "Action")
    canvas.save()
    return path


def a_docx(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    document.save(str(path))
    return path


def an_xlsx(path: Path) -> Path:
    workbook = openpyxl.Workbook()
    workbook.active.append([SENTENCE])
    workbook.save(path)
    return path


def a_text(path: Path) -> Path:
    path.write_text(SENTENCE + "\n", encoding="utf-8")
    return path


def a_page(path: Path) -> Path:
    path.write_text(f"<html><body>{f'<p>{SENTENCE}</p>' * 3}</body></html>", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "make", "media"),
    [
        ("a.pdf", a_pdf, "pdf"),
        ("a.docx", a_docx, "docx"),
        ("a.xlsx", an_xlsx, "xlsx"),
        ("a.txt", a_text, "text"),
        ("a.html", a_page, "html"),
    ],
)
def test_each_kind_of_file_is_read_by_its_reader(tmp_path: Path, name: str, make: object, media: str) -> None:
    path = make(tmp_path / name)  # type: ignore[operator]
    reading = read(path)
    assert (reading.file, reading.media) == (name, media)
    assert reading.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    texts = [word.text for word in reading.words] or [
        p.text or (p.table.rows[0].cells[0].text if p.table else "") for p in reading.paragraphs
    ]
    assert SENTENCE in " ".join(texts)


def test_a_word_file_named_pdf_is_read_as_the_word_file_it_is(tmp_path: Path) -> None:
    assert read(a_docx(tmp_path / "wrong.pdf")).media == "docx"


def test_tables_and_pictures_of_a_pdf_come_through_the_same_door(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf")
    assert read_tables(path)[0][0].rows[0].cells[0].text == "Action"
    assert page_png(path, 1).startswith(b"\x89PNG")


def test_a_page_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"a\.pdf: there is no page 2; the PDF has 1 pages"):
        page_png(a_pdf(tmp_path / "a.pdf"), 2)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"gone\.pdf: there is no such file"):
        read(tmp_path / "gone.pdf")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.touch()
    with pytest.raises(UnreadableError, match=r"empty\.pdf: the file is empty"):
        read(path)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableError, match=r"huge\.pdf: the file has 100 MB and the limit is 100 MB"):
        read(path)


def test_a_pdf_with_a_password_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"locked\.pdf: the PDF is protected by a password; save a copy without"):
        read(a_pdf(tmp_path / "locked.pdf", encrypt="secret"))


def test_a_damaged_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "torn.pdf"
    path.write_bytes(b"%PDF-1.4\n" + b"nothing" * 50)
    with pytest.raises(UnreadableError, match=r"torn\.pdf: the PDF is damaged"):
        read(path)


def test_a_pdf_without_pages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bare.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
        b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n103\n%%EOF\n"
    )
    with pytest.raises(UnreadableError, match=r"bare\.pdf: the PDF (has no pages|is damaged)"):
        read(path)


def test_a_pdf_of_pictures_says_that_it_has_no_text(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "scan.pdf"
    canvas = Canvas(str(path))
    canvas.drawImage(ImageReader(Image.new("L", (200, 200), 128)), 100, 400)
    canvas.showPage()
    canvas.save()
    with pytest.raises(NoTextError, match=r"scan\.pdf: the 1 pages are pictures without a text layer"):
        read(path)


@pytest.mark.parametrize("name", ["notes.txt", "plan.docx", "plan.xlsx"])
def test_files_with_nothing_in_them_are_told_from_damaged_ones(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("docx"):
        docx.Document().save(str(path))
    elif name.endswith("xlsx"):
        openpyxl.Workbook().save(path)
    else:
        path.write_text(" \n\n \n")
    with pytest.raises(NoTextError) as refusal:
        read(path)
    assert str(refusal.value).startswith(f"{name}: ")
