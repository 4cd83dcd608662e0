"""The elements of a web page into paragraphs: headings, list items, tables and footnotes in reading order."""

from __future__ import annotations

import re
from typing import Any

from extract.document import Paragraph
from extract.layout.labels import Nesting
from extract.read.html_lists import labels_of
from extract.read.html_notes import Note, Notes
from extract.read.html_parts import BLOCKS, HEADINGS, Page
from extract.read.html_tables import is_frame, table_of
from extract.read.line import Line
from extract.read.typed_labels import with_typed_label

INDENT = 18.0  # points that a list is indented within another
_BOLD = frozenset(("b", "strong", "th", "dt"))
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.I)


class Walker:
    """One pass through a page; lists count on from block to block."""

    def __init__(self, page: Page, notes: Notes, around: Walker | None = None) -> None:
        """`around` walks through the table in one of whose cells this walk begins."""
        self.page = page
        self.notes = notes
        self.in_cell = around is not None
        self.printed: set[Any] = around.printed if around else set()
        """The notes that already stand as paragraphs of their own."""
        self.nesting = Nesting()
        self.paragraphs: list[Paragraph] = []
        self.line = Line()
        self.cited: list[Note] = []
        self.depth = 0
        self.pending: str | None = None
        """The label of the list item whose first text has not come yet."""

    def walk(self, element: Any) -> list[Paragraph]:
        """The paragraphs of an element and all in it."""
        self._inside(element, bold=False)
        self._close()
        return self.paragraphs

    def _inside(self, element: Any, bold: bool) -> None:
        self.line.add(element.text, bold)
        for child in element:
            if not self.page.left_out(child) and child not in self.notes.containers:
                self._element(child, bold)
            self.line.add(child.tail, bold)

    def _element(self, element: Any, bold: bool) -> None:
        tag = element.tag
        if element in self.notes.marks:
            self.cited.append(self.notes.marks[element])
        elif tag == "br":
            self.line.end_line()
            if self.in_cell or self.line.breaks > 1:
                self._close()
        elif tag in HEADINGS:
            self._block(element, bold=False, heading=HEADINGS[tag])
        elif tag in ("ol", "ul", "menu", "dir"):
            self._close()
            self._list(element, bold)
        elif tag == "table":
            self._close()
            self._table(element)
        elif tag in BLOCKS:
            self._block(element, _is_bold(element, bold))
        else:
            self._inside(element, _is_bold(element, bold))

    def _block(self, element: Any, bold: bool, heading: int | None = None) -> None:
        self._close()
        self._inside(element, bold)
        self._close(heading)

    def _close(self, heading: int | None = None) -> None:
        """End the paragraph: what was gathered is one, with its label and the notes that it cites."""
        text, bold = self.line.taken()
        cited, self.cited, self.line = self.cited, [], Line()
        if text:
            notes = tuple(note for note in map(self._note_text, cited) if note)
            found = Paragraph(text=text, bold=bold, heading_level=heading, footnotes=notes)
            self.paragraphs.append(self._in_list(found))
        for note in cited:
            self._note_paragraph(note)

    def _in_list(self, found: Paragraph) -> Paragraph:
        """The paragraph with its label and depth; a label that was typed in stands for the list's own."""
        pending, self.pending = self.pending, None
        if found.heading_level is not None:
            self.nesting.close()
            return found
        edge = INDENT * max(self.depth - 1, 0)
        typed = with_typed_label(found, self.nesting, edge)
        if typed is not None:
            return typed
        if pending is not None:
            return found.model_copy(update={"label": pending, "level": self.nesting.level(edge, pending)})
        if not self.depth and not found.text[:1].islower():
            self.nesting.close()
        return found

    def _list(self, element: Any, bold: bool) -> None:
        """The items of a list in order, and what stands between them against the rules."""
        labels = dict(labels_of(element))
        self.depth += 1
        for child in element:
            if self.page.left_out(child) or child in self.notes.containers:
                continue
            self.pending = labels.get(child)
            self._close()
            self._element(child, bold)  # a list that stands right in a list is one within it
            self._close()
            self.pending = None
        self.depth -= 1

    def _table(self, element: Any) -> None:
        """A table; one that only lays out the page is read as what stands in it."""
        if is_frame(element):
            self._inside(element, bold=False)
            self._close()
            return
        for caption in element.findall("caption"):
            self._block(caption, bold=True)
        self.nesting.close()
        cited: list[Paragraph] = []
        table = table_of(element, lambda cell: self._cell_text(cell, cited), self.page.left_out)
        notes = tuple(paragraph.text for paragraph in cited)
        if table is not None:
            self.paragraphs.append(Paragraph(text="", table=table, footnotes=notes))
        self.paragraphs += cited

    def _cell_text(self, cell: Any, cited: list[Paragraph]) -> tuple[str, bool]:
        """A cell's lines with their list labels, and whether all of it is bold."""
        found = Walker(self.page, self.notes, around=self).walk(cell)
        cited += [paragraph for paragraph in found if paragraph.style == "footnote"]
        lines = [p for p in found if p.style != "footnote"]
        text = "\n".join(" ".join(part for part in (p.label, p.text) if part) for p in lines)
        bold = sum(b - a for p in lines for a, b in p.bold)
        return text, bool(text) and (cell.tag == "th" or bold >= 0.9 * sum(len(p.text) for p in lines))

    def _note_text(self, note: Note) -> str:
        """The text of a footnote, without the links that lead back to its mark."""
        line = Line()
        self._add_note(note.container, line)
        return line.taken()[0]

    def _add_note(self, element: Any, line: Line) -> None:
        line.add(element.text, bold=False)
        for child in element:
            if not self.page.left_out(child) and not self.notes.is_way_back(child):
                self._add_note(child, line)
            line.add(" " if child.tag in BLOCKS else None, bold=False)
            line.add(child.tail, bold=False)

    def _note_paragraph(self, note: Note) -> None:
        text = self._note_text(note)
        if text and note.container not in self.printed:
            self.printed.add(note.container)
            self.paragraphs.append(Paragraph(text=text, style="footnote", label=note.number))


def _is_bold(element: Any, bold: bool) -> bool:
    """Whether text in the element is bold, by its name or its own style."""
    weight = _WEIGHT.search(element.get("style", ""))
    if weight:
        said = weight[1].lower()
        return said in ("bold", "bolder") or (said.isdigit() and int(said) >= 600)
    return bold or element.tag in _BOLD
