"""One scanned page into words: the engine is chosen, the picture set straight, the words placed like any others."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import ModuleType

from extract.errors import UnreadableError
from extract.read import ocr_rapid, ocr_tesseract
from extract.read.ocr_words import placed
from extract.read.pdf import open_pdf
from extract.read.scan import Scan, scan_of
from extract.read.scanned import PageText

READERS: dict[str, ModuleType] = {"tesseract": ocr_tesseract, "rapidocr": ocr_rapid}
"""The engines, the better first: Tesseract is as right as RapidOCR in a fifth of the time."""


def engine() -> str | None:
    """The first engine that is installed, None where there is none."""
    return next((name for name, reader in READERS.items() if reader.installed()), None)


def load() -> None:
    """Load what the engine needs, before the children are forked that read a page each."""
    if engine() == "rapidocr":
        ocr_rapid.load()


def read_page(path: Path, number: int) -> PageText:
    """The words of one page (1-based) of a PDF as its picture shows them."""
    pdf = open_pdf(path)
    try:
        page = pdf[number - 1]
        scan = scan_of(page)
    finally:
        pdf.close()
    if scan is None:
        return PageText(blank=True)
    named = engine()
    return PageText() if named is None else recognised(scan, number, named)


def recognised(scan: Scan, number: int, named: str) -> PageText:
    """The words on a page's picture, as the named engine reads them."""
    try:
        seen = READERS[named].seen_on(scan)
    except (OSError, subprocess.SubprocessError) as error:
        raise UnreadableError(f"page {number}: {named} failed ({type(error).__name__}).") from error
    count = sum(len(word.text) for word in seen)
    confidence = sum(word.confidence * len(word.text) for word in seen) / count if count else 0.0
    return PageText(words=tuple(placed(seen, scan, number)), confidence=round(confidence, 3), engine=named)
