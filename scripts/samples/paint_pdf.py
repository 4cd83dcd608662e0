"""Elements painted as a PDF with a text layer. The same elements give the same bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    LongTable,
    PageBreak,
    PageTemplate,
    Paragraph,
)

from scripts.samples.elements import Break, Element, Grid, Heading, Item, Look, runs_of

FACES = {
    "Helvetica": ("Helvetica", "Helvetica-Bold"),
    "Times": ("Times-Roman", "Times-Bold"),
}
TAGS = {"bold": "b", "italic": "i"}
GRID_SIZE = 8.0
NOTE_SIZE = 8.0
ROOM_UNDER_HEADING = 76  # points that must be left on the page, or the heading goes to the next
WIDE_LABEL = 9  # more room for labels of two digits


def pdf_of(elements: Sequence[Element], look: Look, title: str) -> bytes:
    """The document as PDF bytes; `title` is its metadata title."""
    return _Painter(look, title).paint(elements)


class _Painter:
    def __init__(self, look: Look, title: str) -> None:
        self.look, self.title = look, title
        self.face, self.bold = FACES[look.font]
        self.page = landscape(A4) if look.landscape else A4
        self.notes: dict[str, str] = {}  # footnotes by their marks
        self.marks: dict[int, list[str]] = defaultdict(list)  # the marks that were drawn, by page
        self.body = ParagraphStyle(
            "body",
            fontName=self.face,
            fontSize=look.size,
            leading=look.size * look.leading,
            spaceAfter=look.gap,
            alignment=TA_JUSTIFY if look.justified else TA_LEFT,
        )

    def paint(self, elements: Sequence[Element]) -> bytes:
        out = BytesIO()
        width, height = self.page
        margin, foot = self.look.margin, self.look.margin + self.look.foot_room
        document = BaseDocTemplate(out, pagesize=self.page, title=self.title, author="Clausemap samples", invariant=1)
        frame = Frame(margin, foot, width - 2 * margin, height - margin - foot, 0, 0, 0, 0)
        template = PageTemplate("page", [frame], onPage=self.draw_edges, onPageEnd=self.draw_notes)
        document.addPageTemplates([template])
        document.build([flowable for element in elements for flowable in self.flowables(element)])
        return out.getvalue()

    def flowables(self, element: Element) -> list[Any]:
        if isinstance(element, Break):
            return [PageBreak()]
        if isinstance(element, Heading):
            return [
                CondPageBreak(ROOM_UNDER_HEADING),
                Paragraph(self.markup(element.text), self.heading(element.level)),
            ]
        if isinstance(element, Grid):
            return [self.table(element)]
        self.notes.update(element.notes)
        if isinstance(element, Item):
            return [self.item(element)]
        style = ParagraphStyle("para", parent=self.body, leftIndent=element.depth * self.look.indent)
        return [Paragraph(self.markup(element.text), style)]

    def markup(self, text: str) -> str:
        return "".join(_tagged(piece, style) for piece, style in runs_of(text))

    def heading(self, level: int) -> ParagraphStyle:
        size = self.look.heading_size + (6 if level == 0 else 2 if level == 1 else 0)
        return ParagraphStyle(
            f"heading{level}",
            fontName=self.bold,
            fontSize=size if level < 3 else self.look.size,
            leading=size * 1.25,
            spaceBefore=self.look.gap * 1.5,
            spaceAfter=self.look.gap,
        )

    def item(self, element: Item) -> Paragraph:
        left = (element.depth + 1) * self.look.indent
        label = element.label
        if element.style in ("bullet", "dash"):
            label = self.look.bullets[min(element.depth, len(self.look.bullets) - 1)]
        square = label == "■"
        style = ParagraphStyle(
            "item",
            parent=self.body,
            leftIndent=left + WIDE_LABEL * (element.style in ("number", "typed") and element.depth == 0),
            bulletIndent=left - self.look.indent,
            bulletFontName="ZapfDingbats" if square else self.face,
            bulletFontSize=self.look.size * (0.8 if square else 1),
        )
        return Paragraph(self.markup(element.text), style, bulletText="n" if square else label)

    def table(self, grid: Grid) -> LongTable:
        cell = ParagraphStyle("cell", fontName=self.face, fontSize=GRID_SIZE, leading=GRID_SIZE * 1.2, splitLongWords=0)
        strong = ParagraphStyle("strong", parent=cell, fontName=self.bold)
        columns = len(grid.widths)
        rows: list[list[Any]] = [[Paragraph(self.markup(text), strong) for text in row] for row in grid.head]
        styles: list[Any] = [
            ("GRID", (0, 0), (-1, -1), 0.5, black),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        if grid.head:
            styles.append(("BACKGROUND", (0, 0), (-1, len(grid.head) - 1), HexColor("#D9E2EC")))
        styles += [("SPAN", (first, row), (last, row)) for row, first, last in grid.spans]
        for number, row in enumerate(grid.rows, len(grid.head)):
            if len(row) == 1:
                styles += [
                    ("SPAN", (0, number), (-1, number)),
                    ("BACKGROUND", (0, number), (-1, number), HexColor("#EEEEEE")),
                ]
                rows.append([Paragraph(self.markup(row[0]), strong), *[""] * (columns - 1)])
            else:
                rows.append([Paragraph(self.markup(text).replace("\n", "<br/>"), cell) for text in row])
        for (number, column), colour in grid.fills.items():
            place = (column, number + len(grid.head))
            styles.append(("BACKGROUND", place, place, HexColor(f"#{colour}")))
        room = self.page[0] - 2 * self.look.margin
        widths = [room * width / sum(grid.widths) for width in grid.widths]
        repeat = len(grid.head) if grid.repeat_head else 0
        return LongTable(rows, colWidths=widths, style=styles, repeatRows=repeat, spaceAfter=self.look.gap * 2)

    def draw_edges(self, canvas: Canvas, _document: object) -> None:
        """The running head, the running foot and the page number."""
        width, height = self.page
        canvas.setNamedCB("draw_mark", self.mark)
        canvas.saveState()
        canvas.setFont(self.face, 8)
        if self.look.head:
            canvas.drawString(self.look.margin, height - 34, self.look.head)
        if self.look.foot:
            canvas.drawString(self.look.margin, 34, self.look.foot)
        if self.look.page_number:
            canvas.drawRightString(
                width - self.look.margin, 34, self.look.page_number.format(page=canvas.getPageNumber())
            )
        canvas.restoreState()

    def mark(self, canvas: Canvas, _kind: object, mark: str) -> None:
        """Called where a footnote's mark is drawn: the note belongs at the foot of that page."""
        self.marks[canvas.getPageNumber()].append(mark)

    def draw_notes(self, canvas: Canvas, _document: object) -> None:
        """The footnotes of the page under a short rule, lowest line first so that they stand on the foot margin."""
        marks = self.marks.get(canvas.getPageNumber(), [])
        if not marks:
            return
        room = self.page[0] - 2 * self.look.margin - 10
        lines = []
        for mark in marks:
            wrapped = simpleSplit(self.notes[mark], self.face, NOTE_SIZE, room)
            lines += [(mark if index == 0 else "", line) for index, line in enumerate(wrapped)]
        canvas.saveState()
        y = self.look.margin - 8 + (len(lines) - 1) * (NOTE_SIZE + 2)
        canvas.line(self.look.margin, y + NOTE_SIZE + 3, self.look.margin + 120, y + NOTE_SIZE + 3)
        for mark, line in lines:
            canvas.setFont(self.face, NOTE_SIZE * 0.7)
            canvas.drawString(self.look.margin, y + 2.5, mark)
            canvas.setFont(self.face, NOTE_SIZE)
            canvas.drawString(self.look.margin + (5 if mark else 0), y, line)
            y -= NOTE_SIZE + 2
        canvas.restoreState()


def _tagged(piece: str, style: str) -> str:
    """The piece in the tags of a reportlab paragraph; a footnote's mark also tells on which page it is drawn."""
    if style == "note":
        return f'<super>{piece}</super><onDraw name="draw_mark" label="{piece}"/>'
    tag = TAGS.get(style)
    return f"<{tag}>{escape(piece)}</{tag}>" if tag else escape(piece)
