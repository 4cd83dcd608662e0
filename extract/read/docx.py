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
from docx.oxml import parse_xml
from docx.package import Package
from lxml.etree import LxmlError

from extract.document import Paragraph, Reading, Warning
from extract.errors import NoTextError, UnreadableError
from extract.layout.labels import Nesting
from extract.read.docx_runs import Runs, runs_of
from extract.read.docx_styles import Styles
from extract.read.docx_tables import row_cells, table_of, table_rows
from extract.read.numbering import ListLabel, Numbering, W, number, value
from extract.read.office import check_package
from extract.read.typed_labels import with_typed_label

INDENT = 18.0  # points that a list level is indented, as Word's own lists are
_WRAPPERS = (W + "sdtContent", W + "customXml", W + "smartTag", W + "ins", W + "moveTo")
_BROKEN = (PackageNotFoundError, LxmlError, zipfile.BadZipFile, zlib.error, AttributeError, KeyError, ValueError,
           OSError, NotImplementedError)  # fmt: skip

_MESSAGES = {
    "tracked_changes": "The document holds tracked changes; it was read as if all of them were accepted.",
    "hidden_text": "The document holds hidden text, which was left out.",
    "contents_list": "The table of contents was left out.",
}


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
        self.body = _root(part).find(W + "body")
        self.styles = Styles(_related(part, "styles"))
        self.numbering = Numbering(_related(part, "numbering"), self.styles.numbering_lists())
        self.notes = {kind: _notes(_related(part, f"{kind}s"), kind) for kind in ("footnote", "endnote")}
        self.nesting = Nesting()
        self.cited = 0
        self.tracked = self.hidden = self.contents = False

    def paragraphs(self) -> list[Paragraph]:
        return list(self.blocks(self.body)) if self.body is not None else []

    def blocks(self, parent: Any) -> Iterator[Paragraph]:
        """The paragraphs and tables right under an element, with those of content controls and text boxes."""
        for child in parent:
            if child.tag == W + "p":
                yield from self.paragraph(child)
            elif child.tag == W + "tbl":
                yield from self.table(child)
            elif child.tag == W + "sdt":
                yield from self.blocks(child)
            elif child.tag in _WRAPPERS:
                self.tracked = self.tracked or child.tag == W + "ins"
                yield from self.blocks(child)

    def paragraph(self, element: Any) -> Iterator[Paragraph]:
        runs = runs_of(element, self.styles).stripped()
        self.see(runs)
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle") or self.styles.default
        name = self.styles.name(style)
        if name.casefold().startswith("toc ") and runs.text:
            self.contents = True
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
            tied = from_style[1] or str(self.numbering.level_of_style(num_id, from_style[2]))
            level = level or tied
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

    def see(self, runs: Runs) -> None:
        """Keep in mind what the reader of the result should know."""
        self.tracked = self.tracked or runs.tracked
        self.hidden = self.hidden or runs.hidden

    def note_texts(self, runs: Runs) -> Iterator[str]:
        for kind, key in runs.notes:
            note = self.notes[kind].get(key)
            if note is not None:
                text = " ".join(t for t in (self.seen_text(p) for p in note.iter(W + "p")) if t)
                if text:
                    yield text

    def seen_text(self, paragraph: Any) -> str:
        runs = runs_of(paragraph, self.styles).stripped()
        self.see(runs)
        return runs.text

    def note_paragraphs(self, notes: tuple[str, ...]) -> Iterator[Paragraph]:
        """The notes as paragraphs of their own, numbered as they are cited."""
        for text in notes:
            self.cited += 1
            yield Paragraph(text=text, style="footnote", label=str(self.cited))

    def table(self, element: Any) -> Iterator[Paragraph]:
        """A table; one whose rows all have a single cell is only a frame around paragraphs."""
        rows = list(table_rows(element))
        self.tracked = self.tracked or element.find(f"{W}tr/{W}trPr/{W}del") is not None
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
        for paragraph in cell.iter(W + "p"):
            runs = runs_of(paragraph, self.styles)
            self.see(runs)
            notes += self.note_texts(runs)
            properties = paragraph.find(W + "pPr")
            listed = self.label(properties, value(properties, "pStyle") or self.styles.default)
            text = "\n".join(line.strip() for line in runs.text.replace("\u00a0", " ").replace("\t", " ").split("\n"))
            label = listed.shown if listed else None
            line = " ".join(part for part in (label, text.strip()) if part)
            if line and line != "-":
                lines.append(line)
                bold += sum(b - a for a, b in runs.bold)
        text = "\n".join(lines)
        return text, bool(text) and bold >= 0.9 * len(text)

    def warnings(self) -> Iterator[Warning]:
        seen = {"tracked_changes": self.tracked, "hidden_text": self.hidden, "contents_list": self.contents}
        for code, happened in seen.items():
            if happened:
                yield Warning(code=code, message=_MESSAGES[code])


def _root(part: Any) -> Any:
    """The element of a part; parts that python-docx does not know by their type come as bytes."""
    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)


def _related(part: Any, name: str) -> Any:
    """The root element of a related part ("styles", "numbering", "footnotes"), None where there is none."""
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{name}"):
            return _root(relation.target_part)
    return None


def _notes(root: Any, kind: str) -> dict[str, Any]:
    """The notes by their ids, without the separators that Word keeps among them."""
    if root is None:
        return {}
    return {n.get(W + "id", ""): n for n in root.iter(W + kind) if n.get(W + "type") in (None, "normal")}


def _indented(properties: Any) -> bool:
    return properties is not None and properties.find(W + "ind") is not None
