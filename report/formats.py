"""Tables of rows as the bytes of an XLSX, DOCX, CSV or JSON file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import Any

from report.table import Cell, Rows, heading

MAX_CELL = 32_767
"""Characters that a cell of a spreadsheet can hold."""
FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")
"""What a spreadsheet may take for a formula at the start of a text (OWASP, "CSV injection"), guarded or not."""
WIDE = ("quote", "label", "reasons", "missing", "progress", "evidence", "success_measures", "note")


def as_xlsx(tables: Sequence[Rows]) -> bytes:
    """A workbook with one sheet a table; text is text, never a formula or a link."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(table.columns):
                sheet.set_column(place, place, 60 if column.endswith(WIDE) else 18, wrapped)
                sheet.write_string(0, place, heading(column), bold)
            for number, row in enumerate(table.rows, start=1):
                for place, cell in enumerate(row):
                    _write_cell(sheet, number, place, cell)
            sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    return out.getvalue()


def _write_cell(sheet: Any, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, _fitting(cell))
    elif cell is not None:
        sheet.write_number(row, column, cell)


def _fitting(text: str) -> str:
    """The text, or what a cell can hold of it with a word about the rest."""
    if len(text) <= MAX_CELL:
        return text
    note = f" [cut here: the text has {len(text):,} characters and a cell holds {MAX_CELL:,}]"
    return text[: MAX_CELL - len(note)] + note


def as_docx(tables: Sequence[Rows], title: str, opening: Sequence[str] = ()) -> bytes:
    """A Word document: opening sentences, then a heading a table, and every row as a short block of labelled lines.

    A block reads well on paper where a table of twenty columns would not. Empty fields are left out.
    """
    from docx import Document

    document = Document()
    document.core_properties.title = title
    document.add_heading(title, level=0)
    for sentence in opening:
        document.add_paragraph(sentence)
    for table in tables:
        document.add_heading(table.name, level=1)
        document.add_paragraph(_counted(len(table.rows)))
        for number, row in enumerate(table.rows, start=1):
            document.add_heading(f"{table.name} {number}", level=2)
            for column, cell in zip(table.columns, row, strict=True):
                if cell is not None:
                    paragraph = document.add_paragraph()
                    paragraph.paragraph_format.space_after = 0
                    paragraph.add_run(f"{heading(column)}: ").bold = True
                    paragraph.add_run(str(cell))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _counted(rows: int) -> str:
    if rows == 0:
        return "There are no rows."
    return "1 row." if rows == 1 else f"{rows:,} rows."


def as_csv(table: Rows) -> bytes:
    """Comma-separated values in UTF-8 with a byte-order mark, which Excel needs to see it is UTF-8.

    A text that a spreadsheet would take for a formula begins with one apostrophe more than it has; see `unguarded`.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_guarded(column) for column in table.columns)
    writer.writerows([_guarded(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _guarded(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def unguarded(text: str) -> str:
    """A text of a CSV file that was written here as it was before it was guarded."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def as_json(tables: Sequence[Rows]) -> bytes:
    """One object with a list of rows for each table."""
    content = {table.name.lower(): table.records() for table in tables}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
