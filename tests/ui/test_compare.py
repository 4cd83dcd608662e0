from __future__ import annotations

from typing import Any

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
    assert "sure that both state the same requirement" in html


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
