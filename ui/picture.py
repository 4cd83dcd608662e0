"""A page picture with a clause boxed."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from extract.document import Box, PageBox

SCALE = 1.7
"""Pixels a point: sharp at the width of a column on a wide screen."""
_GROUND = (255, 236, 140)
_FRAME = (11, 12, 12)
_MARGIN = 4
"""Points between the words and the frame."""


def boxed(png: bytes, boxes: Sequence[Box], scale: float = SCALE) -> bytes:
    """The page as PNG with the lines tinted and one frame around them; `boxes` in points, `scale` pixels a point."""
    page = Image.open(io.BytesIO(png)).convert("RGB")
    if boxes:
        tint = Image.new("RGB", page.size, "white")
        pen = ImageDraw.Draw(tint)
        for box in boxes:
            pen.rectangle([edge * scale for edge in _widened(box, 1)], fill=_GROUND)
        page = ImageChops.multiply(page, tint)
        around = (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        ImageDraw.Draw(page).rectangle([edge * scale for edge in _widened(around, _MARGIN)], outline=_FRAME, width=3)
    out = io.BytesIO()
    page.save(out, "PNG", compress_level=3)
    return out.getvalue()


def by_page(boxes: Sequence[PageBox]) -> dict[int, list[Box]]:
    """The boxes of every page, in the order of the pages."""
    found: dict[int, list[Box]] = {}
    for one in sorted(boxes, key=lambda box: box.page):
        found.setdefault(one.page, []).append(one.box)
    return found


def _widened(box: Box, points: float) -> Box:
    return (box[0] - points, box[1] - points, box[2] + points, box[3] + points)
