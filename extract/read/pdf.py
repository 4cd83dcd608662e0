"""PDF into words, page by page.

PDFium's object boxes are ink boxes, so words are grouped by the baseline of the text matrix and split at gaps of a
quarter of an em. A word's own box is its share of the object's width.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.document import Reading, Warning, Word
from extract.errors import UnreadableError
from extract.read.bounds import MAX_PAGE_CHARACTERS, MAX_PAGES, refuse_more
from extract.read.limits import allow
from extract.read.pdf_runs import Run, runs_of
from extract.read.upright import set_upright

CPU_SECONDS_A_PAGE = 0.05  # five times what a page of a report takes
A4 = (595.0, 842.0)
MAX_PIXELS = 25_000_000
WORD_GAP_EM = 0.25
PICTURED = 0.5  # share of a page that a picture covers where the page is a scan
_LAYERED = (
    "Page {page} is a picture; its words are those that an earlier text recognition laid behind it, "
    "so check the wording against the page before quoting it."
)
BASELINE_SLACK = 0.75


def read_pdf(path: Path, sha256: str) -> Reading:
    """The words of a PDF, page by page, in lines from top to bottom.

    A page that is a picture only has none, and a warning. Raises UnreadableError (encrypted, damaged, too many pages).
    """
    pdf = open_pdf(path)
    try:
        count = len(pdf)
        if count == 0:
            raise UnreadableError(f"{path.name}: the PDF has no pages; save or download it again.")
        allow(CPU_SECONDS_A_PAGE * count)
        words: list[Word] = []
        sizes: list[tuple[float, float]] = []
        warnings: list[Warning] = []
        layered: list[int] = []
        for number in range(1, count + 1):
            try:
                page = pdf[number - 1]
            except pdfium.PdfiumError:
                message = f"Page {number} is damaged and was not read; look at it and download the file again."
                warnings.append(Warning(page=number, code="page_not_read", message=message))
                sizes.append(A4)
                continue
            set_upright(page)
            sizes.append((round(page.get_width(), 2), round(page.get_height(), 2)))
            found = page_words(page, number)
            if found and all(word.hidden for word in found) and _is_pictured(page):
                found = [word._replace(hidden=False) for word in found]
                layered.append(number)
                warnings.append(Warning(page=number, code="ocr_layer", message=_LAYERED.format(page=number)))
            elif not any(not word.hidden for word in found):
                warnings.append(Warning(page=number, code="no_text", message=f"Page {number} holds no text."))
            characters = sum(len(word.text) for word in found)
            refuse_more(path.name, characters, MAX_PAGE_CHARACTERS, f"characters on page {number}")
            words += found
            page.close()
        if len(warnings) == count and all(warning.code == "page_not_read" for warning in warnings):
            raise UnreadableError(f"{path.name}: all pages of the PDF are damaged; download it again.")
        title = pdf.get_metadata_value("Title") or None
    finally:
        pdf.close()
    return Reading(
        file=path.name, sha256=sha256, media="pdf", page_sizes=tuple(sizes), words=tuple(words), title=title,
        ocr_pages=tuple(layered), warnings=tuple(warnings),
    )  # fmt: skip


def _is_pictured(page: Any) -> bool:
    """True where one picture covers most of the page."""
    area = page.get_width() * page.get_height()
    for image in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=2):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) >= PICTURED * area:
            return True
    return False


def picture(path: Path, page: int, scale: float) -> bytes:
    """One page (1-based) as PNG, `scale` pixels a point, never more than 25 million pixels."""
    pdf = open_pdf(path)
    try:
        if not 1 <= page <= len(pdf):
            raise UnreadableError(f"{path.name}: there is no page {page}; the PDF has {len(pdf)} pages.")
        leaf = pdf[page - 1]
        set_upright(leaf)
        area = max(leaf.get_width() * leaf.get_height(), 1.0)
        image = leaf.render(scale=min(scale, (MAX_PIXELS / area) ** 0.5)).to_pil()
    finally:
        pdf.close()
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def open_pdf(path: Path) -> Any:
    """The opened PDF; raises UnreadableError for one that is damaged, under a password or has too many pages."""
    try:
        pdf = pdfium.PdfDocument(path)
        refuse_more(path.name, len(pdf), MAX_PAGES, "pages")
        return pdf
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError(
                f"{path.name}: the PDF is protected by a password; save a copy without the password and try again."
            ) from error
        raise UnreadableError(f"{path.name}: the PDF is damaged and cannot be opened; download it again.") from error


def page_words(page: Any, number: int) -> list[Word]:
    """The words of one page: runs on one baseline joined into words, split at spaces and at gaps."""
    lines: list[list[Run]] = []
    for run in sorted(islice(runs_of(page), MAX_PAGE_CHARACTERS + 1), key=lambda run: run.baseline):
        if lines and run.baseline - lines[-1][-1].baseline < BASELINE_SLACK:
            lines[-1].append(run)
        else:
            lines.append([run])
    return [word for line in lines for word in _line_words(sorted(line, key=lambda run: run.box[0]), number)]


def _line_words(runs: list[Run], page: int) -> list[Word]:
    """Join the pieces of the runs of one baseline into words."""
    words: list[Word] = []
    open_until: float | None = None  # right edge of a word that the next piece may go on with
    for run in runs:
        width = (run.box[2] - run.box[0]) / max(len(run.text.strip()), 1)
        x = run.box[0]
        for piece, spaced in _pieces(run.text):
            right = min(x + width * len(piece), run.box[2] + 0.01)
            near = open_until is not None and abs(x - open_until) < WORD_GAP_EM * run.style.size
            if words and near and not spaced and words[-1].hidden == run.style.hidden:
                last = words[-1]
                box = (last.box[0], min(last.box[1], run.box[1]), right, max(last.box[3], run.box[3]))
                words[-1] = last._replace(text=last.text + piece, box=box)
            else:
                box = (x, run.box[1], right, run.box[3])
                words.append(Word(piece, page, box, run.baseline, *run.style))
            x, open_until = right + width, right
        if run.text.endswith(" ") or not run.text.strip():
            open_until = None
    return words


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The words of a run's text, each with whether a space stands before it."""
    for index, piece in enumerate(text.split()):
        yield piece, index > 0 or text[:1] == " "
