"""An improvement plan as a workbook: a cover sheet, then a sheet for every theme with title rows above its header."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from scripts.samples.compose import FILLS, cell_text
from scripts.samples.notices import Clause
from scripts.samples.plans import Action, Plan, Theme
from scripts.samples.stamp import without_clock

HEAD_FILL = PatternFill("solid", fgColor="1F3864")
BAND_FILL = PatternFill("solid", fgColor="D9D9D9")
DAY_COLUMNS = ("start", "due")


def xlsx_of(plan: Plan, cited: Mapping[str, Clause]) -> bytes:
    """The plan as XLSX bytes."""
    book = Workbook()
    _cover(book.worksheets[0], plan)
    for theme in plan.themes:
        _sheet(book.create_sheet(theme.sheet), plan, theme, cited)
    book.properties.title, book.properties.creator = plan.title, "Clausemap samples"
    out = BytesIO()
    book.save(out)
    return without_clock(out.getvalue())


def _cover(sheet: Any, plan: Plan) -> None:
    sheet.title = "Cover"
    sheet.column_dimensions["B"].width = 100
    for row, text in enumerate((plan.title, *plan.front), 2):
        cell = sheet.cell(row, 2, text)
        cell.font = Font(bold=row == 2, size=16 if row == 2 else 11)
        cell.alignment = Alignment(wrap_text=True)
    row = sheet.max_row + 2
    sheet.cell(row, 2, plan.key_line).font = Font(bold=True)
    meanings = {"blue": "done and checked", "green": "on track", "amber": "at risk", "red": "off track"}
    for offset, (colour, meaning) in enumerate(meanings.items(), 1):
        sheet.cell(row + offset, 2, f"{colour.title()}: {meaning}").fill = PatternFill("solid", fgColor=FILLS[colour])


def _sheet(sheet: Any, plan: Plan, theme: Theme, cited: Mapping[str, Clause]) -> None:
    last = get_column_letter(len(plan.columns))
    titles = (plan.title, theme.heading, theme.outcome, f"{theme.sponsor}      {plan.footer}")
    for row, text in enumerate(titles, 1):
        sheet.cell(row, 1, text).font = Font(bold=row <= 2, size=12 if row <= 2 else 10)
        sheet.merge_cells(f"A{row}:{last}{row}")
    for column, name in enumerate(plan.columns.values(), 1):
        cell = sheet.cell(6, column, name)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD_FILL
        sheet.column_dimensions[get_column_letter(column)].width = plan.widths[column - 1]
    row, band = 7, None
    for action in theme.actions:
        if action.band and action.band != band:
            band = action.band
            sheet.cell(row, 1, band).font = Font(bold=True)
            sheet.cell(row, 1).fill = BAND_FILL
            sheet.merge_cells(f"A{row}:{last}{row}")
            row += 1
        _row(sheet, row, plan, action, cited)
        if action.shares_lead:
            letter = get_column_letter(list(plan.columns).index("lead") + 1)
            sheet.merge_cells(f"{letter}{row - 1}:{letter}{row}")
        row += 1
        if action.more:
            sheet.cell(row, list(plan.columns).index("text") + 1, action.more).alignment = Alignment(wrap_text=True)
            row += 1
    sheet.freeze_panes = "A7"


def _row(sheet: Any, row: int, plan: Plan, action: Action, cited: Mapping[str, Clause]) -> None:
    for column, name in enumerate(plan.columns, 1):
        cell = sheet.cell(row, column)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        text = cell_text(action, name, cited)
        if name in DAY_COLUMNS and text:
            cell.value = _day(text)
            cell.number_format = "DD/MM/YYYY"
        else:
            cell.value = text or None
        if name == "rag" and action.rag:
            cell.fill = PatternFill("solid", fgColor=FILLS[action.rag])


def _day(text: str) -> dt.datetime | str:
    """A true date where a whole day is printed, the text otherwise."""
    try:
        return dt.datetime.strptime(text, "%d/%m/%Y")
    except ValueError:
        return text
