"""Words of a page into printed lines, with footnote marks told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extract.document import Word
from extract.layout.columns import column_edges, in_columns

MARK_SIZE = 0.9  # a raised mark is set at most this large beside its line
BASELINE_SLACK = 2.0  # points


@dataclass
class Line:
    """One printed line: its words from left to right; lengths in points from the top left of the page."""

    page: int
    words: list[Word]
    column: int = 0
    """The column of running text that it stands in, counted from 1; 0 on a page without columns."""
    marks: dict[int, Word] = field(default_factory=dict)
    """Raised footnote marks, by the number of words before them."""

    @cached_property
    def text(self) -> str:
        """The words joined by single spaces, marks left out."""
        return " ".join(word.text for word in self.words)

    @property
    def frame(self) -> tuple[int, int]:
        """Page and column: lines follow each other downwards only within one."""
        return self.page, self.column

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].box[0]

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return max(word.box[2] for word in self.words)

    @property
    def baseline(self) -> float:
        """Distance of the baseline from the top of the page."""
        return self.words[-1].baseline

    @cached_property
    def size(self) -> float:
        """Commonest font size, by characters."""
        sizes: Counter[float] = Counter()
        for word in self.words:
            sizes[word.size] += len(word.text)
        return sizes.most_common(1)[0][0]

    @cached_property
    def bold(self) -> bool:
        """True where every word with a letter in it is bold."""
        lettered = [word for word in self.words if any(c.isalpha() for c in word.text)]
        return bool(lettered) and all(word.bold for word in lettered)

    def columns(self, gap: float) -> list[list[Word]]:
        """The words split where the space between two is wider than `gap` points."""
        parts = [[self.words[0]]]
        for before, word in zip(self.words, self.words[1:], strict=False):
            if word.box[0] - before.box[2] > gap:
                parts.append([])
            parts[-1].append(word)
        return parts


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines of a document, page by page from top to bottom; hidden words are left out."""
    pages: dict[int, list[Word]] = {}
    for word in words:
        if not word.hidden:
            pages.setdefault(word.page, []).append(word)
    return [line for number in sorted(pages) for line in _page_lines(number, pages[number])]


def _page_lines(page: int, words: Sequence[Word]) -> list[Line]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.baseline, w.box[0])):
        if rows and abs(word.baseline - rows[-1][0].baseline) <= BASELINE_SLACK:
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda w: w.box[0])
    edges = column_edges(rows)
    if not edges:
        return _with_marks([Line(page, row) for row in rows])
    runs = in_columns(rows, edges)
    return [line for run in runs for line in _with_marks([Line(page, row, column) for column, row in run])]


def _with_marks(lines: list[Line]) -> list[Line]:
    """Move raised numbers into the line that they stand in."""
    kept: list[Line] = []
    for index, line in enumerate(lines):
        below = lines[index + 1] if index + 1 < len(lines) else None
        if below and _raised(line, below):
            for word in line.words:
                before = sum(other.box[0] < word.box[0] for other in below.words)
                below.marks[before] = word
        else:
            kept.append(line)
    return kept


def _raised(line: Line, below: Line) -> bool:
    """True for a line of nothing but small numbers set a little above the next line."""
    lift = below.baseline - line.baseline
    body = below.size
    return 0 < lift < 0.7 * body and all(
        word.size <= MARK_SIZE * body and word.text.strip("[](),;. ").isdigit() for word in line.words
    )
