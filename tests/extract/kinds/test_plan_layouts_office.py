"""The same twelve actions as Word files, workbooks, forms and prose: what is read back must be the same from each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import yaml
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.styles import PatternFill
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from extract.pipeline import extract
from tests.extract.kinds.word_tables import word_table

_LISTED: dict[str, list[dict[str, str]]] = yaml.safe_load(Path(__file__).with_name("plan_actions.yaml").read_text())
THEMES = tuple(_LISTED)
PLAN = [{"theme": theme, **action} for theme, actions in _LISTED.items() for action in actions]
FIELDS = ("ref", "text", "lead", "due", "rag", "measure")
NAMES = ("Ref", "Action", "Lead", "By when", "RAG", "How we will know")
FILLS = {"green": "00B050", "amber": "FFC000", "red": "FF0000", "blue": "0070C0"}
NUMBERS = {"blue": "1", "green": "2", "amber": "3", "red": "4"}
WORDS = {"blue": "Complete", "green": "On track", "amber": "At risk", "red": "Overdue"}
Row = Sequence[Any]


def plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def read_back(path: Path) -> list[tuple[str, ...]]:
    found = extract(path, kind="improvement_plan", council="Fairhaven")
    return [(a.ref or "", plain(a.text), plain(a.lead), str(a.due_date), a.rag or "") for a in found.actions]


def expected(ref: bool = True, rag: bool = True) -> list[tuple[str, ...]]:
    return [(a["ref"] if ref else "", a["text"], a["lead"], a["due_date"], a["rag"] if rag else "") for a in PLAN]


def rows(
    fields: Sequence[str] = FIELDS, of: Sequence[dict[str, str]] = PLAN, **shown: Callable[[Any], Any]
) -> list[Row]:
    """The actions as rows of the named fields; `shown` says how a field is printed."""
    return [[shown[name](a) if name in shown else a[name] for name in fields] for a in of]


# Word --------------------------------------------------------------------------------------------------------------


def shade(cell: Any, colour: str) -> None:
    fill = OxmlElement("w:shd")
    fill.set(qn("w:val"), "clear")
    fill.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(fill)


def word(path: Path, build: Callable[[Any], None]) -> Path:
    document = docx.Document()
    document.add_heading("Improvement plan of Fairhaven", 1)
    document.add_paragraph("This plan says what we will do in the coming year.")
    build(document)
    document.save(str(path))
    return path


def _ruled(document: Any) -> None:
    word_table(document, NAMES, *rows())


def _without_rules(document: Any) -> None:
    word_table(document, NAMES, *rows(), style=None)


def _a_table_a_theme(document: Any) -> None:
    for theme in THEMES:
        document.add_heading(theme, 2)
        word_table(document, NAMES, *rows(of=[a for a in PLAN if a["theme"] == theme]))


def _themes_across(document: Any) -> None:
    parts = [row for theme in THEMES for row in ([theme], *rows(of=[a for a in PLAN if a["theme"] == theme]))]
    word_table(document, NAMES, *parts)


def _themes_merged_down(document: Any) -> None:
    made = word_table(document, ("Theme", *NAMES), *rows(("theme", *FIELDS)))
    for first, last in ((1, 6), (7, 12)):
        text = made.cell(first, 0).text
        made.cell(first, 0).merge(made.cell(last, 0)).text = text


def _status_by_fill(document: Any) -> None:
    made = word_table(document, NAMES, *rows(rag=lambda a: ""))
    for row, action in zip(made.rows[1:], PLAN, strict=True):
        shade(row.cells[4], FILLS[action["rag"]])


def _two_scales(document: Any) -> None:
    names = ("Ref", "Action", "Lead", "By when", "Action RAG", "Impact RAG")
    word_table(document, names, *[[*row[:5], "Red"] for row in rows()])


def _title_rows(document: Any) -> None:
    word_table(document, ["Fairhaven's plan for children"], ["Version 3 of May 2030"], NAMES, *rows())


def _two_headers(document: Any) -> None:
    made = word_table(
        document,
        ("Ref", "Action", "Who and when", "", "Status", "Measure"),
        ("", "", "Lead", "By when", "RAG", ""),
        *rows(),
    )
    made.cell(0, 2).merge(made.cell(0, 3)).text = "Who and when"
    for column in (0, 1, 5):
        text = made.cell(0, column).text
        made.cell(0, column).merge(made.cell(1, column)).text = text


def _a_form_an_action(document: Any) -> None:
    for action in PLAN:
        pairs = (("Ref", "ref"), ("Action", "text"), ("Lead", "lead"), ("Deadline", "due"), ("RAG", "rag"))
        word_table(document, *[(name, action[field]) for name, field in pairs])
        document.add_paragraph()


def _numbers_with_key(document: Any) -> None:
    document.add_paragraph("Key: 1 = complete; 2 = on track; 3 = at risk; 4 = overdue")
    word_table(document, NAMES, *rows(rag=lambda a: NUMBERS[a["rag"]]))


def _objectives_over_actions(document: Any) -> None:
    names = ("Objective", "Ref", "Action", "Lead", "By when", "RAG")
    made = word_table(document, names, *[["Children are safe", *row[:5]] for row in rows()])
    for first in (1, 5, 9):
        made.cell(first, 0).merge(made.cell(first + 3, 0)).text = f"Objective {first}: children are safe"


WORD = {
    "ruled": _ruled, "without rules": _without_rules, "a table a theme": _a_table_a_theme,
    "themes across": _themes_across, "themes merged down": _themes_merged_down, "status by fill": _status_by_fill,
    "two status scales": _two_scales, "title rows": _title_rows, "two header rows": _two_headers,
    "a form an action": _a_form_an_action, "numbers with a key": _numbers_with_key,
    "objectives over actions": _objectives_over_actions,
}  # fmt: skip


@pytest.mark.parametrize("layout", WORD)
def test_a_word_file_gives_the_same_actions_in_every_layout(tmp_path: Path, layout: str) -> None:
    assert read_back(word(tmp_path / "plan.docx", WORD[layout])) == expected()


# Excel -------------------------------------------------------------------------------------------------------------


def day(action: dict[str, str]) -> dt.date:
    return dt.date.fromisoformat(action["due_date"])


def excel(path: Path, *content: Row, top: int = 1, left: int = 1) -> Any:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan"
    for r, row in enumerate(content, top):
        for c, value in enumerate(row, left):
            sheet.cell(r, c, value)
    book.save(path)
    return book


def _plain_sheet(path: Path) -> None:
    excel(path, NAMES, *rows())


def _real_dates(path: Path) -> None:
    excel(path, NAMES, *rows(due=day))


def _not_at_the_corner(path: Path) -> None:
    excel(path, ["Improvement plan of Fairhaven"], [], ["Owner: the director"], [], NAMES, *rows(), top=2, left=3)


def _filled(path: Path) -> None:
    book = excel(path, NAMES, *rows(rag=lambda a: None))
    for r, action in enumerate(PLAN, 2):
        book["Plan"].cell(r, 5).fill = PatternFill("solid", fgColor=f"FF{FILLS[action['rag']]}")
    book.save(path)


def _a_sheet_a_theme(path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for theme in THEMES:
        sheet = book.create_sheet(theme.split(":")[0])
        sheet.append([theme])
        for row in (NAMES, *rows(of=[a for a in PLAN if a["theme"] == theme])):
            sheet.append(list(row))
    book.save(path)


def _merged_themes(path: Path) -> None:
    book = excel(path, ("Theme", *NAMES), *rows(("theme", *FIELDS)))
    for area in ("A2:A7", "A8:A13"):
        book["Plan"].merge_cells(area)
    book.save(path)


def _letters(path: Path) -> None:
    excel(path, NAMES, *rows(rag=lambda a: a["rag"][0].upper()))


def _words(path: Path) -> None:
    excel(path, NAMES, *rows(rag=lambda a: WORDS[a["rag"]]))


def _two_row_header(path: Path) -> None:
    upper = ("Ref", "Action", "Responsibility", None, "Status", "Measure")
    book = excel(path, upper, (None, None, "Lead", "By when", "RAG", None), *rows())
    for area in ("A1:A2", "B1:B2", "C1:D1", "F1:F2"):
        book["Plan"].merge_cells(area)
    book.save(path)


def _rest_in_the_next_row(path: Path) -> None:
    content: list[Row] = []
    for row in rows():
        words = str(row[1]).split()
        half = len(words) // 2 if len(words) > 10 else len(words)
        content.append([row[0], " ".join(words[:half]), *row[2:]])
        if half < len(words):
            content.append([None, " ".join(words[half:]), None, None, None, None])
    excel(path, NAMES, *content)


def _with_a_key(path: Path) -> None:
    book = excel(path, NAMES, *rows(rag=lambda a: NUMBERS[a["rag"]]))
    sheet = book.create_sheet("Key")
    for row in (("1", "Complete"), ("2", "On track"), ("3", "At risk"), ("4", "Overdue")):
        sheet.append(row)
    book.save(path)


EXCEL = {
    "plain": _plain_sheet, "real dates": _real_dates, "not at the corner": _not_at_the_corner, "fills": _filled,
    "a sheet a theme": _a_sheet_a_theme, "merged themes": _merged_themes, "letters": _letters, "words": _words,
    "two header rows": _two_row_header, "the rest in the next row": _rest_in_the_next_row, "a key": _with_a_key,
}  # fmt: skip


@pytest.mark.parametrize("layout", EXCEL)
def test_a_workbook_gives_the_same_actions_in_every_layout(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "plan.xlsx"
    EXCEL[layout](path)
    assert read_back(path) == expected()


# Prose -------------------------------------------------------------------------------------------------------------


def _entries(document: Any) -> None:
    """Every action with its entries under it."""
    for theme in THEMES:
        document.add_heading(theme, 2)
        for a in (a for a in PLAN if a["theme"] == theme):
            document.add_paragraph(f"{a['ref']} {a['text']}")
            document.add_paragraph(f"Lead: {a['lead']}")
            document.add_paragraph(f"By: {a['due']}")
            document.add_paragraph(f"RAG: {a['rag'].title()}")


def _one_paragraph(document: Any) -> None:
    """Every action a paragraph that ends in its entries."""
    for theme in THEMES:
        document.add_heading(theme, 2)
        for a in (a for a in PLAN if a["theme"] == theme):
            document.add_paragraph(
                f"{a['ref']} {a['text']}. Lead: {a['lead']}. By when: {a['due']}. Status: {a['rag'].title()}."
            )


def _named_entries(document: Any) -> None:
    """Every action under its objective, each entry on a line that names it."""
    for number, theme in enumerate(THEMES, 1):
        document.add_heading(theme, 2)
        document.add_paragraph(f"Objective {number}: families are helped sooner")
        for a in (a for a in PLAN if a["theme"] == theme):
            document.add_paragraph(f"Action {a['ref']}: {a['text']}")
            document.add_paragraph(f"Lead: {a['lead']}\nDeadline: {a['due']}\nRAG: {a['rag'].title()}")


PROSE = {"entries under the action": _entries, "one paragraph": _one_paragraph, "named entries": _named_entries}


@pytest.mark.parametrize("layout", PROSE)
def test_prose_gives_the_same_actions_as_a_table(tmp_path: Path, layout: str) -> None:
    found = read_back(word(tmp_path / "plan.docx", PROSE[layout]))
    assert [(ref, text.rstrip("."), *rest) for ref, text, *rest in found] == expected()


@pytest.mark.parametrize("layout", PROSE)
def test_prose_printed_as_pdf_gives_the_same_actions(tmp_path: Path, layout: str) -> None:
    source = docx.Document(str(word(tmp_path / "plan.docx", PROSE[layout])))
    styles = getSampleStyleSheet()
    printed = [
        Paragraph(line, styles["Heading2" if paragraph.style.name.startswith("Heading") else "BodyText"])
        for paragraph in source.paragraphs
        for line in paragraph.text.split("\n")
    ]
    SimpleDocTemplate(str(tmp_path / "plan.pdf")).build(printed)
    found = read_back(tmp_path / "plan.pdf")
    assert [(ref, text.rstrip("."), *rest) for ref, text, *rest in found] == expected()
