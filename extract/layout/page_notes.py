"""Footnotes at the foot of a page, by their raised or small numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.layout.draft import Draft
from extract.layout.lines import Line

LOWER_PART = 0.35  # footnotes begin below this share of the page's height
SMALL = 0.92  # a footnote's own size beside the body, where its number is not raised


@dataclass
class Note:
    """One footnote: its number and its lines."""

    mark: str
    lines: list[Line]

    def draft(self) -> Draft:
        """The footnote as a block, its number taken off."""
        words = [word for line in self.lines for word in line.words]
        if words and words[0].text.strip(".)") == self.mark:
            words = words[1:]
        first = self.lines[0]
        return Draft("footnote", words=words, mark=self.mark, page=first.page, size=first.size)


def notes_of(lines: Sequence[Line], body: float, page_sizes: Sequence[tuple[float, float]]) -> list[Note]:
    """The footnotes of all pages: from the first line with a raised or small number down to the page's foot.

    On a page of several columns each column has its own.
    """
    notes: list[Note] = []
    frames: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        frames.setdefault(line.frame, []).append(line)
    for (page, _), printed in frames.items():
        lower = [line for line in printed if line.baseline > LOWER_PART * page_sizes[page - 1][1]]
        first = next((index for index, line in enumerate(lower) if _begins_notes(lower, index, body)), None)
        if first is None:
            continue
        for line in lower[first:]:
            mark = _mark(line, body)
            if mark:
                notes.append(Note(mark, [line]))
            else:
                notes[-1].lines.append(line)
    return notes


def _begins_notes(lower: Sequence[Line], index: int, body: float) -> bool:
    if not _mark(lower[index], body):
        return False
    raised = 0 in lower[index].marks
    return raised or all(line.size <= SMALL * body for line in lower[index:])


def _mark(line: Line, body: float) -> str | None:
    """The number that the line begins with, where it is printed as footnote numbers are."""
    if 0 in line.marks:
        return line.marks[0].text
    first = line.words[0]
    if first.text.strip(".)").isdigit() and len(first.text) <= 3 and line.size <= SMALL * body:
        return first.text.strip(".)")
    return None
