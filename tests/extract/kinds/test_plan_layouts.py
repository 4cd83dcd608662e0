"""The same twelve actions printed in many layouts: what is read back must be the same from each."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pytest
import yaml
from PIL import Image, ImageDraw
from reportlab.lib import colors
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle
from reportlab.platypus import Image as Picture

from extract.pipeline import extract


class Told(NamedTuple):
    """One action as it is printed, with the date that its due cell means."""

    theme: str
    ref: str
    text: str
    lead: str
    due: str
    due_date: str
    rag: str
    measure: str


_LISTED: dict[str, list[dict[str, str]]] = yaml.safe_load(Path(__file__).with_name("plan_actions.yaml").read_text())
PLAN = tuple(Told(theme=theme, **action) for theme, actions in _LISTED.items() for action in actions)
THEMES = tuple(_LISTED)
NAMES = ("Ref", "Action", "Lead", "By when", "RAG", "How we will know")
WIDTHS = (40, 250, 110, 85, 60, 130)
SMALL = ParagraphStyle("small", parent=getSampleStyleSheet()["BodyText"], fontSize=8, leading=9.6, spaceBefore=0)
HEAD = getSampleStyleSheet()["Heading2"]
FILLS = {"green": "#00B050", "amber": "#FFC000", "red": "#FF0000", "blue": "#0070C0"}
LINE = (0.5, colors.black)


def plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def read_back(path: Path) -> list[tuple[str, ...]]:
    found = extract(path, kind="improvement_plan", council="Fairhaven")
    return [(a.ref or "", plain(a.text), plain(a.lead), str(a.due_date), a.rag or "") for a in found.actions]


def expected(*, ref: bool = True, rag: bool = True) -> list[tuple[str, ...]]:
    return [(a.ref if ref else "", a.text, a.lead, a.due_date, a.rag if rag else "") for a in PLAN]


# PDF ---------------------------------------------------------------------------------------------------------------


def cells(*names: str, status: Callable[[Told], Any] | None = None) -> list[list[Any]]:
    """The actions as rows of wrapped cells, in the order of the columns named by their fields."""
    show = status or (lambda told: Paragraph(told.rag.title(), SMALL))
    rows = []
    for told in PLAN:
        row = [show(told) if name == "rag" else Paragraph(getattr(told, name), SMALL) for name in names]
        rows.append(row)
    return rows


FIELDS = ("ref", "text", "lead", "due", "rag", "measure")


def table(*styles: Any, rows: list[list[Any]] | None = None, head: Sequence[str] = NAMES, **options: Any) -> Table:
    header = [[Paragraph(f"<b>{name}</b>", SMALL) for name in head]] if head else []
    top = ("VALIGN", (0, 0), (-1, -1), "TOP")
    options.setdefault("colWidths", WIDTHS[: len(head or NAMES)])
    options.setdefault("repeatRows", 1 if head else 0)
    return Table([*header, *(rows or cells(*FIELDS))], style=TableStyle([top, *styles]), **options)


WIDE = landscape(A4)


def pdf(path: Path, *flowables: Flowable, size: Any = WIDE, canvas: Any = Canvas, **options: Any) -> Path:
    title = Paragraph("Improvement plan of Fairhaven", HEAD)
    document = SimpleDocTemplate(str(path), pagesize=size, topMargin=40, bottomMargin=40, leftMargin=40, rightMargin=40)
    document.build([title, *flowables], canvasmaker=canvas, **options)
    return path


class Dotted(Canvas):  # type: ignore[misc]
    """Rules as rows of tiny squares, as word processors print dotted borders."""

    step, size = 2.4, 0.8

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        count = int(max(abs(x2 - x1), abs(y2 - y1)) / self.step) + 1
        for n in range(count + 1):
            x, y = x1 + (x2 - x1) * n / count, y1 + (y2 - y1) * n / count
            self.rect(x - self.size / 2, y - self.size / 2, self.size, self.size, stroke=0, fill=1)


class Dashed(Canvas):  # type: ignore[misc]
    """Rules as rows of short lines of their own."""

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        length = max(abs(x2 - x1), abs(y2 - y1))
        at = 0.0
        while at < length:
            a, b = at / length, min(at + 5, length) / length
            super().line(x1 + (x2 - x1) * a, y1 + (y2 - y1) * a, x1 + (x2 - x1) * b, y1 + (y2 - y1) * b)
            at += 9


class ThinBoxes(Canvas):  # type: ignore[misc]
    """Rules as filled boxes half a point thin."""

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.rect(min(x1, x2), min(y1, y2), abs(x2 - x1) or 0.5, abs(y2 - y1) or 0.5, stroke=0, fill=1)


class Pictured(Canvas):  # type: ignore[misc]
    """Rules as stretched pictures of one black dot."""

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        dot = ImageReader(Image.new("RGB", (1, 1), "black"))
        self.drawImage(dot, min(x1, x2), min(y1, y2), abs(x2 - x1) or 0.5, abs(y2 - y1) or 0.5)


class Circle(Flowable):  # type: ignore[misc]
    """A coloured disc, drawn."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.colour, self.width, self.height = colour, 10, 10

    def draw(self) -> None:
        self.canv.setFillColor(colors.HexColor(self.colour))
        self.canv.circle(5, 5, 4, stroke=0, fill=1)


def disc(told: Told) -> Flowable:
    """A coloured disc, as a picture."""
    image = Image.new("RGB", (40, 40), "white")
    ImageDraw.Draw(image).ellipse((2, 2, 38, 38), fill=FILLS[told.rag])
    content = io.BytesIO()
    image.save(content, "PNG")
    content.seek(0)
    return Picture(content, 10, 10)


def sign(told: Told) -> Flowable:
    """A coloured bullet."""
    return Paragraph(f'<font color="{FILLS[told.rag]}">\u2022</font>', SMALL)


GRID = ("GRID", (0, 0), (-1, -1), *LINE)
UNDER_HEAD = ("LINEBELOW", (0, 0), (-1, 0), *LINE)
OVER_HEAD = ("LINEABOVE", (0, 0), (-1, 0), *LINE)
BETWEEN_ROWS = ("LINEBELOW", (0, 0), (-1, -1), *LINE)
BETWEEN_COLUMNS = ("LINEAFTER", (0, 0), (-2, -1), *LINE)
FRAME = ("BOX", (0, 0), (-1, -1), *LINE)
BOXED_HEAD = ("GRID", (0, 0), (-1, 0), *LINE)
MIDDLE = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")
DENSE = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
ZEBRA = ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.HexColor("#DDEEFF"), None])
SHADED_HEAD = ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#AABBCC"))
ZEBRA_CELLS = [
    ("BACKGROUND", (c, r), (c, r), colors.HexColor("#DDEEFF")) for r in range(0, 13, 2) for c in range(len(NAMES))
]
STATUS_FILLS = [("BACKGROUND", (4, n), (4, n), colors.HexColor(FILLS[told.rag])) for n, told in enumerate(PLAN, 1)]


def blank(_: Told) -> str:
    return ""


PDF: dict[str, Callable[[Path], Path]] = {
    "ruled": lambda p: pdf(p, table(GRID)),
    "ruled, header not repeated": lambda p: pdf(p, table(GRID, repeatRows=0), size=landscape((300, 842))),
    "no rules": lambda p: pdf(p, table()),
    "no rules, header not repeated": lambda p: pdf(p, table(repeatRows=0), size=landscape((300, 842))),
    "no rules, rows in the middle": lambda p: pdf(p, table(MIDDLE)),
    "no rules, no blank paper between rows": lambda p: pdf(p, table(*DENSE)),
    "only the header ruled under": lambda p: pdf(p, table(UNDER_HEAD)),
    "rules over and under the header and at the end": lambda p: pdf(
        p, table(OVER_HEAD, UNDER_HEAD, ("LINEBELOW", (0, -1), (-1, -1), *LINE))
    ),
    "only the header boxed": lambda p: pdf(p, table(BOXED_HEAD)),
    "rules between columns only": lambda p: pdf(p, table(BETWEEN_COLUMNS)),
    "rules between columns, page by page": lambda p: pdf(p, table(BETWEEN_COLUMNS), size=landscape((300, 842))),
    "rules between rows only": lambda p: pdf(p, table(OVER_HEAD, BETWEEN_ROWS)),
    "rules below rows, pages cut": lambda p: pdf(p, table(BETWEEN_ROWS, repeatRows=0), size=landscape((300, 842))),
    "open at its sides": lambda p: pdf(p, table(("INNERGRID", (0, 0), (-1, -1), *LINE))),
    "framed, rows parted by blank paper": lambda p: pdf(p, table(FRAME, BETWEEN_COLUMNS, UNDER_HEAD)),
    "rules between themes only": lambda p: pdf(
        p, table(FRAME, BETWEEN_COLUMNS, UNDER_HEAD, ("LINEBELOW", (0, 6), (-1, 6), *LINE))
    ),
    "dotted": lambda p: pdf(p, table(GRID), canvas=Dotted),
    "dashed": lambda p: pdf(p, table(GRID), canvas=Dashed),
    "thin boxes": lambda p: pdf(p, table(GRID), canvas=ThinBoxes),
    "thin pictures": lambda p: pdf(p, table(GRID), canvas=Pictured),
    "every second row shaded": lambda p: pdf(p, table(ZEBRA, SHADED_HEAD)),
    "cells of every second row shaded": lambda p: pdf(p, table(*ZEBRA_CELLS)),
    "only the header shaded": lambda p: pdf(p, table(SHADED_HEAD)),
    "status by colour": lambda p: pdf(p, table(GRID, *STATUS_FILLS, rows=cells(*FIELDS, status=blank))),
    "status by colour, no rules": lambda p: pdf(p, table(*STATUS_FILLS, rows=cells(*FIELDS, status=blank))),
    "status by disc": lambda p: pdf(p, table(GRID, rows=cells(*FIELDS, status=lambda t: Circle(FILLS[t.rag])))),
    "status by picture": lambda p: pdf(p, table(GRID, rows=cells(*FIELDS, status=disc))),
    "status by coloured sign": lambda p: pdf(
        p, table(GRID, rows=cells(*FIELDS, status=sign))
    ),
    "status by letter": lambda p: pdf(
        p, table(GRID, rows=cells(*FIELDS, status=lambda t: Paragraph(t.rag[0].upper(), SMALL)))
    ),
    "on A3": lambda p: pdf(p, table(GRID), size=landscape(A3)),
}  # fmt: skip


def themed(*styles: Any, merged: bool) -> Table:
    """The plan with its themes as rows across the table, or as cells merged down its left side."""
    rows: list[list[Any]] = []
    spans: list[Any] = []
    for told, row in zip(PLAN, cells(*FIELDS), strict=True):
        begins = not rows or told.theme != PLAN[len(rows) - (0 if merged else len(spans)) - 1].theme
        name: Any = Paragraph(f"<b>{told.theme}</b>", SMALL) if begins else ""
        if begins and not merged:
            spans.append(("SPAN", (0, len(rows) + 1), (-1, len(rows) + 1)))
            rows.append([name, *[""] * (len(FIELDS) - 1)])
        rows.append([name, *row] if merged else row)
    if merged:
        spans = [("SPAN", (0, 1), (0, 6)), ("SPAN", (0, 7), (0, 12))]
    head = ("Theme", *NAMES) if merged else NAMES
    return table(*styles, *spans, rows=rows, head=head, colWidths=(80, *WIDTHS) if merged else WIDTHS)


def two_headers(*styles: Any) -> Table:
    """The plan under a header of two rows, of which the upper one spans several columns."""
    upper = ["Ref", "Action", "Who and when", "", "Status", "How we will know"]
    lower = ["", "", "Lead", "By when", "RAG", ""]
    rows = [[Paragraph(f"<b>{name}</b>", SMALL) for name in names] for names in (upper, lower)]
    spans = [("SPAN", (c, 0), (c, 1)) for c in (0, 1, 5)]
    return table(*styles, *spans, ("SPAN", (2, 0), (3, 0)), rows=[*rows, *cells(*FIELDS)], head=(), colWidths=WIDTHS)


def numbered(canvas: Any, document: Any) -> None:
    """Running head and foot."""
    canvas.setFont("Helvetica", 8)
    canvas.drawString(40, document.pagesize[1] - 25, "Fairhaven Council")
    canvas.drawRightString(document.pagesize[0] - 40, document.pagesize[1] - 25, "Improvement plan 2031")
    canvas.drawCentredString(document.pagesize[0] / 2, 20, f"Page {document.page}")


INTRODUCTION = (
    "This plan says what we will do in the coming year, who leads each piece of work and when it will be done. The "
    "board looks at it in every meeting and asks for evidence where the status is red or amber."
)
PROSE = [Paragraph(INTRODUCTION, SMALL), Spacer(1, 8)]
AFTER = [Spacer(1, 12), Paragraph(f"{INTRODUCTION} {INTRODUCTION}", SMALL), Paragraph("Signed by the chair", SMALL)]
RUNNING: dict[str, Any] = {"onFirstPage": numbered, "onLaterPages": numbered}
LOW, NARROW = landscape((260, 842)), landscape((187, 842))
PDF |= {
    "themes across, ruled": lambda p: pdf(p, themed(GRID, merged=False)),
    "themes across, rules between rows only": lambda p: pdf(p, themed(OVER_HEAD, BETWEEN_ROWS, merged=False)),
    "themes across, no rules": lambda p: pdf(p, themed(merged=False)),
    "themes merged down, ruled": lambda p: pdf(p, themed(GRID, merged=True)),
    "two header rows, ruled": lambda p: pdf(p, two_headers(GRID)),
    "two header rows, no rules": lambda p: pdf(p, two_headers()),
    "prose around, ruled": lambda p: pdf(p, *PROSE, table(GRID), *AFTER, **RUNNING),
    "prose around, no rules": lambda p: pdf(p, *PROSE, table(), *AFTER, **RUNNING),
    "prose around, header boxed": lambda p: pdf(p, *PROSE, table(BOXED_HEAD), *AFTER, **RUNNING),
    "prose around, rules between columns": lambda p: pdf(p, *PROSE, table(BETWEEN_COLUMNS), *AFTER, **RUNNING),
    "running heads, ruled": lambda p: pdf(p, table(GRID), size=LOW, **RUNNING),
    "running heads, no rules": lambda p: pdf(p, table(), size=LOW, **RUNNING),
    "running heads, no rules, one header": lambda p: pdf(p, table(repeatRows=0), size=LOW, **RUNNING),
    "running heads, rules between rows, one header": lambda p: pdf(
        p, table(BETWEEN_ROWS, repeatRows=0), size=LOW, **RUNNING
    ),
    "rows split over pages, ruled": lambda p: pdf(p, table(GRID, splitInRow=1), size=NARROW),
    "small upright page, no rules": lambda p: pdf(
        p, table(*DENSE[:1], colWidths=(30, 180, 80, 70, 45, 100)), size=A4, **RUNNING
    ),
    "centred columns, no rules": lambda p: pdf(
        p, table(rows=[[r[0], r[1], *(Paragraph(f"<para align=center>{c.text}</para>", SMALL) for c in r[2:])]
                       for r in cells(*FIELDS)])
    ),
    "a table for each theme, no rules": lambda p: pdf(
        p, Paragraph(THEMES[0], HEAD), table(rows=cells(*FIELDS)[:6]),
        Paragraph(THEMES[1], HEAD), table(rows=cells(*FIELDS)[6:]),
    ),
    "a table for each theme, one upright": lambda p: pdf(
        p, Paragraph(THEMES[0], HEAD), table(GRID, rows=cells(*FIELDS)[:6], colWidths=(40, 140, 80, 80, 50, 90)),
        Paragraph(THEMES[1], HEAD), table(GRID, rows=cells(*FIELDS)[6:], colWidths=(40, 140, 80, 80, 50, 90)), size=A4,
    ),
    "themes merged down, no rules": lambda p: pdf(p, themed(merged=True)),
    "themes merged down, rules between rows only": lambda p: pdf(p, themed(OVER_HEAD, BETWEEN_ROWS, merged=True)),
    "themes across, only the header boxed": lambda p: pdf(p, themed(BOXED_HEAD, merged=False)),
    "themes across, rules between columns only": lambda p: pdf(p, themed(BETWEEN_COLUMNS, merged=False)),
    "rows split over pages, no rules": lambda p: pdf(p, table(splitInRow=1), size=NARROW),
    "rows split over pages, rules between columns": lambda p: pdf(
        p, table(BETWEEN_COLUMNS, splitInRow=1), size=NARROW
    ),
    "dotted between rows": lambda p: pdf(p, table(OVER_HEAD, BETWEEN_ROWS), canvas=Dotted),
    "status by picture, no rules": lambda p: pdf(p, table(rows=cells(*FIELDS, status=disc))),
}  # fmt: skip


def without_refs(*styles: Any, **options: Any) -> Table:
    """The plan without its column of numbers."""
    return table(*styles, rows=cells(*FIELDS[1:]), head=NAMES[1:], colWidths=WIDTHS[1:], **options)


WITHOUT_REFS: dict[str, Callable[[Path], Path]] = {
    "no rules": lambda p: pdf(p, without_refs()),
    "no rules, no blank paper between rows": lambda p: pdf(p, without_refs(*DENSE)),
    "no rules, running heads, one header": lambda p: pdf(p, without_refs(repeatRows=0), size=LOW, **RUNNING),
    "only the header ruled under": lambda p: pdf(p, without_refs(UNDER_HEAD)),
    "rules between columns only": lambda p: pdf(p, without_refs(BETWEEN_COLUMNS)),
    "framed, rows parted by blank paper": lambda p: pdf(p, without_refs(FRAME, BETWEEN_COLUMNS, UNDER_HEAD)),
}  # fmt: skip


@pytest.mark.parametrize("layout", WITHOUT_REFS)
def test_actions_without_numbers_are_parted_by_blank_paper(tmp_path: Path, layout: str) -> None:
    assert read_back(WITHOUT_REFS[layout](tmp_path / "plan.pdf")) == expected(ref=False)


@pytest.mark.parametrize("layout", PDF)
def test_a_pdf_gives_the_same_actions_in_every_layout(tmp_path: Path, layout: str) -> None:
    assert read_back(PDF[layout](tmp_path / "plan.pdf")) == expected()


def turned(path: Path, drawn: int, entry: int) -> Path:
    """The ruled plan, laid out in landscape and drawn turned on an upright page, with this /Rotate."""
    width, height = A4

    def turn(canvas: Any, _: Any) -> None:
        canvas.setPageSize(A4)
        if drawn == 90:
            canvas.translate(width, 0)
        elif drawn == 270:
            canvas.translate(0, height)
        canvas.rotate(drawn)

    pdf(path, table(GRID), onFirstPage=turn, onLaterPages=turn)
    made = pdfium.PdfDocument(path.read_bytes())
    for page in made:
        page.set_rotation(entry)
    made.save(path)
    return path


@pytest.mark.parametrize(("drawn", "entry"), [(90, 0), (90, 90), (270, 0), (270, 270), (90, 180)])
def test_a_plan_on_its_side_is_read_like_one_that_stands_upright(tmp_path: Path, drawn: int, entry: int) -> None:
    path = turned(tmp_path / "plan.pdf", drawn, entry)
    assert read_back(path) == expected()
