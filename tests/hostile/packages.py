"""Hostile Word, Excel and OpenDocument files: good packages, parts of which are put in the place of the good ones."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import docx
import xlsxwriter

from tests.hostile.made import SENTENCE, hostile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BODY, SHEET, STRINGS = "word/document.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_TENFOLD = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
LAUGHS = f"<!DOCTYPE x [<!ENTITY a 'ha '>{_TENFOLD}]>"
"""Ten entities, each ten times the one before: "&j;" stands for a thousand million laughs."""
FOREIGN = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/hostname">]>'
ABROAD = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/nothing.dtd">'


@cache
def good_docx() -> bytes:
    """A plan in Word: a heading, a list and a table."""
    document = docx.Document()
    document.add_heading("Improvement plan of Northmoor Council", 1)
    for n in range(1, 12):
        document.add_paragraph(f"{SENTENCE} Month {n}.", style="List Number")
    table = document.add_table(rows=0, cols=4)
    rows = [("Ref", "Action", "Lead", "By when")]
    rows += [(f"{n}.1", f"{SENTENCE} Round {n}.", "Head of service", "31 March 2031") for n in range(8)]
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def good_xlsx() -> bytes:
    """A plan in Excel: a title row, a header, merged cells, a formula; its texts are kept once, as Excel does."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    workbook.set_properties({"created": dt.datetime(2031, 1, 1)})
    sheet = workbook.add_worksheet("Plan")
    sheet.merge_range("A1:E1", "Improvement plan of Northmoor Council")
    sheet.write_row("A2", ["Ref", "Action", "Lead", "By when", "RAG"])
    for n in range(1, 20):
        sheet.write_row(n + 1, 0, [f"{n}.1", f"{SENTENCE} Month {n}.", "Head of service", "31/03/2031", "Amber"])
    sheet.write_formula("F3", "=1+1", None, 2)
    workbook.close()
    return out.getvalue()


def good_odt() -> bytes:
    """An OpenDocument text of one paragraph."""
    return _open_document("text", f"<text:p>{SENTENCE}</text:p>")


def good_ods(cells: str = f"<table:table-cell><text:p>{SENTENCE}</text:p></table:table-cell>", row: str = "") -> bytes:
    """An OpenDocument sheet of one row."""
    return _open_document(
        "spreadsheet", f'<table:table table:name="Plan"><table:table-row{row}>{cells}</table:table-row></table:table>'
    )


def _open_document(kind: str, body: str) -> bytes:
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    content = (
        f"<office:document-content{spaces}><office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
    return out.getvalue()


def with_parts(package: bytes, parts: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """The package with these parts in the place of its own, or with its own after a change."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            part = parts.get(name)
            if isinstance(part, bytes):
                new.writestr(name, part)
            else:
                packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                new.writestr(name, old.read(name) if part is None else part(old.read(name)), packing)
    return out.getvalue()


def body(content: str) -> bytes:
    """A Word body with this content."""
    return f"<w:document {W}><w:body>{content}</w:body></w:document>".encode()


def sheet(content: str, before: str = "", after: str = "") -> bytes:
    """An Excel sheet with these rows."""
    return f"<worksheet {S}>{before}<sheetData>{content}</sheetData>{after}</worksheet>".encode()


def cell(place: str, text: str) -> str:
    """A cell of a sheet with its text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def word(path: Path, content: str) -> None:
    """Write a Word file with this body."""
    path.write_bytes(with_parts(good_docx(), {BODY: body(content)}))


def excel(path: Path, content: str, before: str = "", after: str = "") -> None:
    """Write a workbook with this sheet."""
    path.write_bytes(with_parts(good_xlsx(), {SHEET: sheet(content, before, after)}))


def declaring(package: bytes, part: str, declared: str, cited: str = "") -> bytes:
    """The package with a document type before the root of one part, and an entity in the place of a word in it."""

    def changed(content: bytes) -> bytes:
        text = content.decode()
        start = text.index("?>") + 2 if text.startswith("<?xml") else 0
        text = text[:start] + declared + text[start:]
        return (text.replace("visit every", cited, 1) if cited else text).encode()

    return with_parts(package, {part: changed})


# Word -----------------------------------------------------------------------------------------------------------------


@hostile("five_million_paragraphs.docx")
def five_million_paragraphs(path: Path) -> None:
    """Five million empty paragraphs, which pack to 45 KB."""
    word(path, "<w:p/>" * 5_000_000)


@hostile("million_paragraphs.docx")
def million_paragraphs(path: Path) -> None:
    """A million paragraphs that differ and so pack no better than usual."""
    word(path, "".join(f"<w:p><w:r><w:t>Visit {n * 7919 % 1000003}</w:t></w:r></w:p>" for n in range(1_000_000)))


@hostile("tables_in_tables.docx")
def tables_in_tables(path: Path) -> None:
    """Tables within tables, five thousand deep."""
    start, end = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    word(path, start * 5000 + f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>" + end * 5000)


@hostile("sixty_wide_tables_in_tables.docx")
def wide_tables_in_tables(path: Path) -> None:
    """Tables of two cells within each other, as deep as a parser goes: each level is read again with all above it."""
    start, end = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    word(path, start * 60 + f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>" + end * 60)


@hostile("controls_in_controls.docx")
def controls_in_controls(path: Path) -> None:
    """Content controls within each other, twenty thousand deep."""
    start, end = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
    word(path, start * 20_000 + f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>" + end * 20_000)


@hostile("hundred_controls.docx")
def hundred_controls(path: Path) -> None:
    """Content controls and insertions within each other, just less deep than the parser forbids."""
    start, end = "<w:ins><w:smartTag>", "</w:smartTag></w:ins>"
    word(path, "<w:p>" + start * 120 + f"<w:r><w:t>{SENTENCE}</w:t></w:r>" + end * 120 + "</w:p>")


@hostile("long_paragraph.docx")
def one_long_paragraph(path: Path) -> None:
    """One paragraph of seven million characters."""
    word(path, "<w:p><w:r><w:t>" + "".join(f"{n * 7919 % 1000003} " for n in range(1_000_000)) + "</w:t></w:r></w:p>")


@hostile("million_runs.docx")
def million_runs(path: Path) -> None:
    """One paragraph of half a million bold runs."""
    run = "<w:r><w:rPr><w:b/></w:rPr><w:t>%d </w:t></w:r><w:r><w:t>x</w:t></w:r>"
    word(path, "<w:p>" + "".join(run % (n * 7919 % 1000003) for n in range(250_000)) + "</w:p>")


@hostile("wide_table.docx")
def wide_table(path: Path) -> None:
    """A table of twenty thousand cells, each of which says that it spans two thousand million."""
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc>'
    word(path, f"<w:tbl><w:tr>{wide * 20_000}</w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")


@hostile("laughs.docx")
def laughs_in_word(path: Path) -> None:
    """Ten entities that stand for three thousand million characters, in the body."""
    path.write_bytes(declaring(good_docx(), BODY, LAUGHS, "&j;"))


@hostile("foreign_entity.docx")
def foreign_in_word(path: Path) -> None:
    """An entity that stands for a file of the machine."""
    path.write_bytes(declaring(good_docx(), BODY, FOREIGN, "&j;"))


@hostile("entities_in_styles.docx")
def entities_in_styles(path: Path) -> None:
    """Entities where no text stands."""
    path.write_bytes(declaring(good_docx(), "word/styles.xml", LAUGHS))


@hostile("definitions_abroad.docx")
def definitions_abroad(path: Path) -> None:
    """A document type that lies on another machine."""
    path.write_bytes(declaring(good_docx(), BODY, ABROAD))


# Excel ----------------------------------------------------------------------------------------------------------------


@hostile("last_cell.xlsx")
def last_cell(path: Path) -> None:
    """A sheet with its first cell and its last, the 17 thousand millionth."""
    excel(path, f'<row r="1">{cell("A1", SENTENCE)}</row><row r="1048576">{cell("XFD1048576", SENTENCE)}</row>')


@hostile("beyond_the_last_cell.xlsx")
def beyond_the_last_cell(path: Path) -> None:
    """Cells and rows with numbers that no sheet has."""
    rows = f'<row r="99999999999">{cell("ZZZZ99999999999", SENTENCE)}</row>'
    excel(path, f'<row r="1">{cell("A1", SENTENCE)}</row>{rows}')


@hostile("million_rows.xlsx")
def million_rows(path: Path) -> None:
    """A sheet of a million short rows."""
    excel(path, "".join(f'<row r="{n}"><c r="A{n}"><v>{n * 7919 % 1000003}</v></c></row>' for n in range(1, 1_000_001)))


@hostile("stairs.xlsx")
def stairs(path: Path) -> None:
    """Ten thousand cells, each in a row and a column of its own: a grid of a hundred million."""
    from openpyxl.utils import get_column_letter

    places = ((n, f"{get_column_letter(n)}{n}") for n in range(1, 10_001))
    excel(path, "".join(f'<row r="{n}">{cell(place, "Visit")}</row>' for n, place in places))


@hostile("merged_sheet.xlsx")
def merged_sheet(path: Path) -> None:
    """A merged range over the whole sheet."""
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    excel(path, f'<row r="1">{cell("A1", SENTENCE)}</row>', after=merged)


@hostile("merged_columns.xlsx")
def merged_columns(path: Path) -> None:
    """The same range, written with its attributes and corners the other way round."""
    merged = "<mergeCells><mergeCell\n other='1' ref='XFD1048576:A1'/></mergeCells>"
    excel(path, f'<row r="1">{cell("A1", SENTENCE)}</row>', after=merged)


@hostile("endless_columns.xlsx")
def endless_columns(path: Path) -> None:
    """A record of two thousand million hidden columns."""
    excel(path, f'<row r="1">{cell("A1", SENTENCE)}</row>', '<cols><col min="1" max="2000000000" hidden="1"/></cols>')


@hostile("formulas.xlsx")
def formulas(path: Path) -> None:
    """Formulas that would fetch a page and start a program, with what they last gave."""
    fetched = "WEBSERVICE(&quot;http://127.0.0.1:9/&quot;)"
    rows = (
        f'<row r="1">{cell("A1", "Action")}{cell("B1", "Lead")}{cell("C1", "By when")}</row>'
        f'<row r="2">{cell("A2", SENTENCE)}<c r="B2" t="str"><f>{fetched}</f><v>Head of service</v></c>'
        f"<c r=\"C2\"><f>cmd|' /C calc'!A0</f><v>41000</v></c></row>"
    )
    excel(path, rows)


@hostile("laughs.xlsx")
def laughs_in_excel(path: Path) -> None:
    """Ten entities that stand for three thousand million characters, among the texts."""
    path.write_bytes(declaring(good_xlsx(), STRINGS, LAUGHS, "&j;"))


@hostile("laughs_in_sheet.xlsx")
def laughs_in_sheet(path: Path) -> None:
    """The same in a sheet."""
    content = sheet(f'<row r="1">{cell("A1", "Visit &j; now")}</row>')
    path.write_bytes(with_parts(good_xlsx(), {SHEET: LAUGHS.encode() + content}))


@hostile("laughs_in_utf16.xlsx")
def laughs_in_utf16(path: Path) -> None:
    """The same in an encoding in which the declaration is not found byte by byte, behind a long comment."""
    cells = sheet(f'<row r="1">{cell("A1", "Visit &j; now")}</row>').decode()
    content = f"<?xml version='1.0' encoding='UTF-16'?><!--{' x' * 100_000}-->{LAUGHS}{cells}"
    path.write_bytes(with_parts(good_xlsx(), {SHEET: content.encode("utf-16")}))


@hostile("foreign_entity.xlsx")
def foreign_in_excel(path: Path) -> None:
    """An entity that stands for a file of the machine."""
    path.write_bytes(declaring(good_xlsx(), STRINGS, FOREIGN, "&j;"))


@hostile("entities_in_styles.xlsx")
def entities_in_excel_styles(path: Path) -> None:
    """Entities where no text stands."""
    path.write_bytes(declaring(good_xlsx(), "xl/styles.xml", LAUGHS))


# OpenDocument ---------------------------------------------------------------------------------------------------------


@hostile("laughs.odt")
def laughs_in_open_text(path: Path) -> None:
    """Ten entities that stand for three thousand million characters."""
    path.write_bytes(declaring(good_odt(), "content.xml", LAUGHS, "&j;"))


@hostile("foreign_entity.ods")
def foreign_in_open_sheet(path: Path) -> None:
    """An entity that stands for a file of the machine."""
    path.write_bytes(declaring(good_ods(), "content.xml", FOREIGN, "&j;"))


@hostile("repeated_cells.ods")
def repeated_cells(path: Path) -> None:
    """One cell with a text that says it stands in every place of the sheet."""
    many = '<table:table-cell table:number-columns-repeated="16384"><text:p>Visit</text:p></table:table-cell>'
    path.write_bytes(good_ods(many, ' table:number-rows-repeated="1048576"'))


# Packages as such -----------------------------------------------------------------------------------------------------


@hostile("password.docx")
def password(path: Path) -> None:
    """A Word file under a password: a container of Office 97 with the packed file in it."""
    path.write_bytes(OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000))


@hostile("password.xlsx")
def password_in_excel(path: Path) -> None:
    """A workbook under a password."""
    password(path)


@hostile("unpacks_to_too_much.xlsx")
def unpacks_to_too_much(path: Path) -> None:
    """A part of 240 MB of blanks."""
    out = io.BytesIO(good_xlsx())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package, package.open("xl/blanks.xml", "w") as part:
        for _ in range(60):
            part.write(b" " * (1 << 22))
    path.write_bytes(out.getvalue())


@hostile("size_is_a_lie.docx")
def size_is_a_lie(path: Path) -> None:
    """A body of 60 MB of blanks of which the directory says that it has a thousand bytes."""
    content = body(" " * (60 << 20))
    packed = with_parts(good_docx(), {BODY: content})
    path.write_bytes(packed.replace(len(content).to_bytes(4, "little"), (1000).to_bytes(4, "little")))


@hostile("many_parts.xlsx")
def many_parts(path: Path) -> None:
    """Twelve thousand empty parts in the directory of a workbook."""
    out = io.BytesIO(good_xlsx())
    with zipfile.ZipFile(out, "a") as package:
        for number in range(12_000):
            package.writestr(f"xl/{number}", b"")
    path.write_bytes(out.getvalue())


@hostile("web_page.docx")
def web_page(path: Path) -> None:
    """An error page of a web site under the name of a Word file."""
    path.write_text("<html><head><title>Not found</title></head><body>There is no such page.</body></html>")
