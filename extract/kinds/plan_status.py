"""The status of an action as one of four colours, be it printed as words, letters, numbers or colour alone."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator
from typing import get_args

from extract.document import Cell, Table
from extract.kinds.grid import joined
from extract.kinds.plan_columns import PATTERNS
from extract.schema import Rag, normalised

RAGS: tuple[Rag, ...] = get_args(Rag)
MAX_LEGEND = 300  # characters of a cell that may hold a whole legend
MIN_NUMBERS = 3
MIN_MEANING, MAX_MEANING = 3, 80  # characters
LEGEND_COLUMNS = 4  # a legend is a narrow table
PALE = 0.12  # below this saturation a fill is white, grey or black
_FIRST = re.compile(r"\b(blue|green|amber|yellow|red)\b", re.IGNORECASE)


def rag_of(text: str, fill: str | None, legend: dict[str, Rag]) -> Rag | None:
    """The colour that a status cell stands for: its words first, by the plan's own legend, then its fill."""
    printed = joined(text)
    known = legend.get(normalised(printed))
    if known:
        return known
    return said(printed) or (colour_of(fill) if fill else None)


def said(text: str) -> Rag | None:
    """The colour that a status names or means by the words usual in plans; None for other words ("In progress")."""
    if not text:
        return None
    named = _FIRST.search(text) if len(text.split()) <= 6 else None
    if named:
        text = named[1]
    return next((rag for rag in RAGS if PATTERNS.matches(f"status.{rag}", text)), None)


def colour_of(fill: str) -> Rag | None:
    """The status colour nearest to a fill (RRGGBB) by its hue; None for white, grey and black.

    Yellow and orange count as amber; turquoise and purple stand too far from any.
    """
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    degrees = hue * 360
    if saturation < PALE or value < 0.15:
        return None
    if degrees < 16 or degrees >= 335:
        return "red"
    if degrees < 68:
        return "amber"
    if degrees < 168:
        return "green"
    return "blue" if 185 <= degrees < 258 else None


def legend_of(tables: Iterable[Table], lines: Iterable[str]) -> dict[str, Rag]:
    """What the plan's key says: a sign or a meaning, normalised, to its colour.

    Found in rows of two cells ("B", "Complete and embedded"; a filled cell and its meaning) and in texts of the form
    "Blue = complete". Numbers count only where at least three of them are explained: "1 - Write it" is no key.
    """
    pairs: list[tuple[str, str, str | None]] = []
    texts = list(lines)
    for row in (row for table in tables for row in table.rows):
        filled = [cell for cell in row.cells if cell.text.strip()]
        texts += [cell.text for cell in filled if len(cell.text) < MAX_LEGEND]
        pair = _pair(filled, row.cells)
        if pair:
            pairs.append(pair)
    pairs += [(sign, meaning, None) for text in texts for sign, meaning in _explained(text)]
    numbers = {sign for sign, _, _ in pairs if sign.isdigit()}
    legend: dict[str, Rag] = {}
    for sign, meaning, fill in pairs:
        if sign.isdigit() and len(numbers) < MIN_NUMBERS:
            continue
        rag = said(sign) or (colour_of(fill) if fill else None) or said(joined(meaning))
        if rag:
            legend.setdefault(normalised(meaning), rag)
            legend.setdefault(normalised(sign), rag)
    legend.pop("", None)
    return legend


def _explained(text: str) -> Iterator[tuple[str, str]]:
    """Signs and their meanings in a text: "RAG: Blue = complete; Green = on track"."""
    for line in text.split("\n"):
        signs = [match for pattern in PATTERNS.groups["legend_signs"] for match in pattern.finditer(line)]
        for sign, end in zip(signs, [*(s.start() for s in signs[1:]), len(line)], strict=False):
            meaning = re.split(r"[;|]", line[sign.end() : end])[0].strip(" ,.()[]")
            if MIN_MEANING <= len(meaning) <= MAX_MEANING:
                yield sign[1], meaning


def _pair(filled: list[Cell], cells: tuple[Cell, ...]) -> tuple[str, str, str | None] | None:
    """Sign, meaning and fill of a legend's row: a sign and a meaning, or a fill and a meaning."""
    if len(cells) > LEGEND_COLUMNS:
        return None
    if len(filled) == 2 and len(joined(filled[0].text)) <= 8 and _is_sign(filled[0]):
        return joined(filled[0].text), joined(filled[1].text), filled[0].fill
    if len(filled) == 1 and len(cells) == 2 and cells[0].fill and not cells[0].text.strip() and not cells[1].merged:
        return "", joined(filled[0].text), cells[0].fill
    return None


def _is_sign(cell: Cell) -> bool:
    text = joined(cell.text)
    return (
        said(text) is not None or re.fullmatch(r"[1-5]", text) is not None or bool(cell.fill and colour_of(cell.fill))
    )
