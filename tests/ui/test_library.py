from __future__ import annotations

from typing import Any

import pytest

import corpus.ingest
from corpus.store import Store
from ui import upload
from ui.cached import Place

Open = Any


def test_the_list_links_every_document_and_says_what_is_in_it(open_page: Open) -> None:
    screen = open_page("library")
    assert "Northmere\\: improvement notice" in screen.links
    assert "5 clauses · 1 page · north.pdf" in screen.html
    assert "1 warning" in screen.html
    assert "6 documents" in screen.html


def test_a_plan_in_which_nothing_was_found_is_listed_and_says_so(open_page: Open) -> None:
    assert "nothing was found in it · empty plan.txt" in open_page("library").html


def test_filters_of_the_address_leave_the_documents_that_fit_all_of_them(open_page: Open) -> None:
    screen = open_page("library", kind="improvement_plan", council="Northmere")
    assert screen.links == ["Northmere\\: improvement plan"]
    assert "1 of 6 documents" in screen.html


def test_words_are_searched_in_council_kind_title_and_file(open_page: Open) -> None:
    screen = open_page("library").choose("Search by council, title or file", "SOUTHBY notice")
    assert screen.links == ["Southby\\: improvement notice"]
    assert screen.app.query_params["words"] == "SOUTHBY notice"


def test_filters_that_nothing_fits_say_so(open_page: Open) -> None:
    assert "No document fits these filters. Take one of them away." in open_page("library", words="zeppelin").said


def test_the_table_holds_the_same_documents_with_links(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("library", view="table").html
    assert all(f"document?document={document}" in html for document in ids.values())


def upload_file(screen: Any, name: str, content: bytes) -> Any:
    screen.app.file_uploader[0].set_value([(name, content, "application/octet-stream")])
    return screen.press("Read and add")


def test_a_file_that_is_in_the_library_is_said_to_be_there_and_is_not_added_again(
    open_page: Open, store: Store
) -> None:
    screen = upload_file(open_page("library"), "copy.txt", b"south\n")
    assert "copy\\.txt is in the library already under the name south\\.txt; nothing was added\\." in screen.said
    assert len(store.documents()) == 6


def test_a_web_page_under_the_name_of_a_pdf_is_refused_with_one_sentence(open_page: Open, store: Store) -> None:
    screen = upload_file(open_page("library"), "notice.pdf", b"<!DOCTYPE html><title>Not found</title>")
    (refusal,) = [one.value for one in screen.app.error]
    assert refusal.startswith("notice\\.pdf\\:") and "web page" in refusal
    assert len(store.documents()) == 6


def test_a_file_over_the_limit_is_refused_in_code_and_not_only_by_the_widget(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus.ingest, "MAX_BYTES", 1 << 20)
    screen = upload_file(open_page("library"), "big.txt", b"x" * ((1 << 20) + 1))
    assert "larger than the limit of 1 MB" in screen.app.error[0].value


def test_sending_the_form_without_a_file_asks_for_one(open_page: Open) -> None:
    assert "Choose at least one file first." in open_page("library").press("Read and add").said


def test_the_kind_and_council_that_a_person_gives_overrule_the_document(open_page: Open, store: Store) -> None:
    text = (
        b"Notes\n\n1. The Council must hold a weekly meeting.\n\n2. The Council must report to the board every month.\n"
    )
    screen = open_page("library")
    screen.put("Kind of document, if you know it", "improvement_notice")
    screen.put("Council, if you know it", "Westwold")
    upload_file(screen, "notes.txt", text)
    (added,) = [one for one in store.documents() if one.file == "notes.txt"]
    assert (added.kind, added.council, added.clauses) == ("improvement_notice", "Westwold", 2)
    assert "Open the document" in screen.links


def test_a_document_is_removed_only_after_a_person_has_said_yes(
    open_page: Open, store: Store, ids: dict[str, str]
) -> None:
    screen = open_page("library").choose("Document to remove", ids["south.txt"])
    assert next(button for button in screen.app.button if button.label == "Remove").disabled
    screen.choose("Yes, remove this document", True).press("Remove")
    assert ids["south.txt"] not in {one.id for one in store.documents()}
    assert any("Southby\\: improvement notice was removed" in one for one in screen.said)


def test_removing_a_document_that_another_person_has_removed_is_no_fault(
    store: Store, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    state: dict[str, Any] = {}
    monkeypatch.setattr(upload.st, "session_state", state)
    monkeypatch.setattr(Place, "store", store)
    for _ in range(2):
        upload.remove(Place(store.url, store.revision()), ids["south.txt"], "The notice")
    assert [one.sentence for one in next(iter(state.values()))] == ["The notice was removed already."]


LETTER = b"""Fairhaven Borough Council

The Council must take action to:

1. Visit every child in need within five working days.

2. Hold a supervision meeting with each social worker once a month.
"""


def test_a_file_of_an_unsure_kind_is_asked_about_and_read_as_what_is_said(open_page: Open, store: Store) -> None:
    screen = upload_file(open_page("library"), "letter.txt", LETTER)
    assert any("letter\\.txt was not added yet" in said for said in screen.said)
    assert len(store.documents()) == 6
    (question,) = [radio for radio in screen.app.radio if "letter" in radio.label]
    question.set_value("improvement_notice").run()
    screen.press("Read it as this")
    (added,) = [one for one in store.documents() if one.file == "letter.txt"]
    assert (added.kind, added.clauses) == ("improvement_notice", 2)
