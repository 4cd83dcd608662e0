"""Running heads, running feet and page numbers: what is printed on the page but is no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.layout.lines import Line

TOP, BOTTOM = 0.09, 0.90  # shares of the page's height within which furniture stands
REPEATS = 3  # a line is a running head if it stands on at least this many pages, or on half of a short document
_PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?[-–|\[ ]*(?:\d{1,3}|[ivxl]{1,5})[-–|\] ]*(?:(?:of|/)\s*\d{1,3})?$", re.IGNORECASE
)


def furniture_of(lines: Sequence[Line], page_sizes: Sequence[tuple[float, float]]) -> set[int]:
    """Indices of the lines that are furniture."""
    edge = [index for index, line in enumerate(lines) if _at_edge(line, page_sizes)]
    seen: Counter[str] = Counter()
    for key in {(_key(lines[index].text), lines[index].page) for index in edge}:
        seen[key[0]] += 1
    needed = min(REPEATS, max(2, len(page_sizes) // 2))
    return {index for index in edge if seen[_key(lines[index].text)] >= needed or _PAGE_NUMBER.match(lines[index].text)}


def _at_edge(line: Line, page_sizes: Sequence[tuple[float, float]]) -> bool:
    height = page_sizes[line.page - 1][1]
    return line.baseline < TOP * height or line.baseline > BOTTOM * height


def _key(text: str) -> str:
    """The text with its numbers levelled, so that "Page 3 of 9" repeats."""
    return re.sub(r"\d+", "#", text.casefold()).strip()
