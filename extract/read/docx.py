"""Word documents into paragraphs: list labels, headings, bold, footnotes, tables, text boxes and content controls.

python-docx opens the package; what it does not give (labels, footnotes, boxes, tracked changes) is read from the XML.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docx.package import Package
from lxml.etree import LxmlError

from extract.document import Paragraph, Reading, Warning
from extract.errors import NoTextError, UnreadableError
from extract.layout.labels import Nesting
from extract.read.bounds import MAX_PARAGRAPHS, refuse_more
from extract.read.docx_package import notes_of, related, root_of
from extract.read.docx_runs import Runs, ends_within, runs_of
from extract.read.docx_styles import Styles
from extract.read.docx_tables import is_tracked, row_cells, table_of, table_rows
from extract.read.numbering import ListLabel, Numbering, W, number, value
from extract.read.office import check_package
from extract.read.told import MESSAGES
from extract.read.typed_labels import with_typed_label

INDENT = 18.0  # points that a list level is indented, as Word's own lists are
_WRAPPERS = (W + "sdt", W + "sdtContent", W + "customXml", W + "smartTag", W + "ins", W + "moveTo")
_BROKEN = (PackageNotFoundError, LxmlError, zipfile.BadZipFile, zlib.error, AttributeError, KeyError, ValueError,
           OSError, NotImplementedError)  # fmt: skip


def read_docx(path: Path, sha256: str) -> Reading:
    """The paragraphs of a Word document in reading order, tables standing among them.

    Raises UnreadableError for a damaged or protected file, NoTextError for one without text.
    """
    check_package(path, "Word", "word/document.xml")
    try:
        package = Package.open(str(path))
        walker = _Walker(package.main_document_part)
        title = package.core_properties.title.strip()
    except _BROKEN as error:
        raise UnreadableError(
            f"{path.name}: the file is damaged and cannot be opened ({type(error).__name__}); "
            "open it in Word and save it again as .docx."
        ) from error
    refuse_more(path.name, walker.count(), MAX_PARAGRAPHS, "paragraphs")
    paragraphs = walker.paragraphs()
    if not any(p.text or p.table for p in paragraphs):
        raise NoTextError(
            f"{path.name}: the document holds no text, perhaps only pictures; save it as a PDF that has a text layer."
        )
    styled = next((p.text for p in paragraphs if p.style.casefold() == "title"), None)
    return Reading(
        file=path.name, sha256=sha256, media="docx", paragraphs=tuple(paragraphs),
        tables=tuple(p.table for p in paragraphs if p.table),
        title=styled or title or None, warnings=tuple(walker.warnings()),
    )  # fmt: skip


class _Walker:
    """One pass through the body; lists count on from paragraph to paragraph."""

    def __init__(self, part: Any) -> None:
        self.body = root_of(part).find(W + "body")
        self.styles = Styles(related(part, "styles"))
        self.numbering = Numbering(related(part, "numbering"), self.styles.numbering_lists())
        self.notes = {kind: notes_of(related(part, f"{kind}s"), kind) for kind in ("footnote", "endnote")}
        self.nesting = Nesting()
        self.cited = 0
        self.carried = Runs()
        """What a paragraph whose mark is gone hands on to the next."""
        self.told: set[str] = set()

    def count(self) -> int:
        """How many paragraphs there are, those in tables and boxes too."""
        return sum(1 for _ in self.body.iter(W + "p")) if self.body is not None else 0

    def paragraphs(self) -> list[Paragraph]:
        return [*self.blocks(self.body), *self.left_over()] if self.body is not None else []

    def blocks(self, parent: Any) -> Iterator[Paragraph]:
        """The paragraphs and tables right under an element, with those of content controls and text boxes."""
        for child in parent:
            if child.tag == W + "p":
                yield from self.paragraph(child)
            elif child.tag == W + "tbl":
                yield from self.table(child)
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child)
            elif child.tag == W + "altChunk":
                self.told.add("other_file")

    def paragraph(self, element: Any) -> Iterator[Paragraph]:
        runs = self.runs(element)
        if runs is None:
            return
        runs = runs.stripped()
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle") or self.styles.default
        name = self.styles.name(style)
        if name.casefold().startswith("toc ") and runs.text:
            self.told.add("contents_list")
            return
        listed = self.label(properties, style)
        if runs.text:
            found = Paragraph(text=runs.text, style=name, heading_level=self.heading_level(properties, style),
                              bold=tuple(runs.bold))  # fmt: skip
            notes = tuple(self.note_texts(runs))
            yield self.in_list(found, listed, properties).model_copy(update={"footnotes": notes})
            yield from self.note_paragraphs(notes)
        for box in runs.boxes:
            yield from self.blocks(box)

    def runs(self, element: Any) -> Runs | None:
        """What a paragraph shows, after what was handed on to it; None where it hands all on to the next."""
        runs = self.carried.followed_by(runs_of(element, self.styles))
        self.told |= runs.told
        self.carried = runs if ends_within(element) else Runs()
        return None if ends_within(element) else runs

    def left_over(self) -> Iterator[Paragraph]:
        """What was handed on and found no paragraph to go on in."""
        runs, self.carried = self.carried.stripped(), Runs()
        if runs.text:
            yield Paragraph(text=runs.text, bold=tuple(runs.bold))

    def heading_level(self, properties: Any, style: str | None) -> int | None:
        outline = value(properties, "outlineLvl")
        if outline is not None:
            return number(outline, 9) + 1 if number(outline, 9) < 9 else None
        return self.styles.heading_level(style)

    def label(self, properties: Any, style: str | None) -> ListLabel | None:
        """The label that the paragraph's list gives it; every call counts, so once a paragraph."""
        own = properties.find(W + "numPr") if properties is not None else None
        from_style = self.styles.list_of(style)
        num_id, level = value(own, "numId"), value(own, "ilvl")
        if num_id is None and from_style is not None:
            num_id = from_style[0]
            level = level or from_style[1] or str(self.numbering.level_of_style(num_id, from_style[2]))
        return self.numbering.label(num_id, number(level)) if num_id is not None else None

    def in_list(self, found: Paragraph, listed: ListLabel | None, properties: Any) -> Paragraph:
        """The paragraph with its label and depth; a label that was typed in is taken out of the text."""
        edge = number(properties.find(W + "ind").get(W + "left")) / 20 if _indented(properties) else 0.0
        if found.heading_level is not None:
            self.nesting.close()
            label = listed.shown if listed else None
            return found.model_copy(update={"label": label})
        if listed is not None and listed.shown:
            level = self.nesting.level(INDENT * listed.level, listed.shown)
            return found.model_copy(update={"label": listed.shown, "level": level})
        typed = with_typed_label(found, self.nesting, edge) if listed is None else None
        if typed is not None:
            return typed
        if not edge and not found.text[:1].islower():
            self.nesting.close()
        return found

    def note_texts(self, runs: Runs) -> Iterator[str]:
        for kind, key in runs.notes:
            note = self.notes[kind].get(key)
            if note is not None:
                text = " ".join(t for t in (self.seen_text(p) for p in note.iter(W + "p")) if t)
                if text:
                    yield text

    def seen_text(self, paragraph: Any) -> str:
        runs = runs_of(paragraph, self.styles).stripped()
        self.told |= runs.told
        return runs.text

    def note_paragraphs(self, notes: tuple[str, ...]) -> Iterator[Paragraph]:
        """The notes as paragraphs of their own, numbered as they are cited."""
        for text in notes:
            self.cited += 1
            yield Paragraph(text=text, style="footnote", label=str(self.cited))

    def table(self, element: Any) -> Iterator[Paragraph]:
        """A table; one whose rows all have a single cell is only a frame around paragraphs."""
        rows = list(table_rows(element))
        yield from self.left_over()
        if is_tracked(element):
            self.told.add("tracked_changes")
        if all(len(list(row_cells(row))) == 1 for row in rows):
            for row in rows:
                for cell in row_cells(row):
                    yield from self.blocks(cell)
            return
        notes: list[str] = []

        def cell_text(cell: Any) -> tuple[str, bool]:
            return self.cell_text(cell, notes)

        self.nesting.close()
        table = table_of(element, cell_text)
        if any(cell.text for row in table.rows for cell in row.cells):
            yield Paragraph(text="", table=table, footnotes=tuple(notes))
            yield from self.note_paragraphs(tuple(notes))

    def cell_text(self, cell: Any, notes: list[str]) -> tuple[str, bool]:
        """A cell's lines as shown, list labels and nested tables with them, and whether all of it is bold."""
        lines: list[str] = []
        bold = 0
        for paragraph in self.cell_paragraphs(cell):
            runs = self.runs(paragraph)
            if runs is None:
                continue
            notes += self.note_texts(runs)
            properties = paragraph.find(W + "pPr")
            listed = self.label(properties, value(properties, "pStyle") or self.styles.default)
            text = "\n".join(line.strip() for line in runs.text.replace("\u00a0", " ").replace("\t", " ").split("\n"))
            label = listed.shown if listed else None
            line = " ".join(part for part in (label, text.strip()) if part)
            if line and line != "-":
                lines.append(line)
                bold += sum(b - a for a, b in runs.bold)
        lines += [paragraph.text for paragraph in self.left_over()]
        text = "\n".join(lines)
        return text, bool(text) and bold >= 0.9 * len(text)

    def cell_paragraphs(self, parent: Any) -> Iterator[Any]:
        """The `w:p` of a cell in reading order, those of nested tables, content controls and text boxes too."""
        for child in parent:
            if child.tag == W + "p":
                yield child
                boxed = next(child.iter(W + "txbxContent"), None) is not None
                for box in runs_of(child, self.styles).boxes if boxed else ():
                    yield from self.cell_paragraphs(box)
            elif child.tag == W + "tbl":
                for cell in (cell for row in table_rows(child) for cell in row_cells(row)):
                    yield from self.cell_paragraphs(cell)
            elif child.tag in _WRAPPERS:
                yield from self.cell_paragraphs(child)

    def warnings(self) -> Iterator[Warning]:
        for code, message in MESSAGES.items():
            if code in self.told:
                yield Warning(code=code, message=message)


def _indented(properties: Any) -> bool:
    return properties is not None and properties.find(W + "ind") is not None
