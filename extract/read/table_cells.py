"""A table on a page from the boxes of its cells: texts, spans, and the colours that stand for a status."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from extract.document import Box, Cell, Row, Table
from extract.read.ink import Char, middle, text_of

SLACK = 2.0  # points between edges that are one
MIN_SIGN = 3.0  # points: a smaller shape within a cell is no sign
UNKNOWN = "\u2022"
PALE = 48  # difference of the strongest and weakest of red, green and blue below which a colour is a grey


class PageInk:
    """What is printed on a page: characters, filled shapes, pictures."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.chars: list[Char] = [_with_sign(char) for char in page.chars]
        self.fills = [fill for fill in map(_filled, (*page.rects, *page.curves)) if fill]
        self.signs = [box for box in map(_box, page.images) if min(box[2] - box[0], box[3] - box[1]) >= MIN_SIGN]

    @cached_property
    def by_height(self) -> list[Char]:
        """The characters by the height of their middles."""
        return sorted(self.chars, key=middle)

    @cached_property
    def picture(self) -> Any:
        """The page as a picture, one pixel a point."""
        return self.page.to_image(resolution=72).original.convert("RGB")

    def table(self, boxes: Sequence[Box]) -> Table:
        """One table on the grid of all its edges; cells over several columns or rows get their spans."""
        columns = _distinct(sorted({round(x, 1) for box in boxes for x in (box[0], box[2])}))
        tops = _distinct(sorted({round(y, 1) for box in boxes for y in (box[1], box[3])}))
        width, height = len(columns) - 1, len(tops) - 1
        grid: list[list[Cell]] = [[Cell() for _ in range(width)] for _ in range(height)]
        for box in boxes:
            left, right = _at(columns, box[0]), _at(columns, box[2])
            top, bottom = _at(tops, box[1]), _at(tops, box[3])
            if right <= left or bottom <= top:
                continue
            cell = self.cell(box).model_copy(update={"row_span": bottom - top, "column_span": right - left})
            for r in range(top, bottom):
                for c in range(left, right):
                    grid[r][c] = cell if (r, c) == (top, left) else Cell(merged=True, fill=cell.fill)
        number = self.page.page_number
        rows = (
            Row(cells=tuple(cells), page=number, box=self.shown((columns[0], tops[r], columns[-1], tops[r + 1])))
            for r, cells in enumerate(grid)
        )
        return Table(rows=tuple(rows), page=number)

    def runs_over(self, box: Box) -> bool:
        """Whether print at the height of a table lies off the page to its left or right."""
        right, left = self.page.cropbox[2] + SLACK, self.page.cropbox[0] - SLACK
        return any(
            box[1] <= (c["top"] + c["bottom"]) / 2 < box[3] and (c["x1"] > right or c["x0"] < left)
            for c in self.chars
            if not c["text"].isspace()
        )

    def shown(self, box: Box) -> Box:
        """A box from the corner of the page as it is shown, which may be cut out of a larger one."""
        left, top = self.page.cropbox[:2] if self.page.cropbox != self.page.mediabox else (0, 0)
        return (box[0] - left, box[1] - top, box[2] - left, box[3] - top)

    def cell(self, box: Box) -> Cell:
        """A cell's text by lines, its fill, and whether it is bold; a character belongs where its middle lies."""
        first, last = bisect_left(self.by_height, box[1], key=middle), bisect_left(self.by_height, box[3], key=middle)
        inside = [c for c in self.by_height[first:last] if box[0] <= (c["x0"] + c["x1"]) / 2 < box[2]]
        text = text_of(inside)
        bold = sum("bold" in c["fontname"].casefold() for c in inside)
        fill = self._fill_at(box)
        if not any(c.isalnum() for c in text):  # the ink of a sign ("●") is as good as a fill
            fill = self._sign(box) or (_rgb(inside[0].get("non_stroking_color")) if text and fill is None else fill)
        return Cell(text=text, fill=fill, bold=bool(text) and bold > 0.9 * len(inside))

    def _fill_at(self, box: Box) -> str | None:
        """The last shape painted over the cell's middle."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        over = [colour for (x0, top, x1, bottom), colour in self.fills if x0 <= x <= x1 and top <= y <= bottom]
        return over[-1] if over else None

    def _sign(self, box: Box) -> str | None:
        """The colour of a coloured shape or picture that stands within the cell, wherever in it."""
        drawn = [
            colour
            for place, colour in self.fills
            if _holds(box, place) and min(place[2] - place[0], place[3] - place[1]) >= MIN_SIGN and not _is_grey(colour)
        ]
        if drawn:
            return drawn[-1]
        return next((colour for sign in self.signs if _holds(box, sign) and (colour := self._painted(sign))), None)

    def _painted(self, box: Box) -> str | None:
        """The most frequent colour, greys apart, of a part of the page's picture."""
        part = self.picture.crop(tuple(round(edge) for edge in box))
        counts = Counter(f"{r:02X}{g:02X}{b:02X}" for r, g, b in part.getdata() if max(r, g, b) - min(r, g, b) >= PALE)
        return counts.most_common(1)[0][0] if counts else None


def _with_sign(char: Char) -> Char:
    """A character whose font does not say what it is ("(cid:127)") as a sign; its ink may have a meaning."""
    return {**char, "text": UNKNOWN} if char["text"].startswith("(cid:") else char


def _distinct(edges: list[float]) -> list[float]:
    """Edges without those that lie next to the one before."""
    kept: list[float] = []
    for edge in edges:
        if not kept or edge - kept[-1] > SLACK:
            kept.append(edge)
    return kept


def _at(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _box(shape: Any) -> Box:
    return (shape["x0"], shape["top"], shape["x1"], shape["bottom"])


def _holds(cell: Box, shape: Box) -> bool:
    """Whether a shape stands within a cell, which it does not fill."""
    return cell[0] - 1 <= shape[0] and shape[2] <= cell[2] + 1 and cell[1] - 1 <= shape[1] and shape[3] <= cell[3] + 1


def _filled(shape: Any) -> tuple[Box, str] | None:
    """A filled shape's box and colour as RRGGBB; None for one that is only drawn around."""
    colour = _rgb(shape.get("non_stroking_color"))
    if not shape.get("fill") or colour is None:
        return None
    return _box(shape), colour


def _is_grey(colour: str) -> bool:
    parts = [int(colour[i : i + 2], 16) for i in (0, 2, 4)]
    return max(parts) - min(parts) < PALE


def _rgb(colour: Any) -> str | None:
    """Grey, RGB or CMYK as RRGGBB; None for a pattern or white."""
    parts = [colour] if isinstance(colour, int | float) else list(colour or ())
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return None
    if len(parts) == 1:
        parts = parts * 3
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        parts = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
    if len(parts) != 3 or min(parts) > 0.99:
        return None
    return "".join(f"{round(255 * min(max(part, 0), 1)):02X}" for part in parts)
