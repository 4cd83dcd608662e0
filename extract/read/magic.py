"""What a file really is: its first bytes decide, never its name alone."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from extract.errors import UnreadableError

MAX_BYTES = 100 << 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT_SUFFIXES = {".txt", ".md", ".markdown", ".text"}
SUFFIXES = frozenset({".pdf", ".docx", ".xlsx", *TEXT_SUFFIXES})
READABLE = "a PDF, Word (.docx), Excel (.xlsx), Markdown or text file"


def media_of(path: Path, content: bytes) -> Literal["pdf", "docx", "xlsx", "text"]:
    """The kind of file by its content. Raises UnreadableError where it cannot be read or is not what it is named."""
    head = content[:2048]
    suffix = path.suffix.lower()
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(OLE):
        raise UnreadableError(_old_office(path, content))
    if head.startswith(b"PK\x03\x04"):
        return _office(path, content)
    if _looks_like_text(content):
        if head.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")):
            raise UnreadableError(
                f"{path.name}: this is a web page (perhaps an error page) and not {READABLE}; "
                "download the document again."
            )
        if suffix in TEXT_SUFFIXES or suffix == "":
            return "text"
        raise UnreadableError(f"{path.name}: the name says {suffix} but the content is plain text; download it again.")
    raise UnreadableError(f"{path.name}: this is not {READABLE}; save it as one of these and try again.")


def _office(path: Path, content: bytes) -> Literal["docx", "xlsx"]:
    """Word or Excel by the part names that stand in every such ZIP."""
    if b"word/document.xml" in content:
        return "docx"
    if b"xl/workbook.xml" in content:
        return "xlsx"
    raise UnreadableError(
        f"{path.name}: this is a ZIP without a Word or Excel document in it; unpack it and add its files."
    )


def _old_office(path: Path, content: bytes) -> str:
    """One sentence for an OLE container: an encrypted new file, or a file of Office 97-2003."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return f"{path.name}: the file is protected by a password; remove the password in Word or Excel and try again."
    return f"{path.name}: this is a file of Office 97-2003; open it in Word or Excel and save it as .docx or .xlsx."


def _looks_like_text(content: bytes) -> bool:
    """True where the content decodes as UTF-8 or is free of control characters."""
    sample = content[:65536]
    if b"\x00" in sample:
        return False
    try:
        sample[: -4 if len(content) > 65536 else None].decode("utf-8")
    except UnicodeDecodeError:
        return sum(byte < 9 or 13 < byte < 32 for byte in sample) == 0
    return True
