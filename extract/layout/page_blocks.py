"""Printed lines into blocks, by geometry: gaps, indents, weight and size.

A paragraph or list item goes on over a page break or a footnote where its sentence has not ended, or where the last
line is full and the next stands at the indent of its text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extract.document import Reading
from extract.layout.draft import MAX_HEADING_WORDS, Draft, begins_small, ends_sentence
from extract.layout.furniture import furniture_of
from extract.layout.labels import Label, Nesting, label_of
from extract.layout.lines import Line, lines_of
from extract.layout.ocr_labels import with_mended_labels
from extract.layout.page_notes import notes_of

INDENT_SLACK = 4.0  # points by which left edges of one block may differ
GAP = 1.3  # a gap of this many leadings starts a new block
HEADING_SIZE = 1.12  # a line this much larger than the body is a heading
SHORT_LINE = 0.75  # a paragraph's last line is short where it ends before this share of the measure
FULL_LINE = 0.9  # share of the measure that a line reaches before it counts as full


@dataclass
class Measures:
    """What is usual in the document, in points: body size, leading by size, right edge by page and column."""

    body: float
    leading: float
    right: dict[tuple[int, int], float]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Measures:
        """Measure the lines of a document."""
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
        body = sizes.most_common(1)[0][0] if sizes else 10.0
        steps = [
            below.baseline - line.baseline
            for line, below in pairwise(lines)
            if line.frame == below.frame and 0.9 * body <= below.baseline - line.baseline <= 2.2 * body
        ]
        rounded = Counter(round(step * 2) / 2 for step in steps)
        common = [step for step, count in rounded.items() if count >= 0.15 * len(steps)]
        leading = min(common) if common else median(steps) if steps else 1.2 * body
        right: dict[tuple[int, int], float] = {}
        for line in lines:
            right[line.frame] = max(right.get(line.frame, 0.0), line.x1)
        widest = median(right.values()) if right else 0.0
        return cls(body, leading, {frame: min(edge, widest + 20) for frame, edge in right.items()})


@dataclass
class _Open:
    """The block that the next line may go on with."""

    lines: list[Line]
    label: Label | None
    label_x: float
    text_x: float
    marks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


def page_drafts(reading: Reading) -> list[Draft]:
    """The blocks of a PDF's words in reading order; furniture and footnotes stand after the block they interrupt."""
    lines = with_mended_labels(lines_of(reading.words), reading.ocr_pages)
    apart = furniture_of(lines, reading.page_sizes)
    kept = [line for index, line in enumerate(lines) if index not in apart]
    measures = Measures.of(kept)
    notes = notes_of(kept, measures.body, reading.page_sizes)
    in_notes = {id(line) for note in notes for line in note.lines}
    nesting = Nesting()
    drafts: list[Draft] = []
    aside: list[Draft] = []
    current: _Open | None = None
    outside = {id(lines[index]) for index in apart}
    by_first = {id(note.lines[0]): note for note in notes}
    for line in lines:
        if id(line) in outside:
            aside.append(Draft("furniture", words=line.words, page=line.page, size=line.size))
        elif id(line) in in_notes:
            if id(line) in by_first:
                aside.append(by_first[id(line)].draft())
        elif current and _goes_on(current, line, measures):
            _extend(current, line)
        else:
            if current:
                drafts.append(_close(current, measures, nesting))
            drafts += aside
            aside = []
            current = _begin(line, current, measures)
    if current:
        drafts.append(_close(current, measures, nesting))
    return drafts + aside


def _begin(line: Line, before: _Open | None, measures: Measures) -> _Open:
    label = label_of(line.text)
    text_x = line.x0
    if label:
        taken = 0
        for word in line.words:
            if taken >= label.length:
                text_x = word.box[0]
                break
            taken += len(word.text) + 1
    return _Open([line], label, line.x0, text_x, [mark.text for mark in line.marks.values()])


def _extend(current: _Open, line: Line) -> None:
    if len(current.lines) == 1:
        current.text_x = min(current.text_x, line.x0) if line.frame == current.lines[-1].frame else current.text_x
    current.lines.append(line)
    current.marks += [mark.text for mark in line.marks.values()]


def _goes_on(current: _Open, line: Line, measures: Measures) -> bool:
    """Whether the line belongs to the open block."""
    last = current.lines[-1]
    full = last.x1 >= FULL_LINE * measures.right[last.frame] + (1 - FULL_LINE) * last.x0
    ended = ends_sentence(current.text)
    under_title = current.bold and not current.label and not line.bold
    apart = ended or not full or under_title or abs(line.x0 - current.text_x) > INDENT_SLACK
    new_item = label_of(line.text) is not None and apart
    if new_item or abs(line.size - last.size) > 1.2:
        return False
    if line.frame != last.frame:
        return _goes_on_overleaf(current, line, full, ended)
    gap = line.baseline - last.baseline
    if not 0 < gap <= GAP * _leading(current, measures):
        return False
    if not current.label:
        short = last.x1 < SHORT_LINE * measures.right[last.frame] + (1 - SHORT_LINE) * last.x0
        changes_weight = current.bold != line.bold and (ended or not full)
        if changes_weight or (short and ended and not begins_small(line.text)):
            return False
    return _indent_fits(current, line, full)


def _goes_on_overleaf(current: _Open, line: Line, full: bool, ended: bool) -> bool:
    """Whether a line at the top of a page or column goes on with the block at the foot of the one before."""
    if current.bold and not current.label and len(current.text.split()) <= MAX_HEADING_WORDS:
        return False
    if line.bold and not current.bold:
        return False
    at_text = abs(line.x0 - current.text_x) <= INDENT_SLACK
    if not ended:
        return begins_small(line.text) or (full and at_text)
    return full and at_text and bool(current.label) and current.text_x - current.label_x > INDENT_SLACK


def _indent_fits(current: _Open, line: Line, full: bool) -> bool:
    if abs(line.x0 - current.text_x) <= INDENT_SLACK:
        return True
    if len(current.lines) > 1:
        return line.x0 > current.text_x and current.bold and line.bold
    first_line_indent = line.x0 < current.text_x and full
    centred = current.bold and line.bold
    return first_line_indent or centred


def _leading(current: _Open, measures: Measures) -> float:
    """The distance of baselines within the block, or the document's where the block has one line."""
    size = current.lines[-1].size
    usual = measures.leading * max(size / measures.body, 1.0)
    steps = [below.baseline - line.baseline for line, below in pairwise(current.lines) if line.frame == below.frame]
    return min(*steps, usual * 1.15) if steps else usual


def _close(current: _Open, measures: Measures, nesting: Nesting) -> Draft:
    """The finished block, with its kind and its depth."""
    words = [word for line in current.lines for word in line.words]
    first = current.lines[0]
    draft = Draft("paragraph", words=words, marks=current.marks, page=first.page, size=first.size)
    if current.label:
        draft.kind, draft.label = "list_item", current.label.shown
        draft.level = nesting.level(current.label_x, current.label.shown)
        draft.words = _without_label(words, current.label)
    elif _is_heading(current, measures):
        draft.kind = "heading"
        nesting.close()
    elif not nesting.open or current.label_x <= nesting.open[0][0] + INDENT_SLACK:
        nesting.close()
    return draft


def _without_label(words: list, label: Label) -> list:  # type: ignore[type-arg]
    """The words after the label; a glyph glued to the first word is cut off."""
    taken = 0
    for index, word in enumerate(words):
        if taken >= label.length:
            return words[index:]
        rest = label.length - taken
        if len(word.text) > rest:
            return [word._replace(text=word.text[rest:]), *words[index + 1 :]]
        taken += len(word.text) + 1
    return []


def _is_heading(current: _Open, measures: Measures) -> bool:
    count = len(current.text.split())
    if count > MAX_HEADING_WORDS or not any(c.isalpha() for c in current.text):
        return False
    large = current.lines[0].size >= HEADING_SIZE * measures.body
    return (current.bold or large) and not current.text.rstrip().endswith((".", ";", ","))
