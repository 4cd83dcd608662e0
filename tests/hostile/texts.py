"""Hostile texts and web pages, and files that are not what their names say."""

from __future__ import annotations

import random
from pathlib import Path

from tests.hostile.made import SENTENCE, hostile
from tests.hostile.packages import good_docx, good_xlsx
from tests.hostile.pdfs import good_pdf


@hostile("nothing.txt")
def nothing(path: Path) -> None:
    """A file of no bytes."""
    path.write_bytes(b"")


@hostile("zeros.txt")
def zeros(path: Path) -> None:
    """A text with NUL characters in it."""
    path.write_bytes(f"1. {SENTENCE}\x00\n".encode() * 50)


@hostile("one_line.txt")
def one_line(path: Path) -> None:
    """A text of 90 MB without a line end."""
    path.write_bytes(f"{SENTENCE} ".encode() * ((90 << 20) // (len(SENTENCE) + 1)))


@hostile("ten_million_lines.txt")
def ten_million_lines(path: Path) -> None:
    """Ten million list items of one letter."""
    path.write_bytes(b"- a\n" * 10_000_000)


@hostile("control_characters.txt")
def control_characters(path: Path) -> None:
    """Nothing but control characters."""
    path.write_bytes(bytes(range(1, 32)) * 5000)


@hostile("escape_codes.txt")
def escape_codes(path: Path) -> None:
    """A text that would colour and clear a terminal."""
    path.write_bytes(f"\x1b[2J\x1b]0;title\x07{SENTENCE}\n".encode() * 20)


@hostile("stars.md")
def stars(path: Path) -> None:
    """Marks of emphasis and links that are opened and never closed: patterns go back over them again and again."""
    path.write_text("\n\n".join(("**a " * 20_000, "[a](" * 20_000, "_a" * 20_000, "| a " * 20_000, "[^1" * 20_000)))


@hostile("noise.bin")
def noise(path: Path) -> None:
    """Bytes of no format."""
    path.write_bytes(random.Random(7).randbytes(200_000))


@hostile("noise.pdf")
def noise_named_pdf(path: Path) -> None:
    """The same under the name of a PDF."""
    noise(path)


@hostile("deep_page.html")
def deep_page(path: Path) -> None:
    """A web page of elements a hundred thousand deep."""
    path.write_text("<html><body>" + "<div>" * 100_000 + SENTENCE)


@hostile("entities.html")
def entities(path: Path) -> None:
    """A web page that declares entities, which web pages do not have."""
    path.write_text(f'<!DOCTYPE html [<!ENTITY j SYSTEM "file:///etc/hostname">]><p>{SENTENCE} &j;</p>' * 3)


@hostile("word_file.pdf")
def word_file(path: Path) -> None:
    """A Word file under the name of a PDF: it is read as what it is."""
    path.write_bytes(good_docx())


@hostile("workbook.docx")
def workbook(path: Path) -> None:
    """A workbook under the name of a Word file."""
    path.write_bytes(good_xlsx())


@hostile("pdf_file.txt")
def pdf_file(path: Path) -> None:
    """A PDF under the name of a text."""
    path.write_bytes(good_pdf())


@hostile("text.docx")
def text(path: Path) -> None:
    """A text under the name of a Word file."""
    path.write_text(SENTENCE)


@hostile("archive.docx")
def archive(path: Path) -> None:
    """A ZIP that holds no document under the name of a Word file."""
    import zipfile

    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.txt", SENTENCE)
