"""Pages whose text runs up or down are turned, so that they are read and shown as a person would hold them.

A page may be turned by its own entry, as it is shown; or a table may be drawn on its side upon an upright page, and
then the page is turned here for reading, for its tables and for its picture alike, so that boxes fit all three.
"""

from __future__ import annotations

import io
import math
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.read.pdf_runs import text_objects, times

SAMPLE = 120  # text objects of a page that are looked at
MOST = 0.7  # share of them that run one way before the page is turned


def set_upright(page: Any) -> bool:
    """Turn the page so that most of its text runs from left to right; whether it had to be turned."""
    ways: Counter[int] = Counter()
    own = raw.FS_MATRIX()
    for handle, matrix in islice(text_objects(page.raw, None, 0), SAMPLE):
        raw.FPDFPageObj_GetMatrix(handle, own)
        along = own if matrix is None else times(own, matrix)
        ways[round(math.degrees(math.atan2(along.b, along.a)) / 90) * 90 % 360] += 1
    way, count = ways.most_common(1)[0] if ways else (0, 0)
    turned: bool = count >= MOST * ways.total() > 0 and way != page.get_rotation()
    if turned:
        page.set_rotation(way)
    return turned


def upright_copy(path: Path) -> io.BytesIO | None:
    """A copy of the PDF with its pages upright, None where they are so already."""
    pdf = pdfium.PdfDocument(path)
    try:
        turned = [set_upright(page) for page in pdf]
        if not any(turned):
            return None
        copy = io.BytesIO()
        pdf.save(copy)
        copy.seek(0)
        return copy
    finally:
        pdf.close()
