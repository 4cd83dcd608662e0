"""What an engine saw on a page, put into printed rows with the baseline and the height of their letters.

Engines give boxes of ink only; where the profile of a row's ink rises and falls most, its small letters begin and end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.read.scan import Ink

PixelBox = tuple[int, int, int, int]
"""x0, top, x1, bottom in pixels from the top left of the picture."""

FAR = 1.0  # heights of a line between two words that may be of two cells
SAME_ROW = 0.4  # share of the lower height by which the middles of two lines of one row may differ
RULE = 0.95  # a row of pixels that is dark over this share of the words is a printed rule
WITHIN = 0.8  # or of the lower line that lies within the other: a label has no descenders
CAPITALS, EXTENT = 1.4, 1.45  # heights of capitals and of the tallest letters, in heights of small letters
SAME_HEIGHT = 0.12
SMALL_LETTERS = frozenset("acegmnopqrsuvwxyz")


class Seen(NamedTuple):
    """A word as an engine saw it; `line` names the engine's own line; `confidence` is 0 to 1."""

    text: str
    box: PixelBox
    confidence: float
    line: str


@dataclass
class Row:
    """The words on one baseline, from left to right; lengths in pixels."""

    words: list[Seen]
    baseline: float = 0.0
    height: float = 0.0
    """Height of the letters without ascenders, estimated where there are none."""
    extent: float = 0.0
    """The same, told from the height of the tallest letters."""

    @property
    def top(self) -> int:
        """Upper edge of the highest word."""
        return min(word.box[1] for word in self.words)

    @property
    def bottom(self) -> int:
        """Lower edge of the lowest word."""
        return max(word.box[3] for word in self.words)


def rows_of(seen: Iterable[Seen], ink: Ink) -> list[Row]:
    """The rows of a page from top to bottom; what has no ink is no word."""
    rows = _together(trimmed for word in seen if (trimmed := _trimmed(word, ink)))
    for row in rows:
        _measure(row, ink)
    _level(rows)
    return rows


def _trimmed(word: Seen, ink: Ink) -> Seen | None:
    """The word with its box drawn to its ink; None for one made up, or an upright rule of a table read as a letter."""
    x0, top, x1, bottom = word.box
    inked = np.flatnonzero(ink[max(top, 0) : bottom, max(x0, 0) : x1].any(axis=1))
    if not len(inked) or not word.text.strip("|¦"):
        return None
    return word._replace(box=(x0, max(top, 0) + int(inked[0]), x1, max(top, 0) + int(inked[-1]) + 1))


def _together(seen: Iterable[Seen]) -> list[Row]:
    """The engine's lines put together where they stand beside each other."""
    lines: dict[str, Row] = {}
    for word in seen:
        lines.setdefault(word.line, Row([])).words.append(word)
    rows: list[Row] = []
    parts = [part for line in lines.values() for part in _level_parts(line.words)]
    for line in sorted(parts, key=lambda row: row.top + row.bottom):
        near = next((row for row in reversed(rows[-3:]) if _beside(row, line)), None)
        if near:
            near.words += line.words
        else:
            rows.append(line)
    for row in rows:
        row.words.sort(key=lambda word: word.box[0])
    return rows


def _level_parts(words: Sequence[Seen]) -> list[Row]:
    """One line of the engine, parted where it jumps from a cell of a table to the next at another height."""
    parts: list[Row] = []
    for word in sorted(words, key=lambda w: w.box[0]):
        last = parts[-1] if parts else None
        far = last is not None and word.box[0] - last.words[-1].box[2] > FAR * (last.bottom - last.top)
        if last is None or (far and not _beside(last, Row([word]))):
            parts.append(Row([]))
        parts[-1].words.append(word)
    return parts


def _beside(row: Row, line: Row) -> bool:
    """True where two lines are level and do not stand over each other."""
    lower = min(row.bottom - row.top, line.bottom - line.top)
    apart = abs((row.top + row.bottom) - (line.top + line.bottom)) / 2
    common = min(row.bottom, line.bottom) - max(row.top, line.top)
    if apart > SAME_ROW * lower and common < WITHIN * lower:
        return False
    return not any(_overlap(a.box, b.box) for a in row.words for b in line.words)


def _overlap(a: PixelBox, b: PixelBox) -> bool:
    """True where two words share more than the fringe that engines leave around them."""
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.25 * min(a[2] - a[0], b[2] - b[0])


def _measure(row: Row, ink: Ink) -> None:
    """Set the baseline and the height of the row's letters by the profile of its ink."""
    top = max(row.top - 2, 0)
    profile: NDArray[np.float64] = np.zeros(min(row.bottom + 3, ink.shape[0]) - top)
    for word in row.words:
        profile += ink[top : top + len(profile), word.box[0] : word.box[2]].sum(axis=1)
    profile[profile > RULE * sum(word.box[2] - word.box[0] for word in row.words)] = 0
    if len(profile) < 6 or not profile.any():
        row.baseline, row.height = float(row.bottom), float(max(row.bottom - row.top, 1))
        row.extent = row.height
        return
    middle = min(int(np.average(np.arange(len(profile)), weights=profile)), len(profile) - 3)
    falls = profile[:-2] - profile[2:]
    low = middle + int(np.argmax(falls[middle:]))
    high = int(np.argmax(-falls[: middle + 1]))
    blank = np.flatnonzero(profile[: high + 1] == 0)
    highest = int(blank[-1]) + 1 if len(blank) else 0
    foot, head = _edge(falls, low), _edge(-falls, high)
    row.baseline, row.height = top + foot + 1.5, max(foot - head, 1.0)
    if _small_share(row) < 0.4:
        row.height /= CAPITALS
    tall = any(c.isdigit() or c.isupper() or c in "bdfhkl" for word in row.words for c in word.text)
    row.extent = (foot + 1.5 - highest) / EXTENT if tall else row.height


def _edge(change: NDArray[np.float64], at: int) -> float:
    """Where a profile changes most, between pixels: the middle of the change around its steepest row."""
    start = max(at - 2, 0)
    weights = np.clip(change[start : at + 3], 0, None)
    return float(np.average(np.arange(start, start + len(weights)), weights=weights))


def _small_share(row: Row) -> float:
    """Share of the letters and digits that are without ascenders."""
    letters = [c for word in row.words for c in word.text if c.isalnum()]
    return sum(c in SMALL_LETTERS for c in letters) / max(len(letters), 1)


def _level(rows: list[Row]) -> None:
    """Take a row for the page's usual height where either of its measures says so: one alone is easily mistaken."""
    counts: Counter[float] = Counter()
    for row in rows:
        counts[round(row.height)] += sum(len(word.text) for word in row.words)
    if not counts:
        return
    commonest = counts.most_common(1)[0][0]
    usual = float(np.median([row.height for row in rows if abs(row.height - commonest) <= 1]))
    for row in rows:
        if any(abs(height - usual) <= SAME_HEIGHT * usual for height in (row.height, row.extent)):
            row.height = usual
