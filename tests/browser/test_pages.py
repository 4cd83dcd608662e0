"""The three jobs as a person does them with a mouse and a keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from corpus.store import Store, StoredDocument

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
Settled = Callable[[Page], None]


def document(store: Store, kind: str, council: str = "Fairhaven") -> StoredDocument:
    return next(one for one in store.documents() if one.kind == kind and one.council == council)


def some_clause(store: Store) -> Any:
    """A notice of several pages, and a clause on its second page."""
    notice = document(store, "improvement_notice")
    return notice, next(one for one in store.extraction(notice.id).clauses if one.number and one.page == 2)


def test_an_uploaded_text_is_read_and_its_clauses_are_on_screen(visit: Visit, settled: Settled) -> None:
    page = visit()
    page.get_by_text("Add documents").click()
    text = (
        "Improvement Notice to Westwold Council\n\n"
        "1. The Council must hold a supervision meeting with every social worker once a month.\n\n"
        "2. The Council must report to the improvement board by 30 June 2021.\n"
    )
    page.locator('input[type="file"]').set_input_files(
        {"name": "westwold notice.txt", "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.get_by_text("westwold notice.txt").first.wait_for()
    page.get_by_role("button", name="Read and add").click()
    expect(page.get_by_text(re.compile("westwold notice.txt was read as the improvement notice"))).to_be_visible()
    settled(page)
    page.get_by_role("link", name="Open the document").click()
    expect(page.get_by_role("heading", name=re.compile("Clause 1"))).to_be_visible()
    expect(page).to_have_url(re.compile("document="))


def test_a_file_that_is_no_document_is_refused_with_a_sentence(visit: Visit) -> None:
    page = visit()
    page.get_by_text("Add documents").click()
    page.locator('input[type="file"]').set_input_files(
        {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"<html><title>404</title></html>"}
    )
    page.get_by_text("broken.pdf").first.wait_for()
    page.get_by_role("button", name="Read and add").click()
    expect(page.get_by_text(re.compile("broken.pdf: this is a web page"))).to_be_visible()
    expect(page.get_by_text("1 document refused")).to_be_visible()


def test_a_clause_is_found_by_its_number_and_boxed_on_its_page(visit: Visit, store: Store) -> None:
    notice, clause = some_clause(store)
    page = visit(f"document?document={notice.id}")
    page.get_by_label("Find by number or words").fill(clause.number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Clause {clause.number}")).to_be_visible()
    picture = page.get_by_role("img", name=re.compile(f"^Page 2 with clause {re.escape(clause.number)} marked: "))
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 600


def test_next_goes_on_and_back_and_reload_keep_the_view(visit: Visit, store: Store, settled: Settled) -> None:
    notice, clause = some_clause(store)
    page = visit(f"document?document={notice.id}&clause={clause.id}")
    heading = page.get_by_role("heading", name=re.compile("^Clause "))
    first = heading.inner_text()
    page.get_by_role("button", name="Next clause").click()
    expect(heading).not_to_have_text(first)
    settled(page)
    second, address = heading.inner_text(), page.url
    page.reload()
    settled(page)
    assert (heading.inner_text(), page.url) == (second, address)


def test_the_list_of_clauses_works_with_the_keyboard(visit: Visit, store: Store) -> None:
    page = visit(f"document?document={document(store, 'improvement_notice').id}")
    page.get_by_test_id("stRadio").get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text(re.compile(r"^2 of \d+$"))).to_be_visible()
    expect(page).to_have_url(re.compile("clause="))


def test_a_cell_of_the_matrix_opens_its_clauses(visit: Visit) -> None:
    page = visit("compare")
    grid = page.get_by_test_id("stDataFrame")
    box = grid.bounding_box()
    assert box
    # The first cell to the right of the themes, in the second row below the heads.
    page.mouse.click(box["x"] + 330, box["y"] + 36 + 32 + 16)
    expect(page).to_have_url(re.compile("theme="))
    expect(page.get_by_text(re.compile(r"pairs? of clauses states? the same"))).to_be_visible()


def test_lined_up_clauses_stand_side_by_side_with_their_differences_marked(visit: Visit) -> None:
    page = visit("compare?theme=all&a=Fairhaven&b=Tarnley")
    marked = page.locator("mark.cm-differs").first
    expect(marked).to_be_visible()
    style = marked.evaluate("one => [getComputedStyle(one).textDecorationLine, getComputedStyle(one).fontWeight]")
    assert style == ["underline", "700"]


def test_shared_words_are_marked_instead_when_that_is_chosen(visit: Visit, settled: Settled) -> None:
    page = visit("compare?theme=all&a=Fairhaven&b=Tarnley")
    page.get_by_role("radio", name="Words that are shared").click()
    settled(page)
    expect(page).to_have_url(re.compile("mark=shared"))
    marked = page.locator("mark.cm-shared").first
    assert marked.evaluate("one => getComputedStyle(one).textDecorationLine") == "underline"
    expect(page.locator("mark.cm-differs")).to_have_count(0)


def test_a_requirement_opens_the_wording_of_each_council(visit: Visit) -> None:
    page = visit("compare?view=families")
    page.get_by_text(re.compile(r"^How \d other clauses? says? it$")).first.click()
    expect(page.locator("details[open] mark.cm-differs").first).to_be_visible()


def test_the_theme_is_chosen_with_the_keyboard(visit: Visit, settled: Settled) -> None:
    page = visit("compare?a=Fairhaven&b=Tarnley")
    settled(page)
    page.get_by_role("combobox", name=re.compile("Theme")).focus()
    page.keyboard.type("Supervision", delay=30)
    expect(page.get_by_role("option", name="Supervision")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("theme=supervision"))


def test_counts_are_saved_as_a_spreadsheet(visit: Visit, tmp_path: Path) -> None:
    page = visit("compare")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Counts as a spreadsheet").click()
    saved.value.save_as(tmp_path / "counts.xlsx")
    assert (tmp_path / "counts.xlsx").read_bytes().startswith(b"PK")


def test_coverage_shows_counts_bars_and_the_actions_with_reasons(visit: Visit, store: Store) -> None:
    notice, plan = document(store, "improvement_notice"), document(store, "improvement_plan")
    page = visit(f"coverage?notice={notice.id}&plan={plan.id}")
    expect(page.get_by_text(f"of {notice.clauses}").first).to_be_visible()
    expect(page.get_by_text(re.compile("Answers (the whole|part of the) clause")).first).to_be_visible()
    expect(page.get_by_text(re.compile("^Why:")).filter(visible=True).first).to_be_visible()
    expect(page.get_by_role("img", name=re.compile(r"(covered|gap|unclear) \d")).first).to_be_visible()


def test_what_a_clause_asks_for_opens_with_the_words_that_meet_it(visit: Visit, store: Store) -> None:
    notice = document(store, "improvement_notice")
    page = visit(f"coverage?notice={notice.id}&status=covered")
    page.get_by_text(re.compile("^What the clause asks for: .*met")).first.click()
    element = page.locator("details[open] .cm-elements > div").filter(has_text="✔ Met").first
    expect(element).to_contain_text(re.compile(r"Action .+: \u201c.+\u201d"))


def test_the_gaps_alone_are_a_link_that_reload_keeps(visit: Visit, store: Store, settled: Settled) -> None:
    notice = document(store, "improvement_notice")
    page = visit(f"coverage?notice={notice.id}&status=gap")
    gaps = page.locator(".cm-head > .cm-tag")
    before = gaps.all_inner_texts()
    assert before and set(before) == {"✖ Gap"}
    page.reload()
    settled(page)
    assert gaps.all_inner_texts() == before


def test_the_coverage_report_is_saved_as_word(visit: Visit, store: Store, tmp_path: Path) -> None:
    page = visit(f"coverage?notice={document(store, 'improvement_notice').id}")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Report (Word)").click()
    saved.value.save_as(tmp_path / "report.docx")
    assert (tmp_path / "report.docx").read_bytes().startswith(b"PK")


def test_from_a_clause_one_gets_to_its_coverage_and_back_to_its_page(
    visit: Visit, store: Store, settled: Settled
) -> None:
    notice, clause = some_clause(store)
    page = visit(f"document?document={notice.id}&clause={clause.id}")
    page.get_by_role("link", name="See which actions answer this clause").click()
    expect(page.get_by_role("button", name="Show all clauses")).to_be_visible()
    settled(page)
    page.get_by_role("link", name=f"Read clause {clause.number} on its page").click()
    expect(page.get_by_role("img", name=re.compile(f"clause {re.escape(clause.number)} marked"))).to_be_visible()


@pytest.mark.parametrize("path", ["", "?view=table", "document", "compare", "coverage"])
def test_nothing_is_cut_off_at_320_pixels(visit: Visit, path: str) -> None:
    page = visit(path, width=320)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    main = page.get_by_test_id("stMain")
    assert main.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
