"""Elements painted as a Word file, with true headings, list numbering and footers, or with typed ones."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.table import _Cell

from scripts.samples.docx_footnotes import add_footnotes, footnote_reference
from scripts.samples.elements import Break, Element, Grid, Heading, Item, Look, Para, runs_of
from scripts.samples.stamp import without_clock

FONTS = {"Helvetica": "Arial", "Times": "Times New Roman"}
FORMATS = {
    "number": ("decimal", "%{level}."),
    "letter": ("lowerLetter", "%{level}."),
    "letter_paren": ("lowerLetter", "(%{level})"),
    "roman": ("lowerRoman", "(%{level})"),
    "bullet": ("bullet", "•"),
    "dash": ("bullet", "–"),
}


def docx_of(elements: Sequence[Element], look: Look, title: str) -> bytes:
    """The document as DOCX bytes; `title` is its metadata title."""
    return _Painter(look, title).paint(elements)


class _Painter:
    def __init__(self, look: Look, title: str) -> None:
        self.look = look
        self.document: Any = docx.Document()
        self.document.core_properties.title = title
        self.document.core_properties.author = "Clausemap samples"
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = FONTS[look.font], Pt(look.size)
        self.notes: list[str] = []
        self.lists: list[tuple[str, int]] = []  # the open lists, outermost first: style and numbering id
        self.top: dict[str, int] = {}  # numbered lists of the outermost level run on

    def paint(self, elements: Sequence[Element]) -> bytes:
        self.page()
        for element in elements:
            self.add(element)
        if self.notes:
            add_footnotes(self.document, self.notes)
        out = BytesIO()
        self.document.save(out)
        return without_clock(out.getvalue())

    def page(self) -> None:
        section = self.document.sections[0]
        if self.look.landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin = section.right_margin = Pt(self.look.margin)
        section.footer.paragraphs[0].text = self.look.foot
        section.header.paragraphs[0].text = self.look.head

    def add(self, element: Element) -> None:
        if isinstance(element, Item | Para):
            self.notes += [text for _, text in element.notes]
        if isinstance(element, Item):
            self.item(element)
            return
        self.lists.clear()
        if isinstance(element, Heading):
            self.heading(element)
        elif isinstance(element, Grid):
            self.table(element)
        elif isinstance(element, Break):
            self.document.add_page_break()
        else:
            self.para(element)

    def runs(self, paragraph: Any, text: str) -> None:
        for piece, style in runs_of(text):
            if style == "note":
                paragraph.add_run()._r.append(footnote_reference(int(piece)))
                continue
            run = paragraph.add_run(piece)
            run.bold = True if style == "bold" else None
            run.italic = True if style == "italic" else None

    def heading(self, element: Heading) -> None:
        if self.look.true_headings:
            self.document.add_heading(element.text, element.level)
            return
        run = self.document.add_paragraph().add_run(element.text)
        run.bold, run.font.size = True, Pt(self.look.heading_size + (4 if element.level == 0 else 0))

    def para(self, element: Para) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.left_indent = Pt(element.depth * self.look.indent)
        self.runs(paragraph, element.text)

    def item(self, element: Item) -> None:
        paragraph = self.document.add_paragraph()
        left = (element.depth + 1) * self.look.indent
        paragraph.paragraph_format.left_indent = Pt(left)
        paragraph.paragraph_format.first_line_indent = Pt(-self.look.indent)
        if self.look.true_lists:
            self.number(paragraph, element)
        else:
            paragraph.add_run(f"{element.label}\t")
        self.runs(paragraph, element.text)

    def number(self, paragraph: Any, element: Item) -> None:
        """Put the paragraph into its list: an open one of its depth, the running outermost one, or a new one."""
        del self.lists[element.depth + 1 :]
        if len(self.lists) <= element.depth or self.lists[element.depth][0] != element.style:
            del self.lists[element.depth :]
            self.lists.append((element.style, self.list_for(element)))
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = element.depth
        properties.get_or_add_numId().val = self.lists[-1][1]

    def list_for(self, element: Item) -> int:
        runs_on = element.depth == 0 and element.style == "number"
        if runs_on and element.style in self.top:
            return self.top[element.style]
        number = self.new_list(element.style, element.depth)
        if runs_on:
            self.top[element.style] = number
        return number

    def new_list(self, style: str, depth: int) -> int:
        """A numbering definition of its own, as Word writes one for a list that starts afresh."""
        numbering = self.document.part.numbering_part.element
        number = 500 + len(numbering.findall(qn("w:num")))
        form, pattern = FORMATS[style]
        text = pattern.replace("{level}", str(depth + 1))
        definition = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        )
        numbering.insert(0, definition)
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )
        return number

    def table(self, grid: Grid) -> None:
        rows = [*grid.head, *grid.rows]
        table = self.document.add_table(len(rows), len(grid.widths), style="Table Grid")
        for number, row in enumerate(rows):
            cells = table.rows[number].cells
            if len(row) == 1:
                self.write(cells[0].merge(cells[-1]), row[0], bold=True)
                continue
            for column, text in enumerate(row):
                self.write(cells[column], text, bold=number < len(grid.head))
        for number, first, last in grid.spans:
            cells = table.rows[number].cells
            text = cells[first].text
            self.write(cells[first].merge(cells[last]), text, bold=True)
        for (number, column), colour in grid.fills.items():
            properties = table.rows[number + len(grid.head)].cells[column]._tc.get_or_add_tcPr()
            properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'))

    def write(self, cell: _Cell, text: str, *, bold: bool) -> None:
        cell.text = ""
        for index, line in enumerate(text.split("\n")):
            paragraph: Any = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
            self.runs(paragraph, line)
            for run in paragraph.runs:
                run.font.size = Pt(9)
                run.bold = True if bold else run.bold
