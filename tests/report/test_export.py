"""Documents into reports: which tables, which pairs of notice and plan, and what is said where there is nothing."""

from __future__ import annotations

import io
import json

import docx
import openpyxl
import pytest

from compare.results import Coverage
from extract.errors import NothingFoundError
from extract.schema import Extraction
from report.export import FORMATS, TABLES, export, pairs, tables


@pytest.fixture(autouse=True)
def compared(monkeypatch, coverage, alignment) -> list[str]:
    """What is compared in a run, in order, with the answers made by hand."""
    asked: list[str] = []

    def cover(notice: Extraction, plan: Extraction) -> Coverage:
        asked.append(f"{notice.document.file} by {plan.document.file}")
        return coverage

    monkeypatch.setattr("compare.cover.cover", cover)
    monkeypatch.setattr("compare.align.align", lambda notices: alignment)
    return asked


def test_a_workbook_holds_every_table(notice, plan, other):
    book = openpyxl.load_workbook(io.BytesIO(export([notice, plan, other], "xlsx")))
    assert book.sheetnames == [name.capitalize() for name in TABLES]
    assert [book[name].max_row - 1 for name in ("Clauses", "Actions", "Coverage", "Flags", "Alignment")] == [
        4,
        2,
        5,
        3,
        1,
    ]


def test_json_holds_every_table_with_its_rows(notice, plan, other):
    content = json.loads(export([notice, plan, other], "json"))
    assert list(content) == list(TABLES)
    assert [row["clause"] for row in content["clauses"]] == ["c-1", "c-2", "c-3", "d-1"]


def test_a_coverage_that_two_tables_need_is_worked_out_once(notice, plan, compared):
    tables([notice, plan], ("coverage", "flags"))
    assert compared == ["north notice.pdf by north plan.xlsx"]


def test_a_table_of_clauses_compares_nothing(notice, plan, compared):
    tables([notice, plan], ("clauses", "actions"))
    assert compared == []


def test_a_word_report_is_about_coverage(notice, plan):
    read = docx.Document(io.BytesIO(export([notice, plan], "docx")))
    assert read.paragraphs[0].text == "Coverage report"
    assert read.paragraphs[1].text == (
        "north notice.pdf by north plan.xlsx: 3 clauses, of which 0 covered, 1 partial, 1 gap, 1 unclear."
    )
    headings = [p.text for p in read.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == ["Coverage", "Flags"]


def test_one_table_is_exported_in_any_format(notice):
    for form in FORMATS:
        assert export([notice], form, "clauses")


def test_a_notice_meets_the_plans_of_its_own_council_only(notice, plan, other):
    assert [(a.document.file, b.document.file) for a, b in pairs([other, plan, notice])] == [
        ("north notice.pdf", "north plan.xlsx")
    ]


def test_the_council_is_the_same_by_its_code_or_its_name(notice, plan):
    def known_as(extraction: Extraction, gss: str | None, council: str | None) -> Extraction:
        facts = extraction.document.model_copy(update={"gss": gss, "council": council})
        return extraction.model_copy(update={"document": facts})

    assert list(pairs([known_as(notice, "E08000099", "North"), known_as(plan, "E08000099", "Northmoor")]))
    assert list(pairs([known_as(notice, None, "northmoor"), known_as(plan, None, "Northmoor")]))
    assert not list(pairs([known_as(notice, None, None), known_as(plan, None, None)]))
    assert not list(pairs([known_as(notice, "E08000099", "North"), known_as(plan, "E08000098", "North")]))


@pytest.mark.parametrize(
    ("form", "table", "said"),
    [
        ("docx", None, "coverage needs a notice and a plan of the same council."),
        ("csv", "coverage", "coverage needs a notice and a plan of the same council."),
        ("xlsx", "actions", "the chosen documents have no actions."),
        ("json", "alignment", "no two notices of the chosen ones state the same requirement."),
    ],
)
def test_an_empty_report_is_one_sentence(notice, form, table, said):
    with pytest.raises(NothingFoundError) as why:
        export([notice], form, table)
    assert str(why.value) == f"There is nothing to export: {said}"


def test_no_documents_make_an_empty_workbook_and_no_error():
    assert openpyxl.load_workbook(io.BytesIO(export([], "xlsx"))).sheetnames[0] == "Clauses"
