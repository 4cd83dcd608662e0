"""What stands in each table: every row with its document, its page and its words."""

from __future__ import annotations

import pytest

from report import measures, rows
from report.table import cell, heading


def test_a_clause_row_keeps_the_place_and_the_words(notice):
    first, second, _ = rows.clauses([notice]).records()
    assert first == {
        "document": "north notice.pdf",
        "council": "Northmoor",
        "document_kind": "improvement_notice",
        "issued": "2031-05-06",
        "clause": "c-1",
        "number": "1",
        "parent": None,
        "section": "Visits",
        "title": "Seen at home",
        "kind": "requirement",
        "page": 2,
        "quote": "Every child is seen at home\nevery two weeks.",
        "themes": "child_voice; plans",
        "theme_role": "unclear",
        "duty_holders": "council; partners",
        "deadlines": "within six and twelve months (after_start P6M, P12M); before each conference (event)",
        "due": "2031-11-06; 2032-05-06",
        "references": "working_together",
        "confidence": 1.0,
    }
    assert second["number"] == "-", "a clause without a number is known by its printed label"


def test_an_action_row_keeps_the_place_and_the_words(plan):
    first, second = rows.actions([plan]).records()
    assert (first["document"], first["page"], first["sheet"], first["row"]) == ("north plan.xlsx", None, "Plan", 5)
    assert first["quote"] == "Visits are counted each week; the list goes to managers."
    assert (first["due"], first["due_date"], first["cites"]) == ("30 Sept", "2031-09-30", "1; 2")
    assert first["defects"] == "vague_deadline: no year; no_lead: "
    assert second["lead"] is None


def test_a_measure_and_a_statement_keep_the_place_and_the_words(progress):
    [measure] = measures.indicators([progress]).records()
    assert (measure["document"], measure["page"], measure["quote"]) == (
        "north progress.pdf",
        4,
        "Children seen in time",
    )
    assert (measure["values"], measure["comparators"]) == ("2031-08: 73.5; YTD: 75", "england: 80")
    assert (measure["target"], measure["on_target"]) == (90, "no")
    [statement] = measures.statements([progress]).records()
    assert (statement["section"], statement["quote"], statement["page"]) == ("Visits", "Visits are made in time.", 2)


def test_themes_are_rows_with_the_surest_clause_first(notice, other):
    labels = {"plans": "Children's plans", "child_voice": "Voice"}
    table = rows.themes([notice, other], labels)
    assert [(row["theme"], row["label"], row["rank"], row["clause"], row["page"]) for row in table.records()] == [
        ("plans", "Children's plans", 2, "c-1", 2),
        ("child_voice", "Voice", 1, "c-1", 2),
    ]
    assert [row["role"] for row in table.records()] == ["secondary", "unclear"]
    assert {"document", "council", "quote"} <= set(table.columns)


def test_a_theme_that_the_taxonomy_lacks_is_not_lost(notice):
    assert [row["theme"] for row in rows.themes([notice], {}).records()] == ["child_voice", "plans"]


def test_the_matrix_counts_first_themes_and_says_out_of_how_many_documents(notice, other, plan):
    table = rows.matrix([notice, other, plan], {"child_voice": "Voice", "plans": "Plans"})
    assert table.columns == ("theme", "label", "Northmoor", "Southbay", "all", "unclear")
    assert table.rows == (
        ("child_voice", "Voice", 1, 0, 1, 1),
        ("plans", "Plans", 0, 0, 0, 0),
        ("documents", "Documents with clauses", 1, 1, 2, None),
        ("empty", "Documents without clauses", 1, 0, 1, None),
    )
    assert rows.unclear([notice, other, plan]) == {("child_voice", "Northmoor"): 1}


def test_a_document_of_no_known_council_has_a_column_of_its_own(other):
    unknown = other.model_copy(update={"document": other.document.model_copy(update={"council": None})})
    assert rows.matrix([unknown], {}).columns == ("theme", "label", "council not known", "all", "unclear")


def test_coverage_shows_what_answers_a_clause_or_else_its_best_candidates(notice, plan, coverage):
    table = rows.coverage(notice, plan, coverage)
    assert [(r["clause"], r["status"], r["answer"], r["action"]) for r in table.records()] == [
        ("c-1", "partial", "partial", "a-1"),
        ("c-2", "gap", "candidate", "a-2"),
        ("c-2", "gap", "candidate", "a-1"),
        ("c-2", "gap", "candidate", "a-2"),
        ("c-3", "unclear", None, None),
    ]
    first = table.records()[0]
    assert (first["notice"], first["clause_page"]) == ("north notice.pdf", 2)
    assert first["clause_quote"] == "Every child is seen at home\nevery two weeks."
    assert (first["plan"], first["action_sheet"], first["action_row"]) == ("north plan.xlsx", "Plan", 5)
    assert first["action_quote"] == "Visits are counted each week; the list goes to managers."
    assert [r["note"] for r in table.records()] == [None, *["No action was found."] * 3, None]
    assert (first["score"], first["reasons"], first["missing"]) == (0.75, "visits", "home; child")


def test_flags_say_what_and_where(notice, plan, coverage):
    table = rows.flags(notice, plan, coverage)
    assert [(r["document"], r["kind"], r["clause"], r["action"], r["row"]) for r in table.records()] == [
        ("north plan.xlsx", "late", "c-1", "a-1", 5),
        ("north notice.pdf", "no_deadline", "c-2", None, None),
        ("north plan.xlsx", "orphan", None, "a-2", 6),
    ]
    assert all(row["quote"] and row["note"] for row in table.records())


def test_alignment_shows_both_places_of_the_same_requirement(notice, other, alignment):
    [row] = rows.alignment([notice, other], alignment).records()
    assert (row["document"], row["council"], row["clause"], row["page"]) == ("north notice.pdf", "Northmoor", "c-1", 2)
    assert (row["other_document"], row["other_council"], row["other_page"]) == ("south notice.pdf", "Southbay", 7)
    assert row["other_quote"] == "Children are visited fortnightly."
    assert (row["same"], row["relation"], row["score"]) == ("yes", None, 0.9)
    assert row["reasons"] == "visits; weeks"
    assert len(rows.alignment([notice, other], alignment, all_pairs=True).rows) == 2


def test_tables_of_one_form_join_and_none_is_an_empty_table(notice, plan, coverage):
    one = rows.coverage(notice, plan, coverage)
    assert rows.joined([one, one], rows.COVERAGE).rows == one.rows + one.rows
    assert rows.joined([], rows.COVERAGE) == rows.COVERAGE
    assert one.columns == rows.COVERAGE.columns
    assert rows.flags(notice, plan, coverage).columns == rows.FLAGS.columns


@pytest.mark.parametrize(
    ("value", "made"),
    [
        (None, None),
        ("", None),
        ((), None),
        ("\x00\x0b\ufffe", None),
        (0, 0),
        (0.5, 0.5),
        (True, "True"),
        (("a", 2), "a; 2"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\tstays, bell\x07 goes, lone \ud800 goes", "tab\tstays, bell goes, lone  goes"),
    ],
)
def test_a_cell_holds_what_every_format_can(value, made):
    assert cell(value) == made


def test_a_heading_keeps_the_capitals_of_names():
    assert (heading("clause_page"), heading("North East")) == ("Clause page", "North East")
