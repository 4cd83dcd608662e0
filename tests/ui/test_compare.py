from __future__ import annotations

import re
from typing import Any

import pytest

from compare.results import Alignment, ClauseRef, Pair
from corpus.store import Store
from ui import comparison, families

Open = Any


def test_counts_carry_what_they_are_out_of(open_page: Open) -> None:
    html = open_page("compare").html
    assert "1 of 5 (20%)" in html and "1 of 3 (33%)" in html
    assert "Documents read" in html


def test_a_cell_says_how_many_of_its_clauses_are_unclear(open_page: Open) -> None:
    screen = open_page("compare")
    assert "1 of 5 (20%), 1 unclear" in screen.html
    assert "1 clause has an unclear theme; each such cell says how many." in screen.html
    (grid,) = screen.app.dataframe
    assert "1 (1 unclear)" in str(grid.proto)


def test_the_grid_names_every_council_with_its_number_of_clauses(open_page: Open) -> None:
    (grid,) = open_page("compare").app.dataframe
    assert list(grid.value.columns) == ["Theme", "Northmere (5)", "Southby (3)"]


def test_clauses_that_state_the_same_stand_side_by_side_with_the_differing_words_marked(open_page: Open) -> None:
    html = open_page("compare", theme="supervision", a="Northmere", b="Southby").html
    assert "1 pair of clauses states the same requirement" in html
    assert '<mark class="cm-differs">four</mark>' in html and '<mark class="cm-differs">two</mark>' in html
    assert re.search(r"<b>Same requirement in nearly the same words</b> \(\d+% sure\)", html)


def test_a_clause_that_the_other_council_is_not_asked_stands_under_its_own_council_only(open_page: Open) -> None:
    screen = open_page("compare", theme="caseloads", a="Northmere", b="Southby")
    assert "Only Northmere (1)" in [one.value for one in screen.app.subheader]
    assert "caseloads at fifteen children" in screen.html


def test_what_one_council_only_is_asked_is_told_out_of_all_its_clauses(open_page: Open) -> None:
    html = open_page("compare", view="only", a="Southby").html
    assert "of the 3 clauses of Southby have no partner among Northmere" in html
    assert "Recruit foster carers" in html and "Supervise every social worker" not in html


def test_choosing_a_theme_is_kept_in_the_address(open_page: Open) -> None:
    screen = open_page("compare").choose("Theme", "supervision")
    assert screen.app.query_params["theme"] == "supervision"


def test_one_council_alone_is_told_that_two_are_needed(open_page: Open) -> None:
    screen = open_page("compare", council="Southby")
    assert any("Two councils are needed" in one for one in screen.said)


def test_inspection_reports_have_a_matrix_of_their_own(open_page: Open) -> None:
    (grid,) = open_page("compare", documents="inspections").app.dataframe
    assert list(grid.value.columns) == ["Theme", "Eastham (1)"]


def test_words_of_a_document_are_never_markup(open_page: Open) -> None:
    html = open_page("compare", theme="all").html
    assert "<script" not in html and "&lt;script&gt;" in html


def test_shared_words_are_marked_in_both_clauses_when_that_is_chosen(open_page: Open) -> None:
    html = open_page("compare", theme="supervision", a="Northmere", b="Southby", mark="shared").html
    assert html.count('<mark class="cm-shared">Supervise every social worker') == 2
    assert '<mark class="cm-differs">' not in html


def test_a_requirement_of_two_councils_stands_once_with_what_the_other_changes(open_page: Open) -> None:
    html = open_page("compare", view="families", theme="supervision").html
    assert "1 requirement is asked in two documents or more" in html and "Asked of 2 of 2 councils" in html
    assert "How 1 other clause says it" in html
    assert re.search(r'<mark class="cm-shared">Supervise every social worker at least once in</mark> (four|two)', html)
    assert re.search(r'<mark class="cm-differs">(two|four)</mark>', html)


def test_too_many_documents_are_not_lined_up_at_once(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(families, "MOST_DOCUMENTS", 1)
    assert any("At most 1 document is lined up at once" in one for one in open_page("compare", view="families").said)


def test_the_clause_that_is_most_like_a_lonely_one_is_named_beside_it(store: Store) -> None:
    held = {one.file: comparison.placed([(one, store.extraction(one.id))]) for one in store.documents()}

    def pair(ours: int, theirs: int, score: float) -> Pair:
        a = ClauseRef(file="north.pdf", clause=f"c-north-{ours}")
        b = ClauseRef(file="south.txt", clause=f"c-south-{theirs}")
        return Pair(a=a, b=b, score=score, same=False, relation="related")

    found = [Alignment(pairs=(pair(3, 1, 0.2), pair(3, 0, 0.4), pair(2, 0, 0.3)))]
    sides = comparison.sides(held["north.pdf"], held["south.txt"], found, None)
    assert {key: near.clause.id for key, near in sides.related.items()} == {
        "c-north-3": "c-south-0",
        "c-north-2": "c-south-0",
        "c-south-0": "c-north-3",
        "c-south-1": "c-north-3",
    }
    said = comparison.single_fragment(sides.only_ours[3], sides.related["c-north-3"])
    assert "Related, but not the same requirement: <a" in said and "Southby, clause [1]</a>" in said
