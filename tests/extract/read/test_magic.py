"""What a file really is, by its content: a wrong name never decides, and each refusal is one sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from extract.errors import UnreadableError
from extract.read.magic import media_of

ODF = b"application/vnd.oasis.opendocument."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def package(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def open_document(kind: bytes) -> bytes:
    """A package whose first member says its type, as the standard asks for."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", ODF + kind)
        archive.writestr("content.xml", "x")
    return out.getvalue()


def compound(name: str) -> bytes:
    """A file of Office 97-2003 whose directory names one stream."""
    entry = name.encode("utf-16-le") + b"\x00\x00"
    return OLE + bytes(504) + entry.ljust(64, b"\x00") + len(entry).to_bytes(2, "little") + bytes(62)


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("notice.pdf", b"%PDF-1.7\n...", "pdf"),
        ("notice.docx", b"%PDF-1.4\n...", "pdf"),
        ("notice", b"\n\n%PDF-1.4\n...", "pdf"),
        ("plan.docx", package("word/document.xml"), "docx"),
        ("plan.xlsx", package("xl/workbook.xml"), "xlsx"),
        ("plan.bin", package("xl/workbook.xml"), "xlsx"),
        ("report.txt", "The council’s plan".encode(), "text"),
        ("report.md", b"# Plan\n", "text"),
        ("report.txt", "naïve café".encode("latin-1"), "text"),
        ("README", b"words without a suffix", "text"),
        ("report.txt", "words".encode("utf-16"), "text"),
        ("plan.xls", compound("Workbook"), "xls"),
        ("plan.xlsx", compound("Book"), "xls"),
        ("plan.xls", package("xl/workbook.xml"), "xlsx"),
        ("plan.ods", open_document(b"spreadsheet"), "ods"),
        ("plan.xlsx", open_document(b"spreadsheet-template"), "ods"),
        ("notice.odt", open_document(b"text"), "odt"),
        ("notice.html", b"<!DOCTYPE html><html><body>", "html"),
        ("notice.htm", b"<p>only a piece of a page</p>", "html"),
        ("notice", b"<?xml version='1.0'?>\n<!-- saved --> <html lang='en'>", "html"),
        ("notice.html", "<html>".encode("utf-16"), "html"),
        ("plan.xls", b"<html><table><tr><td>Action", "html"),
        ("notice.mht", b"From: saved\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n", "html"),
    ],
)
def test_the_content_says_what_a_file_is(name: str, content: bytes, media: str) -> None:
    assert media_of(Path(name), content) == media


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("plan.xlsx", OLE + bytes(40) + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("plan.xls", OLE + bytes(600), "Office 97-2003"),
        ("report.pdf", b"<!DOCTYPE html><html><body>404</body></html>", "web page"),
        ("report.pdf", b"<html lang='en'>", "web page"),
        ("report.pdf", b"only words", "the name says .pdf but the content is plain text"),
        ("plan.docx", package("photo.jpg"), "a ZIP without a Word, Excel or OpenDocument file"),
        ("notice.doc", compound("WordDocument"), "Office 97-2003"),
        ("notice.doc", compound("Workbook.xml"), "Office 97-2003"),
        ("slides.odp", open_document(b"presentation"), "a ZIP without"),
        ("notice.rtf", b"{\\rtf1\\ansi words}", "a Rich Text file"),
        ("report.pdf", b"\xef\xbb\xbf<!doctype HTML>", "web page (perhaps an error page) and no PDF file"),
        ("report.txt", b"<HTML>", "web page"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "this is not a PDF"),
        ("sound.txt", b"\x00\x01\x02\x03" * 20, "this is not a PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_name_and_the_reason(name: str, content: bytes, why: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        media_of(Path(name), content)
    message = str(refusal.value)
    assert message.startswith(f"{name}: ") and why in message
    assert message.endswith(".") and "\n" not in message


def test_a_character_cut_at_the_edge_of_the_sample_is_still_text() -> None:
    content = b"a" * 65535 + "é".encode() * 10
    assert media_of(Path("long.txt"), content) == "text"
