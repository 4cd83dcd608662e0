from __future__ import annotations

import re
from typing import Any

import pytest

Open = Any


def test_a_link_opens_the_clause_with_its_words_facts_and_page(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("document", document=ids["north.pdf"], clause="c-north-2")
    assert "Clause 2.b" in screen.html
    assert "“at least once in four weeks”: every 4 weeks" in screen.html
    assert "Supervision (primary, 90% sure)" in screen.html
    (picture,) = screen.app.get("image")
    assert picture.proto.imgs[0].alt.startswith("Page 1 with clause 2.b marked: Supervise every social worker")


def test_references_and_footnotes_are_told_in_words(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("document", document=ids["north.pdf"], clause="c-north-1").html
    assert "Working Together to Safeguard Children" in html and "A note." in html


def test_an_unclear_theme_is_called_so_and_secondary_ones_are_told_from_candidates(
    open_page: Open, ids: dict[str, str]
) -> None:
    screen = open_page("document", document=ids["north.pdf"], clause="c-north-3")
    assert "Unclear, a person must decide: perhaps Caseloads and capacity (35% sure)" in screen.html
    assert "Or perhaps Supervision (20%)" in screen.html
    assert any("unclear" in caption for caption in screen.app.radio[0].proto.captions)
    html = open_page("document", document=ids["north.pdf"], clause="c-north-1").html
    assert "Child protection enquiries and conferences (secondary)" in html and "Risk identification" not in html


def test_a_theme_is_explained_by_its_parts_with_its_words_marked(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("document", document=ids["north.pdf"], clause="c-north-2")
    assert "For Supervision" not in screen.html
    screen.app.session_state["why"] = True
    html = screen.run().html
    assert '<mark class="cm-for">Supervise</mark>' in html
    assert all(heading in html for heading in ("For Supervision", "Against Supervision", "Nearest labelled texts"))
    assert "the logarithm of the odds against the average theme" in html
    assert "Not managers&#x27; decisions on single cases: see Management oversight of cases" in html


def test_another_theme_of_a_clause_can_be_explained_and_an_unknown_one_is_not(
    open_page: Open, ids: dict[str, str]
) -> None:
    screen = open_page("document", document=ids["north.pdf"], clause="c-north-3")
    screen.app.session_state["why"] = True
    assert "For Supervision" in screen.run().choose("Theme to explain", "supervision").html
    assert open_page("document", document=ids["north.pdf"], clause="c-north-0").html.count("Why this theme") == 0


def test_a_printed_framework_tag_that_differs_from_the_theme_is_shown_as_such(
    open_page: Open, ids: dict[str, str]
) -> None:
    html = open_page("document", document=ids["report.txt"]).html
    assert "Outcome 4 is printed; differs from the theme: Supervision falls under enabler 3" in html


@pytest.mark.parametrize("sought", ["2.b", "once four WEEKS"])
def test_a_clause_is_found_by_its_number_and_by_its_words(open_page: Open, ids: dict[str, str], sought: str) -> None:
    screen = open_page("document", document=ids["north.pdf"]).choose("Find by number or words", sought)
    assert "1 clause<" in screen.html and "Clause 2.b" in screen.html


def test_next_and_previous_change_the_address(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("document", document=ids["north.pdf"], clause="c-north-1").press("Next clause")
    assert screen.app.query_params["clause"] == "c-north-2"
    assert screen.press("Previous clause").app.query_params["clause"] == "c-north-1"


def test_choosing_a_clause_in_the_list_changes_the_address(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("document", document=ids["north.pdf"]).choose("Clause to read", "c-north-3")
    assert screen.app.query_params["clause"] == "c-north-3"
    assert "Clause 2.c" in screen.html


def test_a_theme_leaves_the_clauses_that_have_it(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("document", document=ids["north.pdf"]).choose("Theme", "caseloads")
    assert "1 clause<" in screen.html and "Clause 2.c" in screen.html


def test_another_document_begins_without_the_filters_of_the_last(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("document", document=ids["north.pdf"], clause="c-north-2", words="supervise")
    screen.choose("Document", ids["south.txt"])
    assert dict(screen.app.query_params) == {"document": ids["south.txt"]}
    assert "3 clauses" in screen.html


def test_a_file_without_pages_shows_the_clause_among_its_neighbours(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("document", document=ids["south.txt"], clause="c-south-1")
    assert not screen.app.get("image")
    assert '<li class="cm-chosen">[2]  Recruit foster carers' in screen.html
    assert "[1]  Supervise every social worker" in screen.html


def test_words_of_a_document_are_never_markup(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("document", document=ids["north.pdf"], clause="c-north-4")
    assert "<script" not in screen.html and "&lt;script&gt;alert(1)&lt;/script&gt;" in screen.html
    labels = re.sub(r"\\.", "", "".join(screen.app.radio[0].options))
    assert "![" not in labels and ":red[" not in labels and "<script" not in labels


def test_a_plan_shows_its_actions_with_sheet_row_lead_and_date(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("document", document=ids["plan.txt"], action="a-0").html
    assert all(word in html for word in ("Action A1", "Sheet Plan, row 2", "Head of Service", "1/6/2021"))


def test_an_inspection_report_shows_its_judgements(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("document", document=ids["report.txt"]).html
    assert "Overall effectiveness" in html and "Inadequate" in html


def test_a_requirement_shows_the_findings_that_it_cites_and_what_speaks_against_its_bounds(
    open_page: Open, ids: dict[str, str]
) -> None:
    html = open_page("document", document=ids["report.txt"], clause="c-east-0").html
    assert "31, page 14: Social workers wait two months for a meeting." in html
    assert ">88<" in html
    assert "The file&#x27;s own tags make 2 items of it." in html


def test_what_is_hard_to_check_and_the_edition_of_guidance_are_told(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("document", document=ids["north.pdf"], clause="c-north-1").html
    assert "Working Together to Safeguard Children (2018)" in html
    assert "Nothing says when it is done." in html


def test_days_are_shown_with_their_arithmetic_or_with_what_they_wait_for(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("document", document=ids["north.pdf"], clause="c-north-2").html
    assert "waits for the start of the notice, which is not known: set the day of issue" in html


def test_a_progress_report_shows_measures_and_statements(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("document", document=ids["progress.txt"])
    assert all(word in screen.html for word in ("1.1 Visits on time", "Aug 2021", "84.5", "✖ No", "Higher"))
    screen.choose("What to read", "statements")
    assert "Four new team managers started in May." in screen.html


def test_what_was_read_and_what_was_not_stands_in_about(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("document", document=ids["north.pdf"], view="about").html
    assert "What became of the 7 sentences" in html
    assert "Page 1: One line could not be read." in html


def test_a_link_to_a_removed_document_says_so_and_shows_another(open_page: Open) -> None:
    screen = open_page("document", document="0" * 64)
    assert any("is not in the library" in one for one in screen.said)
    assert screen.app.title[0].value == "Document"


def test_a_link_to_a_clause_that_is_gone_says_so(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("document", document=ids["north.pdf"], clause="c-gone")
    assert any("The clause of this link is not in the document" in one for one in screen.said)


def test_a_missing_original_is_one_sentence_beside_the_facts(open_page: Open, ids: dict[str, str], store: Any) -> None:
    store.file(ids["north.pdf"]).unlink()
    screen = open_page("document", document=ids["north.pdf"])
    assert any("is missing from" in one for one in screen.said)
    assert "Clause 1" in screen.html
