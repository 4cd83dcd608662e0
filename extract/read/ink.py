"""The printed characters of a PDF page as lines, and the blank paper between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pdfplumber.utils.text import extract_text

Char = dict[str, Any]
Span = tuple[float, float]
WORD_GAP = 0.15  # of the characters' size
WIDE_GAP_EM = 0.9
MIN_WIDE_GAP = 5.0  # points of blank paper that part two pieces of a line


@dataclass(frozen=True)
class Line:
    """Characters at one height, from left to right; without those that print nothing."""

    chars: tuple[Char, ...]

    @cached_property
    def top(self) -> float:
        """Upper edge in points from the top of the page."""
        return float(min(c["top"] for c in self.chars))

    @cached_property
    def bottom(self) -> float:
        """Lower edge in points from the top of the page."""
        return float(max(c["bottom"] for c in self.chars))

    @cached_property
    def pieces(self) -> tuple[Span, ...]:
        """Left and right of the pieces that wide gaps part."""
        found: list[list[float]] = []
        for char in self.chars:
            gap = max(MIN_WIDE_GAP, WIDE_GAP_EM * char["size"])
            if found and char["x0"] - found[-1][1] < gap:
                found[-1][1] = max(found[-1][1], char["x1"])
            else:
                found.append([char["x0"], char["x1"]])
        return tuple((x0, x1) for x0, x1 in found)

    def crosses(self, x: float) -> bool:
        """Whether print lies across this x: a character, or the gap between two words of one piece."""
        return any(x0 < x < x1 for x0, x1 in self.pieces) and not self._parted(x)

    def _parted(self, x: float) -> bool:
        """Whether a gap of at least twice a word space lies at x within a piece."""
        left = max((c for c in self.chars if c["x1"] <= x), key=lambda c: float(c["x1"]), default=None)
        right = min((c for c in self.chars if c["x0"] >= x), key=lambda c: float(c["x0"]), default=None)
        if any(c["x0"] < x < c["x1"] for c in self.chars) or left is None or right is None:
            return False
        return float(right["x0"] - left["x1"]) >= 0.45 * float(left["size"])

    def within(self, left: float, right: float) -> str:
        """The text of the characters whose middle lies between two x."""
        text, reach = "", 0.0
        for char in self.chars:
            if left <= (char["x0"] + char["x1"]) / 2 < right:
                apart = bool(text) and char["x0"] - reach > WORD_GAP * char["size"]
                text, reach = text + " " * apart + char["text"], char["x1"]
        return text

    def filled(self, edges: Sequence[float]) -> frozenset[int]:
        """Numbers of the columns, given by their edges, in which the line has print."""
        columns = {bisect_right(edges, (c["x0"] + c["x1"]) / 2) - 1 for c in self.chars}
        return frozenset(column for column in columns if 0 <= column < len(edges) - 1)


def middle(char: Char) -> float:
    """The height of a character's middle in points from the top of the page."""
    return float(char["top"] + char["bottom"]) / 2


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """The characters as lines from top to bottom; those of one line overlap by half their height."""
    groups: list[tuple[float, list[Char]]] = []
    for char in sorted((c for c in chars if not c["text"].isspace()), key=middle):
        height = middle(char)
        if groups and height - groups[-1][0] < 0.45 * (char["bottom"] - char["top"]):
            groups[-1][1].append(char)
        else:
            groups.append((height, [char]))
    return [Line(tuple(sorted(group, key=lambda c: float(c["x0"])))) for _, group in groups]


def text_of(chars: list[Char]) -> str:
    """The text of characters, by lines."""
    return str(extract_text(chars, x_tolerance_ratio=WORD_GAP)).strip() if chars else ""
