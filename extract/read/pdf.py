"""PDF into words: PDFium's text objects with box, baseline, font, size and weight.

PDFium's object boxes are ink boxes, so words are grouped by the baseline of the text matrix and split at gaps of a
quarter of an em. A word's own box is its share of the object's width.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.document import Box, Reading, Warning, Word
from extract.errors import NoTextError, UnreadableError

MAX_PAGES = 2000
MAX_PIXELS = 25_000_000
MAX_FORM_DEPTH = 8
WORD_GAP_EM = 0.25
BASELINE_SLACK = 0.75
HIDDEN_RENDER_MODE = 3
FAKE_BOLD_RENDER_MODE = 2
CHARACTERS = ctypes.POINTER(ctypes.c_ushort)
LIGATURES = str.maketrans(
    {
        "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st",
        "\ufffe": "-", "\u00ad": "-", "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u0000": "", "\u0002": "-",
        "\u200b": "", "\r": " ", "\n": " ", "\t": " ",
    }
)  # fmt: skip


class Style(NamedTuple):
    """Font name, size in points on the page, bold, italic, hidden."""

    font: str
    size: float
    bold: bool
    italic: bool
    hidden: bool


class Run(NamedTuple):
    """The text of one PDF text object and where it stands."""

    text: str
    box: Box
    baseline: float
    style: Style


def read_pdf(path: Path, sha256: str) -> Reading:
    """The words of a PDF, page by page, in lines from top to bottom.

    Raises UnreadableError (encrypted, damaged, no pages, too many) and NoTextError (pictures only).
    """
    pdf = open_pdf(path)
    try:
        count = len(pdf)
        if count == 0:
            raise UnreadableError(f"{path.name}: the PDF has no pages; save or download it again.")
        if count > MAX_PAGES:
            raise UnreadableError(f"{path.name}: the PDF has {count} pages and the limit is {MAX_PAGES}; split it.")
        words: list[Word] = []
        sizes: list[tuple[float, float]] = []
        warnings: list[Warning] = []
        for number in range(1, count + 1):
            page = pdf[number - 1]
            sizes.append((round(page.get_width(), 2), round(page.get_height(), 2)))
            found = page_words(page, number)
            if not any(not word.hidden for word in found):
                warnings.append(Warning(page=number, code="no_text", message=f"Page {number} holds no text."))
            words += found
            page.close()
        title = pdf.get_metadata_value("Title") or None
    finally:
        pdf.close()
    if not words:
        raise NoTextError(
            f"{path.name}: the {count} pages are pictures without a text layer, as a scanner makes them; "
            "save it with text recognition (OCR) switched on and add it again."
        )
    return Reading(
        file=path.name, sha256=sha256, media="pdf", page_sizes=tuple(sizes), words=tuple(words), title=title,
        warnings=tuple(warnings),
    )  # fmt: skip


def picture(path: Path, page: int, scale: float) -> bytes:
    """One page (1-based) as PNG, `scale` pixels a point, never more than 25 million pixels."""
    pdf = open_pdf(path)
    try:
        if not 1 <= page <= len(pdf):
            raise UnreadableError(f"{path.name}: there is no page {page}; the PDF has {len(pdf)} pages.")
        leaf = pdf[page - 1]
        area = max(leaf.get_width() * leaf.get_height(), 1.0)
        image = leaf.render(scale=min(scale, (MAX_PIXELS / area) ** 0.5)).to_pil()
    finally:
        pdf.close()
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def open_pdf(path: Path) -> Any:
    """The opened PDF; raises UnreadableError for one that is damaged or under a password."""
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError(
                f"{path.name}: the PDF is protected by a password; save a copy without the password and try again."
            ) from error
        raise UnreadableError(f"{path.name}: the PDF is damaged and cannot be opened; download it again.") from error


def page_words(page: Any, number: int) -> list[Word]:
    """The words of one page: runs on one baseline joined into words, split at spaces and at gaps."""
    lines: list[list[Run]] = []
    for run in sorted(_runs(page), key=lambda run: run.baseline):
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


def _runs(page: Any) -> Iterator[Run]:
    """The text objects of a page, those inside form objects too, in page coordinates from the top left."""
    textpage = page.get_textpage()
    styles: dict[int, tuple[str, bool, bool]] = {}
    buffer = ctypes.create_string_buffer(4096)
    place = _placer(page)
    try:
        for handle, matrix in text_objects(page.raw, None, 0):
            length = text_of(handle, textpage, buffer)
            if length > len(buffer):
                buffer = ctypes.create_string_buffer(length)
                length = text_of(handle, textpage, buffer)
            text = buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace").translate(LIGATURES)
            if text.strip():
                yield _run(handle, matrix, text, styles, place)
    finally:
        textpage.close()


def text_of(handle: Any, textpage: Any, buffer: Any) -> int:
    """Write the text into the buffer where it has room; how many bytes of UTF-16 it takes, with the closing zero."""
    length: int = raw.FPDFTextObj_GetText(handle, textpage.raw, ctypes.cast(buffer, CHARACTERS), len(buffer))
    return length


def _run(handle: Any, matrix: Any, text: str, styles: dict[int, tuple[str, bool, bool]], place: Any) -> Run:
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, own)
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(handle, *sides)
    left, bottom, right, top = (side.value for side in sides)
    if matrix is not None:
        own = _times(own, matrix)
        (left, bottom), (right, top) = _at(matrix, left, bottom), _at(matrix, right, top)
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(handle, size)
    font = raw.FPDFTextObj_GetFont(handle)
    key = ctypes.cast(font, ctypes.c_void_p).value or 0
    if key not in styles:
        styles[key] = _font(font)
    name, bold, italic = styles[key]
    mode = raw.FPDFTextObj_GetTextRenderMode(handle)
    scale = (own.c**2 + own.d**2) ** 0.5 or 1.0
    style = Style(
        font=name, size=round(size.value * scale, 1), bold=bold or mode == FAKE_BOLD_RENDER_MODE,
        italic=italic or (own.b == 0 and abs(own.c) > 0.1 * abs(own.a)), hidden=mode == HIDDEN_RENDER_MODE,
    )  # fmt: skip
    (x0, y0), (x1, y1), (_, baseline) = place(left, top), place(right, bottom), place(own.e, own.f)
    box = (round(min(x0, x1), 2), round(min(y0, y1), 2), round(max(x0, x1), 2), round(max(y0, y1), 2))
    return Run(text, box, round(baseline, 2), style)


def text_objects(owner: Any, matrix: Any, depth: int) -> Iterator[tuple[Any, Any]]:
    """Text objects with the matrix of the form objects they stand in (None outside forms)."""
    if depth == 0:
        count, at = raw.FPDFPage_CountObjects(owner), raw.FPDFPage_GetObject
    else:
        count, at = raw.FPDFFormObj_CountObjects(owner), raw.FPDFFormObj_GetObject
    for index in range(count):
        handle = at(owner, index)
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield handle, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
            own = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(handle, own)
            yield from text_objects(handle, own if matrix is None else _times(own, matrix), depth + 1)


def _font(font: Any) -> tuple[str, bool, bool]:
    """Base name, bold, italic of a font: by its name first, since the weight is often unset."""
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.value.decode("latin-1").split("+", 1)[-1]
    low = name.lower()
    bold = any(mark in low for mark in ("bold", "black", "heavy", "demi")) or raw.FPDFFont_GetWeight(font) >= 600
    return name, bold, "italic" in low or "oblique" in low


def _placer(page: Any) -> Any:
    """A function from PDF coordinates to points from the top left of the page as it is shown (rotation applied)."""
    left, bottom, right, top = page.get_cropbox()
    rotation = page.get_rotation()
    if rotation == 90:
        return lambda x, y: (y - bottom, x - left)
    if rotation == 180:
        return lambda x, y: (right - x, y - bottom)
    if rotation == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _times(a: Any, b: Any) -> Any:
    """The matrix that applies `a`, then `b`."""
    return raw.FS_MATRIX(
        a.a * b.a + a.b * b.c, a.a * b.b + a.b * b.d, a.c * b.a + a.d * b.c, a.c * b.b + a.d * b.d,
        a.e * b.a + a.f * b.c + b.e, a.e * b.b + a.f * b.d + b.f,
    )  # fmt: skip


def _at(m: Any, x: float, y: float) -> tuple[float, float]:
    return m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
