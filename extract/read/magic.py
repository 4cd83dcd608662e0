"""What a file really is: its first bytes decide, never its name alone."""

from __future__ import annotations

import re
from pathlib import Path

from extract.document import Media
from extract.errors import UnreadableError

MAX_BYTES = 100 << 20
MAX_CONTROLS = 0.1  # share of control characters with which bytes are no text
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT_SUFFIXES = {".txt", ".md", ".markdown", ".text"}
HTML_SUFFIXES = {".html", ".htm", ".xhtml", ".mhtml", ".mht"}
SUFFIXES = frozenset({".pdf", ".docx", ".odt", ".xlsx", ".xls", ".ods", *HTML_SUFFIXES, *TEXT_SUFFIXES})
READABLE = "a PDF, Word (.docx), Excel (.xlsx, .xls), OpenDocument (.odt, .ods), HTML, Markdown or text file"
_PAGE_SUFFIXES = {"", ".xls"}
"""Under which a web page is read too: systems that export "to Excel" often write a page with a table."""
_HTML = re.compile(
    rb"(?:\s|<\?xml.{0,200}?\?>|<!--.{0,1000}?-->)*<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.S
)
_MHTML = re.compile(rb"(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?content-type:\s*multipart/related", re.I)
_ODF: dict[bytes, Media] = {
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.text": "odt",
}


def media_of(path: Path, content: bytes) -> Media:
    """The kind of file by its content. Raises UnreadableError where it cannot be read or is not what it is named."""
    head = content[:2048]
    suffix = path.suffix.lower()
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(OLE):
        return _ole(path, content)
    if head.startswith(b"PK\x03\x04"):
        return _package(path, content)
    if head.startswith(b"{\\rtf"):
        raise UnreadableError(f"{path.name}: this is a Rich Text file; open it in Word and save it as .docx.")
    if not _looks_like_text(content):
        raise UnreadableError(f"{path.name}: this is not {READABLE}; save it as one of these and try again.")
    if suffix in HTML_SUFFIXES:
        return "html"
    if _HTML.match(_ascii_head(content)) or is_web_archive(content):
        if suffix in _PAGE_SUFFIXES:
            return "html"
        raise UnreadableError(
            f"{path.name}: this is a web page (perhaps an error page) and no {suffix[1:].upper()} file; "
            "download the document again, or name the page .html where it is the document."
        )
    if suffix in TEXT_SUFFIXES or suffix == "":
        return "text"
    raise UnreadableError(f"{path.name}: the name says {suffix} but the content is plain text; download it again.")


def is_web_archive(content: bytes) -> bool:
    """Whether the content is a page with its parts in one file, as browsers save it (MHTML)."""
    return _MHTML.match(content[:2048]) is not None


def _ascii_head(content: bytes) -> bytes:
    """The first characters of a text as ASCII-compatible bytes, whatever Unicode encoding its mark says."""
    head = content[:4096]
    if head.startswith(UTF16_MARKS):
        return head[: len(head) & ~1].decode("utf-16", "replace").encode()
    return head.removeprefix(b"\xef\xbb\xbf")


def _package(path: Path, content: bytes) -> Media:
    """What a ZIP holds: OpenDocument by its first member, Word or Excel by the part names that stand in every such."""
    if content[30:38] == b"mimetype":
        for mimetype, media in _ODF.items():
            if content[38:].startswith((mimetype + b"PK", mimetype + b"-templatePK")):
                return media
    if b"word/document.xml" in content:
        return "docx"
    if b"xl/workbook.xml" in content:
        return "xlsx"
    raise UnreadableError(
        f"{path.name}: this is a ZIP without a Word, Excel or OpenDocument file in it; unpack it and add its files."
    )


def _ole(path: Path, content: bytes) -> Media:
    """What an OLE container holds: an encrypted new file, or by the streams of its directory a file of Office 97."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableError(
            f"{path.name}: the file is protected by a password; remove the password in Word or Excel and try again."
        )
    if _has_stream(content, "Workbook") or _has_stream(content, "Book"):
        return "xls"
    raise UnreadableError(
        f"{path.name}: this is a Word file or another of Office 97-2003; open it in its program and save it as .docx, "
        ".xlsx or PDF."
    )


def _has_stream(content: bytes, name: str) -> bool:
    """Whether the directory of an OLE file has a stream of this name.

    An entry begins at a multiple of 128 bytes with its name, and has the name's length at its byte 64 (MS-CFB 2.6.1).
    """
    entry = name.encode("utf-16-le") + b"\x00\x00"
    at = content.find(entry)
    while at >= 0:
        if at % 128 == 0 and content[at + 64 : at + 66] == len(entry).to_bytes(2, "little"):
            return True
        at = content.find(entry, at + 1)
    return False


def _looks_like_text(content: bytes) -> bool:
    """True where the content decodes as UTF-8 or UTF-16 by its mark, or is free of control characters."""
    sample = content[:65536]
    if sample.startswith(UTF16_MARKS):
        return True
    if b"\x00" in sample:
        return False
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    try:
        sample[: -4 if len(content) > 65536 else None].decode("utf-8")
    except UnicodeDecodeError:
        return controls == 0
    return controls <= MAX_CONTROLS * len(sample)
