"""Improvement plans in the forms that councils print them: every test is a small plan with its answer beside it."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill

from extract.document import Block, Cell, Document, Row, Table
from extract.errors import ClausemapError, NothingFoundError
from extract.kinds.cites import cites_of
from extract.kinds.grid import Grid
from extract.kinds.plan import Plan, actions_of
from extract.kinds.plan_columns import UNKEPT, field_of, header_at
from extract.kinds.plan_status import colour_of, said
from extract.layout import compose
from extract.pipeline import extract
from extract.read import read, read_tables
from extract.schema import Action

HEADER = ["Ref", "Action", "Lead", "Due", "RAG"]


def grid(*rows: list[str | Cell], page: int | None = None) -> Table:
    """A table of rows; a row of one cell spans them all, a row that is too short ends in empty cells."""
    width = max(len(row) for row in rows)
    made = []
    for row in rows:
        cells = [cell if isinstance(cell, Cell) else Cell(text=cell) for cell in row]
        if len(cells) == 1 and width > 1:
            cells = [cells[0].model_copy(update={"column_span": width}), *[Cell(merged=True)] * (width - 1)]
        made.append(Row(cells=(*cells, *[Cell()] * (width - len(cells))), page=page))
    return Table(rows=tuple(made), page=page)


def document(*parts: Table | str, media: Any = "docx") -> Document:
    """A document of headings (texts) and tables in order; in a PDF the tables stand apart."""
    text, blocks, tables = "", [], []
    for part in parts:
        start = len(text)
        if isinstance(part, Table):
            tables.append(part)
            text += "table\n"
            if media != "pdf":
                blocks.append(Block(kind="table", start=start, end=len(text) - 1, table=part))
        else:
            text += f"{part}\n"
            blocks.append(Block(kind="heading", start=start, end=len(text) - 1, size=29))
    return Document(
        file="plan.docx", sha256="0" * 64, media=media, text=text, blocks=tuple(blocks), tables=tuple(tables)
    )


def plan(*parts: Table | str, media: Any = "docx") -> Plan:
    return actions_of(document(*parts, media=media))


def actions(*parts: Table | str, media: Any = "docx") -> tuple[Action, ...]:
    return plan(*parts, media=media).actions


def one(*parts: Table | str) -> Action:
    (action,) = actions(*parts)
    return action


# Columns ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("What?", "action"), ("Key task", "action"), ("Action required", "action"), ("What we will do", "action"),
        ("What do we need to do?", "action"), ("Activity", "action"), ("Key Actions / Milestones", "action"),
        ("By when", "due"), ("Timescale", "due"), ("Target date", "due"), ("Completion date", "due"),
        ("Deadline", "due"), ("Due date", "due"), ("To be completed by", "due"), ("Time frame", "due"),
        ("End date", "due"),
        ("Who", "lead"), ("Lead officer", "lead"), ("Responsibility", "lead"), ("Action owner", "lead"),
        ("Person responsible", "lead"), ("By whom?", "lead"), ("Accountable lead", "lead"), ("Owner", "lead"),
        ("How will we know?", "success_measures"), ("Success criteria", "success_measures"),
        ("KPI", "success_measures"),
        ("What difference will it make?", "success_measures"), ("Expected outcome", "success_measures"),
        ("Measures of success", "success_measures"), ("Impact measure", "success_measures"),
        ("RAG", "rag"), ("BRAG", "rag"), ("B-RAG status", "rag"), ("R.A.G.", "rag"), ("Status", "rag"),
        ("RAG rating", "rag"), ("RAYG", "rag"), ("Current status", "rag"),
        ("Progress update", "progress"), ("Update", "progress"), ("Comments", "progress"),
        ("Position at 31 March", "progress"),
        ("Evidence of impact", "evidence"), ("Impact", "evidence"), ("Evidence", "evidence"),
        ("Start date", "start"), ("Date started", "start"), ("Date completed", "completed"),
        ("Ref", "ref"), ("No.", "ref"), ("#", "ref"), ("Action no.", "ref"), ("Ref. No.", "ref"), ("ID", "ref"),
        ("Recommendation", "cites"), ("Notice para", "cites"), ("Ofsted recommendation", "cites"),
        ("Paragraph", "cites"),
        ("Theme", "theme"), ("Priority", "theme"), ("Improvement objective", "theme"), ("Workstream", "theme"),
        ("Resources", "resources"), ("Budget", "resources"), ("Weather", None),
    ],
)  # fmt: skip
def test_a_column_is_known_by_any_of_its_usual_names(name: str, field: str | None) -> None:
    assert field_of(name) == field


HEADERS = yaml.safe_load(Path(__file__).with_name("plan_headers.yaml").read_text(encoding="utf-8"))
TYPICAL = {
    "ref": "1.1", "action": "Visit every child weekly", "lead": "Ann Bee", "due": "31/03/2031", "rag": "Green",
    "cites": "3", "theme": "Practice", "progress": "It has begun and goes well", "success_measures": "Nine in ten",
    "evidence": "A file of notes", "start": "01/01/2031", "-": "nothing",
}  # fmt: skip


@pytest.mark.parametrize("header", HEADERS, ids=" | ".join)
def test_every_column_of_a_usual_header_is_understood(header: dict[str, str]) -> None:
    rows: list[list[str | Cell]] = [[TYPICAL[field] for field in header.values()]] * 3
    columns = header_at(Grid(grid([*header], *rows)), 0)
    assert columns is not None
    found = {name: columns.field_of(index) for index, name in enumerate(header)}
    kept = {name: "-" if field is None or field in UNKEPT else field for name, field in found.items()}
    assert kept == header


def test_title_rows_above_the_header_name_the_part() -> None:
    action = one(
        grid(
            ["Our council: a plan for children"],
            ["Theme 2: Safe and timely visits"],
            ["Outcome: children are safe"],
            HEADER,
            ["2.1", "Visit each child weekly", "Ann", "31/03/2030", "G"],
        )
    )
    assert action.theme_heading == "Theme 2: Safe and timely visits"
    assert (action.ref, action.text, action.lead) == ("2.1", "Visit each child weekly", "Ann")


def test_a_header_of_two_rows_is_read_from_both() -> None:
    first, second = actions(
        grid(
            ["Ref", "Action", Cell(text="Timescale", column_span=2), Cell(merged=True), "Lead",
             Cell(text="BRAG", column_span=2), Cell(merged=True)],
            ["", "", "Start", "End", "", "Action", "Impact"],
            ["1", "Write a guide", "01/01/2030", "01/03/2030", "Ann", "G", "R"],
            ["2", "Print a guide", "01/02/2030", "", "Bob", "B", "A"],
        )
    )  # fmt: skip
    assert (first.start, first.due_date, first.rag) == ("01/01/2030", dt.date(2030, 3, 1), "green")
    assert (second.due, second.rag) == (None, "blue")


def test_header_cells_merged_down_are_one_header() -> None:
    tall = [Cell(text=name, row_span=2) for name in ("Action", "Lead", "Due")]
    action = one(
        grid(
            [*tall, Cell(text="Status", column_span=2), Cell(merged=True)],
            [Cell(merged=True), Cell(merged=True), Cell(merged=True), "Q1", "Q2"],
            ["Hire two nurses", "Ann", "May 2030", "Red", "Amber"],
        )
    )
    assert (action.text, action.rag) == ("Hire two nurses", "amber")


def test_of_status_columns_side_by_side_the_last_filled_one_counts() -> None:
    first, second = actions(
        grid(
            ["Action", "Lead", "RAG Jan", "RAG Feb", "RAG Mar"], ["a", "Ann", "R", "A", ""], ["b", "Bob", "R", "A", "G"]
        )
    )
    assert (first.rag, second.rag) == ("amber", "green")


def test_a_target_is_a_date_only_where_dates_stand_in_it() -> None:
    dated = one(grid(["Action", "Lead", "Target", "Progress"], ["Train all staff", "Ann", "May 2030", "begun"]))
    share = one(grid(["Action", "Lead", "Target", "Progress"], ["Train all staff", "Ann", "95% trained", "begun"]))
    assert dated.due_date == dt.date(2030, 5, 31)
    assert (share.due, share.success_measures) == (None, "95% trained")


def test_an_objective_stands_for_the_action_where_there_is_no_other() -> None:
    assert one(grid(["Objective", "Lead", "Timescale"], ["Answer calls sooner", "Ann", "May 2030"])).text == (
        "Answer calls sooner"
    )


def test_the_fuller_of_two_columns_holds_the_actions_and_the_other_names_what_they_are_for() -> None:
    first, second = actions(
        grid(
            ["What do we need to do?", "How will we do it?", "Who?", "When?"],
            ["Faster answers", "Train the team", "Ann", "May 2030"],
            ["", "Buy a better tool", "Bob", "June 2030"],
        )
    )
    assert [a.text for a in (first, second)] == ["Train the team", "Buy a better tool"]
    assert [a.theme_heading for a in (first, second)] == ["Faster answers"] * 2


def test_a_column_without_a_name_before_the_action_holds_references() -> None:
    assert [a.ref for a in actions(grid(["", "Task", "Lead"], ["1a", "do", "Ann"], ["1b", "go", "Bob"]))] == [
        "1a",
        "1b",
    ]


def test_references_printed_in_the_action_are_taken_out_of_it() -> None:
    found = actions(
        grid(["Actions", "Lead", "Due"], ["1.1 Write it", "Ann", "May 2030"], ["1.2 Read it", "Bob", "May 2030"])
    )
    assert [(a.ref, a.text) for a in found] == [("1.1", "Write it"), ("1.2", "Read it")]


def test_who_and_by_when_in_one_column_are_parted() -> None:
    action = one(grid(["Action", "Who and by when", "Update"], ["Write it", "Ann Bee\n31 March 2030", "begun"]))
    assert (action.lead, action.due_date) == ("Ann Bee", dt.date(2030, 3, 31))


def test_columns_that_are_left_out_are_said() -> None:
    found = plan(grid(["Action", "Lead", "Due", "Resources", "Weather"], ["a", "Ann", "May 2030", "none", "fine"]))
    (warning,) = found.warnings
    assert warning.code == "columns_left_out" and warning.message.endswith("Resources, Weather.")


# Rows ---------------------------------------------------------------------------------------------------------------


def test_a_lead_merged_over_two_rows_leads_both() -> None:
    first, second = actions(
        grid(
            HEADER,
            ["1.1", "Open the line", Cell(text="Head of Help", row_span=2), "May 2030", "G"],
            ["1.2", "Staff the line", Cell(merged=True), "June 2030", "G"],
        )
    )
    assert first.lead == second.lead == "Head of Help"
    assert not second.defects


def test_a_theme_column_names_the_rows_below_it_merged_or_left_empty() -> None:
    found = actions(
        grid(
            ["Theme", "Action", "Lead"],
            [Cell(text="Early help", row_span=2), "a", "Ann"],
            [Cell(merged=True), "b", "Bob"],
            ["Front door", "c", "Cat"],
            ["", "d", "Dan"],
        )
    )
    assert [a.theme_heading for a in found] == ["Early help", "Early help", "Front door", "Front door"]


def test_a_row_over_the_whole_table_is_a_heading_and_no_action() -> None:
    found = actions(grid(["Priority 1: Practice"], HEADER, ["1.1", "a", "Ann", "May 2030", "G"], ["Priority 2: People"],
                         ["2.1", "b", "Bob", "May 2030", "G"]))  # fmt: skip
    assert [a.theme_heading for a in found] == ["Priority 1: Practice", "Priority 2: People"]


def test_a_heading_of_lower_rank_does_not_take_the_place_of_the_theme() -> None:
    found = actions(
        "Priority 1 – Practice",
        grid(["Objective 1.1: Better plans"], HEADER, ["1", "a", "Ann", "May 2030", "G"]),
        grid(["Objective 1.2: Better visits"], HEADER, ["1", "b", "Bob", "May 2030", "G"]),
    )
    assert [a.theme_heading for a in found] == ["Priority 1 – Practice"] * 2
    assert not [d for a in found for d in a.defects]


def test_the_nearest_heading_that_is_not_said_of_every_table_names_the_part() -> None:
    table = grid(HEADER, ["1", "a", "Ann", "May 2030", "G"])
    found = actions("Safe visits", "Our actions for this part", table, "Good plans", "Our actions for this part", table)
    assert [a.theme_heading for a in found] == ["Safe visits", "Good plans"]


def test_a_row_without_reference_lead_and_date_goes_on_with_the_action_above() -> None:
    first, second = actions(
        grid(
            HEADER,
            ["1.1", "Audit forty files each month.", "Ann", "May 2030", "G"],
            ["", "Share what is learnt.", "", "", ""],
            ["1.2", "Next", "Bob", "June 2030", "A"],
        )
    )
    assert first.text == "Audit forty files each month. Share what is learnt."
    assert second.text == "Next"


def test_a_row_marked_as_continued_goes_on_with_the_action_above() -> None:
    found = actions(
        grid(
            HEADER, ["4.8", "Scan the old files", "Ann", "May 2030", "R"], ["4.8 cont.", "and shred them.", "", "", ""]
        )
    )
    assert [(a.ref, a.text) for a in found] == [("4.8", "Scan the old files and shred them.")]


def test_a_row_without_reference_and_with_lead_and_date_is_an_action() -> None:
    found = actions(grid(HEADER, ["1.1", "a", "Ann", "May 2030", "G"], ["", "b", "Bob", "June 2030", "A"]))
    assert [(a.ref, a.text) for a in found] == [("1.1", "a"), (None, "b")]


def test_milestones_under_a_merged_action_belong_to_it() -> None:
    found = actions(
        grid(
            ["Ref", "Action", "Lead", "Milestone date", "Progress"],
            [Cell(text="1", row_span=2), Cell(text="Build a home", row_span=2), "Ann", "May 2030", "dug"],
            [Cell(merged=True), Cell(merged=True), "Ann", "June 2030", "roofed"],
        )
    )
    assert [(a.text, a.progress, a.due_date) for a in found] == [("Build a home", "dug roofed", dt.date(2030, 6, 30))]


def test_a_row_broken_by_a_page_end_is_one_action_though_the_header_is_repeated() -> None:
    found = actions(
        grid(HEADER, ["1.1", "Ask each family what", "Business", "19 December", "G"], page=1),
        grid(HEADER, ["", "they think of us.", "Manager", "2030", ""], ["1.2", "Next", "Bob", "May 2030", "A"], page=2),
        media="pdf",
    )
    assert [(a.text, a.lead, a.due_date, a.page) for a in found] == [
        ("Ask each family what they think of us.", "Business Manager", dt.date(2030, 12, 19), 1),
        ("Next", "Bob", dt.date(2030, 5, 31), 2),
    ]


def test_a_table_that_goes_on_without_its_header_has_the_same_columns() -> None:
    found = actions(
        grid(HEADER, ["1.1", "a", "Ann", "May 2030", "G"], page=1), grid(["1.2", "b", "Bob", "May 2030", "R"], page=2),
        media="pdf",
    )  # fmt: skip
    assert [(a.ref, a.lead, a.rag) for a in found] == [("1.1", "Ann", "green"), ("1.2", "Bob", "red")]


def test_bullets_of_a_cell_lose_their_signs_and_stand_in_one_text() -> None:
    action = one(grid(["Action", "Lead"], ["Do two things:\n• hire\n- train\n(i) and stay", "Ann"]))
    assert action.text == "Do two things: hire train and stay"


def test_a_dash_that_begins_a_wrapped_line_of_a_pdf_stays() -> None:
    found = actions(grid(["Action", "Lead"], ["See every family\n– at home – this\nmonth", "Ann"], page=1), media="pdf")
    assert found[0].text == "See every family – at home – this month"


def test_leads_on_lines_of_their_own_are_parted_by_semicolons() -> None:
    assert one(grid(["Action", "Lead"], ["a", "Head of Help\nChief Nurse"])).lead == "Head of Help; Chief Nurse"


def test_a_row_with_words_and_no_action_is_a_warning() -> None:
    found = plan(grid(HEADER, ["1.1", "a", "Ann", "May 2030", "G"], ["1.2", "", "Bob", "June 2030", "A"]))
    assert len(found.actions) == 1
    assert [w.code for w in found.warnings] == ["row_without_action"]


# Status -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rag"),
    [
        ("Blue", "blue"), ("B", "blue"), ("Complete", "blue"), ("Completed and embedded", "blue"), ("Closed", "blue"),
        ("G", "green"), ("Green – on track", "green"), ("On track", "green"), ("A", "amber"), ("Yellow", "amber"),
        ("Some slippage", "amber"), ("At risk", "amber"), ("R", "red"), ("RED", "red"), ("Overdue", "red"),
        ("Off track", "red"), ("In progress", None), ("Not started", None), ("", None), ("3", None),
    ],
)  # fmt: skip
def test_a_status_is_a_colour_by_its_words(text: str, rag: str | None) -> None:
    assert said(text) == rag


@pytest.mark.parametrize(
    ("fill", "rag"),
    [
        ("FF0000", "red"), ("E06666", "red"), ("C00000", "red"), ("FFC000", "amber"), ("FFFF00", "amber"),
        ("F4B084", "amber"), ("92D050", "green"), ("00B050", "green"), ("6FA8DC", "blue"), ("0070C0", "blue"),
        ("FFFFFF", None), ("D9D9D9", None), ("000000", None), ("7030A0", None),
    ],
)  # fmt: skip
def test_a_status_is_a_colour_by_its_fill(fill: str, rag: str | None) -> None:
    assert colour_of(fill) == rag


def test_a_status_shown_by_colour_alone_is_read() -> None:
    assert one(grid(HEADER, ["1", "a", "Ann", "May 2030", Cell(fill="FFC000")])).rag == "amber"


def test_a_band_of_colour_over_the_whole_row_is_no_status() -> None:
    cells: list[str | Cell] = [Cell(text=text, fill="DDEEDD") for text in ("1", "a", "Ann", "May 2030", "")]
    assert one(grid(HEADER, cells)).rag is None


def test_numbers_mean_what_the_key_of_the_plan_says() -> None:
    key = grid(["1", "Complete"], ["2", "On track"], ["3", "Some slippage"], ["4", "Off track"])
    rows = [[str(n), f"action {n}", "Ann", "May 2030", str(n)] for n in range(1, 5)]
    assert [a.rag for a in actions(key, grid(HEADER, *rows))] == ["blue", "green", "amber", "red"]


@pytest.mark.parametrize(
    "key",
    [
        "RAG: 1 = complete, 2 = on track, 3 = some slippage, 4 = off track",
        "1: complete; 2: on track; 3: at risk; 4: overdue",
    ],
)
def test_a_key_in_one_line_explains_numbers(key: str) -> None:
    rows = [[str(n), f"action {n}", "Ann", "May 2030", str(n)] for n in range(1, 5)]
    assert [a.rag for a in actions(key, grid(HEADER, *rows))] == ["blue", "green", "amber", "red"]


def test_numbers_without_a_key_mean_nothing() -> None:
    assert one(grid(HEADER, ["1", "a", "Ann", "May 2030", "3"])).rag is None


def test_a_meaning_of_the_key_stands_for_its_colour() -> None:
    key = grid(["Purple = Signed off by the board", "Green = Going well"])
    found = actions(key, grid(HEADER, ["1", "a", "Ann", "May 2030", "going well"]))
    assert found[0].rag == "green"


def test_lines_of_the_key_under_a_table_are_no_actions() -> None:
    found = actions(grid(HEADER, ["1", "a", "Ann", "May 2030", "G"], ["Blue", "Complete"], ["Green", "On track"]))
    assert len(found) == 1


# Defects and references ---------------------------------------------------------------------------------------------


def defects(action: Action) -> list[str]:
    return [defect.kind for defect in action.defects]


@pytest.mark.parametrize(
    ("due", "date", "kinds"),
    [
        ("31/03/2030", dt.date(2030, 3, 31), []),
        ("March 2030", dt.date(2030, 3, 31), []),
        ("Q3 2029/30", dt.date(2029, 12, 31), ["vague_deadline"]),
        ("Summer 2030", dt.date(2030, 8, 31), ["vague_deadline"]),
        ("Ongoing", None, ["vague_deadline"]),
        ("TBC", None, ["vague_deadline"]),
        ("31/04/2030", None, ["vague_deadline"]),
        ("", None, ["no_deadline"]),
    ],
)
def test_a_due_cell_gives_a_date_or_a_defect(due: str, date: dt.date | None, kinds: list[str]) -> None:
    action = one(grid(HEADER, ["1", "a", "Ann", due, "G"]))
    assert (action.due_date, defects(action)) == (date, kinds)


@pytest.mark.parametrize(("lead", "shown"), [("", None), ("-", None), ("TBC", "TBC"), ("Vacant", "Vacant")])
def test_an_action_that_nobody_leads_has_that_defect(lead: str, shown: str | None) -> None:
    action = one(grid(HEADER, ["1", "a", lead, "May 2030", "G"]))
    assert (action.lead, defects(action)) == (shown, ["no_lead"])


def test_a_plan_without_a_column_of_leads_says_so_once_and_blames_no_action() -> None:
    found = plan(grid(["Action", "Due"], ["a", "May 2030"], ["b", "May 2030"]))
    assert [w.code for w in found.warnings] == ["no_lead_column"]
    assert not [d for action in found.actions for d in action.defects]


def test_a_reference_printed_twice_is_a_defect_of_both_actions() -> None:
    found = actions(grid(HEADER, ["6.6", "a", "Ann", "May 2030", "G"], ["6.6", "b", "Bob", "May 2030", "G"]))
    assert [defects(a) for a in found] == [["duplicate_ref"]] * 2


def test_plain_numbers_that_begin_anew_in_each_part_are_no_duplicates() -> None:
    table = grid(HEADER, ["1", "a", "Ann", "May 2030", "G"])
    assert not [d for a in actions("Theme 1: Visits", table, "Theme 2: Plans", table) for d in a.defects]


@pytest.mark.parametrize(
    ("cell", "text", "cites"),
    [
        ("8.b, 8(c)", "", ("8.b", "8.c")),
        ("Notice para 4(a)", "", ("4.a",)),
        ("3-5", "", ("3", "4", "5")),
        ("R7; R9", "", ("7", "9")),
        ("", "Publish a guide (recommendation 4).", ("4",)),
        ("", "See paragraphs 3, 4 and 7.b of the notice.", ("3", "4", "7.b")),
        ("", "Visit 12 families by 31/03/2030.", ()),
        ("2. Make sure that every child who goes missing is spoken to by someone whom they trust and know", "", ("2",)),
    ],
)
def test_what_an_action_answers_is_read_from_its_column_and_its_words(
    cell: str, text: str, cites: tuple[str, ...]
) -> None:
    assert cites_of(cell, text) == cites


def test_a_recommendation_in_words_names_the_part_for_the_rows_that_leave_it_empty() -> None:
    words = "3. Make sure that all visits to children are written down within the time that is set"
    found = actions(grid(["Recommendation", "Action", "Lead"], [words, "a", "Ann"], ["", "b", "Bob"]))
    assert [(a.theme_heading, a.cites) for a in found] == [(words, ("3",))] * 2


def test_ids_come_from_the_text_and_tell_equal_texts_apart() -> None:
    rows = [["1", "Train staff", "Ann", "May 2030", "G"], ["2", "Train staff", "Bob", "May 2030", "G"]]
    first, second = actions(grid(HEADER, *rows))
    moved = actions(grid(HEADER, ["0", "Before them all", "Cat", "May 2030", "G"], *rows))
    assert first.id != second.id
    assert [a.id for a in moved[1:]] == [first.id, second.id]


# Other forms and refusals -------------------------------------------------------------------------------------------


def test_forms_with_a_name_beside_each_entry_are_actions() -> None:
    found = actions(*(
        grid(["Action", text], ["Lead", lead], ["By when", "1 May 2030"], ["Progress", "begun"])
        for text, lead in (("Write the plan", "Ann"), ("Read the plan", "Bob"))
    ))  # fmt: skip
    assert [(a.text, a.lead, a.due_date) for a in found] == [
        ("Write the plan", "Ann", dt.date(2030, 5, 1)),
        ("Read the plan", "Bob", dt.date(2030, 5, 1)),
    ]


def prose(*parts: tuple[str, str]) -> Document:
    """A document of (kind, text) blocks; the kind may hold the label of a list item: "1.1", "-"."""
    text, blocks = "", []
    for kind, words in parts:
        start = len(text)
        text += f"{words}\n"
        plain_kind: Any = kind if kind in ("heading", "paragraph") else "list_item"
        label = kind if plain_kind == "list_item" else None
        blocks.append(Block(kind=plain_kind, start=start, end=len(text) - 1, label=label, size=20))
    return Document(file="plan.docx", sha256="0" * 64, media="docx", text=text, blocks=tuple(blocks))


def told(*parts: tuple[str, str]) -> list[tuple[Any, ...]]:
    found = actions_of(prose(*parts)).actions
    return [(a.ref, a.text, a.lead, a.due_date and a.due_date.isoformat()) for a in found]


def test_numbered_prose_with_entries_in_brackets_is_a_plan() -> None:
    assert told(
        ("heading", "Theme 1: Visits"),
        ("1.1", "Visit every child. (Lead: Head of Care; by 31 March 2030)"),
        ("1.2", "Write it down by 1 May 2030. Lead: Head of Records."),
        ("1.3", "Tell the board how this goes."),
    ) == [
        ("1.1", "Visit every child.", "Head of Care", "2030-03-31"),
        ("1.2", "Write it down by 1 May 2030.", "Head of Records", "2030-05-01"),
        ("1.3", "Tell the board how this goes.", None, None),
    ]


def test_prose_with_its_entries_on_lines_below_is_a_plan() -> None:
    assert told(
        ("paragraph", "Action 1: Publish a guide"), ("paragraph", "Lead: Ann"), ("paragraph", "Timescale: May 2030"),
        ("paragraph", "Action 2: Train all staff"), ("paragraph", "Lead: Bob"), ("paragraph", "Timescale: ongoing"),
    ) == [("1", "Publish a guide", "Ann", "2030-05-31"), ("2", "Train all staff", "Bob", None)]  # fmt: skip


def test_entries_after_dashes_are_read() -> None:
    assert told(("1", "Write it. Owner – Ann. Deadline – 1 May 2030."), ("2", "Read it. Owner – Bob."))[0] == (
        "1", "Write it.", "Ann", "2030-05-01",
    )  # fmt: skip


def test_headings_of_prose_name_the_parts_and_defects_are_found() -> None:
    found = actions_of(
        prose(
            ("heading", "Theme 2: People"),
            ("1", "Hire. Lead: Ann. Due: ongoing"),
            ("2", "Train. Lead: Bob. Due: May 2030"),
        )
    ).actions
    assert [(a.theme_heading, defects(a)) for a in found] == [
        ("Theme 2: People", ["vague_deadline"]),
        ("Theme 2: People", []),
    ]


def test_bullets_without_leads_or_dates_are_no_plan() -> None:
    with pytest.raises(NothingFoundError):
        told(("paragraph", "We were inspected by 3 May 2030."), ("-", "Be kind"), ("-", "Be quick"), ("1.", "Be there"))


def test_a_register_of_risks_is_no_list_of_actions() -> None:
    risks = grid(["Risk", "Mitigating action", "Owner", "RAG"], ["Staff leave", "Pay them more", "Ann", "A"])
    with pytest.raises(NothingFoundError):
        plan(risks)
    assert len(actions(risks, grid(HEADER, ["1", "a", "Ann", "May 2030", "G"]))) == 1


def test_a_plan_may_say_the_risk_of_each_action() -> None:
    assert (
        len(actions(grid(["Action", "Lead", "Due", "Risk level", "Baseline"], ["a", "Ann", "May 2030", "low", "9"])))
        == 1
    )


def test_a_table_without_a_column_of_actions_is_refused_with_the_names_of_its_columns() -> None:
    with pytest.raises(NothingFoundError) as refusal:
        plan(grid(["School", "Places", "Open"], ["Hill", "40", "yes"]))
    message = str(refusal.value)
    assert message.startswith("plan.docx: no table has a column of actions")
    assert "School, Places, Open" in message and message.endswith("try again.")


def test_a_document_without_tables_is_refused() -> None:
    with pytest.raises(NothingFoundError, match=r"plan\.docx: no table was found in this plan"):
        plan("A heading and nothing else")
    with pytest.raises(NothingFoundError, match="no table with lines between its rows was found"):
        plan("A heading and nothing else", media="pdf")


def test_every_block_has_one_role() -> None:
    made = document("Theme 1: Visits", grid(HEADER, ["1", "a", "Ann", "May 2030", "G"]))
    assert actions_of(made).roles == ["heading", "table"]


# Round trips and real documents -------------------------------------------------------------------------------------

WORDS = st.from_regex(r"Zebra( [a-z]{2,9}){1,6}", fullmatch=True)
ROWS = st.lists(st.tuples(WORDS, WORDS, st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), st.sampled_from("BGAR")),
                min_size=1, max_size=8)  # fmt: skip


def expected(rows: list[tuple[str, str, dt.date, str]]) -> list[tuple[Any, ...]]:
    colours = {"B": "blue", "G": "green", "A": "amber", "R": "red"}
    return [(f"1.{n}", text, lead, due, colours[rag]) for n, (text, lead, due, rag) in enumerate(rows, start=1)]


def found_in(path: Path) -> list[tuple[Any, ...]]:
    return [(a.ref, a.text, a.lead, a.due_date, a.rag) for a in actions_of(compose(read(path))).actions]


@settings(max_examples=12, deadline=None)
@given(rows=ROWS)
def test_a_plan_written_by_excel_gives_its_actions_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, dt.date, str]]
) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(HEADER)
    fills = {"B": "0070C0", "G": "00B050", "A": "FFC000", "R": "FF0000"}
    for number, (text, lead, due, rag) in enumerate(rows, start=2):
        workbook.active.append([f"1.{number - 1}", text, lead, due, None])
        workbook.active.cell(number, 5).fill = PatternFill("solid", fgColor=fills[rag])
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    workbook.save(path)
    assert found_in(path) == expected(rows)


@settings(max_examples=12, deadline=None)
@given(rows=ROWS)
def test_a_plan_written_by_word_gives_its_actions_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, dt.date, str]]
) -> None:
    made = docx.Document()
    table = made.add_table(1, 5)
    for cell, name in zip(table.rows[0].cells, HEADER, strict=True):
        cell.text = name
    for number, (text, lead, due, rag) in enumerate(rows, start=1):
        for cell, value in zip(table.add_row().cells, (f"1.{number}", text, lead, f"{due:%d/%m/%Y}", rag), strict=True):
            cell.text = value
    path = tmp_path_factory.mktemp("plan") / "plan.docx"
    made.save(str(path))
    assert found_in(path) == expected(rows)


def plain(text: object) -> str:
    """Letters and digits only, so that quotes, dashes and blanks are no difference."""
    return re.sub(r"[^a-z0-9]+", " ", str(text or "").casefold()).strip()


@pytest.mark.real
@pytest.mark.parametrize("suffix", ["xlsx", "docx", "pdf"])
def test_the_real_plans_agree_with_what_was_read_by_hand(shared: Path, suffix: str) -> None:
    for gold_path in sorted((shared / "gold" / "plans").glob("*.json")):
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        for path in (shared / "documents" / "plans").glob(f"{gold_path.stem}*.{suffix}"):
            made = compose(read(path))
            if suffix == "pdf":
                made = made.model_copy(update={"tables": read_tables(path)[0]})
            found = {plain(action.text): action for action in actions_of(made).actions}
            assert len(found) == len(gold["actions"]), path.name
            for want in gold["actions"]:
                action = found[plain(want["text"])]
                assert plain(action.lead) == plain(want["lead"]), (path.name, want["id"])
                assert str(action.due_date) == str(want["due_date"]), (path.name, want["id"])
                assert (action.ref, action.rag) == (want["ref"], want["rag"]), (path.name, want["id"])
                kinds = {d["kind"] for d in gold["defects"] if d["action"] == want["id"]} - {"late", "split_row"}
                assert set(defects(action)) == kinds, (path.name, want["id"])


# What a person says of the columns ---------------------------------------------------------------------------------


def _renamed(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_text(
        "# Improvement plan of Fairhaven\n\n"
        "| No. | Undertaking | Lead | By when | Scribbles |\n|---|---|---|---|---|\n"
        "| 1 | Hire two managers | Director | March 2031 | see file |\n"
        "| 2 | Audit ten files a month | Head of practice | May 2031 | none yet |\n",
        encoding="utf-8",
    )
    return path


def test_how_the_columns_were_understood_is_told(tmp_path: Path) -> None:
    (table,) = extract(_renamed(tmp_path), columns={"Undertaking": "action"}).tables
    fields = {column.name: column.field for column in table.columns}
    assert fields == {"No.": "ref", "Undertaking": "action", "Lead": "lead", "By when": "due", "Scribbles": None}


def test_what_a_person_says_of_a_column_overrules_its_name(tmp_path: Path) -> None:
    found = extract(_renamed(tmp_path), columns={"undertaking": "action", "Scribbles": "progress", "Lead": "none"})
    assert [action.text for action in found.actions] == ["Hire two managers", "Audit ten files a month"]
    assert [(action.progress, action.lead) for action in found.actions] == [("see file", None), ("none yet", None)]


def test_a_field_that_there_is_not_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(ClausemapError, match=r"no field called poem; choose one of .*action"):
        extract(_renamed(tmp_path), columns={"Undertaking": "poem"})
