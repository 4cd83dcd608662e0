"""Hostile PDFs, written by hand because no library writes what is wrong."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from tests.hostile.made import SENTENCE, hostile, packed_zeros

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % SENTENCE.encode()


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object with these further entries in its dictionary."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def page(resources: bytes = b"", content: bytes = b"4 0 R", size: bytes = b"0 0 595 842") -> bytes:
    """The one page of a PDF: its font is object 5 and its content object 4."""
    return (
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources<</Font<</F 5 0 R>>%s>>/Contents %s>>"
        % (size, resources, content)
    )  # fmt: skip


def one_page(content: bytes, *more: bytes, resources: bytes = b"", size: bytes = b"0 0 595 842") -> bytes:
    """A PDF of one page; `content` is its stream object, `more` are the objects from 6 on."""
    return pdf_of([CATALOG, ONE_PAGE, page(resources, size=size), content, FONT, *more])


def form(content: bytes, drawn: int) -> bytes:
    """A form object that may draw another by its number."""
    resources = b"/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>" % drawn
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + resources)


def good_pdf() -> bytes:
    """A notice of two pages with numbered paragraphs and a ruled table."""
    out = io.BytesIO()
    styles = getSampleStyleSheet()
    told = [Paragraph("Improvement notice to Northmoor Council", styles["Title"])]
    told += [Paragraph(f"{n}. {SENTENCE} The board looks at it in month {n}.", styles["Normal"]) for n in range(1, 40)]
    grid = [("GRID", (0, 0), (-1, -1), 1, colors.black)]
    told.append(Table([["Action", "Lead"], ["Visit every week", "Head of service"]], style=grid))
    SimpleDocTemplate(out, invariant=1, pageCompression=0).build(told)
    return out.getvalue()


@hostile("loop_of_pages.pdf")
def loop_of_pages(path: Path) -> None:
    """A page tree whose branches are each other's children."""
    one = b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 1000000>>"
    other = b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 2 0 R]/Count 9>>"
    path.write_bytes(pdf_of([CATALOG, one, other]))


@hostile("page_in_itself.pdf")
def page_in_itself(path: Path) -> None:
    """A page whose parent is itself, among good ones."""
    kids = b"<</Type/Pages/Kids[3 0 R 6 0 R 2 0 R]/Count 3>>"
    own = b"<</Type/Page/Parent 6 0 R/Kids[6 0 R]>>"
    path.write_bytes(pdf_of([CATALOG, kids, page(), stream(TEXT), FONT, own]))


@hostile("form_in_itself.pdf")
def form_in_itself(path: Path) -> None:
    """A form object that draws itself."""
    own = form(TEXT + b" /X Do", 6)
    path.write_bytes(one_page(stream(b"/X Do"), own, resources=b"/XObject<</X 6 0 R>>"))


@hostile("forms_two_to_the_thirtieth.pdf")
def doubling_forms(path: Path) -> None:
    """Thirty form objects, each of which draws the next one twice: 6 KB that draw a sentence 2^30 times."""
    forms = [form(b"/X Do /X Do" if step < 29 else TEXT, step + 7) for step in range(30)]
    path.write_bytes(one_page(stream(b"/X Do"), *forms, resources=b"/XObject<</X 6 0 R>>"))


@hostile("four_gigabytes.pdf")
def four_gigabytes(path: Path) -> None:
    """A content stream that is packed twice and unpacks to 4 GB."""
    twice = zlib.compress(packed_zeros(4096), 9)
    path.write_bytes(one_page(stream(twice, b"/Filter[/FlateDecode/FlateDecode]")))


@hostile("four_gigabytes_in_a_font.pdf")
def four_gigabytes_in_a_font(path: Path) -> None:
    """A page with text whose font file unpacks to 4 GB."""
    twice = stream(zlib.compress(packed_zeros(4096), 9), b"/Filter[/FlateDecode/FlateDecode]/Length1 4000000000")
    font = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/Made/FirstChar 32/LastChar 33/Widths[500 500]/FontDescriptor"
        b"<</Type/FontDescriptor/FontName/Made/Flags 4/FontFile2 6 0 R>>>>"
    )
    path.write_bytes(pdf_of([CATALOG, ONE_PAGE, page(), stream(TEXT), font, twice]))


@hostile("two_million_characters.pdf")
def two_million_characters(path: Path) -> None:
    """A page with two million characters, a sentence at a time."""
    count = 2_000_000 // len(SENTENCE)
    lines = b"".join(b"1 0 0 1 72 %d Tm (%d. %s) Tj " % (10 * n, n, SENTENCE.encode()) for n in range(count))
    path.write_bytes(one_page(stream(zlib.compress(b"BT /F 4 Tf " + lines + b"ET"), b"/Filter/FlateDecode")))


@hostile("two_million_letters.pdf")
def two_million_letters(path: Path) -> None:
    """A page with two million characters, each a text object of its own and at a place of its own."""
    letters = b"".join(b"1 0 0 1 %d %d Tm (a) Tj " % (n % 590, n // 590 % 840) for n in range(2_000_000))
    path.write_bytes(one_page(stream(zlib.compress(b"BT /F 1 Tf " + letters + b"ET"), b"/Filter/FlateDecode")))


@hostile("one_word_of_two_million.pdf")
def one_word(path: Path) -> None:
    """A page with one word of two million letters."""
    content = b"BT /F 1 Tf 72 700 Td (" + b"a" * 2_000_000 + b") Tj ET"
    path.write_bytes(one_page(stream(zlib.compress(content), b"/Filter/FlateDecode")))


@hostile("deep_arrays.pdf")
def deep_arrays(path: Path) -> None:
    """Arrays and dictionaries within each other, a hundred thousand deep, in the page and in its content."""
    deep = b"[" * 100_000 + b"]" * 100_000
    dictionaries = b"<</A" * 100_000 + b" 1" + b">>" * 100_000
    content = stream(b"/F " + deep + b" DP /F " + dictionaries + b" DP " + TEXT)
    path.write_bytes(one_page(content, deep, dictionaries, resources=b"/X " + deep + b"/Y " + dictionaries))


@hostile("deep_graphics_states.pdf")
def deep_graphics_states(path: Path) -> None:
    """A million saved graphics states that are never restored."""
    path.write_bytes(one_page(stream(zlib.compress(b"q " * 1_000_000 + TEXT), b"/Filter/FlateDecode")))


@hostile("ten_thousand_pages.pdf")
def ten_thousand_pages(path: Path) -> None:
    """Ten thousand pages that share one content."""
    kids = b" ".join(b"%d 0 R" % number for number in range(6, 10_006))
    tree = b"<</Type/Pages/Kids[3 0 R %s]/Count 10001>>" % kids
    path.write_bytes(pdf_of([CATALOG, tree, page(), stream(TEXT), FONT, *[page()] * 10_000]))


@hostile("picture_of_thirty_thousand.pdf")
def huge_picture(path: Path) -> None:
    """A page with a picture of 30,000 by 30,000 pixels and no text."""
    picture = stream(
        zlib.compress(packed_zeros(859)),
        b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Filter[/FlateDecode/FlateDecode]",
    )
    path.write_bytes(one_page(stream(b"595 0 0 842 0 0 cm /X Do"), picture, resources=b"/XObject<</X 6 0 R>>"))


@hostile("text_on_a_huge_picture.pdf")
def text_on_huge_picture(path: Path) -> None:
    """The same picture behind a sentence: the words can be read without unpacking it."""
    huge_picture(path)
    content = path.read_bytes().replace(b"/X Do", b"/X Do " + TEXT)
    path.write_bytes(content.replace(b"/Length 28>>", b"/Length %d>>" % (28 + len(TEXT) + 1)))


@hostile("page_of_a_mile.pdf")
def huge_page(path: Path) -> None:
    """A page that is two million points wide and high."""
    path.write_bytes(one_page(stream(TEXT), size=b"0 0 2000000 2000000"))


@hostile("page_of_no_size.pdf")
def page_of_no_size(path: Path) -> None:
    """A page whose size is no number, and one that has none."""
    path.write_bytes(one_page(stream(TEXT), size=b"0 0 0 0"))


@hostile("million_lines.pdf")
def million_lines(path: Path) -> None:
    """A plan's page with a sentence and sixty thousand rules, which make thousands of millions of crossings."""
    rules = b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S " % ((n % 595,) * 2 + (n % 842,) * 2) for n in range(30_000))
    path.write_bytes(one_page(stream(zlib.compress(TEXT + b" " + rules), b"/Filter/FlateDecode")))


@hostile("nine_thousand_rules.pdf")
def many_rules(path: Path) -> None:
    """A plan's page whose rules are just few enough to be looked at: 81 million crossings."""
    rule = b"%.2f 0 m %.2f 842 l S 0 %.2f m 595 %.2f l S "
    rules = b"".join(rule % ((n / 16,) * 2 + (n / 11,) * 2) for n in range(9_000))
    path.write_bytes(one_page(stream(zlib.compress(TEXT + b" " + rules), b"/Filter/FlateDecode")))


@hostile("web_page.pdf")
def web_page(path: Path) -> None:
    """An error page of a web site under the name of a PDF."""
    path.write_text("<!DOCTYPE html><html><title>Not found</title><body>There is no such page.</body></html>")


@hostile("password.pdf")
def password(path: Path) -> None:
    """A PDF that asks for a password."""
    canvas = Canvas(str(path), encrypt="secret")
    canvas.drawString(72, 700, SENTENCE)
    canvas.save()


@hostile("nul_bytes.pdf")
def nul_bytes(path: Path) -> None:
    """A PDF's first line and then nothing but zeros."""
    path.write_bytes(b"%PDF-1.7\n" + bytes(1_000_000))
