"""What a person sees in a terminal: the rows of the report, and nothing that acts."""

from __future__ import annotations

from rich.console import Console, RenderableType

from report import rows, terminal
from report.elements import elements


def shown(view: RenderableType) -> str:
    console = Console(width=220)
    with console.capture() as captured:
        console.print(view)
    return captured.get()


def test_every_table_of_the_report_can_be_shown(notice, plan, coverage, other, alignment):
    for table in (
        rows.clauses([notice]),
        rows.actions([plan]),
        rows.coverage(notice, plan, coverage),
        rows.flags(notice, plan, coverage),
        rows.alignment([notice, other], alignment),
        rows.matrix([notice], {"plans": "Plans"}),
    ):
        assert f"{table.name} ({len(table.rows)})" in shown(terminal.table(table))


def test_a_document_is_shown_with_its_facts_and_its_clauses(notice):
    text = shown(terminal.document(notice))
    assert "north notice.pdf: improvement notice (100% sure)" in text
    assert "Council: Northmoor" in text
    assert "The chair reports." in text


def test_a_coverage_is_shown_with_its_elements_and_flags(notice, plan, coverage):
    text = shown(terminal.coverage(notice, plan, coverage))
    for name, count in (("Coverage", 5), ("Elements", 2), ("Flags", 3)):
        assert f"{name} ({count})" in text
    assert "nothing on 'each child'" in text


def test_an_element_is_a_row_with_the_words_that_meet_it(notice, plan, coverage):
    first, second = elements(notice, plan, coverage).records()
    assert (first["kind"], first["element"], first["status"]) == ("action", "Visits", "met")
    assert (first["actions"], first["action_quotes"]) == ("1.1", "Visits are counted")
    assert (second["status"], second["why"], second["actions"]) == ("missing", "nothing on 'each child'", None)


def test_marks_of_markup_in_a_document_are_text(notice):
    clause = notice.clauses[0].model_copy(update={"text": "Use [bold]no[/bold] markup [link=file:///x]here[/link]."})
    made = rows.clauses([notice.model_copy(update={"clauses": (clause,)})])
    assert "[bold]no[/bold]" in shown(terminal.table(made))


def test_a_long_text_is_cut_with_a_mark(notice):
    clause = notice.clauses[0].model_copy(update={"text": "word " * 100})
    made = rows.clauses([notice.model_copy(update={"clauses": (clause,)})])
    assert "…" in shown(terminal.table(made))


def test_an_evaluation_is_shown_with_its_means_and_with_what_failed():
    printed = {
        "means": {"notice": {"segmentation.f1": 0.951}},
        "counted": {"notice": 3},
        "documents": [
            {"name": "a.pdf", "failed": "a.pdf: there is no text in it.", "declared": "scanned"},
            {"name": "b.pdf", "failed": "b.pdf: it is damaged.", "declared": None},
            {"name": "c.pdf", "failed": None, "declared": None},
        ],
        "missing": ["plan south"],
    }
    text = shown(terminal.evaluation(printed))
    assert "notice (mean of 3)" in text
    assert "0.951" in text
    assert "Declared unreadable: a.pdf: there is no text in it." in text
    assert "Counted as nothing found: b.pdf: it is damaged." in text
    assert "No document for the gold of plan south" in text
