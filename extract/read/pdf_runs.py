"""The text objects of a PDF page: text, box, baseline, font, size and weight, as PDFium has them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdfium2 import raw

from extract.document import Box

MAX_FORM_DEPTH = 8
MAX_EDGE = 14_400.0  # points: the largest page that a PDF may have (ISO 32000-1, annex C)
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


def runs_of(page: Any) -> Iterator[Run]:
    """The text objects of a page, those inside form objects too, in page coordinates from the top left."""
    textpage = page.get_textpage()
    texts, places = TextReader(textpage), _RunReader(page)
    try:
        for handle, matrix in text_objects(page.raw, None, 0):
            text = texts.of(handle)
            if text.strip():
                yield places.run(handle, matrix, text)
    finally:
        textpage.close()


class TextReader:
    """Reads the texts of the text objects of one page into one buffer, which grows when it must."""

    def __init__(self, textpage: Any) -> None:
        self.textpage = textpage.raw
        self._grow(4096)

    def _grow(self, size: int) -> None:
        self.buffer = ctypes.create_string_buffer(size)
        self.characters = ctypes.cast(self.buffer, CHARACTERS)

    def of(self, handle: Any) -> str:
        """The text of one object, ligatures taken apart and odd spaces and hyphens made plain."""
        length = raw.FPDFTextObj_GetText(handle, self.textpage, self.characters, len(self.buffer))
        if length > len(self.buffer):
            self._grow(length)
            raw.FPDFTextObj_GetText(handle, self.textpage, self.characters, length)
        return bytes(self.buffer.raw[: max(length - 2, 0)]).decode("utf-16-le", "replace").translate(LIGATURES)


class _RunReader:
    """Reads place and style of the text objects of one page; PDFium fills the same few variables every time."""

    def __init__(self, page: Any) -> None:
        self.place = _placer(page)
        self.styles: dict[int, tuple[str, bool, bool]] = {}
        self.matrix = raw.FS_MATRIX()
        self.left, self.bottom, self.right, self.top = (ctypes.c_float() for _ in range(4))
        self.size = ctypes.c_float()

    def run(self, handle: Any, matrix: Any, text: str) -> Run:
        """One text object; `matrix` is that of the form objects that it stands in."""
        raw.FPDFPageObj_GetMatrix(handle, self.matrix)
        raw.FPDFPageObj_GetBounds(handle, self.left, self.bottom, self.right, self.top)
        raw.FPDFTextObj_GetFontSize(handle, self.size)
        own, left, bottom = self.matrix, self.left.value, self.bottom.value
        right, top = self.right.value, self.top.value
        if matrix is not None:
            own = times(own, matrix)
            (left, bottom), (right, top) = _at(matrix, left, bottom), _at(matrix, right, top)
        a, b, c, d = own.a, own.b, own.c, own.d
        name, bold, italic = self.font(raw.FPDFTextObj_GetFont(handle))
        mode = raw.FPDFTextObj_GetTextRenderMode(handle)
        style = Style(
            name,
            round(_within(self.size.value * (math.hypot(c, d) or 1.0)), 1),
            bold or mode == FAKE_BOLD_RENDER_MODE,
            italic or (b == 0 and abs(c) > 0.1 * abs(a)),
            mode == HIDDEN_RENDER_MODE,
        )
        (x0, y0), (x1, y1), (_, baseline) = self.place(left, top), self.place(right, bottom), self.place(own.e, own.f)
        x0, y0, x1, y1, baseline = map(_within, (x0, y0, x1, y1, baseline))
        box = (round(min(x0, x1), 2), round(min(y0, y1), 2), round(max(x0, x1), 2), round(max(y0, y1), 2))
        return Run(text, box, round(baseline, 2), style)

    def font(self, font: Any) -> tuple[str, bool, bool]:
        """Name, bold, italic of a font, asked for once a page."""
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self.styles:
            self.styles[key] = _font(font)
        return self.styles[key]


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
            yield from text_objects(handle, own if matrix is None else times(own, matrix), depth + 1)


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


def times(a: Any, b: Any) -> Any:
    """The matrix that applies `a`, then `b`."""
    return raw.FS_MATRIX(
        a.a * b.a + a.b * b.c, a.a * b.b + a.b * b.d, a.c * b.a + a.d * b.c, a.c * b.b + a.d * b.d,
        a.e * b.a + a.f * b.c + b.e, a.e * b.b + a.f * b.d + b.f,
    )  # fmt: skip


def _within(length: float) -> float:
    """The length, where it is none (NaN) or leads beyond the largest page the end of that."""
    if -MAX_EDGE <= length <= MAX_EDGE:
        return length
    return MAX_EDGE if length > 0 else -MAX_EDGE


def _at(m: Any, x: float, y: float) -> tuple[float, float]:
    return m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
