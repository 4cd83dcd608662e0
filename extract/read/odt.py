"""OpenDocument texts into paragraphs: list labels, headings, bold, footnotes, tables and text boxes.

Changes that were tracked stand outside the text in this format, which is therefore read as accepted.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from extract.document import Cell, Paragraph, Reading, Row, Table, Warning
from extract.errors import NoTextError, UnreadableError
from extract.layout.labels import Nesting
from extract.read.line import Line
from extract.read.numbering import number
from extract.read.odf import DRAW, FO, OFFICE, STYLE, TABLE, TEXT, Package, count
from extract.read.odt_lists import Lists
from extract.read.told import MESSAGES
from extract.read.typed_labels import with_typed_label

INDENT = 18.0  # points that a list is indented within another
MAX_COLUMNS = 1000
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
_BLANKS = frozenset((TEXT + "s", TEXT + "tab", TEXT + "line-break"))
_TOLD = {
    TEXT + "tracked-changes": "tracked_changes",
    TEXT + "table-of-content": "contents_list",
    OFFICE + "annotation": "comments",
    TEXT + "hidden-text": "hidden_text",
}
_ROW_GROUPS = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
_BROKEN = (etree.LxmlError, zipfile.BadZipFile, zlib.error, AttributeError, LookupError, ValueError, TypeError,
           OSError, NotImplementedError, RecursionError)  # fmt: skip


def read_odt(path: Path, sha256: str) -> Reading:
    """The paragraphs of a text in reading order, tables standing among them.

    Raises UnreadableError for a damaged or protected file, NoTextError for one without text.
    """
    try:
        package = Package(path)
        walker = _Walker(package)
        paragraphs = list(walker.blocks(package.content.find(f"{OFFICE}body/{OFFICE}text")))
    except _BROKEN as error:
        raise UnreadableError(
            f"{path.name}: the file is damaged and cannot be opened ({type(error).__name__}); "
            "open it in LibreOffice and save it again."
        ) from error
    if not any(p.text or p.table for p in paragraphs):
        raise NoTextError(
            f"{path.name}: the document holds no text, perhaps only pictures; save it as a PDF that has a text layer."
        )
    styled = next((p.text for p in paragraphs if p.style == "Title"), None)
    return Reading(
        file=path.name, sha256=sha256, media="odt", paragraphs=tuple(paragraphs),
        tables=tuple(p.table for p in paragraphs if p.table), title=styled or package.title.strip() or None,
        warnings=tuple(Warning(code=code, message=told) for code, told in MESSAGES.items() if code in walker.seen),
    )  # fmt: skip


class _Walker:
    """One pass through a text; lists count on from paragraph to paragraph."""

    def __init__(self, package: Package) -> None:
        self.styles = package.styles
        self.lists = Lists([part for part in (package.style_part, package.content) if part is not None])
        self.nesting = Nesting()
        self.seen: set[str] = set()
        self.cited = 0

    def blocks(self, parent: Any) -> Iterator[Paragraph]:
        for child in parent:
            if child.tag in (TEXT + "p", TEXT + "h"):
                yield from self.paragraph(child)
            elif child.tag == TEXT + "list":
                yield from self.items(child)
            elif child.tag == TABLE + "table":
                yield from self.table(child)
            elif child.tag == TEXT + "section" and child.get(TEXT + "display") == "none":
                self.seen.add("hidden_text")
            elif child.tag in (TEXT + "section", DRAW + "text-box"):
                yield from self.blocks(child)
            elif child.tag in _TOLD:
                self.seen.add(_TOLD[child.tag])

    def items(self, element: Any, style: str | None = None, depth: int = 0) -> Iterator[Paragraph]:
        """A list; one within it keeps its style unless it says its own."""
        style = element.get(TEXT + "style-name") or style
        if (
            depth == 0
            and element.get(TEXT + "continue-numbering") != "true"
            and not element.get(TEXT + "continue-list")
        ):
            self.lists.begin(style)
        for item in element:
            label = None
            for child in item:
                if child.tag == TEXT + "list":
                    yield from self.items(child, style, depth + 1)
                elif child.tag in (TEXT + "p", TEXT + "h"):
                    if item.tag == TEXT + "list-item" and child.getprevious() is None:
                        label = self.lists.label(style, depth, item.get(TEXT + "start-value"))
                    yield from self.paragraph(child, label, depth + 1)
                    label = None

    def paragraph(self, element: Any, label: str | None = None, depth: int = 0) -> Iterator[Paragraph]:
        style = element.get(TEXT + "style-name")
        line, notes, boxes = Line(), [], []  # type: tuple[Line, list[Any], list[Any]]
        self.characters(element, line, notes, boxes, self.styles.bold("paragraph", style))
        text, bold = line.taken()
        told = tuple(note for note in map(self.note, notes) if note)
        if text:
            titled = any(s.get(STYLE + "name") == "Title" for s in self.styles.chain("paragraph", style))
            heading = number(element.get(TEXT + "outline-level"), 1) if element.tag == TEXT + "h" else None
            found = Paragraph(text=text, style="Title" if titled else "", heading_level=1 if titled else heading,
                              bold=bold, footnotes=told)  # fmt: skip
            yield self.in_list(found, label, depth)
        yield from self.note_paragraphs(told)
        for box in boxes:
            yield from self.blocks(box)

    def in_list(self, found: Paragraph, label: str | None, depth: int) -> Paragraph:
        """The paragraph with its label and depth; a label that was typed in is taken out of the text."""
        if found.heading_level is not None:
            self.nesting.close()
            return found
        edge = INDENT * max(depth - 1, 0)
        if label is not None:
            return found.model_copy(update={"label": label, "level": self.nesting.level(edge, label)})
        typed = with_typed_label(found, self.nesting, edge)
        if typed is None and not depth and not found.text[:1].islower():
            self.nesting.close()
        return typed or found

    def characters(self, element: Any, line: Line, notes: list[Any], boxes: list[Any], bold: bool) -> None:
        """What an element shows; the notes and text boxes that are anchored in it are kept for later."""
        line.add(element.text, bold)
        for child in element:
            if child.tag == TEXT + "note":
                notes.append(child)
            elif child.tag == DRAW + "text-box":
                boxes.append(child)
            elif child.tag in _TOLD:
                self.seen.add(_TOLD[child.tag])
            elif child.tag in _BLANKS:
                line.add(" ", bold)
            else:
                own = child.get(TEXT + "style-name") if child.tag == TEXT + "span" else None
                weight = self.styles.said("text", own, "text", FO + "font-weight")
                self.characters(child, line, notes, boxes, bold if weight is None else self.styles.bold("text", own))
            line.add(child.tail, bold)

    def note(self, note: Any) -> str:
        """The text of a footnote or endnote."""
        return " ".join(p.text for p in self.blocks(note.find(TEXT + "note-body")) if p.text)

    def note_paragraphs(self, told: tuple[str, ...]) -> Iterator[Paragraph]:
        """The notes as paragraphs of their own, numbered as they are cited."""
        for text in told:
            self.cited += 1
            yield Paragraph(text=text, style="footnote", label=str(self.cited))

    def table(self, element: Any) -> Iterator[Paragraph]:
        """A table; one whose rows all have a single cell is only a frame around paragraphs."""
        rows = list(_rows(element))
        if all(len(list(row.iterchildren(*_CELLS))) == 1 for row in rows):
            for row in rows:
                for cell in row:
                    yield from self.blocks(cell)
            return
        self.nesting.close()
        notes: list[str] = []
        grid = [[self.cell(cell, notes) for cell in _spread(row)] for row in rows]
        width = max(map(len, grid), default=0)
        table = Table(rows=tuple(Row(cells=(*cells, *[Cell()] * (width - len(cells)))) for cells in grid))
        if any(cell.text for row in table.rows for cell in row.cells):
            yield Paragraph(text="", table=table, footnotes=tuple(notes))
            yield from self.note_paragraphs(tuple(notes))

    def cell(self, cell: Any, notes: list[str]) -> Cell:
        """A cell with its lines, their list labels, and its spans."""
        if cell.tag == TABLE + "covered-table-cell":
            return Cell(merged=True)
        before = self.cited
        inside = list(self.blocks(cell))
        self.cited = before
        notes += [p.text for p in inside if p.style == "footnote"]
        lines = [p for p in inside if p.style != "footnote"]
        nested = (c.text for p in lines if p.table for row in p.table.rows for c in row.cells)
        text = "\n".join(filter(None, (*(" ".join(filter(None, (p.label, p.text))) for p in lines), *nested)))
        bold = sum(b - a for p in lines for a, b in p.bold)
        fill = self.styles.colour("table-cell", cell.get(TABLE + "style-name"), "table-cell", FO + "background-color")
        return Cell(
            text=text, fill=fill, bold=bool(text) and bold >= 0.9 * sum(len(p.text) for p in lines),
            row_span=count(cell, TABLE + "number-rows-spanned"),
            column_span=count(cell, TABLE + "number-columns-spanned"),
        )  # fmt: skip


def _rows(element: Any) -> Iterator[Any]:
    """The rows of a table, those of its head too."""
    for child in element:
        if child.tag == TABLE + "table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _spread(row: Any) -> Iterator[Any]:
    """The cells of a row, each as often as it repeats."""
    places = 0
    for cell in row.iterchildren(*_CELLS):
        times = min(count(cell, TABLE + "number-columns-repeated"), MAX_COLUMNS - places)
        places += times
        yield from [cell] * times
